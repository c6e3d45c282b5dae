import DwellTerminal

/// Everything at once, by priority. From 160 columns on the plots stand in two stacks, from 60 on in one beside the knobs, below that above them.
public struct OverviewLayout: ScreenLayout {
  public let name = LayoutCatalog.overview
  public let summary = "the plots over one time axis, the knobs and the numbers"

  /// The rows from which on one stack holds what was done with packets, and plane, timeline and map have the other.
  private static let rowsForOneStack = 40

  /// The layout.
  public init() {}

  public func place(on board: inout LayoutBoard) {
    let area = board.addFrame()
    if board.width < 60 {
      let order = board.panels(at: .stack, .lowerStack, .secondStack) + [nil] + board.panels(at: .side)
      board.addColumn(order, in: area, isOnly: true)
      return
    }
    let gap = board.gap
    let side: Int
    if board.width < 160 {
      side = board.sideWidth
      board.addColumn(board.panels(at: .stack, .lowerStack, .secondStack) + [nil], in: area.inset(right: gap + side))
    } else {
      // Both stacks are equally wide, so that an instant lies at the same place in both.
      let half = (area.width - 2 * gap - min(60, 45 + (board.width - 160) / 10)) / 2
      side = area.width - 2 * (half + gap)
      let isTall = area.height >= Self.rowsForOneStack
      var first = isTall ? board.panels(at: .stack, .lowerStack) : board.panels(at: .stack)
      var second = isTall ? board.panels(at: .plane, .secondStack) : board.panels(at: .plane, .lowerStack, .secondStack)
      if first.isEmpty, second.count > 1 { first.append(second.removeFirst()) }
      board.addColumn(first + [nil], in: Rect(x: area.x, y: area.y, width: half, height: area.height))
      board.addColumn(second + [nil], in: Rect(x: area.x + half + gap, y: area.y, width: half, height: area.height))
    }
    board.addColumn(board.panels(at: .side), in: area.inset(left: area.width - side))
  }
}
