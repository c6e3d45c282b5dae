package import DwellCore
import DwellEngine

/// Histograms of dwell in slices of 33 µs, 131 µs, … : the distribution over any window, finest where it is short and recent.
///
/// 32 cells an octave (3 % wide). The first levels keep their last 64 slices, those from 2 ms on, which are seldom written, 256 for
/// maps; a slice that closes is added to the level above.
package struct DwellSlices: ~Copyable {
  private static let levels = 12
  private static let slices = 64
  // The first level that keeps more, and how many.
  private static let firstLong = 3
  private static let longSlices = 256
  private static let allSlices = firstLong * slices + (levels - firstLong) * longSlices
  private static let baseShift: Int64 = 15
  // 31 octaves above 32 ns and one cell for each nanosecond below.
  package static let cells = 32 * 32

  private var counts: Slab<UInt32>
  // What has not closed on the first level.
  private var newest: OpenSlice
  private var sums: Slab<Double>
  private var longest: Slab<Int64>
  private var numbers: Slab<Int64>
  private var open: Slab<Int64>
  // The cells of a slice that hold something: few, and only they are passed up and cleared.
  private var lows: Slab<Int>
  private var highs: Slab<Int>

  /// Room for a run's slices, or for none.
  package init(isKept: Bool) {
    let rows = isKept ? Self.allSlices : 0
    counts = Slab(count: rows * Self.cells, filledWith: 0)
    newest = OpenSlice(isKept: isKept)
    sums = Slab(count: rows, filledWith: 0)
    longest = Slab(count: rows, filledWith: 0)
    numbers = Slab(count: rows, filledWith: -1)
    open = Slab(count: isKept ? Self.levels : 0, filledWith: -1)
    lows = Slab(count: rows, filledWith: Self.cells)
    highs = Slab(count: rows, filledWith: -1)
  }

  @inline(__always)
  package static func cell(_ nanoseconds: Int64) -> Int {
    let x = UInt64(bitPattern: nanoseconds)
    let shift = 58 &- (x | 32).leadingZeroBitCount
    let cell = (shift &<< 5) &+ Int(truncatingIfNeeded: x &>> UInt64(truncatingIfNeeded: shift))
    return cell < cells ? cell : cells &- 1
  }

  package static func lowerEdge(_ cell: Int) -> Double {
    if cell < 64 { return Double(cell) }
    let shift = cell / 32 - 1
    return Double(sign: .plus, exponent: shift, significand: Double(cell - shift * 32))
  }

  /// Counts the packets of a container that left: as many words from `first` on, oldest first.
  package mutating func add(_ words: borrowing Slab<UInt64>, _ first: Int, _ count: Int, released: Int64) {
    let reference = PacketWord.reference(released)
    var sum: Int64 = 0
    words.withView(first..<first &+ count) { words in
      withOpen(at: released) { counts in
        for i in 0..<words.count {
          let twice = PacketWord.doubleWaitPlusOne(words[i], until: reference)
          counts[OpenSlice.place(doublePlusOne: twice)] &+= 1
          sum &+= twice &>> 1
        }
      }
    }
    note(
      least: PacketWord.wait(words[first &+ count &- 1], until: reference),
      greatest: PacketWord.wait(words[first], until: reference), sum: sum)
  }

  /// Lends the counts of the slice that is open at `released`, no earlier than ever before; `note` tells what was counted there.
  @inline(__always)
  mutating func withOpen(at released: Int64, _ body: (inout SlabPage<UInt32>) -> Void) {
    let number = released &>> Self.baseShift
    if number > open[0] { advance(0, to: number) }
    newest.withCounts(body)
  }

  /// Takes note of what was counted in the open slice.
  @inline(__always)
  mutating func note(least: Int64, greatest: Int64, sum: Int64) {
    newest.note(least: least, greatest: greatest, sum: sum)
  }

  // How many slices of a level are kept.
  private static func kept(_ level: Int) -> Int64 { Int64(level < firstLong ? slices : longSlices) }

  // Where a slice of a level lies.
  private static func place(_ level: Int, _ number: Int64) -> Int {
    level < firstLong
      ? level * slices + Int(number) & (slices - 1)
      : firstLong * slices + (level - firstLong) * longSlices + Int(number) & (longSlices - 1)
  }

  private mutating func advance(_ level: Int, to number: Int64) {
    if open[level] >= 0 {
      let from = Self.place(level, open[level])
      if level == 0 { closeNewest(in: from) }
      if level + 1 < Self.levels { passUp(level, from) }
    }
    let place = Self.place(level, number)
    if lows[place] <= highs[place] {
      counts.fill(place * Self.cells + lows[place]..<place * Self.cells + highs[place] + 1, with: 0)
      lows[place] = Self.cells
      highs[place] = -1
    }
    sums[place] = 0
    longest[place] = 0
    numbers[place] = number
    open[level] = number
  }

  private mutating func closeNewest(in place: Int) {
    guard let cells = newest.cells else { return }
    lows[place] = cells.lowerBound
    highs[place] = cells.upperBound
    sums[place] = newest.sum
    longest[place] = newest.longest
    newest.empty(into: &counts, from: place * Self.cells)
  }

  // Adds a slice that closes to the one above.
  private mutating func passUp(_ level: Int, _ from: Int) {
    let above = open[level] >> 2
    if above > open[level + 1] { advance(level + 1, to: above) }
    guard lows[from] <= highs[from] else { return }
    let to = Self.place(level + 1, above)
    counts.add(
      from * Self.cells + lows[from]..<from * Self.cells + highs[from] + 1, to: to * Self.cells + lows[from])
    lows[to] = min(lows[to], lows[from])
    highs[to] = max(highs[to], highs[from])
    sums[to] += sums[from]
    longest[to] = max(longest[to], longest[from])
  }

  /// The distribution of what left in `[from, to)`, to the nearest slice that is kept at the instant `now`; nil: it is `to`.
  package func distribution(from: Int64, to: Int64, now: Int64? = nil) -> Distribution {
    var level = 0
    let span = max(now ?? to, to) - from
    while level + 1 < Self.levels, span >> shift(level) >= Self.kept(level) - 1 { level += 1 }
    var merged = [Int](repeating: 0, count: Self.cells)
    var sum = 0.0
    var most: Int64 = 0
    var number = max(from >> shift(level), 0)
    let last = (to - 1) >> shift(level)
    while number <= last {
      collect(level, number, &merged, &sum, &most)
      number += 1
    }
    // What has not been passed up yet; after a silence that may be older than what is asked for.
    let first = max(from >> shift(level), 0)
    for below in 0..<level where open[below] >= 0 {
      let above = open[below] >> (2 * Int64(level - below))
      if above >= first, above <= last { collect(below, open[below], &merged, &sum, &most) }
    }
    return Self.distribution(merged, sum, Double(most))
  }

  // MARK: Maps

  /// Adds up what left in each of `columns` columns of a grid, in buckets of four cells.
  ///
  /// All columns are of one level, so that they change only while they are open; one that is narrower than a slice shows the slice
  /// that it lies in. `body` gets the column, the bucket and the packets, a bucket more than once. Cost: 0.1 to 0.3 ms.
  func forEachBucket(first: Int64, width: Int64, columns: Int, _ body: (Int, Int, UInt32) -> Void) {
    guard open.count > 0, open[0] >= 0, columns > 0, width > 0 else { return }
    let from = first * width
    let newest = max((open[0] + 1) << Self.baseShift, from + width * Int64(columns))
    var level = 0
    while level + 1 < Self.levels, (newest - from) >> shift(level) >= Self.kept(level) - 1 { level += 1 }
    let shift = shift(level)
    for column in 0..<columns {
      let start = from + Int64(column) * width
      guard start + width > 0 else { continue }
      // The slices that begin in the column, else the one it lies in.
      let low = max((start + (1 << shift) - 1) >> shift, 0)
      let high = (start + width + (1 << shift) - 1) >> shift
      for number in low < high ? low..<high : max(start >> shift, 0)..<(max(start >> shift, 0) + 1) {
        read(level, number) { body(column, $0, $1) }
        // What has not been passed up yet.
        for below in 0..<level where open[below] >= 0 && open[below] >> (2 * Int64(level - below)) == number {
          read(below, open[below]) { body(column, $0, $1) }
        }
      }
    }
  }

  private func read(_ level: Int, _ number: Int64, _ body: (Int, UInt32) -> Void) {
    forEachCell(level, number) { body($0 >> 2, $1) }
  }

  // The cells of a slice that hold something; none where it is not kept.
  private func forEachCell(_ level: Int, _ number: Int64, _ body: (Int, UInt32) -> Void) {
    let place = Self.place(level, number)
    guard numbers[place] == number else { return }
    if level == 0, number == open[0] { return newest.forEachCell(body) }
    guard lows[place] <= highs[place] else { return }
    for cell in lows[place]...highs[place] {
      let count = counts[place * Self.cells + cell]
      if count > 0 { body(cell, count) }
    }
  }

  /// Where a bucket of four cells begins, in nanoseconds.
  static func bucketEdge(_ bucket: Int) -> Double { lowerEdge(4 * bucket) }
  /// All buckets there are.
  static var buckets: Int { cells / 4 }

  private func shift(_ level: Int) -> Int64 { Self.baseShift + 2 * Int64(level) }

  private func collect(
    _ level: Int, _ number: Int64, _ merged: inout [Int], _ sum: inout Double, _ most: inout Int64
  ) {
    let place = Self.place(level, number)
    guard numbers[place] == number else { return }
    forEachCell(level, number) { merged[$0] += Int($1) }
    let isOpen = level == 0 && number == open[0]
    sum += isOpen ? newest.sum : sums[place]
    most = max(most, isOpen ? newest.longest : longest[place])
  }

  private static func distribution(_ merged: [Int], _ sum: Double, _ most: Double) -> Distribution {
    let total = merged.reduce(0, +)
    guard total > 0, let lowest = merged.firstIndex(where: { $0 > 0 }),
      let highest = merged.lastIndex(where: { $0 > 0 })
    else { return .empty }
    func quantile(_ q: Double) -> Double {
      let rank = Int((q * Double(total)).rounded(.up))
      var seen = 0
      for c in lowest...highest {
        if seen + merged[c] >= rank {
          let low = lowerEdge(c)
          // The first cells hold one whole number of nanoseconds each; within the others waits are evenly spread.
          if c < 64 { return low }
          return min(low + (lowerEdge(c + 1) - low) * (Double(rank - seen) - 0.5) / Double(merged[c]), most)
        }
        seen += merged[c]
      }
      return lowerEdge(highest)
    }
    // Eight cells an octave are enough to draw: four of ours each, from 32 ns on.
    var drawn: [Distribution.Cell] = []
    var c = lowest < 32 ? lowest : lowest & ~3
    while c <= highest {
      let width = c < 32 ? 1 : 4
      let count = merged[c..<min(c + width, cells)].reduce(0, +)
      drawn.append(.init(low: lowerEdge(c), high: lowerEdge(c + width), count: count))
      c += width
    }
    return Distribution(
      count: total, mean: sum / Double(total), p50: quantile(0.5), p90: quantile(0.9), p99: quantile(0.99),
      p999: quantile(0.999), max: most, cells: drawn)
  }
}
