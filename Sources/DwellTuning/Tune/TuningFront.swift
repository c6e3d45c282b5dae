/// The settings of which none is better in two quantities at once.
public enum TuningFront {
  /// The second quantity: the first limit's, else what the goal is usually paid with.
  public static func metric(_ goal: Goal, _ limits: [Limit]) -> Metric {
    let standard = Limit.standard.map(\.metric)
    if let limit = limits.first(where: { $0.metric != goal.metric && !standard.contains($0.metric) }) {
      return limit.metric
    }
    return goal.metric == MetricCatalog.driverDomain ? MetricCatalog.delayP99 : MetricCatalog.driverDomain
  }

  /// Whether the higher of the second quantity is the better.
  public static func isHigherBetter(_ metric: Metric, _ limits: [Limit]) -> Bool {
    switch limits.first(where: { $0.metric == metric })?.relation {
    case .atMost, .below: false
    case .atLeast, .above: true
    case .equal, nil: metric.preference == .higher
    }
  }

  /// The front among settings that keep to all limits but those of the second quantity, from the lowest of it to the highest.
  public static func of(_ tried: [Tried], _ goal: Goal, _ limits: [Limit]) -> [Tried] {
    let metric = metric(goal, limits)
    let sign = isHigherBetter(metric, limits) ? -1.0 : 1
    let others = limits.filter { $0.metric != metric }
    let allowed = tried.enumerated().compactMap { order, one -> (order: Int, x: Double, cost: Double, one: Tried)? in
      guard others.allSatisfy({ $0.isMet(by: one.sample.mean($0.metric)) }), let x = one.sample.mean(metric),
        let value = one.sample.mean(goal.metric)
      else { return nil }
      return (order, sign * x, goal.cost(value), one)
    }
    var front: [Tried] = []
    var least = Double.infinity
    for entry in allowed.sorted(by: { ($0.x, $0.cost, $0.order) < ($1.x, $1.cost, $1.order) }) where entry.cost < least
    {
      least = entry.cost
      front.append(entry.one)
    }
    return sign > 0 ? front : front.reversed()
  }
}
