extension TuningResult {
  /// Whether the settings as they stand keep to all limits and reach the goal better than the best that was found, by more than noise,
  /// as can be where few settings were tried.
  public var presentIsBetter: Bool {
    guard let best, let present, problem.limits.allSatisfy({ $0.isMet(by: present.sample.mean($0.metric)) }) else {
      return false
    }
    guard let gap = best.sample.difference(problem.goal.metric, from: present.sample) else { return false }
    return problem.goal.aim == .minimise ? gap.low > 0 : gap.high < 0
  }
}
