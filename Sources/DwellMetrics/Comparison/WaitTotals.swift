/// Waits of packets in a stretch of time: how many, their sum, and how they were spread.
///
/// Additive: two stretches together are their sum, and a stretch is the difference of two running totals.
public struct WaitTotals: Sendable, Equatable {
  /// The packets.
  public private(set) var count = 0.0
  /// The sum of their waits, in nanoseconds.
  public private(set) var sum = 0.0
  // Counts of the cells of `HistogramBank` from `first` on; nothing before and after.
  private var first = 0
  private var cells: [UInt64] = []

  /// Of no packets.
  public init() {}

  /// Of so many packets, by the cells of a ``HistogramBank``.
  init(count: Double, sum: Double, cells: [UInt64]) {
    self.count = count
    self.sum = sum
    self.cells = cells
  }

  /// Of packets that waited so long each, in nanoseconds.
  package init(_ waits: [Int64]) {
    cells = [UInt64](repeating: 0, count: HistogramBank.cells)
    for wait in waits {
      cells[HistogramBank.cell(wait)] += 1
      sum += Double(wait)
    }
    count = Double(waits.count)
    trim()
  }

  /// What came since an earlier total, which counted nothing that this one does not.
  func since(_ earlier: WaitTotals) -> WaitTotals {
    var difference = self
    difference.count -= earlier.count
    difference.sum -= earlier.sum
    for (index, count) in earlier.cells.enumerated() { difference.cells[earlier.first + index - first] -= count }
    difference.trim()
    return difference
  }

  /// Takes another stretch in.
  mutating func add(_ other: WaitTotals) {
    count += other.count
    sum += other.sum
    guard !other.cells.isEmpty else { return }
    if cells.isEmpty {
      (first, cells) = (other.first, other.cells)
      return
    }
    let low = min(first, other.first)
    let high = max(first + cells.count, other.first + other.cells.count)
    var joined = [UInt64](repeating: 0, count: high - low)
    for (index, count) in cells.enumerated() { joined[first + index - low] += count }
    for (index, count) in other.cells.enumerated() { joined[other.first + index - low] += count }
    (first, cells) = (low, joined)
  }

  /// How many packets fell in a cell above `cell`.
  func above(_ cell: Int) -> Double {
    let from = cell + 1 - first
    guard from < cells.count else { return 0 }
    return Double(cells[max(from, 0)...].reduce(0, +))
  }

  /// The cell of the value at rank ⌈q·n⌉; nil where fewer than ten packets lie above (contract: p50 needs 20 packets, p99 1000).
  func quantileCell(_ q: Double) -> Int? {
    let total = cells.reduce(0, +)
    let rank = UInt64((q * Double(total)).rounded(.up))
    guard total > 0, total - min(rank, total) >= 10 else { return nil }
    var seen: UInt64 = 0
    for (index, count) in cells.enumerated() {
      seen += count
      if seen >= rank { return first + index }
    }
    return nil
  }

  /// The value at rank ⌈q·n⌉ in nanoseconds, within 0.8 %; nil where fewer than ten packets lie above.
  public func quantile(_ q: Double) -> Double? { quantileCell(q).map { HistogramBank.middle($0) } }

  private mutating func trim() {
    guard let low = cells.firstIndex(where: { $0 > 0 }), let high = cells.lastIndex(where: { $0 > 0 }) else {
      (first, cells) = (0, [])
      return
    }
    (first, cells) = (first + low, Array(cells[low...high]))
  }
}
