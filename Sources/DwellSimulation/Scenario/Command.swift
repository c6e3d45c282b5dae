import DwellCore

/// A change of the settings while a run goes on, carried out at a virtual instant (model rule 5.3).
public enum Command: Sendable, Hashable {
  /// Gives a knob a value, in its base unit.
  case set(knob: String, value: Double)
  /// Switches the release policy.
  case policy(String)
  /// Switches the system, every stage.
  case system(String)
  /// Switches the traffic model.
  case arrivals(String)
  /// Changes the number of guests.
  case guests(Int)
}

extension Scenario {
  /// The settings after a command; the one place that says what a command does to them. What it refuses changes nothing.
  public func after(_ command: Command) -> Scenario {
    var next = self
    switch command {
    case .set(let name, let value):
      if let knob = KnobCatalog.knob(named: name), let value = try? knob.checked(value) { next.knobs[knob] = value }
    case .policy(let name): next.policy = name
    case .system(let name):
      next.system = name
      next.stages = [:]
      if let policy = SystemCatalog.system(named: name)?.policy { next.policy = policy }
    case .arrivals(let name):
      next.arrivals = name
      next.trace = nil
    case .guests(let count): next.guests = count
    }
    return next
  }
}
