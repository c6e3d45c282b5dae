public import DwellCore

/// A row of log-linear histograms of lengths of time: 64 to 128 cells an octave, so a cell is at most 1.6 % wide.
///
/// Any nanosecond count fits. A percentile taken at the middle of a cell is within 0.8 % (contract: 1 %). Cost: about 1 ns a record.
public struct HistogramBank: ~Copyable {
  // 57 octaves above the first 64 cells.
  @usableFromInline package static var cells: Int { 58 * 64 }
  // The counts of a histogram: a power of two, so that an index can be masked into range.
  @usableFromInline static var length: Int { SlabPage<UInt64>.length }

  // Counts do not lie in the order of their cells: see `place`.
  @usableFromInline var counts: Slab<UInt64>
  /// The number of histograms.
  public private(set) var rows: Int

  /// `rows` empty histograms.
  public init(rows: Int) {
    self.rows = rows
    counts = Slab(count: rows * Self.length, filledWith: 0)
  }

  /// The cell of a length of `nanoseconds`.
  @inlinable
  public static func cell(_ nanoseconds: Int64) -> Int {
    let x = UInt64(bitPattern: nanoseconds)
    let shift = 57 &- (x | 64).leadingZeroBitCount
    return (shift &<< 6) &+ Int(truncatingIfNeeded: x &>> UInt64(truncatingIfNeeded: shift))
  }

  /// Where the count of a length lies, from its double plus 1: exponent and first six places of 2x + 1 as a floating-point number.
  ///
  /// The processor converts faster than it finds and shifts bits. From 64 ns on 2x + 1 has the first places of x, and below every
  /// length has places of its own, so lengths below 2⁵² ns share a place just where they share a cell; longer ones may be rounded up.
  @inlinable
  @inline(__always)
  package static func place(doublePlusOne: Int64) -> Int {
    Int(truncatingIfNeeded: Double(doublePlusOne).bitPattern &>> 46) & (length - 1)
  }

  /// Where the count of `cell` lies.
  @inlinable
  package static func place(ofCell cell: Int) -> Int {
    precondition(UInt(bitPattern: cell) < UInt(bitPattern: cells), "a histogram has no such cell")
    // From cell 64 on both go on by one; cell 64 begins the octave of 129, whose biased exponent is 1030.
    return cell < 64 ? place(doublePlusOne: Int64(2 * cell + 1)) : (cell - 64 + 1030 << 6) & (length - 1)
  }

  /// The least length that falls in `cell`, in nanoseconds.
  public static func lowerEdge(_ cell: Int) -> Double {
    if cell < 128 { return Double(cell) }
    let shift = cell / 64 - 1
    return Double(sign: .plus, exponent: shift, significand: Double(cell - shift * 64))
  }

  /// The middle of `cell`, in nanoseconds: exact where a cell is one nanosecond wide.
  public static func middle(_ cell: Int) -> Double {
    cell < 128 ? Double(cell) : (lowerEdge(cell) + lowerEdge(cell + 1) - 1) / 2
  }

  /// Lends the counts of one row, each at the place of its cell.
  @inline(__always)
  mutating func withRow(_ row: Int, _ body: (inout SlabPage<UInt64>) -> Void) {
    counts.withPage(from: row &* Self.length, body)
  }

  /// Counts so many packets of one length.
  @inlinable
  @inline(__always)
  public mutating func record(row: Int, _ nanoseconds: Int64, times: UInt64 = 1) {
    // The double of what is longer than 146 years does not fit.
    let place =
      nanoseconds < 1 << 62
      ? Self.place(doublePlusOne: 2 &* nanoseconds &+ 1) : Self.place(ofCell: Self.cell(nanoseconds))
    counts[row &* Self.length &+ place] &+= times
  }

  /// Changes the number of rows; `merging` adds all rows up in the first, else each stays.
  mutating func resize(rows count: Int, merging: Bool) {
    var resized = Slab<UInt64>(count: count * Self.length, filledWith: 0)
    if merging {
      for i in 0..<counts.count { resized[i % Self.length] += counts[i] }
    } else {
      resized.copyPrefix(of: counts)
    }
    counts = resized
    rows = count
  }

  /// The counts of all rows together, by cell.
  var merged: [UInt64] {
    var merged = [UInt64](repeating: 0, count: Self.cells)
    for row in 0..<rows {
      for cell in 0..<Self.cells { merged[cell] += self[row, cell] }
    }
    return merged
  }

  /// The count of a cell in one row.
  public subscript(row: Int, cell: Int) -> UInt64 { counts[row * Self.length + Self.place(ofCell: cell)] }

  /// The value at rank ⌈q·n⌉ of one row, or of all rows together, shifted down by `offset(row)`; nil where fewer than
  /// `spare` packets lie above (contract: p50 needs 20 packets, p99 1000).
  public func quantile(
    _ q: Double, rows chosen: Range<Int>, spare: UInt64 = 10, least: Double, greatest: Double
  ) -> Double? {
    var total: UInt64 = 0
    var merged = [UInt64](repeating: 0, count: Self.cells)
    for row in chosen {
      for cell in 0..<Self.cells {
        let count = self[row, cell]
        merged[cell] += count
        total += count
      }
    }
    return Self.quantile(q, counts: merged, total: total, spare: spare) { min(max(Self.middle($0), least), greatest) }
  }

  static func quantile(
    _ q: Double, counts: [UInt64], total: UInt64, spare: UInt64, _ value: (Int) -> Double
  ) -> Double? {
    guard total > 0 else { return nil }
    let rank = UInt64((q * Double(total)).rounded(.up))
    guard total - min(rank, total) >= spare else { return nil }
    var seen: UInt64 = 0
    for cell in counts.indices {
      seen += counts[cell]
      if seen >= rank { return value(cell) }
    }
    return nil
  }
}
