import DwellTerminal

/// A/B: plots of both runs over each other, their numbers and settings side by side, and what they say.
///
/// From 160 columns on the plots stand in two stacks, from 76 on in one beside the numbers, below that above them.
public struct CompareLayout: ScreenLayout {
  public let name = LayoutCatalog.comparison
  public let summary = "two runs on the same arrivals"
  public let use = LayoutUse.forced

  private static let plots = ["compare-wait", "compare-ratio", "compare-containers", "compare-driver"]
  private static let numbers = ["compare-numbers", "compare-settings", "compare-sentence", "compare-spread"]

  /// The layout.
  public init() {}

  public func place(on board: inout LayoutBoard) {
    let area = board.addFrame()
    let numbers = board.panels(Self.numbers)
    if board.width < 76 {
      let plots = board.panels(Self.plots)
      // An axis without a plot says nothing.
      let all = RowShares(plots + [nil] + numbers, rows: area.height, run: board.run)
      let hasPlot = all.parts.contains { part in plots.contains { $0.map { part.content == .panel($0.name) } == true } }
      board.addColumn((hasPlot ? plots + [nil] : []) + numbers, in: area)
      return
    }
    let gap = board.gap
    let side = board.width < 100 ? 37 : min(41 + (board.width - 100) / 10, 50)
    let room = area.inset(right: gap + side)
    if board.width < 160 {
      board.addColumn(board.panels(Self.plots) + [nil], in: room)
    } else {
      let half = (room.width - gap) / 2
      let first = ["compare-wait", "compare-ratio"]
      let second = ["compare-throughput", "compare-containers", "compare-driver"]
      board.addColumn(
        board.panels(first) + [nil], in: Rect(x: room.x, y: room.y, width: half, height: room.height))
      board.addColumn(
        board.panels(second) + [nil], in: Rect(x: room.x + half + gap, y: room.y, width: half, height: room.height))
    }
    board.addColumn(numbers, in: area.inset(left: area.width - side))
  }
}
