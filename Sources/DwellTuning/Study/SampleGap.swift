import DwellCore

extension Sample {
  /// Why a metric has no value over the runs, such as a percentile of too few packets; nil where it has one.
  public func gap(_ metric: Metric) -> String? {
    guard mean(metric) == nil else { return nil }
    let each = setup.captured == nil ? "run" : "window of the capture"
    if let (name, least) = Self.percentile(metric) {
      let fewest = runs.compactMap { $0[Self.count(of: metric)] }.min() ?? 0
      if fewest < least {
        return
          "\(name) takes \(QuantityText.count(Int(least))) packets, and some \(each) has \(QuantityText.count(Int(fewest)))"
      }
    }
    return "some \(each) has no value"
  }

  // What a percentile is called, and of how many packets it is one (n - ceil(q n) >= 10); nil for what is none.
  private static func percentile(_ metric: Metric) -> (name: String, least: Double)? {
    let all = [
      ("p999", "a 99.9th percentile", 10_000.0), ("p99", "a 99th percentile", 1000), ("p90", "a 90th percentile", 100),
      ("p50", "a median", 20),
    ]
    return all.first { metric.shortPath.hasSuffix($0.0) }.map { ($0.1, $0.2) }
  }

  // The packets that it is a percentile of; of jitter there are as many as delays, or one fewer.
  private static func count(of metric: Metric) -> Metric {
    metric.path.hasPrefix("dwell.") ? MetricCatalog.dwellCount : MetricCatalog.delayCount
  }
}
