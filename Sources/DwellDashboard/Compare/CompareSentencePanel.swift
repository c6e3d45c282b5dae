import DwellSession
public import DwellTerminal

/// A/B: what the numbers say, in one sentence.
public struct CompareSentencePanel: Panel {
  public let name = "compare-sentence"
  public let number = 0
  public let summary = "what the numbers of A and B say, as far as they differ by more than noise"
  public let place = PanelPlace.elsewhere

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    run.runs == .two ? [RowWish(50, rows: 3), RowWish(61, rows: 4), RowWish(68, rows: 5)] : []
  }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    guard let comparison = model.comparison, case .together = comparison.phase else { return }
    let (head, rest) = CompareSentence.words(comparison)
    var lines = TextWrap.lines(canvas.symbols.plain("\(head) \(rest)"), columns: area.width)
    // Half a sentence says nothing: what does not fit leaves its head.
    if lines.count > area.height { lines = TextWrap.lines(canvas.symbols.plain(head), columns: area.width) }
    var left = head.count
    for (index, line) in lines.prefix(area.height).enumerated() {
      let bold = min(left, line.count)
      canvas.text(String(line.prefix(bold)), x: area.x, y: area.y + index, role: .text, attributes: .bold)
      canvas.text(
        String(line.dropFirst(bold)), x: area.x + canvas.columns(of: String(line.prefix(bold))), y: area.y + index,
        role: .dim)
      left = max(left - line.count - 1, 0)
    }
  }
}
