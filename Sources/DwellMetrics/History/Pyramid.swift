import DwellCore

/// What one bin of a pyramid holds.
package protocol PyramidBin: BitwiseCopyable {
  /// A bin in which nothing happened.
  static var empty: Self { get }
  /// Takes what happened in `other` in.
  mutating func merge(_ other: Self)
}

/// Where events of a row enter; not private, since `add` is inlined in other files.
struct PyramidEntry: BitwiseCopyable {
  var shift: Int64
  var number: Int64 = -1
  // The place of its bin among the open ones.
  var place: Int
  var level = 0
  var closings = 0
  var lookedAt: Int64 = 0
}

/// The past in bins of 512 ns, 2 µs, 8 µs … 8.6 s: fine for the last moments, coarse for the last hours, memory bounded.
///
/// Every level of every row keeps its last 2048 bins. A bin that closes is merged into the level above. Where bins would close more
/// often than once in `leastGap`, events enter at a coarser level until they come more slowly again, so a flood of events costs one merge
/// each and few closings. What comes late, after its bin closed, is added to the closed bins.
package struct Pyramid<Bin: PyramidBin>: ~Copyable {
  package static var levels: Int { 13 }
  package static var length: Int { 2048 }
  private static var baseShift: Int64 { 9 }
  // How many bins close between two looks at how fast they do.
  private static var closingsPerLook: Int { 64 }

  private var bins: Slab<Bin>
  // The absolute number of the bin that lies in each place; −1 if none.
  private var numbers: Slab<Int64>
  private var open: Slab<Bin>
  private var openNumbers: Slab<Int64>
  private var entries: Slab<PyramidEntry>
  // Up to when a level of a row has nothing, since events entered above it; −1 if never.
  private var missing: Slab<Int64>

  /// The number of rows: guests followed, or one for all.
  let rows: Int
  /// The mean time between two bins that close, in nanoseconds, below which events enter at a coarser level; 0 for never.
  let leastGap: Int64
  /// The coarsest level at which events enter.
  var coarsest = 0

  package init(rows: Int, leastGap: Int64 = 0, coarsest: Int = 0) {
    self.rows = rows
    self.leastGap = leastGap
    self.coarsest = coarsest
    bins = Slab(count: rows * Self.levels * Self.length, filledWith: .empty)
    numbers = Slab(count: rows * Self.levels * Self.length, filledWith: -1)
    open = Slab(count: rows * Self.levels, filledWith: .empty)
    openNumbers = Slab(count: rows * Self.levels, filledWith: -1)
    entries = Slab(count: rows, filledWith: PyramidEntry(shift: Self.baseShift, place: 0))
    missing = Slab(count: rows * Self.levels, filledWith: -1)
    for row in 0..<rows { entries[row].place = row * Self.levels }
  }

  /// The first rows of `other`, and empty ones besides.
  init(rows: Int, copying other: borrowing Pyramid) {
    self.init(rows: rows, leastGap: other.leastGap, coarsest: other.coarsest)
    bins.copyPrefix(of: other.bins)
    numbers.copyPrefix(of: other.numbers)
    open.copyPrefix(of: other.open)
    openNumbers.copyPrefix(of: other.openNumbers)
    entries.copyPrefix(of: other.entries)
    missing.copyPrefix(of: other.missing)
  }

  /// The coarsest level with two bins in a stretch of `width`, the finest where none has.
  static func coarsest(_ width: Int64) -> Int {
    var level = 0
    while level + 1 < levels, 2 << shift(level + 1) <= width { level += 1 }
    return level
  }

  /// The width of a bin of a level, as a power of two of nanoseconds.
  package static func shift(_ level: Int) -> Int64 { baseShift + 2 * Int64(level) }

  /// The width of a bin of a level in nanoseconds.
  static func width(_ level: Int) -> Int64 { 1 << shift(level) }

  // MARK: Recording

  /// The width of the bins that events of a row enter now, as a power of two of nanoseconds.
  @inline(__always)
  func entryShift(row: Int = 0) -> Int64 { entries[row].shift }

  /// Takes one event at `time` in, by what it changes in a bin.
  @inline(__always)
  package mutating func add(row: Int = 0, at time: Int64, _ change: (inout Bin) -> Void) {
    let number = time &>> entries[row].shift
    if number != entries[row].number {
      if number < entries[row].number {
        var bin = Bin.empty
        change(&bin)
        addLate(bin, row, time)
        return
      }
      turn(row, time)
    }
    change(&open[entries[row].place])
  }

  private mutating func turn(_ row: Int, _ time: Int64) {
    var level = entries[row].level
    let place = row &* Self.levels
    if entries[row].closings == Self.closingsPerLook {
      level = look(row, time)
    } else {
      entries[row].closings &+= 1
    }
    let number = time &>> Self.shift(level)
    if number > openNumbers[place &+ level] { close(row, level, before: number) }
    entries[row].number = number
  }

  // Chooses the level at which events enter from here on.
  private mutating func look(_ row: Int, _ time: Int64) -> Int {
    let old = entries[row].level
    let gap = (time &- entries[row].lookedAt) / Int64(Self.closingsPerLook)
    entries[row].closings = 0
    entries[row].lookedAt = time
    let place = row * Self.levels + old
    if gap < leastGap, old < coarsest {
      // The open bin is passed up, and nothing follows it on its level.
      close(row, old, before: (time >> Self.shift(old)) + 1)
      openNumbers[place] = -1
      missing[place] = .max
      enter(row, old + 1)
    } else if old > 0, old > coarsest || gap >= 8 * leastGap {
      missing[place - 1] = time
      enter(row, old - 1)
    }
    return entries[row].level
  }

  private mutating func enter(_ row: Int, _ level: Int) {
    entries[row].level = level
    entries[row].shift = Self.shift(level)
    entries[row].place = row * Self.levels + level
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

  // To every closed bin that the time lies in, and to the first that is still open, which passes it up.
  private mutating func addLate(_ sample: Bin, _ row: Int, _ time: Int64) {
    for level in entries[row].level..<Self.levels {
      let number = time >> Self.shift(level)
      let place = row * Self.levels + level
      if number >= openNumbers[place] {
        if number > openNumbers[place] { close(row, level, before: number) }
        open[place].merge(sample)
        return
      }
      let kept = place * Self.length + Int(number) & (Self.length - 1)
      if numbers[kept] == number {
        bins[kept].merge(sample)
      } else if numbers[kept] < number {
        numbers[kept] = number
        bins[kept] = sample
      }
    }
  }

  // MARK: Answering

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

  /// The same, but no level that has not got all that happened to a row since `from`.
  package func level(row: Int = 0, from: Int64, to: Int64, width: Int64) -> Int {
    var level = Self.level(from: from, to: to, width: width)
    while level + 1 < Self.levels, missing[row * Self.levels + level] > from { level += 1 }
    return level
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
    // What has not yet been passed up lies in the open bins, one a level: parts of the bin it will be passed to.
    for below in stride(from: level, through: 0, by: -1) where openNumbers[first + below] >= 0 {
      let start = (openNumbers[first + below] >> (shift - Self.shift(below))) << shift
      if start >= from, start < to { body(start, 1 << shift, open[first + below]) }
    }
  }
}
