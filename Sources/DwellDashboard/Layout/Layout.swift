public import DwellTerminal

/// What lies where, for any size: a pure function of the size and the shape of the run.
///
/// Rows go to panels by priority and a panel is never squeezed below what it can show. From 160 columns on the
/// plots stand in two stacks, from 60 on in one beside the knobs, from 40x10 on
/// above them; below that there are knobs and numbers alone.
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
  public private(set) var slots: [Slot] = []
  /// Where the parts of the stacked plots lie across; nil when there is no plot.
  public private(set) var plot: PlotGeometry?

  /// The largest screen that is made use of.
  public static let largest = (width: 500, height: 200)

  /// The layout of a screen for such a run; panels that have nothing to show in it leave their room to the others.
  public init(width: Int, height: Int, run: RunShape) {
    let width = min(max(width, 0), Self.largest.width)
    let height = min(max(height, 0), Self.largest.height)
    guard width > 0, height > 0 else { return }
    if width < 40 || height < 10 {
      fillTiny(width, height)
    } else {
      fill(width, height, run)
    }
  }

  /// The panels on the screen, in its order.
  public var panelNames: [String] {
    slots.compactMap { if case .panel(let name) = $0.content { name } else { nil } }
  }

  /// The place of a panel.
  public func slot(_ panel: String) -> Slot? { slots.first { $0.content == .panel(panel) } }

  /// The place of something that is there at most once.
  public func slot(_ content: Slot.Content) -> Slot? { slots.first { $0.content == content } }

  private mutating func add(_ content: Slot.Content, _ x: Int, _ y: Int, _ width: Int, _ height: Int) {
    guard width > 0, height > 0 else { return }
    slots.append(Slot(content: content, rect: Rect(x: x, y: y, width: width, height: height)))
  }

  // MARK: Small screens

  private mutating func fillTiny(_ width: Int, _ height: Int) {
    let margin = width >= 20 ? 1 : 0
    let inner = width - 2 * margin
    let knobs = min(4, height)
    var free = height - knobs
    var numbers = min(free, 1)
    free -= numbers
    let status = min(free, 1)
    free -= status
    let hints = min(free, 1)
    free -= hints
    numbers += min(free, 7)
    var y = 0
    add(.status, margin, y, inner, status)
    y += status
    add(.numbers, margin, y, inner, numbers)
    y += numbers
    add(.panel("knobs"), margin, y, inner, knobs)
    add(.hints, margin, height - hints, inner, hints)
  }

  // MARK: Columns

  private mutating func fill(_ width: Int, _ height: Int, _ run: RunShape) {
    // From 30 rows on, a blank row follows the status and precedes the hints.
    let blank = height >= 30 ? 1 : 0
    let top = 1 + blank
    let rows = height - 2 - 2 * blank
    let inner = width - 2
    add(.status, 1, 0, inner, 1)
    add(.hints, 1, height - 1, inner, 1)
    if width < 60 {
      let order = panels(run, .stack, .secondStack) + [nil] + panels(run, .side)
      stack(RowShares(order, rows: rows, run: run, isOnly: true), x: 1, y: top, width: inner)
      return
    }
    let gap = width < 100 ? 2 : 3
    let numbers = RowShares(panels(run, .side), rows: rows, run: run)
    let side: Int
    if width < 160 {
      side = width < 100 ? min(28, 24 + (width - 60) / 5) : min(46, 34 + (width - 100) / 4)
      let plots = RowShares(panels(run, .stack, .secondStack) + [nil], rows: rows, run: run)
      stack(plots, x: 1, y: top, width: inner - gap - side)
    } else {
      // Both stacks are equally wide, so that an instant lies at the same place in both.
      let half = (inner - 2 * gap - min(60, 45 + (width - 160) / 10)) / 2
      side = inner - 2 * (half + gap)
      var first = panels(run, .stack)
      var second = panels(run, .secondStack)
      if first.isEmpty, second.count > 1 { first.append(second.removeFirst()) }
      stack(RowShares(first + [nil], rows: rows, run: run), x: 1, y: top, width: half)
      stack(RowShares(second + [nil], rows: rows, run: run), x: 1 + half + gap, y: top, width: half)
    }
    stack(numbers, x: 1 + inner - side, y: top, width: side)
  }

  /// The panels of some places that have something to show, in the order of the catalog.
  private func panels(_ run: RunShape, _ places: PanelPlace...) -> [(any Panel)?] {
    PanelCatalog.all.filter { places.contains($0.place) && !$0.rows(run).isEmpty }
  }

  private mutating func stack(_ column: RowShares, x: Int, y: Int, width: Int) {
    var y = y
    for part in column.parts {
      switch part.content {
      case .panel("knobs") where !column.isOnly, .panel("containers"):
        // The column before it holds the cursor of the selected row.
        add(part.content, x - 1, y, width + 1, part.rows)
      default:
        add(part.content, x, y, width, part.rows)
      }
      if plot == nil, case .panel(let name) = part.content, PanelCatalog.panel(name).map({ $0.place != .side }) == true
      {
        plot = PlotGeometry(x: x, width: width)
      }
      y += part.rows + column.gap
    }
  }
}
