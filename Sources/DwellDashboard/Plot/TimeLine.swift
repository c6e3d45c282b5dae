package import DwellCore
package import DwellMetrics
package import DwellSession
package import DwellTerminal

/// Where instants lie across a plot.
package struct TimeLine: Sendable {
  /// A turned knob in the window.
  package struct Mark: Sendable, Hashable {
    /// The column of cells in the plot.
    package var cell: Int
    /// What was turned.
    package var turn: Turn
  }

  /// A round time before now.
  package struct Tick: Sendable, Hashable {
    /// The column of cells in the plot.
    package var cell: Int
    /// The words, the unit on the oldest only.
    package var label: String
  }

  private let snapshot: Snapshot
  private let cells: Int
  private let dotsPerCell: Int
  // The columns of the snapshot and the blank dots after them.
  private let end: Int

  /// The time axis of a plot of so many cells.
  package init(_ snapshot: Snapshot, cells: Int, symbols: SymbolSet) {
    self.snapshot = snapshot
    self.cells = cells
    dotsPerCell = symbols.dotsAcross
    end = (snapshot.columns.first?.count ?? 0) + Self.blankDots(snapshot, perCell: symbols.dotsAcross)
  }

  /// How many dots at the right edge belong to columns that have not begun, where a cell begins at a multiple of its dots.
  static func blankDots(_ snapshot: Snapshot, perCell: Int) -> Int {
    let next =
      Int(snapshot.firstColumn.nanoseconds / max(snapshot.columnWidth.nanoseconds, 1))
      &+ (snapshot.columns.first?.count ?? 0)
    let taken = next % max(perCell, 1)
    return taken == 0 ? 0 : taken > 0 ? perCell - taken : -taken
  }

  /// The left edge of a column of the snapshot.
  static func start(of index: Int, _ snapshot: Snapshot) -> Instant {
    let (offset, overflow) = snapshot.columnWidth.nanoseconds.multipliedReportingOverflow(by: Int64(index))
    return overflow ? .never : snapshot.firstColumn + TimeSpan(nanoseconds: offset)
  }

  /// The absolute number of the column at a dot, for patterns that scroll with the data.
  package func absolute(dot: Int) -> Int {
    let width = max(snapshot.columnWidth.nanoseconds, 1)
    return Int(snapshot.firstColumn.nanoseconds / width) &+ dot + end - cells * dotsPerCell
  }

  /// The absolute number of the first cell: what it grows by is by how many cells the plot scrolls.
  package var position: Int { absolute(dot: 0) / dotsPerCell }

  /// The column of cells in which an instant lies; nil outside the window.
  package func cell(of instant: Instant) -> Int? {
    let width = max(snapshot.columnWidth.nanoseconds, 1)
    guard instant >= snapshot.firstColumn, instant <= snapshot.now else { return nil }
    let count = snapshot.columns.first?.count ?? 0
    let dots = cells * dotsPerCell
    let index = (instant - snapshot.firstColumn).nanoseconds / width
    guard index < Int64(count) else { return nil }
    let dot = dots - end + Int(index)
    return dot >= 0 && dot < dots ? dot / dotsPerCell : nil
  }

  /// The turns in the window, oldest first.
  package func marks(_ turns: [Turn]) -> [Mark] {
    turns.compactMap { turn in cell(of: turn.at).map { Mark(cell: $0, turn: turn) } }
  }

  /// Round times before now, oldest first, without now itself; at least eight columns for each.
  package var ticks: [Tick] {
    let perCell = Double(max(snapshot.columnWidth.nanoseconds, 1)) * Double(dotsPerCell)
    let length = perCell * Double(cells)
    guard cells >= 8, length > 0 else { return [] }
    var step = Ladder.atLeast(perCell * 9)
    while length / step > 12 { step = Ladder.above(step) }
    let count = (length * 1.001 / step).rounded(.down).whole(in: 0...12)
    guard count > 0 else { return [] }
    let (name, factor) = Axis.Unit.time.scaled(to: length * 1.001)
    let digits = max(0, -Ladder.exponent(of: step / factor))
    return (1...count).reversed().map { k in
      let back = Double(k) * step
      let number = QuantityText.fixed(back / factor, digits: digits)
      return Tick(
        cell: cells - 1 - (back / perCell).whole(in: 0...(cells - 1)),
        label: "−\(number)" + (k == count ? " \(name)" : ""))
    }
  }
}
