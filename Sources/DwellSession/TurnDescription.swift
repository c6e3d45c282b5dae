public import DwellCore
import DwellEngine
public import DwellSimulation

extension Turn {
  /// What a command turned, from where to where; old and new may read the same where it turned nothing that shows.
  public init?(_ command: Command, from before: Scenario, to after: Scenario, at instant: Instant) {
    func turn(_ name: String, _ old: String, _ new: String) -> Turn {
      Turn(name: name, symbol: name, old: old, new: new, at: instant)
    }
    switch command {
    case .set(let name, _):
      guard let knob = KnobCatalog.knob(named: name) else { return nil }
      self.init(
        name: name, symbol: knob.symbol, old: QuantityText.knob(knob, before.value(of: knob)),
        new: QuantityText.knob(knob, after.value(of: knob)), at: instant)
    case .policy: self = turn("policy", before.policy, after.policy)
    case .system, .choices: self = turn("system", before.systemWords, after.systemWords)
    case .stage(let stage, _): self = turn(stage.rawValue, before.choice(on: stage), after.choice(on: stage))
    case .machine: self = turn("machine", before.machine, after.machine)
    case .arrivals, .trace: self = turn("workload", before.workloadWord, after.workloadWord)
    case .guests: self = turn("guests", "\(before.guests)", "\(after.guests)")
    }
  }
}

extension Turn {
  /// Several settings taken over at once; nil where nothing is different.
  public init?(adopting after: Scenario, from before: Scenario, at instant: Instant) {
    guard !before.commands(to: after).isEmpty else { return nil }
    // What tells them apart: the policy, and the timeout where that stays.
    func words(_ scenario: Scenario) -> String {
      let timeout = QuantityText.knob(EngineKnobs.timeout, scenario.value(of: EngineKnobs.timeout))
      return "\(scenario.policy) \(timeout)"
    }
    self.init(name: "settings", symbol: "settings", old: words(before), new: words(after), at: instant)
  }
}

extension Scenario {
  /// `aggregation`, or with what overrides it: `aggregation+gro`.
  fileprivate var systemWords: String {
    ([system] + Stage.allCases.compactMap { stages[$0] }).joined(separator: "+")
  }

  fileprivate var workloadWord: String { trace == nil ? arrivals : "trace" }
}
