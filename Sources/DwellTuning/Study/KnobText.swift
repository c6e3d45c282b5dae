public import DwellCore
import DwellEngine

extension Knob {
  /// A value of it as a person reads it; `none` where 0 stands for no limit.
  public func text(_ value: Double) -> String {
    value == 0 && self == EngineKnobs.maxPackets ? "none" : QuantityText.knob(self, value)
  }
}
