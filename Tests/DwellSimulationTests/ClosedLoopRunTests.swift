import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// Clients in a run: what a load generator would report of it.
@Suite struct ClosedLoopRunTests {
  /// Two guests with one client of 500 samples each, on a machine without costs (domain: parameters fitted to the paper's table 1).
  private func table(policy: String) -> Scenario {
    var scenario = Scenario()
    scenario.policy = policy
    scenario.machine = "paper"
    scenario.arrivals = "closed-loop"
    scenario.knobs[EngineKnobs.timeout] = 19.8891e6
    scenario.knobs[ClosedLoopTraffic.clients] = 1
    scenario.knobs[ClosedLoopTraffic.samples] = 500
    scenario.knobs[ClosedLoopTraffic.latency] = 4.3628e6
    scenario.knobs[ClosedLoopTraffic.responseSize] = 52
    return scenario
  }

  @Test(arguments: [("fixed", 4.18781), ("printed", 13.3497)])
  func tableOneComesOut(policy: String, published: Double) throws {
    let summary = try Simulator(table(policy: policy)).summary()
    let requests = try #require(summary.requests)
    #expect(requests.answered == 1000 && requests.responseBytes == 52_000)
    #expect(summary.packets.delivered == 1000)
    let rate = try #require(requests.kilobytesPerSecond)
    #expect(abs(rate / published - 1) < 2e-5, "\(rate) KB/s")
    // The run ends with the last reply, so its window is what a load generator calls elapsed.
    let elapsed = try #require(requests.elapsed)
    #expect(abs(summary.windowSeconds * 1e9 - elapsed) < 1)
    #expect(abs(try #require(requests.meanTime) * 500 - elapsed) < 1000)
  }

  @Test func nothingDependsOnSlices() throws {
    let scenario = table(policy: "printed")
    let whole = try Simulator(scenario).summary()
    for step in [3_000_001, 40_000_000, 5_000_000_000] as [Int64] {
      let sliced = try Simulator(scenario)
      var now: Int64 = 0
      while !sliced.isEnded {
        now += step
        sliced.advance(to: Instant(nanoseconds: now))
      }
      let summary = sliced.summary()
      #expect(summary.digest == whole.digest && summary.requests == whole.requests)
      #expect(summary.windowSeconds == whole.windowSeconds)
    }
  }

  @Test func endsWithWhateverComesFirst() throws {
    var scenario = table(policy: "fixed")
    scenario.duration = .seconds(1)
    let cut = try Simulator(scenario).summary()
    #expect(cut.windowSeconds == 1)
    // Two clients in cycles of 24.2519 ms; the last are followed to the end.
    #expect(cut.requests?.answered == 2 * 42)
    scenario.duration = .seconds(1000)
    let all = try Simulator(scenario).summary()
    #expect(all.windowSeconds < 13 && all.requests?.answered == 1000)
    scenario.ending = .cut
    #expect(try Simulator(scenario).summary().requests == all.requests)
    scenario.knobs[ClosedLoopTraffic.samples] = 0
    #expect(!scenario.endsByItself)
    scenario.packets = 10
    #expect(scenario.endsByItself)
  }

  @Test func othersHaveNoRequests() throws {
    var scenario = Scenario()
    scenario.duration = .milliseconds(1)
    #expect(try Simulator(scenario).summary().requests == nil)
  }
}
