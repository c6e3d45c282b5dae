import DwellCore
import DwellSimulation

extension Scenario {
  /// Chooses a value of a knob that there is.
  mutating func choose(_ name: String, _ value: Double) {
    guard let knob = KnobCatalog.knob(named: name) else { preconditionFailure("no knob is called \(name)") }
    knobs[knob] = value
  }
}
