import DwellTerminal

/// Slow motion: the timeline, and beside it what to turn. Where packets cross one by one it is the overview.
public struct TimelineLayout: ScreenLayout {
  public let name = "timeline"
  public let summary = "each container a bar, in slow motion"

  /// The layout.
  public init() {}

  public func place(on board: inout LayoutBoard) {
    guard !board.panels(["timeline"]).isEmpty else {
      OverviewLayout().place(on: &board)
      return
    }
    let area = board.addFrame()
    guard board.width < FullScreen.columnsForSide else {
      let side = board.sideWidth
      board.add(.panel("timeline"), area.inset(right: side + board.gap))
      board.addColumn(board.panels(at: .side), in: area.inset(left: area.width - side))
      return
    }
    let knobs = area.height >= 16 ? 4 : 0
    let blank = knobs > 0 ? 1 : 0
    board.add(.panel("timeline"), area.inset(bottom: knobs + blank))
    board.addKnobs(Rect(x: area.x, y: area.bottom - knobs, width: area.width, height: knobs))
  }
}
