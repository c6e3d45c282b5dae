public import DwellCore
public import DwellSimulation

/// What a target can express: policies, and of knobs the steps and ranges. A search for it tries nothing else.
public struct ExportReach: Sendable {
  /// The steps of one knob.
  public struct Step: Sendable, Hashable {
    /// The knob.
    public let knob: Knob
    /// What values are whole multiples of, in its base unit.
    public let step: Double
    /// The least and greatest value, multiples of the step.
    public let range: ClosedRange<Double>
    /// The policies under which it can be said; nil: all that can.
    public let policies: [String]?

    init(_ knob: Knob, every step: Double, in range: ClosedRange<Double>, under policies: [String]? = nil) {
      self.knob = knob
      self.step = step
      self.range = range
      self.policies = policies
    }

    /// The nearest value that can be expressed.
    public func nearest(to value: Double) -> Double {
      min(max((value / step).rounded() * step, range.lowerBound), range.upperBound)
    }

    /// About `count` values in equal ratios over the part of the range that lies in `bounds`; each once, ascending.
    public func values(_ count: Int, in bounds: ClosedRange<Double>? = nil) -> [Double] {
      let low = nearest(to: max(bounds?.lowerBound ?? range.lowerBound, range.lowerBound))
      let high = nearest(to: min(bounds?.upperBound ?? range.upperBound, range.upperBound))
      guard low < high, count > 1 else { return [low] }
      // Equal ratios from the first step on, where a range begins at 0.
      let start = max(low, step)
      let logs = (Elementary.log(start), Elementary.log(high))
      var values: [Double] = []
      for place in 0..<count {
        let raw = Elementary.exp(logs.0 + (logs.1 - logs.0) * Double(place) / Double(count - 1))
        let value = place == 0 ? low : nearest(to: raw)
        if value > values.last ?? -1 { values.append(value) }
      }
      return values
    }
  }

  /// The release policies that mean there what they mean here; nil: every one.
  public let policies: [String]?
  /// The knobs that can be chosen, and how finely; others, such as α, mean nothing there.
  public let steps: [Step]
  /// What else its semantics come to, as settings.
  public let fixed: [Setting]

  init(policies: [String]?, steps: [Step] = [], fixed: [Setting] = []) {
    self.policies = policies
    self.steps = steps
    self.fixed = fixed
  }

  /// The steps of the knob of that name; nil where it cannot be chosen.
  public func step(of knob: Knob) -> Step? { steps.first { $0.knob.name == knob.name } }

  /// Whether a knob can be chosen under a policy.
  public func expresses(_ knob: Knob, under policy: String) -> Bool {
    guard policies != nil || !steps.isEmpty else { return true }
    guard let step = step(of: knob) else { return false }
    return step.policies?.contains(policy) ?? true
  }

  /// A scenario with what the semantics fix, and every knob at the nearest value that can be expressed.
  ///
  /// - Throws: `Knob.Refusal` for a policy that cannot be expressed.
  public func nearest(to scenario: Scenario) throws(Knob.Refusal) -> Scenario {
    if let policies, !policies.contains(scenario.policy) {
      throw .unknown("policy", scenario.policy, policies)
    }
    var draft = ScenarioDraft(scenario)
    try draft.add(fixed)
    var next = draft.scenario
    for step in steps { next.knobs[step.knob] = step.nearest(to: next.value(of: step.knob)) }
    return next
  }
}
