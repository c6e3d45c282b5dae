public import DwellCore
import DwellSimulation

/// More or less load: the knob that decides how many packets come, as near as it goes to so many times what it is.
public struct LoadTurn: Sendable, Hashable {
  /// The knob: the load, or what the workload has in its place, such as its clients.
  public let knob: Knob
  /// What it is.
  public let old: Double
  /// What it is turned to.
  public let new: Double

  /// How many times what it was; a few clients cannot be a fifth more.
  public var factor: Double { new / old }

  /// As near as it goes to `factor` times what it is; nil where it goes no way at all.
  init?(_ scenario: Scenario, _ factor: Double) {
    guard let knob = KnobCatalog.first(of: scenario).last else { return nil }
    self.knob = knob
    old = scenario.value(of: knob)
    guard old > 0 else { return nil }
    var value = old * factor
    if knob.dimension == .count {
      value.round()
      // Of few, one more or one fewer is the least there is.
      if value == old { value += factor < 1 ? -1 : 1 }
    }
    new = min(max(value, knob.range.lowerBound), knob.range.upperBound)
    guard new != old else { return nil }
  }

  /// Why there is none.
  static func reason(_ scenario: Scenario, _ factor: Double) -> String {
    guard let knob = KnobCatalog.first(of: scenario).last else { return "nothing decides the load" }
    let value = QuantityText.knob(knob, scenario.value(of: knob))
    return "\(knob.name) \(value) is the \(factor < 1 ? "least" : "most") there is"
  }

  /// A scenario under it.
  func turned(_ scenario: Scenario) -> Scenario {
    var turned = scenario
    turned.knobs[knob] = new
    return turned
  }

  /// `load −20 %`; `clients 3 (+50 %)` where it could not be as asked.
  public func text(_ asked: Double) -> String {
    func percent(_ factor: Double) -> String {
      "\(factor < 1 ? "−" : "+")\(Int(((factor - 1).magnitude * 100).rounded())) %"
    }
    if (factor - asked).magnitude < 1e-9 { return "load \(percent(asked))" }
    return "\(knob.name) \(QuantityText.knob(knob, new)) (\(percent(factor)))"
  }
}
