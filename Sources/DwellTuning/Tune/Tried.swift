public import DwellSimulation

/// A setting that was run.
public struct Tried: Sendable {
  /// Which; nil for one outside of what is searched, such as the settings as they stand.
  public let point: TuningPoint?
  /// What its runs gave.
  public let sample: Sample

  init(_ point: TuningPoint?, _ sample: Sample) {
    self.point = point
    self.sample = sample
  }

  /// The scenario of its first run.
  public var scenario: Scenario { sample.setup.scenario }
}

extension Sample {
  /// The mean of a metric over the first runs; nil where one of them has none.
  func mean(_ metric: Metric, first count: Int) -> Double? {
    let first = runs.prefix(count)
    guard !first.isEmpty else { return nil }
    var sum = 0.0
    for run in first {
      guard let value = run[metric] else { return nil }
      sum += value
    }
    return sum / Double(first.count)
  }

  /// How good it is by its first runs.
  func merit(_ goal: Goal, _ limits: [Limit], first count: Int) -> Merit {
    Merit(
      excess: limits.reduce(0) { $0 + $1.excess(of: mean($1.metric, first: count)) },
      cost: goal.cost(mean(goal.metric, first: count)))
  }
}
