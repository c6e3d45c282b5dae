import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// The places of the stages in the pipeline, tried with stages that are in no catalog (model 1, 6.1, 6.3).
@Suite struct StagePlaceTests {
  private static let crossings: [[Stage: String]] = [
    [:], [.cross: "copy", .notify: "every"], [.cross: "copy", .notify: "sleeping"],
  ]

  /// Packets followed one by one make the same figures as packets known by their transfer.
  @Test(arguments: Catalogs.policies, Catalogs.workloads)
  func stagesThatPassEverythingChangeNothing(policy: String, workload: String) throws {
    for stages in Self.crossings {
      var scenario = Catalogs.scenario(policy: policy, workload: workload)
      scenario.stages = stages
      scenario.warmup = .milliseconds(20)
      scenario.knobs.choose("queue-packets", 20)
      let plain = try Simulator(
        scenario, source: WatchedRun.source(of: scenario), blockCapacity: ArrivalBlock.usualCapacity)
      let followed = try Simulator(
        scenario, source: WatchedRun.source(of: scenario), blockCapacity: ArrivalBlock.usualCapacity,
        stages: .idle(scenario))
      for share in 1...9 {
        let instant = Instant(nanoseconds: Int64(share) * Catalogs.duration.nanoseconds / 10)
        plain.advance(to: instant)
        followed.advance(to: instant)
        #expect(followed.packets == plain.packets)
        if share == 3 { for one in [plain, followed] { try one.apply(.set(knob: "timeout", value: 4e5)) } }
        if share == 6 { for one in [plain, followed] { try one.apply(.guests(2)) } }
      }
      #expect(followed.run().figures == plain.run().figures)
    }
  }

  @Test(arguments: Catalogs.policies, Catalogs.workloads)
  func theDigestDependsOnNeitherBlocksNorSlices(policy: String, workload: String) throws {
    let scenario = Catalogs.scenario(policy: policy, workload: workload)
    let wanted = try outcome(scenario, block: ArrivalBlock.usualCapacity, slices: [])
    for capacity in [1, 7, 256, 4096] {
      #expect(try outcome(scenario, block: capacity, slices: []) == wanted, "blocks of \(capacity)")
    }
    var random = RandomStream(seed: 12, name: "slices")
    for count in [1, 30, 300] {
      let slices = (0..<count).map { _ in Int64(random.next(below: Int(Catalogs.duration.nanoseconds) * 5 / 4)) }
      #expect(try outcome(scenario, block: 256, slices: slices.sorted()) == wanted, "\(count) slices")
    }
  }

  /// Busy stages come, systems are switched, stages go away again.
  private func outcome(_ scenario: Scenario, block: Int, slices: [Int64]) throws -> Figures {
    let simulator = try Simulator(
      scenario, source: NeighbourSource(inner: WatchedRun.source(of: scenario)), blockCapacity: block,
      stages: .busy(scenario))
    let tenth = Catalogs.duration.nanoseconds / 10
    let turns: [(Int64, () throws -> Void)] = [
      (2 * tenth + 1, { try simulator.apply(.guests(5)) }),
      (3 * tenth, { try simulator.apply(.system("vanilla")) }),
      (4 * tenth, { try simulator.exchange(.busy(simulator.scenario)) }),
      (5 * tenth + 7, { try simulator.apply(.set(knob: "queue-packets", value: 77)) }),
      (6 * tenth, { try simulator.apply(.guests(2)) }),
      (7 * tenth, { try simulator.exchange(.idle(simulator.scenario)) }),
      (8 * tenth, { try simulator.apply(.system("aggregation")) }),
      (9 * tenth, { try simulator.exchange(.busy(simulator.scenario)) }),
    ]
    let stops = slices.map { ($0, {}) } + turns
    for (time, turn) in stops.sorted(by: { $0.0 < $1.0 }) {
      simulator.advance(to: Instant(nanoseconds: time))
      try turn()
    }
    return simulator.run().figures
  }

