import DwellMetrics

/// The metrics of one run, in the order of ``MetricCatalog/all``.
public struct Figures: Sendable {
  // NaN for what does not exist.
  private let values: [Double]

  /// Of a summary.
  init(_ summary: Summary) {
    var values = [Double](repeating: .nan, count: MetricCatalog.all.count)
    let leaves = summary.report(scenario: .nothing, stages: []).leaves()
    var at = 0
    for leaf in leaves where at < values.count && leaf.path == MetricCatalog.all[at].path {
      values[at] = leaf.value.plainNumber ?? .nan
      at += 1
    }
    self.values = values
  }

  /// The value of a metric; nil where it does not exist.
  public subscript(metric: Metric) -> Double? {
    guard values.indices.contains(metric.index), values[metric.index].isFinite else { return nil }
    return values[metric.index]
  }
}

extension Report {
  /// The number of a leaf, 1 for true and 0 for false; nil where there is none.
  var plainNumber: Double? {
    switch self {
    case .number(let x): x.isFinite ? x : nil
    case .integer(let n): Double(n)
    case .flag(let isTrue): isTrue ? 1 : 0
    case .text, .nothing, .object, .list: nil
    }
  }
}
