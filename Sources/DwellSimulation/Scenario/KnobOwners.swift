public import DwellCore
import DwellEngine
import DwellWorkload

extension KnobCatalog {
  /// Which choice a knob belongs to, where that is not in force in a scenario: `only with policy printed`; nil where it is.
  public static func ownerElsewhere(of knob: Knob, in scenario: Scenario) -> String? {
    knobs(of: scenario).contains { $0.name == knob.name } ? nil : owner(of: knob, in: scenario)
  }

  /// Which choice a knob belongs to that is not in force.
  package static func owner(of knob: Knob, in scenario: Scenario) -> String? {
    if knob == load, let model = TrafficCatalog.model(named: scenario.arrivals) {
      return scenario.trace != nil ? "a trace has a rate of its own" : "\(model.name) finds its own"
    }
    if knob == TraceSource.speed { return "there is no trace" }
    func only(_ kind: String, _ names: [String]) -> String { "only with \(kind) \(names.joined(separator: ", "))" }
    let policies = PolicyCatalog.policies.filter { $0.knobs.contains(knob) }.map(\.name)
    if !policies.isEmpty { return only("policy", policies) }
    for stage in Stage.allCases {
      let choices = StageCatalog.choices(on: stage).filter { $0.knobs.contains(knob) }.map(\.name)
      if !choices.isEmpty { return only(stage.rawValue, choices) }
    }
    let models = TrafficCatalog.models.filter { $0.knobs.contains(knob) }.map(\.name)
    return models.isEmpty ? nil : only("arrivals", models)
  }
}
