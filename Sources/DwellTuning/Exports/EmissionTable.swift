import DwellCore
import DwellSimulation

/// What settings come to before and after they were rounded, as lines.
struct EmissionTable {
  private let predictions: [Emission.Prediction]
  private let limits: [Limit]
  private let metrics: [Metric]

  /// What is always told.
  private static let usual = [
    MetricCatalog.delayMean, MetricCatalog.delayP99, MetricCatalog.dwellMean, MetricCatalog.events,
  ]

  init(_ predictions: [Emission.Prediction], _ limits: [Limit]) {
    self.predictions = predictions
    self.limits = limits
    metrics = Self.metrics(limits)
  }

  /// What is told, and what limits are about.
  static func metrics(_ limits: [Limit]) -> [Metric] {
    var metrics = usual
    for metric in limits.map(\.metric) where !metrics.contains(metric) && metric.unit != .flag {
      metrics.append(metric)
    }
    return metrics
  }

  var lines: [String] {
    guard let first = predictions.first, predictions.count > 1 else { return [] }
    let rows = predictions.map { prediction -> [String] in
      let sample = prediction.sample
      return [prediction.what + (sample.isSaturated ? ", saturated" : "")]
        + metrics.map { metric in
          // What is 0 in every run needs no interval.
          limits.text(of: metric, sample.interval(metric))
        }
    }
    return TextTable([["predicted"] + metrics.map(\.title)] + rows).lines + [difference(first, predictions[1])]
  }

  private func difference(_ before: Emission.Prediction, _ after: Emission.Prediction) -> String {
    let runs = "\(before.sample.runs.count) runs on the same arrivals, ± half the 95 % interval"
    guard let change = after.sample.difference(MetricCatalog.delayMean, from: before.sample) else {
      return "the mean delay is not known: no packet was delivered"
    }
    if change.mean == 0, change.halfWidth == 0 { return "rounding changes no delay (\(runs))" }
    let metric = MetricCatalog.delayMean
    let sign = change.mean < 0 ? "−" : "+"
    let words = "\(sign)\(metric.text(change.mean.magnitude)) ± \(metric.text(change.halfWidth))"
    return "rounding changes the mean delay by \(words) (\(runs))"
      + (change.excludesZero ? "" : ", which is no more than chance")
  }
}
