public import DwellTerminal

/// What lies where, for any size: a pure function of the size and the number of guests.
///
/// Rows go to panels by priority and a panel is never squeezed below what it can show. From 160 columns on there are
/// three columns, from 60 on two, from 40x10 on one; below that knobs and numbers alone.
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

  /// The layout of a screen.
  public init(width: Int, height: Int, guests: Int) {
    let width = min(max(width, 0), Self.largest.width)
    let height = min(max(height, 0), Self.largest.height)
    guard width > 0, height > 0 else { return }
    if width < 40 || height < 10 {
      fillTiny(width, height)
    } else {
      fill(width, height, guests)
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

  private mutating func fill(_ width: Int, _ height: Int, _ guests: Int) {
    // From 30 rows on, a blank row follows the status and precedes the hints.
    let blank = height >= 30 ? 1 : 0
    let top = 1 + blank
    let rows = height - 2 - 2 * blank
    let inner = width - 2
    add(.status, 1, 0, inner, 1)
    add(.hints, 1, height - 1, inner, 1)
    if width < 60 {
      let order = panels(.stack) + [nil] + panels(.middle, .side)
      stack(RowShares(order, rows: rows, guests: guests, isOnly: true), x: 1, y: top, width: inner)
      return
    }
    let gap = width < 100 ? 2 : 3
    if width < 160 {
      let side = width < 100 ? min(28, 24 + (width - 60) / 5) : min(46, 34 + (width - 100) / 4)
      let left = inner - gap - side
      stack(RowShares(panels(.stack) + [nil], rows: rows, guests: guests), x: 1, y: top, width: left)
      stack(RowShares(panels(.middle, .side), rows: rows, guests: guests), x: 1 + left + gap, y: top, width: side)
    } else {
      let side = min(52, 45 + (width - 160) / 20)
      let middle = min(90, 44 + (width - 160) / 5)
      let left = inner - 2 * gap - side - middle
      stack(RowShares(panels(.stack) + [nil], rows: rows, guests: guests), x: 1, y: top, width: left)
      stack(RowShares(panels(.middle), rows: rows, guests: guests), x: 1 + left + gap, y: top, width: middle)
      stack(
        RowShares(panels(.side), rows: rows, guests: guests), x: 1 + left + 2 * gap + middle, y: top, width: side)
    }
  }

  /// The panels of some places in the order of the catalog; nil stands for the time axis.
  private func panels(_ places: PanelPlace...) -> [(any Panel)?] {
    PanelCatalog.all.filter { places.contains($0.place) }
  }

  private mutating func stack(_ column: RowShares, x: Int, y: Int, width: Int) {
    var y = y
    for part in column.parts {
      switch part.content {
      case .panel("knobs") where !column.isOnly:
        // The column before it holds the cursor of the selected row.
        add(part.content, x - 1, y, width + 1, part.rows)
      default:
        add(part.content, x, y, width, part.rows)
      }
      if case .panel(let name) = part.content, PanelCatalog.panel(name)?.place == .stack {
        plot = PlotGeometry(x: x, width: width)
      }
      y += part.rows + column.gap
    }
  }
}
