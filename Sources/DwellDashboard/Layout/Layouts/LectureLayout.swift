import DwellTerminal

/// For the back of a room: three big numbers, one thick curve, one knob, one sentence.
public struct LectureLayout: ScreenLayout {
  public let name = "lecture"
  public let summary = "three big numbers, one curve, one knob: for the back of a room"

  /// The layout.
  public init() {}

  public func place(on board: inout LayoutBoard) {
    let area = board.addFrame()
    let isAiry = area.height >= 22
    // Sentence and knob at the bottom, numbers on top; the curve has the rest.
    let knob = area.height >= 26 ? 3 : 1
    let sentence = area.height >= 9 ? 1 : 0
    let gaps = isAiry ? 3 : 0
    let curve = isAiry ? 9 : 3
    let axis = area.height >= 14 ? 2 : 0
    let free = area.height - knob - sentence - gaps - axis
    let most = min(free - curve, max(area.height * 2 / 5, 4))
    let numbers = BigNumbersPanel.size(width: area.width, rows: most).rows
    // A blank row parts figures from their labels where they are large.
    let label = isAiry && numbers > 4 && free - curve > numbers ? 1 : 0
    // Where no blank row follows the status, one does here; the row of flags parts numbers and curve then.
    let above = board.height < 30 ? min(gaps, 1) : 0
    var y = area.y + above
    func row(_ rows: Int) -> Rect { Rect(x: area.x, y: y, width: area.width, height: rows) }
    board.add(.panel("big-numbers"), row(numbers + label))
    y += numbers + label + min(gaps, 1) - above
    let rest = free - numbers - label
    board.add(.panel("curve"), row(rest))
    y += rest
    board.add(.axis, row(axis))
    y += axis + (gaps > 1 ? 1 : 0)
    board.add(.panel("knob"), Rect(x: 0, y: y, width: board.width, height: knob))
    y += knob + (gaps > 2 ? 1 : 0)
    board.add(.panel("sentence"), row(sentence))
  }
}
