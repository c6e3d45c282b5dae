public import DwellTerminal

/// What a layout puts its parts on: the size of a screen, the shape of the run, and the parts so far.
public struct LayoutBoard: Sendable {
  /// Columns of the screen.
  public let width: Int
  /// Rows of the screen.
  public let height: Int
  /// What can be shown.
  public let run: RunShape
  /// The parts so far.
  public private(set) var slots: [Layout.Slot] = []
  /// Where the parts of the stacked plots lie across; nil while there is no plot.
  public private(set) var plot: PlotGeometry?

  /// An empty board.
  init(width: Int, height: Int, run: RunShape) {
    self.width = width
    self.height = height
    self.run = run
  }

  /// The columns between two columns of panels.
  public var gap: Int { width < 100 ? 2 : 3 }

  /// The columns of the column of knobs and numbers, in a screen of two columns.
  public var sideWidth: Int {
    width < 100 ? min(28, 24 + (width - 60) / 5) : min(46, 34 + (min(width, 159) - 100) / 4)
  }

  /// Adds a part; an empty one is left out.
  public mutating func add(_ content: Layout.Slot.Content, _ rect: Rect) {
    guard !rect.isEmpty else { return }
    slots.append(Layout.Slot(content: content, rect: rect))
    guard plot == nil, case .panel(let name) = content, PanelCatalog.panel(name)?.isOverTime == true else { return }
    plot = PlotGeometry(x: rect.x, width: rect.width)
  }

  /// Adds status and hints and returns what lies between them; from 30 rows on a blank row parts them from it.
  public mutating func addFrame() -> Rect {
    let blank = height >= 30 ? 1 : 0
    add(.status, Rect(x: 1, y: 0, width: width - 2, height: 1))
    add(.hints, Rect(x: 1, y: height - 1, width: width - 2, height: 1))
    return Rect(x: 1, y: 1 + blank, width: width - 2, height: height - 2 - 2 * blank)
  }

  /// The panels of these names that have something to show, in this order.
  public func panels(_ names: [String]) -> [(any Panel)?] {
    names.compactMap { PanelCatalog.panel($0) }.filter { !$0.rows(run).isEmpty }
  }

  /// The panels that stand beside one that has the screen for itself, without itself.
  func company(of panel: any Panel) -> [(any Panel)?] {
    let beside: [(any Panel)?] =
      switch panel.company {
      case .side: panels(at: .side)
      case .companions: knobs + panels(at: .companion)
      case .nobody: []
      }
    return beside.filter { $0?.name != panel.name }
  }

  /// The panel where knobs are turned.
  public var knobs: [(any Panel)?] { [PanelCatalog.knobs].filter { $0?.rows(run).isEmpty == false } }

  /// Adds it in an area.
  public mutating func addKnobs(_ rect: Rect) {
    if let panel = PanelCatalog.knobs { add(.panel(panel.name), rect) }
  }

  /// The panels of some places that have something to show, in the order of the catalog.
  public func panels(at places: PanelPlace...) -> [(any Panel)?] {
    PanelCatalog.all.filter { places.contains($0.place) && !$0.rows(run).isEmpty }
  }

  /// Adds a column of panels from the top down, by their ranks; nil stands for the time axis.
  ///
  /// - Parameter isOnly: whether there is no other column: knobs stand at the bottom then, and numbers before them.
  public mutating func addColumn(_ panels: [(any Panel)?], in area: Rect, isOnly: Bool = false) {
    let shares = RowShares(panels, rows: area.height, run: run, isOnly: isOnly)
    var y = area.y
    for part in shares.parts {
      // The column before these holds the cursor of the selected row.
      let holdsCursor =
        switch part.content {
        case .panel(let name):
          PanelCatalog.panel(name).map { $0.holdsCursor && !(isOnly && $0.turnsKnobs) } ?? false
        default: false
        }
      let room = Rect(x: area.x, y: y, width: area.width, height: part.rows)
      add(part.content, holdsCursor ? room.widened(left: 1) : room)
      y += part.rows + shares.gap
    }
  }

  /// Fills a screen that is too small for a layout: knobs with their values, numbers, and what else there are rows for.
  mutating func placeKnobsAndNumbers() {
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
    add(.status, Rect(x: margin, y: 0, width: inner, height: status))
    add(.numbers, Rect(x: margin, y: status, width: inner, height: numbers))
    addKnobs(Rect(x: margin, y: status + numbers, width: inner, height: knobs))
    add(.hints, Rect(x: margin, y: height - hints, width: inner, height: hints))
  }
}

extension Rect {
  /// The rectangle with so many columns more at its left.
  func widened(left: Int) -> Rect { Rect(x: x - left, y: y, width: width + left, height: height) }
}
