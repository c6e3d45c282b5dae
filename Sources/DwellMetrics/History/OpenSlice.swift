import DwellCore
import DwellEngine

/// The slice of dwell that is being filled.
///
/// Its counts lie where the bits of a double put them, as those of a `HistogramBank` do, so a packet that is recorded there costs one
/// shift and one count more; all of them stay in the first-level cache until the slice closes.
struct OpenSlice: ~Copyable {
  // From this cell on places are in the order of cells.
  private static let firstInOrder = 32
  private static let offset = place(doublePlusOne: Int64(2 * firstInOrder + 1)) - firstInOrder

  private var counts: Slab<UInt32>
  // The cells that hold something lie between these two.
  private var low = DwellSlices.cells
  private var high = -1
  /// Waits added up, in nanoseconds.
  private(set) var sum = 0.0
  /// The longest wait, in nanoseconds.
  private(set) var longest: Int64 = 0

  /// An empty slice, or none.
  init(isKept: Bool) { counts = Slab(count: isKept ? SlabPage<UInt32>.length : 0, filledWith: 0) }

  /// The cells that hold something; nil of none.
  var cells: ClosedRange<Int>? { low <= high ? low...high : nil }

  /// Where a wait is counted, from its double plus 1: the exponent and the first five places of 2x + 1 as a floating-point number.
  @inline(__always)
  static func place(doublePlusOne: Int64) -> Int {
    Int(truncatingIfNeeded: Double(doublePlusOne).bitPattern &>> 47) & (SlabPage<UInt32>.length - 1)
  }

  /// Lends the counts, each at the place of its wait; what is counted there is told by `note`.
  @inline(__always)
  mutating func withCounts(_ body: (inout SlabPage<UInt32>) -> Void) { counts.withPage(from: 0, body) }

  /// Takes note of what was counted: the least and the greatest wait, and all of them added up.
  @inline(__always)
  mutating func note(least: Int64, greatest: Int64, sum: Int64) {
    low = min(low, DwellSlices.cell(least))
    high = max(high, DwellSlices.cell(greatest))
    longest = max(longest, greatest)
    self.sum += Double(sum)
  }

  /// Calls `body` with every cell that holds something, and its count.
  func forEachCell(_ body: (Int, UInt32) -> Void) {
    guard let cells else { return }
    for cell in cells {
      let count = self[cell]
      if count > 0 { body(cell, count) }
    }
  }

  /// Moves all counts to the slice of `slices` whose first cell lies at `start`, and is empty again.
  mutating func empty(into slices: inout Slab<UInt32>, from start: Int) {
    guard let cells else { return }
    for cell in cells.lowerBound..<max(min(cells.upperBound + 1, Self.firstInOrder), cells.lowerBound) {
      slices[start + cell] = self[cell]
      counts[Self.place(doublePlusOne: Int64(2 * cell + 1))] = 0
    }
    let inOrder = max(cells.lowerBound, Self.firstInOrder)..<max(cells.upperBound, Self.firstInOrder - 1) + 1
    if !inOrder.isEmpty {
      let last = Self.place(doublePlusOne: 2 * longest + 1)
      // The last cell holds what is longer than it, too.
      slices[start + cells.upperBound] = self[cells.upperBound]
      slices.copy(
        inOrder.lowerBound + Self.offset..<inOrder.upperBound - 1 + Self.offset, of: counts,
        to: start + inOrder.lowerBound)
      counts.fill(inOrder.lowerBound + Self.offset..<last + 1, with: 0)
    }
    low = DwellSlices.cells
    high = -1
    sum = 0
    longest = 0
  }

  private subscript(cell: Int) -> UInt32 {
    guard cell >= Self.firstInOrder else { return counts[Self.place(doublePlusOne: Int64(2 * cell + 1))] }
    guard cell == DwellSlices.cells - 1 else { return counts[cell + Self.offset] }
    var count: UInt32 = 0
    for place in cell + Self.offset...max(Self.place(doublePlusOne: 2 * longest + 1), cell + Self.offset) {
      count &+= counts[place]
    }
    return count
  }
}
