import DwellCore
import DwellSimulation

extension ExportTarget {
  /// Settings as the target carries them out, from which a search for it begins: what it rounds is rounded, what it has not is off.
  ///
  /// - Throws: `Knob.Refusal` for a policy or a system that has no form there.
  func settled(_ scenario: Scenario) throws(Knob.Refusal) -> Scenario {
    guard !accepts.isEmpty else { return scenario }
    var draft = ScenarioDraft(try Emission(of: scenario, for: self, consent: .given).after)
    try draft.add(reach.fixed)
    return draft.scenario
  }
}
