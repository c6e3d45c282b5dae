/// A distribution as the summary prints it: moments, extremes and percentiles in nanoseconds; nil what does not exist.
public struct Spreading: Sendable, Equatable {
  /// The number of packets.
  public var count = 0
  /// Mean.
  public var mean: Double?
  /// Standard deviation (divided by n).
  public var deviation: Double?
  /// Least.
  public var least: Double?
  /// Median.
  public var p50: Double?
  /// 90th percentile.
  public var p90: Double?
  /// 99th percentile.
  public var p99: Double?
  /// 99.9th percentile.
  public var p999: Double?
  /// Greatest.
  public var greatest: Double?

  /// Of nothing.
  public init() {}

  init(_ moments: Moments, _ bank: borrowing HistogramBank, rows: Range<Int>?) {
    count = Int(moments.count)
    guard count > 0 else { return }
    mean = moments.mean
    deviation = moments.deviation
    let low = Double(moments.least)
    let high = Double(moments.greatest)
    least = low
    greatest = high
    guard let rows else { return }
    p50 = bank.quantile(0.5, rows: rows, least: low, greatest: high)
    p90 = bank.quantile(0.9, rows: rows, least: low, greatest: high)
    p99 = bank.quantile(0.99, rows: rows, least: low, greatest: high)
    p999 = bank.quantile(0.999, rows: rows, least: low, greatest: high)
  }

  /// The figures with their names in seconds.
  var report: [(name: String, value: Report)] {
    func seconds(_ ns: Double?) -> Report { Report(ns.map { $0 / 1e9 }) }
    return [
      ("count", .integer(count)), ("mean_s", seconds(mean)), ("stddev_s", seconds(deviation)),
      ("min_s", seconds(least)), ("p50_s", seconds(p50)), ("p90_s", seconds(p90)), ("p99_s", seconds(p99)),
      ("p999_s", seconds(p999)), ("max_s", seconds(greatest)),
    ]
  }
}
