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

  @Test("A run is called long by what it would be without bursts, whatever load the traffic leaves unused")
  func longRuns() throws {
    func isLong(_ settings: KeyValuePairs<String, String>) throws -> Bool {
      var draft = ScenarioDraft()
      try draft.add(settings.map { Setting($0.key, $0.value) })
      let plan = TuningPlan(RunPlan(replications: .count(2), packets: 60_000))
      return try Tuning(TuningSpace(draft.scenario), Goal(.minimise, MetricCatalog.driverDomain), plan: plan)
        .hasLongRuns
    }
    #expect(try isLong(["arrivals": "onoff", "load": "240kpps"]))
    #expect(try !isLong(["arrivals": "onoff", "load": "10kpps"]))
    #expect(try !isLong(["arrivals": "poisson", "load": "240kpps"]))
    // 2 guests of so many calls send some 5000 packets a second; 200 turns of each take as long as they need for 60 000.
    let calls: KeyValuePairs = [
      "arrivals": "voip", "talkspurts": "on", "calls": "100", "talk-time": "2s", "silence-time": "3s",
    ]
    #expect(try !isLong(calls))
    let many: KeyValuePairs = [
      "arrivals": "voip", "talkspurts": "on", "calls": "1000", "talk-time": "3s", "silence-time": "3s",
    ]
    #expect(try isLong(many))
    #expect(try !isLong(["arrivals": "onoff", "load": "240kpps", "duration": "20s"]))
  }
}
