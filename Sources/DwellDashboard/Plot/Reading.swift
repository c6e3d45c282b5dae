import DwellCore
package import DwellMetrics

/// What the curves of a plot are in the cell under the cursor.
package struct Reading: Sendable {
  private let snapshot: Snapshot
  private let cell: Range<Int>
  private let make: @Sendable (Series) -> Curve

  /// The dots of a cell, read from curves that `make` lays over the plot.
  init(_ snapshot: Snapshot, dots: Range<Int>, curve make: @escaping @Sendable (Series) -> Curve) {
    self.snapshot = snapshot
    cell = dots
    self.make = make
  }

  /// Least, mean and greatest value of what happened in the cell.
  ///
  /// Where it has several columns the mean is that over packets, as far as columns tell.
  package func column(_ series: Series) -> Column {
    let curve = make(series)
    let through = make(.through)
    var result = Column.empty
    var sum = 0.0
    var weight = 0.0
    for dot in cell where !curve[dot].isEmpty {
      let column = curve[dot]
      let packets = through[dot].isEmpty ? 0 : Double(through[dot].mean)
      let share = packets > 0 && packets.isFinite ? packets : 1e-9
      sum += Double(column.mean) * share
      weight += share
      result.low = result.isEmpty ? column.low : min(result.low, column.low)
      result.high = result.isEmpty ? column.high : max(result.high, column.high)
      result.mean = Float(sum / weight)
    }
    return result
  }

  /// The mean of what happened in the cell; NaN where nothing did.
  package func mean(_ series: Series) -> Double { Double(column(series).mean) }

  /// What was in force at the end of the cell, of something that holds until it changes; `value` where it never did in the window.
  package func held(_ series: Series, now value: Double = .nan) -> Double {
    let held = make(series).held(snapshot, now: value)
    return cell.compactMap { held[$0] }.last ?? .nan
  }

  /// A setting in force at the end of the cell: where it changed in the cell, what it changed to; `value` is the present one.
  package func setting(_ series: Series, now value: Double) -> Double {
    let curve = make(series)
    for dot in cell.reversed() where !curve[dot].isEmpty && curve[dot].low == curve[dot].high {
      return Double(curve[dot].mean)
    }
    let before = held(series, now: value)
    guard let changed = cell.last(where: { !curve[$0].isEmpty }) else { return before }
    let later = (changed..<curve.dots).first { !curve[$0].isEmpty && curve[$0].low == curve[$0].high }
    return later.map { Double(curve[$0].mean) } ?? value
  }

  /// The mean of a rate over the cell: 0 where nothing happened since the run began.
  package func rate(_ series: Series) -> Double {
    let rates = make(series).rates(snapshot)
    let values = cell.compactMap { rates[$0] }
    return values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
  }
}
