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

  /// The cell that is read at an instant: now lies in the last one that has begun; nil outside the window.
  package func reading(_ instant: Instant) -> Int? {
    cell(of: min(instant, max(snapshot.now - TimeSpan(nanoseconds: 1), .zero)))
  }

  /// The cells that a span of time covers, as far as they lie in the window; nil where none does.
  package func cells(of span: Range<Instant>) -> ClosedRange<Int>? {
    let end = start(ofCell: cells)
    guard !span.isEmpty, span.lowerBound < end, span.upperBound > start(ofCell: 0) else { return nil }
    let first = reading(max(span.lowerBound, start(ofCell: 0))) ?? 0
    let last = reading(min(span.upperBound, end) - TimeSpan(nanoseconds: 1)) ?? cells - 1
    return first <= last ? first...last : nil
  }

  /// The instant at the left edge of a cell.
  package func start(ofCell cell: Int) -> Instant {
    let width = snapshot.columnWidth.nanoseconds.multipliedReportingOverflow(by: Int64(dotsPerCell)).partialValue
    let (offset, overflow) = Int64(position &+ cell).multipliedReportingOverflow(by: width)
    return overflow ? .never : Instant(nanoseconds: max(offset, 0))
  }

  /// How far the right edge of the plot lies before now; 0 where it is now.
  package var back: TimeSpan { snapshot.view.until == nil ? .zero : max(snapshot.now - snapshot.end, .zero) }

  /// The turns in the window, oldest first.
  package func marks(_ turns: [Turn]) -> [Mark] {
    turns.compactMap { turn in cell(of: turn.at).map { Mark(cell: $0, turn: turn) } }
  }

  /// Round times before now, oldest first, without the right edge itself; at least eight columns for each.
  package var ticks: [Tick] {
    let perCell = Double(max(snapshot.columnWidth.nanoseconds, 1)) * Double(dotsPerCell)
    let length = perCell * Double(cells)
    guard cells >= 8, length > 0 else { return [] }
    // What lies behind the right edge counts for the words, not for the places.
    let behind = Double(back.nanoseconds)
    let (name, factor) = Axis.Unit.time.scaled(to: (behind + length) * 1.001)
    var step = Ladder.atLeast(perCell * 9)
    func text(_ back: Double) -> String {
      "−" + QuantityText.fixed(back / factor, digits: max(0, -Ladder.exponent(of: step / factor)))
    }
    while length / step > 12 || behind > 0 && step < perCell * Double(text(behind + length).count + 3) {
      step = Ladder.above(step)
    }
    let first = max((behind / step).rounded(.down) + 1, 1)
    let last = ((behind + length * 1.001) / step).rounded(.down)
    guard last >= first else { return [] }
    return (0...(last - first).whole(in: 0...12)).reversed().map { k in
      let back = (first + Double(k)) * step
      return Tick(
        cell: cells - 1 - ((back - behind) / perCell).whole(in: 0...(cells - 1)),
        label: text(back) + (first + Double(k) == last ? " \(name)" : ""))
    }
  }
}
