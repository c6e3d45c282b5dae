import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// What each policy does to a load: the figures of domain.md 3.4, and what the docs promise of our own rules.
@Suite struct PolicyFigureTests {
  /// Machine `theory`, 64 B, T0 = 100 µs, Poisson: mean sojourn in µs and packets per container.
  @Test(arguments: [
    ("adaptive", 20, 73.0, 3.0), ("adaptive", 100, 31, 4.9), ("adaptive", 180, 21, 4.9), ("adaptive", 250, 17, 4.9),
    ("adaptive", 500, 12.5, 4.9), ("self-clocked", 20, 5.2, 1.0), ("self-clocked", 100, 6.3, 1.1),
    ("self-clocked", 180, 7.2, 1.3), ("self-clocked", 250, 7.9, 1.6), ("self-clocked", 500, 9.9, 3.1),
    ("self-clocked", 1000, 16, 9.9), ("self-clocked", 1500, 43, 39), ("fixed", 20, 73, 3.0), ("fixed", 500, 84, 51),
  ])
  func givesTheTable(policy: String, kiloPackets: Int, sojourn: Double, packets: Double) throws {
    let summary = try run(policy, load: Double(kiloPackets) * 1000, packets: 200_000)
    let delay = try #require(summary.delay.mean) / 1000
    let mean = try #require(summary.containers.meanPackets)
    #expect(abs(delay - sojourn) < 0.02 * sojourn + 0.1, "\(delay)")
    #expect(abs(mean - packets) < 0.03 * packets + 0.05, "\(mean)")
  }

  /// About five packets a container leave the driver 687 of 1600 kp/s (domain.md 0.5). In overload fewer are carried, since a full
  /// queue loses large containers first.
  @Test func gapsCostMoreThanHalfTheCapacity() throws {
    let summary = try run("adaptive", load: 1e6, packets: 500_000)
    let packets = try #require(summary.containers.meanPackets)
    let capacity = 1e6 / (4.44 / packets + 0.556)
    #expect(abs(capacity - 687_000) < 7000, "\(capacity)")
    #expect(try #require(summary.throughput.packets) < capacity)
    #expect(summary.saturated)
  }

  /// 0.556 λ + 4.44 λ/E[N] = 0.8 at 500 kp/s wants 4.25 packets; at 100 kp/s the driver can afford each packet alone.
  @Test func modelBasedKeepsToItsUtilisation() throws {
    let busy = try run("model-based", load: 500_000, packets: 400_000) { $0.knobs[EngineKnobs.alpha] = 0.9995 }
    try expectTarget(busy)
    let quiet = try run("model-based", load: 100_000, packets: 50_000)
    #expect(try #require(quiet.containers.meanPackets) < 1.02)
    #expect(try #require(quiet.dwell.mean) < 1000)
  }

  /// The work of all guests counts: four with a quarter of the load each wait four times as long.
  @Test func modelBasedSumsOverAllGuests() throws {
    let busy = try run("model-based", load: 500_000, packets: 400_000) {
      $0.guests = 4
      $0.knobs[EngineKnobs.alpha] = 0.9995
    }
    try expectTarget(busy)
  }

  private func expectTarget(_ summary: Summary) throws {
    let packets = try #require(summary.containers.meanPackets)
    #expect(abs(packets - 4.25) < 0.15, "\(packets)")
    let utilisation = try #require(summary.cost.driverUtilisation)
    #expect(abs(utilisation - 0.8) < 0.02, "\(utilisation)")
  }

  /// Beyond what T0 allows it waits T0.
  @Test func modelBasedWaitsTheTimeoutUnderOverload() throws {
    let summary = try run("model-based", load: 1.45e6, packets: 200_000) { $0.knobs[EngineKnobs.alpha] = 0.9995 }
    #expect(try #require(summary.containers.fractionFull) > 0.99)
  }

  /// T0 = 1 ms and half of it as the budget: alone at 500 p/s, about ten at 20 kp/s, a full page at 300 kp/s; mostly full, and
  /// quicker than half of T0.
  @Test(arguments: [(500.0, 1.0, 1.0), (20_000, 9, 11), (300_000, 64, 64)])
  func adaptiveSizeLeavesFullAtEveryLoad(load: Double, least: Double, most: Double) throws {
    let summary = try run("adaptive-size", load: load, packets: 100_000) { $0.knobs[EngineKnobs.timeout] = 1e6 }
    let mean = try #require(summary.containers.meanPackets)
    #expect(least - 0.1 <= mean && mean <= most + 0.1, "\(mean)")
    #expect(try #require(summary.containers.fractionFull) > 0.9)
    #expect(try #require(summary.dwell.mean) < 3e5)
  }

  /// One client that waits for its reply: the next packet comes only after the release, so gaps climb to T0; what happens inside the
  /// container does not (domain.md 3.5).
  @Test func inWindowHoldsInAClosedLoop() throws {
    func dwell(_ policy: String) throws -> Double {
      var scenario = scenario(policy, load: nil)
      scenario.arrivals = "closed-loop"
      scenario.knobs.choose("clients", 1)
      scenario.knobs[EngineKnobs.timeout] = 10e6
      scenario.duration = .seconds(5)
      scenario.warmup = .seconds(1)
      return try #require(try Simulator(scenario).run().dwell.mean)
    }
    #expect(try dwell("in-window") < 25_000)
    #expect(try dwell("adaptive") > 9e6)
    #expect(try dwell("self-clocked-guest") == 0)
  }

  /// Containers that are not full leave at least T0 apart.
  @Test func throttleKeepsItsDistance() throws {
    var scenario = scenario("throttle", load: 30_000)
    scenario.packets = 20_000
    let run = try WatchedRun(scenario)
    #expect(run.releases.count > 1000)
    for (before, next) in zip(run.releases, run.releases.dropFirst()) where next.cause == .due {
      #expect(next.released.nanoseconds - before.released.nanoseconds >= 100_000)
    }
    #expect(run.releases.contains { $0.released == $0.opened && $0.cause == .due })
  }

  /// Longer waits than for an idle driver, larger containers: the guest is the slower station here.
  @Test func aBusyGuestMakesLargerContainersThanABusyDriver() throws {
    func packets(_ policy: String) throws -> Double {
      let summary = try run(policy, load: 100_000, packets: 50_000) {
        $0.machine = "default"
        $0.guests = 4
      }
      return try #require(summary.containers.meanPackets)
    }
    #expect(try packets("self-clocked-guest") > 1.3 * packets("self-clocked"))
  }

  private func run(
    _ policy: String, load: Double, packets: Int, changing change: (inout Scenario) -> Void = { _ in }
  ) throws -> Summary {
    var scenario = scenario(policy, load: load)
    scenario.packets = packets
    scenario.warmup = .milliseconds(Int64(packets) * 200 / Int64(load))
    change(&scenario)
    return try Simulator(scenario).run()
  }

  private func scenario(_ policy: String, load: Double?) -> Scenario {
    var scenario = Scenario()
    scenario.machine = "theory"
    scenario.policy = policy
    scenario.guests = 1
    scenario.sizes = PacketSizes(bytes: 64)
    scenario.knobs[EngineKnobs.timeout] = 1e5
    if let load { scenario.knobs[KnobCatalog.load] = load }
    return scenario
  }
}