  @Test(arguments: Catalogs.policies, Catalogs.workloads)
  func noPacketIsLostOrCountedTwice(policy: String, workload: String) throws {
    for stages in Self.crossings {
      var scenario = Catalogs.scenario(policy: policy, workload: workload)
      scenario.stages = stages
      scenario.knobs.choose("queue-packets", 30)
      let simulator = try Simulator(
        scenario, source: NeighbourSource(inner: WatchedRun.source(of: scenario)), blockCapacity: 256,
        stages: .busy(scenario))
      var most = PacketCounts()
      for step in 1...200 {
        // Not in step with constant gaps and timeouts.
        let drift = Int64(step * 7919 % 400_000)
        simulator.advance(to: Instant(nanoseconds: Int64(step) * Catalogs.duration.nanoseconds / 200 + drift))
        let counts = simulator.packets
        #expect(counts.received == counts.waiting + counts.inFlight + counts.delivered + counts.dropped)
        #expect(min(counts.waiting, counts.inFlight, counts.droppedQueue, counts.offered - counts.received) >= 0)
        most.waiting = max(most.waiting, counts.waiting)
        most.inFlight = max(most.inFlight, counts.inFlight)
      }
      let summary = simulator.run()
      let counts = summary.packets
      #expect(counts.waiting == 0)
      #expect(counts.inFlight == 0)
      #expect(counts.received == counts.delivered + counts.dropped)
      #expect(counts.late > 0)
      #expect(summary.delay.count == counts.delivered)
      #expect(most.waiting > 0 && most.inFlight > 0)
      let guests = summary.guests.map(\.packets)
      #expect(guests.reduce(0) { $0 + $1.received } == counts.received)
      #expect(guests.allSatisfy { $0.received == $0.delivered + $0.dropped })
      let parts = try #require(summary.parts)
      let pieces = [parts.intake, parts.dwell, parts.queue, parts.service, parts.notify, parts.regulate]
      let mean = try #require(summary.delay.mean)
      #expect(abs(pieces.reduce(0, +) - mean) <= 1e-9 * mean)
      #expect(parts.intake > 0 && parts.regulate > 0)
    }
  }

  /// What no stage says it took would be left to regulate, which is not there.
  @Test(arguments: Catalogs.policies, Catalogs.workloads)
  func theStagesSayWhereAllOfADelayWent(policy: String, workload: String) throws {
    for stages in Self.crossings {
      var scenario = Catalogs.scenario(policy: policy, workload: workload)
      scenario.stages = stages
      let summary = try Simulator(
        scenario, source: NeighbourSource(inner: WatchedRun.source(of: scenario)), blockCapacity: 256,
        stages: .holding(scenario)
      ).run()
      let parts = try #require(summary.parts)
      #expect(parts.regulate == 0)
      #expect(parts.intake > 0 && parts.queue >= Double(HesitatingStage.span))
      guard summary.packets.dropped == 0 else { continue }
      let inContainers = Double(summary.dwell.count) * (summary.dwell.mean ?? 0)
      let delivered = Double(summary.delay.count)
      #expect(abs(inContainers - parts.dwell * delivered) <= 1e-9 * delivered * (summary.delay.mean ?? 0))
    }
  }

  /// Guests at work at both edges of the window, each counted up to them.
  @Test func theWorkOfGuestsIsCutAtTheWindow() throws {
    var scenario = Catalogs.scenario(policy: "fixed", workload: "poisson")
    scenario.warmup = .nanoseconds(20_000_123)
    scenario.duration = .nanoseconds(21_000_345)
    scenario.knobs.choose("c-irq", 300_000)
    scenario.knobs.choose("c-gpkt", 20_000)
    let plain = try Simulator(
      scenario, source: WatchedRun.source(of: scenario), blockCapacity: ArrivalBlock.usualCapacity
    ).run()
    let followed = try Simulator(
      scenario, source: WatchedRun.source(of: scenario), blockCapacity: ArrivalBlock.usualCapacity,
      stages: .idle(scenario)
    ).run()
    #expect(try #require(plain.cost.guestUtilisation) > 0.9)
    #expect(followed.figures == plain.figures)
  }

  /// Only what is in the catalogs is listed, and there the usual choices cost nothing.
  @Test func theTestsStagesAreInNoCatalog() throws {
    for stage in Stage.allCases {
      #expect(StageCatalog.choices(on: stage).allSatisfy { $0.name != "of-the-tests" && !$0.summary.isEmpty })
    }
    let usual = try StageSet(Scenario())
    #expect([usual.intake, usual.coalesce, usual.bypass, usual.regulate].allSatisfy { $0.behaviour == nil })
    #expect(usual.transport.behaviour == nil)
    var unknown = Scenario()
    unknown.stages = [.notify: "never"]
    #expect(throws: Knob.Refusal.self) { try StageSet(unknown) }
  }
}

/// What two runs must agree on.
struct Figures: Equatable {
  var digest: UInt64
  var packets: [PacketCounts]
  var spreads: [Spreading]
  var containers: Summary.Containers
  var parts: Summary.Parts?
  var jitter: Summary.Jitter
  var throughput: Summary.Throughput
  var cost: Summary.Cost
}

extension Summary {
  /// The figures, for comparison.
  var figures: Figures {
    Figures(
      digest: digest, packets: [packets, window] + guests.map(\.packets),
      spreads: [dwell, delay] + guests.flatMap { [$0.dwell, $0.delay] }, containers: containers, parts: parts,
      jitter: jitter, throughput: throughput, cost: cost)
  }
}
