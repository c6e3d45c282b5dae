import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// Each place of a stage against a run without it on packets that the test has put where the stage would.
@Suite struct StageOracleTests {
  /// Random packets to three guests, some at one instant, some of an odd size; in time order.
  private let packets: [NaivePacket] = {
    var random = RandomStream(seed: 21, name: "stages")
    var now: Int64 = 0
    return (0..<3000).map { _ in
      now += Int64(random.next(below: 5)) * 2_500
      return NaivePacket(arrival: now, size: 200 + random.next(below: 400), guest: random.next(below: 3))
    }
  }()

  private struct Run {
    var summary: Summary
    var fates: [Int: [NaiveFate]]
  }

  private func scenario(_ policy: String = "fixed") -> Scenario {
    var scenario = Catalogs.scenario(policy: policy, workload: "poisson")
    scenario.duration = .milliseconds(50)
    return scenario
  }

  private func run(_ scenario: Scenario, _ packets: [NaivePacket], _ stages: StageSet) throws -> Run {
    let log = FateLog()
    let source = NeighbourSource(inner: ScriptedSource(packets, guests: 3, log: log))
    let simulator = try Simulator(scenario, source: source, blockCapacity: 64, stages: stages)
    return Run(summary: simulator.run(), fates: log.fates)
  }

  private func moved(_ packets: [NaivePacket], _ time: (Int) -> Int64) -> [NaivePacket] {
    packets.indices.map { NaivePacket(arrival: time($0), size: packets[$0].size, guest: packets[$0].guest) }
  }

  private func mean(_ values: [Int64]) -> Double { Double(values.reduce(0, +)) / Double(values.count) }

  @Test(arguments: Catalogs.policies)
  func intakeIsLaterArrivalAtTheDriver(policy: String) throws {
    let scenario = scenario(policy)
    let polled = moved(packets) { PollingStage.poll(packets[$0].arrival) }
    let stage = try run(scenario, packets, .with(scenario, intake: { _ in PollingStage() }))
    let plain = try run(scenario, polled, StageSet(scenario))
    #expect(stage.summary.digest == plain.summary.digest)
    #expect(stage.fates == plain.fates)
    #expect(stage.summary.dwell == plain.summary.dwell)
    let waits = mean(zip(packets, polled).map { $1.arrival - $0.arrival })
    try expect(stage.summary, plain.summary, longerBy: waits, in: \.intake)
  }

  @Test(arguments: Catalogs.policies)
  func coalesceHoldsPairs(policy: String) throws {
    let scenario = scenario(policy)
    // A packet goes on with the next of its guest, at most 100 µs later.
    var times = packets.map { $0.arrival + PairingStage.span }
    var single: [Int: Int] = [:]
    for (i, packet) in packets.enumerated() {
      if let first = single[packet.guest], packet.arrival <= times[first] {
        (times[first], times[i]) = (packet.arrival, packet.arrival)
        single[packet.guest] = nil
      } else {
        single[packet.guest] = i
      }
    }
    let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    let paired = order.map {
      NaivePacket(arrival: times[$0], size: packets[$0].size, guest: packets[$0].guest)
    }
    let stage = try run(scenario, packets, .with(scenario, coalesce: { _ in PairingStage() }))
    let plain = try run(scenario, paired, StageSet(scenario))
    // At one instant the order of different guests may differ, so guests are compared one by one.
    #expect(stage.summary.packets == plain.summary.packets)
    let waits = mean(zip(packets, times).map { $1 - $0.arrival })
    let intake = try #require(stage.summary.parts?.intake)
    #expect(abs(intake - waits) <= 1e-9 * waits)
  }

  @Test func bypassHandsOverItselfAndTheRestCrosses() throws {
    let scenario = scenario()
    var around: [NaivePacket] = []
    var across: [NaivePacket] = []
    var seen = 0
    for packet in packets {
      if !packet.size.isMultiple(of: 2) { seen += 1 }
      if packet.size.isMultiple(of: 2) || seen.isMultiple(of: 2) {
        across.append(packet)
      } else {
        around.append(packet)
      }
    }
    let stage = try run(scenario, packets, .with(scenario, bypass: { _ in DetourStage() }))
    let plain = try run(scenario, across, StageSet(scenario))
    #expect(around.count > 300)
    #expect(stage.summary.dwell == plain.summary.dwell)
    #expect(stage.summary.containers == plain.summary.containers)
    #expect(stage.summary.cost.driverUtilisation == plain.summary.cost.driverUtilisation)
    for guest in 0..<3 {
      let went = around.filter { $0.guest == guest }.map { $0.arrival + DetourStage.span }
      let crossed = plain.fates[guest, default: []].flatMap { Array(repeating: $0.time, count: $0.packets) }
      let all = stage.fates[guest, default: []].flatMap { Array(repeating: $0.time, count: $0.packets) }
      #expect(all == (went + crossed).sorted())
    }
    let across2 = try #require(plain.summary.delay.mean)
    let both = try #require(stage.summary.delay.mean)
    let total = across2 * Double(across.count) + Double(DetourStage.span) * Double(around.count)
    #expect(abs(both - total / Double(packets.count)) <= 1e-9 * both)
  }

