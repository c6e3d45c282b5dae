import DwellCore
import DwellSimulation

/// What settings come to before and after they were rounded, as lines.
struct EmissionTable {
  private let predictions: [Emission.Prediction]

  static let metrics = [MetricCatalog.delayMean, MetricCatalog.delayP99, MetricCatalog.dwellMean, MetricCatalog.events]

  init(_ predictions: [Emission.Prediction]) { self.predictions = predictions }

  var lines: [String] {
    guard let first = predictions.first, predictions.count > 1 else { return [] }
    let head = ["predicted"] + ["delay mean", "± 95 %", "delay p99", "dwell mean", "events"]
    let rows = predictions.map { prediction -> [String] in
      let sample = prediction.sample
      let width = sample.interval(MetricCatalog.delayMean)?.halfWidth
      let texts = Self.metrics.map { $0.text(sample.mean($0)) }
      return [
        prediction.what + (sample.isSaturated ? ", saturated" : ""), texts[0], MetricCatalog.delayMean.text(width),
      ]
        + texts.dropFirst()
    }
    return TextTable([head] + rows).lines + [difference(first, predictions[1])]
  }

  private func difference(_ before: Emission.Prediction, _ after: Emission.Prediction) -> String {
    let runs = "\(before.sample.runs.count) runs on the same arrivals"
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
