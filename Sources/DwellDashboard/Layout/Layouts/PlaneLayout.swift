import DwellTerminal

/// For finding good settings: the trade-off large, the knobs and the trail that turning them left beside it.
public struct PlaneLayout: ScreenLayout {
  public let name = "plane"
  public let summary = "delay against throughput, and the trail that turning knobs left"

  /// The layout.
  public init() {}

  public func place(on board: inout LayoutBoard) {
    let plane = board.panels(["trade-off"]).compactMap { $0 }.first
    let least = plane?.rows(board.run).map(\.rows).min() ?? .max
    // Where nothing is traded, or it would be squeezed, everything at once says more.
    guard let plane, board.height - 2 - (board.width < 60 ? 5 : 0) >= least else {
      OverviewLayout().place(on: &board)
      return
    }
    let area = board.addFrame()
    if board.width < 60 {
      board.add(.panel(plane.name), area.inset(bottom: 5))
      board.addKnobs(Rect(x: area.x, y: area.bottom - 4, width: area.width, height: 4))
      return
    }
    let side = board.sideWidth
    let left = area.inset(right: side + board.gap)
    // Below it, the same settings over time, where it loses little by that.
    let below = area.height >= 30 ? area.height / 3 : 0
    board.add(.panel(plane.name), left.inset(bottom: below))
    if below > 0 {
      board.addColumn(
        board.panels(["release-time"]) + [nil],
        in: Rect(x: left.x, y: left.bottom - below, width: left.width, height: below))
    }
    board.addColumn(board.company(of: plane), in: area.inset(left: area.width - side))
  }
}
