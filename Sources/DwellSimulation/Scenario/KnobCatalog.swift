public import DwellCore
import DwellEngine

/// Every knob by its name.
public enum KnobCatalog {
  /// Offered load over all guests; a bit rate is accepted too.
  public static let load = Knob(
    "load", .packetRate, in: 1...1e9, default: 100_000, scale: .logarithmic, help: "packets offered to all guests")

  /// The four that the dashboard shows first: α, timeout, container size, and what the workload's fourth knob turns.
  public static func first(of scenario: Scenario) -> [Knob] {
    [EngineKnobs.alpha, EngineKnobs.timeout, EngineKnobs.containerSize, load]
  }
}

extension Scenario {
  /// The value of a knob in this scenario: chosen, else the machine's, else the knob's default.
  public func value(of knob: Knob) -> Double { knobs[knob] }
}
