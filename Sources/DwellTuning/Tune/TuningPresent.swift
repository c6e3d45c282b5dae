import DwellCore
import DwellSimulation

extension TuningSpace {
  /// Where the settings as they stand lie in the space; nil where they lie outside.
  public var presentPoint: TuningPoint? { point(of: present) }

  /// Where what the target can say of them lies; nil where that is they themselves, or lies outside of the space.
  public var translatedPoint: TuningPoint? { scenario.isSame(as: present) ? nil : point(of: scenario) }

  private func point(of settings: Scenario) -> TuningPoint? {
    for (number, family) in families.enumerated() {
      let values = family.sides.compactMap { side in side.knob.map { settings.value(of: $0) } }
      guard values.count == family.sides.count, zip(family.sides, values).allSatisfy({ $0.holds($1) }) else { continue }
      let point = TuningPoint(number, values)
      if scenario(of: point).isSame(as: settings) { return point }
    }
    return nil
  }
}

extension TuningSide {
  /// Whether a value is one that may be tried.
  func holds(_ value: Double) -> Bool {
    switch extent {
    case .choices: return false
    case .listed(let values): return values.contains(value)
    case .spread(let low, let high, _):
      guard low <= value, value <= high else { return false }
      return grain.map { (value / $0).rounded() * $0 == value } ?? true
    }
  }
}

extension Scenario {
  /// Whether all of it is the same, whatever was said and what is so by default.
  func isSame(as other: Scenario) -> Bool {
    guard KnobCatalog.all.allSatisfy({ value(of: $0) == other.value(of: $0) }) else { return false }
    var twin = other
    twin.knobs = knobs
    return twin == self
  }
}

extension TuningResult {
  /// Whether the settings as they stand are the best that was found.
  public var keepsPresent: Bool { best.map { problem.isPresent($0) } ?? false }

  /// The goal: the settings as they stand less the best, on arrivals that the search never met where there are such; nil where they are
  /// the best.
  public var presentDifference: Interval? {
    guard let best, let present, !keepsPresent else { return nil }
    return judged(present).difference(problem.goal.metric, from: judged(best))
  }

  /// Whether the settings as they stand keep to all limits and reach the goal better than the best that
  /// was found, by more than noise.
  public var presentIsBetter: Bool {
    guard let present, let gap = presentDifference else { return false }
    let sample = judged(present)
    guard problem.limits.allSatisfy({ $0.isMet(by: sample.mean($0.metric)) }) else { return false }
    return problem.goal.aim == .minimise ? gap.high < 0 : gap.low > 0
  }
}
