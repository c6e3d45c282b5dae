import DwellCore
import DwellSimulation
import DwellTuning
import Testing

struct TrafficCycleTests {
  @Test("What traffic with long bursts is run for covers enough of them, within a bound")
  func cycles() throws {
    func length(_ settings: KeyValuePairs<String, String>, packets: Int) throws -> Double {
      var draft = ScenarioDraft()
      try draft.add(settings.map { Setting($0.key, $0.value) })
      let scenario = try Setup(draft.scenario, RunPlan(packets: packets)).scenario
      return try #require(scenario.duration).seconds - scenario.warmup.seconds
    }
    // 40 turns of 230 ms of two guests together.
    #expect(abs(try length(["arrivals": "onoff", "load": "240kpps"], packets: 100_000) - 4.6) < 1e-6)
    #expect(abs(try length(["arrivals": "onoff", "load": "240kpps", "guests": "100"], packets: 100_000) - 0.92) < 1e-6)
    // At most twenty times as long as without.
    #expect(abs(try length(["arrivals": "onoff", "load": "240kpps"], packets: 1200) - 0.1) < 1e-6)
    #expect(abs(try length(["arrivals": "poisson", "load": "240kpps"], packets: 1200) - 0.005) < 1e-6)
    #expect(abs(try length(["arrivals": "voip"], packets: 100) - 0.1) < 1e-3)
    #expect(try length(["arrivals": "mmpp", "load": "100kpps"], packets: 100_000) > 5)
  }
}
