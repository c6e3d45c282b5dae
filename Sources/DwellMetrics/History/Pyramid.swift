import DwellCore

/// What one bin of a pyramid holds.
package protocol PyramidBin: BitwiseCopyable {
  /// A bin in which nothing happened.
  static var empty: Self { get }
  /// Takes what happened in `other` in.
  mutating func merge(_ other: Self)
}

/// The past in bins of 512 ns, 2 µs, 8 µs … 8.6 s: fine for the last moments, coarse for the last hours, memory bounded.
///
/// Every level of every row keeps its last 2048 bins. Events come in time order; a bin that closes is merged into the level above, so an event costs
/// two or three merges whatever the number of levels.
package struct Pyramid<Bin: PyramidBin>: ~Copyable {
  package static var levels: Int { 13 }
  package static var length: Int { 2048 }
  static var baseShift: Int64 { 9 }

  private var bins: Slab<Bin>
  // The absolute number of the bin that lies in each place; −1 if none.
  private var numbers: Slab<Int64>
  private var open: Slab<Bin>
  private var openNumbers: Slab<Int64>

  /// The number of rows: guests followed, or one for all.
  let rows: Int

  package init(rows: Int) {
    self.rows = rows
    bins = Slab(count: rows * Self.levels * Self.length, filledWith: .empty)
    numbers = Slab(count: rows * Self.levels * Self.length, filledWith: -1)
    open = Slab(count: rows * Self.levels, filledWith: .empty)
    openNumbers = Slab(count: rows * Self.levels, filledWith: -1)
  }

  /// The first `count` rows of `other`, and empty ones besides.
  init(rows: Int, copying other: borrowing Pyramid) {
    self.init(rows: rows)
    bins.copyPrefix(of: other.bins)
    numbers.copyPrefix(of: other.numbers)
    open.copyPrefix(of: other.open)
    openNumbers.copyPrefix(of: other.openNumbers)
  }

  /// The width of a bin of a level, as a power of two of nanoseconds.
  package static func shift(_ level: Int) -> Int64 { baseShift + 2 * Int64(level) }

  /// Takes one event in; `time` is never before an earlier event's of the row by more than its bin.
  @inline(__always)
  package mutating func add(_ sample: Bin, row: Int = 0, at time: Int64) {
    let number = time &>> Self.baseShift
    let first = row &* Self.levels
    if number > openNumbers[first] { close(row, 0, before: number) }
    open[first].merge(sample)
  }

  private mutating func close(_ row: Int, _ level: Int, before number: Int64) {
    let place = row &* Self.levels &+ level
    let old = openNumbers[place]
    if old >= 0 {
      let kept = place &* Self.length &+ Int(truncatingIfNeeded: old) & (Self.length &- 1)
      bins[kept] = open[place]
      numbers[kept] = old
      if level &+ 1 < Self.levels {
        let above = old &>> 2
        if above > openNumbers[place &+ 1] { close(row, level &+ 1, before: above) }
        open[place &+ 1].merge(open[place])
      }
    }
    open[place] = .empty
    openNumbers[place] = number
  }

  /// The finest level that reaches back to `from` (seen from `to`) and has at least `per` bins in a stretch of `width`.
  package static func level(from: Int64, to: Int64, width: Int64, per: Int64 = 2) -> Int {
    var best = 0
    for level in 0..<levels {
      let reaches = (to - from) >> shift(level) < Int64(length) - 2
      if !reaches {
        best = min(level + 1, levels - 1)
        continue
      }
      if width >> shift(level) >= per { best = max(best, level) } else { break }
    }
    return best
  }

  /// Where the first bin that begins in `[from, to)` begins, at the level for that width.
  static func begin(from: Int64, to: Int64, width: Int64) -> Int64 {
    let shift = shift(level(from: from, to: to, width: width))
    return ((from + (1 << shift) - 1) >> shift) << shift
  }

  /// Calls `body` with every bin that begins in `[from, to)`, with its start and width, oldest first.
  package func forEach(
    row: Int = 0, from: Int64, to: Int64, level: Int, _ body: (_ start: Int64, _ width: Int64, _ bin: Bin) -> Void
  ) {
    let shift = Self.shift(level)
    // The first bin that begins at or after `from`.
    var number = max((from + (1 << shift) - 1) >> shift, 0)
    let end = (to - 1) >> shift
    let first = row * Self.levels
    while number <= end {
      let place = (first + level) * Self.length + Int(number) & (Self.length - 1)
      if numbers[place] == number { body(number << shift, 1 << shift, bins[place]) }
      number += 1
    }
    // What has not yet been passed up lies in the open bins, one a level.
    for below in stride(from: level, through: 0, by: -1) where openNumbers[first + below] >= 0 {
      let start = openNumbers[first + below] << Self.shift(below)
      if start >= from, start < to { body(start, 1 << Self.shift(below), open[first + below]) }
    }
  }
}
