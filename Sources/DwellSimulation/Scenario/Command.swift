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
