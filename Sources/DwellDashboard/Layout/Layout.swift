public import DwellTerminal

/// What lies where, for any size: a pure function of the size, the shape of the run and what was chosen.
///
/// Rows go to panels by priority and a panel is never squeezed below what it can show. From 40x10 on the chosen entry
/// of ``LayoutCatalog`` has the screen, or one panel alone; below that there are knobs and numbers.
public struct Layout: Sendable, Hashable {
  /// A part of the screen.
  public struct Slot: Sendable, Hashable {
    /// What stands there.
    public enum Content: Sendable, Hashable {
      /// What runs, and how.
      case status
      /// Keys, a prompt or a notice.
      case hints
      /// A panel, by its name.
      case panel(String)
      /// The time axis under the stack of plots.
      case axis
      /// Numbers without a plot.
      case numbers
    }

    /// What stands there.
    public var content: Content
    /// Where.
    public var rect: Rect
  }

  /// Every part, none empty, none overlapping another.
  public let slots: [Slot]
  /// Where the parts of the stacked plots lie across; nil when there is no plot.
  public let plot: PlotGeometry?
  /// The panel that has the screen for itself; nil: none, or there is no room for the one that was asked for.
  public let fullScreen: String?

  /// The largest screen that is made use of.
  public static let largest = (width: 500, height: 200)
  /// The smallest screen with more than knobs and numbers.
  public static let smallest = (width: 40, height: 10)

  /// The layout of a screen for such a run; panels that have nothing to show in it leave their room to the others.
  ///
  /// - Parameters:
  ///   - name: an entry of ``LayoutCatalog``; the first of it when there is none of that name.
  ///   - fullScreen: the panel that shall have the screen for itself, where it has something to show and fits.
  public init(
    width: Int, height: Int, run: RunShape, name: String = LayoutCatalog.overview, fullScreen: String? = nil
  ) {
    let width = min(max(width, 0), Self.largest.width)
    let height = min(max(height, 0), Self.largest.height)
    var board = LayoutBoard(width: width, height: height, run: run)
    var alone: String?
    if width > 0, height > 0 {
      if let panel = fullScreen.flatMap({ PanelCatalog.panel($0) }), FullScreen.place(panel, on: &board) {
        alone = panel.name
      } else if width < Self.smallest.width || height < Self.smallest.height {
        board.placeKnobsAndNumbers()
      } else {
        LayoutCatalog.layout(name).place(on: &board)
      }
    }
    slots = board.slots
    plot = board.plot
    self.fullScreen = alone
  }

  /// The panels on the screen, in its order.
  public var panelNames: [String] {
    slots.compactMap { if case .panel(let name) = $0.content { name } else { nil } }
  }

  /// The place of a panel.
  public func slot(_ panel: String) -> Slot? { slots.first { $0.content == .panel(panel) } }

  /// The place of something that is there at most once.
  public func slot(_ content: Slot.Content) -> Slot? { slots.first { $0.content == content } }
}
