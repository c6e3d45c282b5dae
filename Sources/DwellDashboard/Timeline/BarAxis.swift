package import DwellCore

/// The time axis of bars: now stands still, some cells before its right end, and what lies after it is still to come.
///
/// Cells lie at absolute multiples of their width, so that bars move by whole cells and never shimmer.
package struct BarAxis: Sendable, Hashable {
  /// The instant that the axis is about.
  package let now: Instant
  /// Nanoseconds for each cell, at least 1.
  package let perCell: Int64
  /// Cells across.
  package let cells: Int
  /// The cell that now lies in.
  package let nowCell: Int

  /// An axis of so many cells, at least 1, on which `span` nanoseconds before `now` are seen.
  package init(now: Instant, span: Double, cells: Int) {
    self.now = now
    self.cells = max(cells, 1)
    nowCell = Self.nowCell(of: self.cells)
    perCell = Self.width(span: span, cells: self.cells)
  }

  /// A sixth is for what is to come.
  private static func nowCell(of cells: Int) -> Int { max(cells - 1 - max(cells / 6, 2), 0) }

  /// Nanoseconds for each of so many cells.
  package static func width(span: Double, cells: Int) -> Int64 {
    let width = (span / Double(max(nowCell(of: cells), 1))).rounded(.up)
    guard width > 1 else { return 1 }
    return width < 1e17 ? Int64(width) : 100_000_000_000_000_000
  }

  /// The cell of an instant; below 0 before the axis, from `cells` on beyond it.
  package func cell(of instant: Instant) -> Int {
    let number = Self.floor(instant.nanoseconds, perCell) - Self.floor(now.nanoseconds, perCell)
    return Int(min(max(number, -1_000_000), 1_000_000)) + nowCell
  }

  /// The instant at the left edge of one of `parts` equal parts of a cell.
  package func start(ofCell cell: Int, part: Int = 0, of parts: Int = 1) -> Instant {
    let first = (Self.floor(now.nanoseconds, perCell) + Int64(cell - nowCell)) * perCell
    return Instant(nanoseconds: first + perCell * Int64(part) / Int64(max(parts, 1)))
  }

  /// Where the axis begins.
  package var start: Instant { start(ofCell: 0) }

  /// The number of the first cell: what it grows by is by how many cells everything has moved.
  package var position: Int { Int(Self.floor(now.nanoseconds, perCell)) - nowCell }

  private static func floor(_ a: Int64, _ b: Int64) -> Int64 { a >= 0 ? a / b : -((b - 1 - a) / b) }

  /// Round times before and after now, oldest first, without now itself; the unit on the oldest only.
  package var ticks: [TimeLine.Tick] {
    guard cells >= 8 else { return [] }
    let perCell = Double(perCell)
    let step = Ladder.atLeast(perCell * 8)
    guard step > 0 else { return [] }
    let (name, factor) = Axis.Unit.time.scaled(to: max(perCell * Double(nowCell), step))
    let digits = max(0, -Ladder.exponent(of: step / factor))
    func tick(_ k: Int) -> TimeLine.Tick {
      let text = QuantityText.fixed(Double(abs(k)) * step / factor, digits: digits)
      return TimeLine.Tick(
        cell: nowCell + (Double(k) * step / perCell).whole(in: -100_000...100_000), label: (k < 0 ? "−" : "+") + text)
    }
    var ticks = (-64...64).filter { $0 != 0 }.map(tick).filter { $0.cell >= 0 && $0.cell < cells }
    if !ticks.isEmpty { ticks[0].label += " \(name)" }
    return ticks
  }
}