  @Test(arguments: Catalogs.policies)
  func regulateHoldsPacketsAfterTheUnloader(policy: String) throws {
    let scenario = scenario(policy)
    let plain = try run(scenario, packets, StageSet(scenario))
    let log = SharedBox(Box<[StagedPacket]>([]))
    let stage = try run(scenario, packets, .with(scenario, regulate: { _ in GridStage() }))
    var waits: [Int64] = []
    for guest in 0..<3 {
      let unloaded = plain.fates[guest, default: []].flatMap { Array(repeating: $0.time, count: $0.packets) }
      let told = stage.fates[guest, default: []].flatMap { Array(repeating: $0.time, count: $0.packets) }
      #expect(told == unloaded.map(GridStage.next))
      waits += unloaded.map { GridStage.next($0) - $0 }
    }
    #expect(stage.summary.containers == plain.summary.containers)
    try expect(stage.summary, plain.summary, longerBy: mean(waits), in: \.regulate)
    // Who looks at the last place sees the packets of a guest in their order.
    _ = try run(
      scenario, packets,
      .with(
        scenario, intake: { _ in PollingStage() }, coalesce: { _ in PairingStage() },
        regulate: { _ in PassingStage(log: log) }))
    #expect(log.box.value.count == packets.count)
    for guest in 0..<3 {
      let mine = log.box.value.filter { $0.guest == guest }
      let sent = packets.filter { $0.guest == guest }
      #expect(mine.map(\.arrived) == sent.map(\.arrival))
      #expect(mine.map(\.size) == sent.map(\.size))
    }
  }

  @Test func transportDecidesWhatIsSent() throws {
    let scenario = scenario()
    let stage = try run(
      scenario, packets, .with(scenario, transport: { source, _ in HalvingTransport(source) }))
    let half = packets.indices.filter { !$0.isMultiple(of: 2) }.map { packets[$0] }
    #expect(try run(scenario, half, StageSet(scenario)).summary.digest == stage.summary.digest)
    // Once it has gone, all packets are sent.
    let simulator = try Simulator(
      scenario, source: ScriptedSource(packets, guests: 3), blockCapacity: 64,
      stages: .with(scenario, transport: { source, _ in HalvingTransport(source) }))
    let switchTime = packets[1000].arrival
    simulator.advance(to: Instant(nanoseconds: switchTime))
    let before = packets.count { $0.arrival < switchTime }
    try simulator.apply(.system("vanilla"))
    #expect(simulator.run().packets.offered == before / 2 + packets.count - before)
  }

  /// A ring of four: what finds it full is not received, no drop of a queue, and told.
  @Test func whatIntakeLosesIsNotReceived() throws {
    let scenario = scenario()
    let stage = try run(scenario, packets, .with(scenario, intake: { _ in PollingStage(period: 50_000, ring: 4) }))
    var lost = 0
    var held: (poll: Int64, count: Int) = (0, 0)
    for packet in packets {
      let poll = PollingStage.poll(packet.arrival, period: 50_000)
      if poll != held.poll { held = (poll, 0) }
      if held.count == 4 { lost += 1 } else { held.count += 1 }
    }
    let counts = stage.summary.packets
    #expect(lost > 100)
    #expect(counts.offered - counts.received == lost)
    #expect(counts.dropped == 0)
    #expect(counts.delivered == counts.received)
    #expect(stage.summary.stageCounters["intake"]?.map(\.value) == [lost])
    #expect(stage.fates.values.joined().reduce(0) { $0 + ($1.delivered ? 0 : $1.packets) } == lost)
    #expect(stage.summary.saturated)
  }

  /// A stage that goes away hands on what it holds, at that instant and before its arrivals.
  @Test func aStageThatGoesAwayHandsOnWhatItHolds() throws {
    let scenario = scenario("immediate")
    let packets = [10, 20, 30, 41, 42].map { NaivePacket(arrival: $0 * 1000, size: 576, guest: 0) }
    let log = FateLog()
    let simulator = try Simulator(
      scenario, source: ScriptedSource(packets, guests: 3, log: log), blockCapacity: 64,
      stages: .with(
        scenario, intake: { _ in PollingStage(period: 1_000_000) }, regulate: { _ in PassingStage() }))
    let releases = Box<[Int64]>([])
    simulator.observeReleases { releases.value.append($0.released.nanoseconds) }
    simulator.advance(to: Instant(nanoseconds: 41_000))
    #expect(simulator.packets.waiting == 3)
    try simulator.exchange(StageSet(scenario))
    #expect(simulator.packets.waiting == 3)
    simulator.advance(to: Instant(nanoseconds: 41_001))
    #expect(simulator.packets.waiting == 0)
    #expect(releases.value == [41_000, 41_000, 41_000, 41_000])
    simulator.finish()
    #expect(releases.value.last == 42_000)
    #expect(simulator.packets.delivered == 5)
  }

  @Test func aRegulatorThatGoesAwayHandsOver() throws {
    var scenario = scenario("immediate")
    scenario.machine = "paper"
    let packets = [1, 2].map { NaivePacket(arrival: $0 * 1000, size: 576, guest: 0) }
    let log = FateLog()
    let simulator = try Simulator(
      scenario, source: ScriptedSource(packets, guests: 3, log: log), blockCapacity: 64,
      stages: .with(scenario, regulate: { _ in GridStage() }))
    simulator.advance(to: Instant(nanoseconds: 5000))
    #expect(simulator.packets.inFlight == 2)
    try simulator.exchange(StageSet(scenario))
    simulator.finish()
    #expect(log.fates[0] == [NaiveFate(time: 5000, packets: 2, delivered: true)])
  }

  private func expect(
    _ stage: Summary, _ plain: Summary, longerBy wait: Double, in part: KeyPath<Summary.Parts, Double>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let mean = try #require(stage.delay.mean)
    let without = try #require(plain.delay.mean)
    #expect(abs(mean - without - wait) <= 1e-9 * mean, sourceLocation: sourceLocation)
    let told = try #require(stage.parts?[keyPath: part])
    #expect(abs(told - wait) <= 1e-9 * wait, sourceLocation: sourceLocation)
    #expect(plain.parts?[keyPath: part] == 0, sourceLocation: sourceLocation)
  }
}
