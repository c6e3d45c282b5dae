import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// Same scenario, seed and commands: same digest, however the run is cut (model 5.3, 5.5).
@Suite struct DigestTests {
  /// Told at these shares of the run.
  static let commands: [(share: Double, command: Command)] = [
    (0.2, .set(knob: "timeout", value: 3e5)), (0.3, .set(knob: "container-size", value: 2048)),
    (0.4, .guests(5)), (0.55, .set(knob: "alpha", value: 0.9)), (0.6, .guests(2)),
    (0.8, .set(knob: "timeout", value: 2e6)),
  ]

  @Test(arguments: Catalogs.policies, Catalogs.workloads)
  func doesNotDependOnBlocks(policy: String, workload: String) throws {
    let scenario = Catalogs.scenario(policy: policy, workload: workload)
    let wanted = try outcome(of: Simulator(scenario), slices: [])
    for capacity in [1, 7, 256, 4096] {
      let source = try WatchedRun.source(of: scenario)
      let simulator = try Simulator(scenario, source: source, blockCapacity: capacity)
      #expect(try outcome(of: simulator, slices: []) == wanted, "blocks of \(capacity)")
    }
  }

  @Test(arguments: Catalogs.policies, Catalogs.workloads)
  func doesNotDependOnSlices(policy: String, workload: String) throws {
    let scenario = Catalogs.scenario(policy: policy, workload: workload)
    let wanted = try outcome(of: Simulator(scenario), slices: [])
    var random = RandomStream(seed: 11, name: "slices")
    for count in [1, 30, 400] {
      let slices = (0..<count).map { _ in Int64(random.next(below: Int(Catalogs.duration.nanoseconds) * 3 / 2)) }
      #expect(try outcome(of: Simulator(scenario), slices: slices.sorted()) == wanted, "\(count) slices")
    }
  }

  @Test func isTheSameFromRunToRunAndAnotherForAnotherSeed() throws {
    var scenario = Catalogs.scenario(policy: "adaptive", workload: "poisson")
    let first = try outcome(of: Simulator(scenario), slices: [])
    #expect(try outcome(of: Simulator(scenario), slices: []) == first)
    scenario.seed += 1
    #expect(try outcome(of: Simulator(scenario), slices: []) != first)
  }

  /// What is only looked at, such as the summary in the middle of a run, changes nothing.
  @Test func isNotChangedByLooking() throws {
    let scenario = Catalogs.scenario(policy: "self-clocked", workload: "poisson")
    let quiet = try Simulator(scenario)
    quiet.finish()
    let watched = try Simulator(scenario)
    for step in 1..<200 {
      watched.advance(to: Instant(nanoseconds: Int64(step) * Catalogs.duration.nanoseconds / 190))
      _ = watched.summary()
      _ = watched.digest
      _ = watched.packets
    }
    watched.finish()
    #expect(watched.digest == quiet.digest)
  }

  /// The transit times of guest 1 come from a stream of their own: another guest changes none of them.
  @Test func streamsDoNotDisturbEachOther() throws {
    func firstGuest(guests: Int) throws -> [NaiveRelease] {
      var scenario = Catalogs.scenario(policy: "adaptive", workload: "poisson")
      scenario.knobs.choose(EstimateKnobs.observation.name, 2)
      scenario.machine = "paper"
      scenario.guests = guests
      let packets = (0..<2000).map { NaivePacket(arrival: Int64($0) * 50_000, size: 576, guest: $0 % 3 % guests) }
      let mine = packets.filter { guests > 1 || $0.arrival % 150_000 == 0 }
      return try TestCase(scenario: scenario, arrivals: mine).engine().releases.filter { $0.guest == 0 }
    }
    #expect(try firstGuest(guests: 1) == firstGuest(guests: 3))
  }

  private struct Outcome: Equatable {
    var digest: UInt64
    var packets: PacketCounts
  }

  private func outcome(of simulator: Simulator, slices: [Int64]) throws -> Outcome {
    var stops: [(time: Int64, command: Command?)] = slices.map { ($0, nil) }
    stops += DigestTests.commands.map {
      (Int64(Double(Catalogs.duration.nanoseconds) * $0.share), $0.command)
    }
    for stop in stops.sorted(by: { $0.time < $1.time }) {
      simulator.advance(to: Instant(nanoseconds: stop.time))
      if let command = stop.command { try simulator.apply(command) }
    }
    simulator.finish()
    return Outcome(digest: simulator.digest, packets: simulator.packets)
  }
}
