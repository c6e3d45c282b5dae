import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// domain.md 3.1 and 3.2 seen from outside: release times and estimates of whole runs.
@Suite struct GoldenRunTests {
  /// Lone packets wait exactly P: 20 ms apart they show the printed recursion, D_0 = 10 units of 1 ms.
  @Test func printedRecursion() throws {
    let outcome = try lonePackets(count: 101, policy: "printed", knobs: ["printed-d0": 10, "printed-unit": 1e6])
    let waits = outcome.releases.map { $0.released - $0.opened }
    #expect(waits.count == 101)
    #expect(waits[0] == 15_000_000)
    for (k, wanted) in [(1, 9_940_000), (2, 9_880_600), (3, 9_821_794), (10, 9_426_292), (100, 6_196_194)] {
      #expect(abs(waits[k] - Int64(wanted)) <= 1, "P after update \(k)")
    }
  }

  /// With D_0 = 0 it tends to four units whatever the traffic: 95 % after 299 updates, 99 % after 459.
  @Test func printedTendsToFourUnits() throws {
    let outcome = try lonePackets(count: 500, policy: "printed", knobs: ["printed-unit": 1e6])
    let waits = outcome.releases.map { $0.released - $0.opened }
    #expect(abs(waits[1] - 40_000) <= 1)
    #expect(waits[298] < 3_800_000)
    #expect(waits[299] >= 3_800_000)
    #expect(waits[458] < 3_960_000)
    #expect(waits[459] >= 3_960_000)
  }

  /// n = 10, 12, 9, 30, 11 ms as gaps between six packets.
  @Test(arguments: [
    (0, [10.0, 10.0992, 10.1286, 11.118926, 11.149032]), (1, [0.496, 1.08228, 1.509185, 2.969943, 3.461936]),
  ])
  func gapEstimates(start: Int, golden: [Double]) throws {
    let times: [Int64] = [0, 10, 22, 31, 61, 72]
    for (index, wanted) in golden.enumerated() {
      let packets = times.prefix(index + 2).map { NaivePacket(arrival: $0 * 1_000_000, size: 64, guest: 0) }
      var scenario = scenario(policy: "adaptive", knobs: [EstimateKnobs.start.name: Double(start)])
      scenario.duration = .seconds(1)
      let simulator = try Simulator(scenario, source: ScriptedSource(packets, guests: 1), blockCapacity: 64)
      let estimate = try #require(simulator.run().estimate)
      #expect(abs((estimate.mean + 4 * estimate.variation) / 1e6 - wanted) < 1e-6)
    }
  }

  /// Waiting-time feedback: lone packets with n = P let P grow by α(1 + 4(1 − α)) each time (domain.md 0.4), up to T0.
  @Test func waitsFeedThemselves() throws {
    let knobs = [EstimateKnobs.observation.name: 1.0, EstimateKnobs.start.name: 1]
    let waits = try lonePackets(count: 400, policy: "adaptive", knobs: knobs).releases.map { $0.released - $0.opened }
    #expect(waits[0] == 15_000_000)
    #expect(abs(Double(waits[1]) - 0.0496 * 15e6) <= 1)
    #expect(waits[60...].contains(15_000_000))
    let growth = Double(waits[50]) / Double(waits[49])
    #expect(abs(growth - 0.99 * (1 + 4 * 0.01)) < 0.002)
  }

  /// Transit times of 0.3 ms + Exp 0.2 ms let P come near 0.5 + 4 · 0.147 = 1.09 ms (domain.md 3.4 C).
  @Test func transitIsFarFromTheTraffic() throws {
    let waits = try lonePackets(count: 3000, policy: "adaptive", knobs: [EstimateKnobs.observation.name: 2]).releases
      .map { Double($0.released - $0.opened) / 1e6 }
    let settled = waits[1000...]
    #expect(abs(settled.reduce(0, +) / Double(settled.count) - 1.09) < 0.06)
  }

  /// Poisson arrivals: P near 3.943/λ, about 4.94 packets a container at any rate (domain.md 3.4 A).
  @Test(arguments: [5e3, 50e3, 500e3])
  func gapsOfPoissonGiveFiveToAContainer(load: Double) throws {
    var scenario = scenario(policy: "adaptive", knobs: [:])
    scenario.packets = 200_000
    scenario.knobs[KnobCatalog.load] = load
    let summary = try Simulator(scenario).run()
    #expect(abs(try #require(summary.containers.meanPackets) - 4.94) < 0.1)
  }

  private func lonePackets(count: Int, policy: String, knobs: [String: Double]) throws -> TestCase.Outcome {
    var scenario = scenario(policy: policy, knobs: knobs)
    scenario.duration = .milliseconds(Int64(20 * count))
    let packets = (0..<count).map { NaivePacket(arrival: Int64($0) * 20_000_000, size: 64, guest: 0) }
    return try TestCase(scenario: scenario, arrivals: packets).engine()
  }

  private func scenario(policy: String, knobs: [String: Double]) -> Scenario {
    var scenario = Scenario()
    scenario.machine = "paper"
    scenario.policy = policy
    scenario.guests = 1
    scenario.sizes = PacketSizes(bytes: 64)
    scenario.knobs[EngineKnobs.timeout] = 15e6
    for (name, value) in knobs { scenario.knobs.choose(name, value) }
    return scenario
  }
}
