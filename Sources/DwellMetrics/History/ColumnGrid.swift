import DwellCore

/// The columns of a view on the bins of a pyramid; times in nanoseconds.
///
/// Column edges lie at absolute multiples of the width. A bin belongs to the column it begins in; one wider than a column, where
/// nothing finer was kept, to every column that begins in it.
struct ColumnGrid {
  /// The instant reached, up to which anything can have happened.
  let now: Int64
  /// The width of a column.
  let width: Int64
  /// The number of the first column, counted from time 0.
  let first: Int64
  let columns: Int

  /// Columns of a window that ends at `end`, which is not after `now`.
  init(now: Int64, end: Int64, window: TimeSpan, columns: Int) {
    self.now = now
    self.columns = columns
    width = Self.width(window, columns)
    // The last column holds the last thing done, which lies strictly before the end.
    first = max(min(end, now) - 1, 0) / width - Int64(columns) + 1
  }

  /// The width of a column of a view.
  static func width(_ window: TimeSpan, _ columns: Int) -> Int64 {
    let columns = Int64(max(columns, 1))
    return max((window.nanoseconds + columns - 1) / columns, 1)
  }

  /// What the columns cover, as far as there is time.
  var from: Int64 { max(first * width, 0) }
  /// Where the first bin may begin that lies in a column.
  func from(_ bin: Int64) -> Int64 { bin > width ? max(from - bin + 1, 0) : from }
  /// The last column is covered whole, as far as there is time.
  var to: Int64 { max(min(now, (first + Int64(columns)) * width), 1) }

  /// The columns of a bin.
  func columns(of start: Int64, _ binWidth: Int64) -> Range<Int> {
    let begin = (binWidth > width ? ceiling(start) : start / width) - first
    let end = binWidth > width ? ceiling(start + binWidth) - first : begin + 1
    return Int(min(max(begin, 0), Int64(columns)))..<Int(min(max(end, 0), Int64(columns)))
  }

  // The first column that begins at or after a time.
  private func ceiling(_ time: Int64) -> Int64 { (time + width - 1) / width }

  /// Counts of columns as rates per second, where bins are `bin` wide.
  func rates(_ counts: [Double], bin: Int64) -> [Column] {
    var rates: [Column] = []
    rates.reserveCapacity(columns)
    for i in 0..<columns {
      let start = (first + Int64(i)) * width
      guard start + width > 0, start < now else {
        rates.append(.empty)
        continue
      }
      // A column covers whole bins, a few more or fewer than its width; or one bin covers it.
      let begin = bin > width ? start / bin * bin : binStart(start, bin)
      let end = bin > width ? begin + bin : binStart(start + width, bin)
      let covered = Double(min(end, now) - begin)
      // What is still being filled says little: the last rate stands until it does.
      if end > now, covered * 4 < Double(max(bin, width)) {
        rates.append(rates.last ?? .empty)
      } else {
        let rate = covered > 0 ? Float(counts[i] * 1e9 / covered) : 0
        rates.append(Column(low: rate, mean: rate, high: rate))
      }
    }
    return rates
  }

  private func binStart(_ time: Int64, _ bin: Int64) -> Int64 { (max(time, 0) + bin - 1) / bin * bin }
}
