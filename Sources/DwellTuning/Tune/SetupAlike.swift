public import DwellCore
public import DwellSimulation

extension Setup {
  /// Scenarios under one warm-up, the longest of theirs, and one length, so that run by run the very same arrivals are counted.
  public static func alike(_ scenarios: [Scenario], _ plan: RunPlan) throws(Knob.Refusal) -> [Setup] {
    var own: [Setup] = []
    for scenario in scenarios { own.append(try Setup(scenario, plan)) }
    guard let model = own.max(by: { $0.scenario.warmup < $1.scenario.warmup }) else { return [] }
    return scenarios.map { Setup($0, like: model) }
  }

  /// A scenario exactly as it is.
  init(exactly scenario: Scenario, captured: TimeSpan?, stretch: Double = 1) {
    self.scenario = scenario
    self.captured = captured
    self.stretch = stretch
  }

  /// Another scenario under the same warm-up and length as `model`, so that both count the very same arrivals.
  init(_ scenario: Scenario, like model: Setup) {
    var scenario = scenario
    scenario.warmup = model.scenario.warmup
    scenario.duration = model.scenario.duration
    scenario.packets = model.scenario.packets
    self.init(exactly: scenario, captured: model.captured, stretch: model.stretch)
  }
}
