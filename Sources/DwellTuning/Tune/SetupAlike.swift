import DwellCore
import DwellSimulation

extension Setup {
  /// A scenario exactly as it is.
  init(exactly scenario: Scenario, captured: TimeSpan?) {
    self.scenario = scenario
    self.captured = captured
  }

  /// Another scenario under the same warm-up and length as `model`, so that both count the very same arrivals.
  init(_ scenario: Scenario, like model: Setup) {
    var scenario = scenario
    scenario.warmup = model.scenario.warmup
    scenario.duration = model.scenario.duration
    scenario.packets = model.scenario.packets
    self.init(exactly: scenario, captured: model.captured)
  }
}
