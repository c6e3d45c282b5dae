import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// Replies that cross too: by hand, against the naive scheduler, and however the run is cut (model 1 and 7).
@Suite struct DirectionsTests {
  private static let sent: [Directions] = [.tx, .both]
  private static let crossings = [
    ("container", "every"), ("container", "sleeping"), ("copy", "every"), ("copy", "sleeping"),
  ]

  /// One client of one guest, ten samples: T0 = 1 ms, 0.1 ms of latency, 576 B there and 1024 B back.
  private func loop(_ directions: Directions, machine: String = "paper") -> Scenario {
    var scenario = Scenario()
    scenario.machine = machine
    scenario.arrivals = "closed-loop"
    scenario.directions = directions
    scenario.guests = 1
    scenario.sizes = PacketSizes(bytes: 576)
    scenario.knobs[EngineKnobs.timeout] = 1e6
    scenario.knobs[ClosedLoopTraffic.clients] = 1
    scenario.knobs[ClosedLoopTraffic.samples] = 10
    scenario.knobs[ClosedLoopTraffic.latency] = 1e5
    scenario.knobs[ClosedLoopTraffic.responseSize] = 1024
    return scenario
  }

  private func sampleTime(_ scenario: Scenario) throws -> Double {
    let requests = try #require(try Simulator(scenario).summary().requests)
    let mean = try #require(requests.meanTime)
    #expect(requests.answered == 10 && requests.elapsed == 10 * mean && requests.responseBytes == 10 * 1024)
    return mean
  }

  // MARK: By hand

  /// No costs: a timeout for each leg that aggregates, and the latency.
  @Test func aSampleTakesATimeoutForEachLegThatAggregates() throws {
    #expect(try sampleTime(loop(.rx)) == 1.1e6)
    #expect(try sampleTime(loop(.tx)) == 1.1e6)
    #expect(try sampleTime(loop(.both)) == 2.1e6)
    for directions in Directions.allCases {
      var vanilla = loop(directions)
      vanilla.system = "vanilla"
      #expect(try sampleTime(vanilla) == 1e5)
    }
  }

  @Test func theDriverPaysForBothLegsAndTheGuestForItsOwn() throws {
    // 4440 + 556 ns a container of one packet, or a packet alone.
    #expect(try sampleTime(loop(.rx, machine: "theory")) == 1.1e6 + 4996)
    #expect(try sampleTime(loop(.tx, machine: "theory")) == 1.1e6 + 2 * 4996)
    #expect(try sampleTime(loop(.both, machine: "theory")) == 2.1e6 + 2 * 4996)
    // 4440 + 540 + 0.25 · bytes + 500 at the driver; to the guest 35 000 to wake and 3300 to take it.
    let there = 4440.0 + 540 + 144 + 500 + 35_000 + 3300
    let back = 4440.0 + 540 + 256
    #expect(try sampleTime(loop(.both, machine: "default")) == 2.1e6 + there + back + 500)
    var quiet = loop(.both, machine: "default")
    quiet.stages = [.notify: "sleeping"]
    // Nobody sleeps out there: no event for the reply.
    #expect(try sampleTime(quiet) == 2.1e6 + there + back)
    let cost = try Simulator(quiet).summary().cost
    #expect(cost.notifications == 10 && cost.memoryCalls == 20)
  }

  @Test func repliesAreCutAtTheMTU() throws {
    for (bytes, packets, sum) in [(0.0, 1, 1), (1500, 1, 1500), (1501, 2, 1501), (4000, 3, 4000), (4096, 3, 4096)] {
      var scenario = loop(.both)
      scenario.knobs[ClosedLoopTraffic.responseSize] = bytes
      let summary = try Simulator(scenario).summary()
      #expect(summary.packets.offered == 10 * (1 + packets))
      #expect(summary.packets.delivered == summary.packets.offered)
      #expect(summary.bytes.delivered == Int64(10 * (576 + sum)))
      #expect(summary.requests?.responseBytes == Int64(10 * bytes))
      // The reply that fills its container exactly leaves at once.
      #expect(summary.requests?.meanTime == (bytes == 4096 ? 1.1e6 : 2.1e6))
      #expect(summary.guests.count == 1 && summary.guests[0].packets == summary.packets)
      #expect(summary.guests[0].containers.released == 20 && summary.guests[0].delay.count == summary.delay.count)
    }
  }

  /// A queue of one packet: of three at once the third is lost, so the request is sent again, for ever; one packet comes through.
  @Test func aReplyThatLosesAPacketIsAskedForAgain() throws {
    var scenario = loop(.both, machine: "theory")
    scenario.system = "vanilla"
    scenario.stages = [.notify: "every"]
    scenario.knobs[ClosedLoopTraffic.responseSize] = 4000
    scenario.knobs[ClosedLoopTraffic.retryTime] = 1e6
    scenario.knobs.choose("queue-packets", 1)
    scenario.duration = .milliseconds(20)
    let lost = try Simulator(scenario).summary()
    #expect(lost.requests?.answered == 0)
    // The request takes 4996 ns, its reply is cut there and then, and so it goes once in 1.004996 ms.
    #expect(lost.packets.offered == 20 * 4 && lost.packets.dropped == 20 && lost.packets.delivered == 60)
    scenario.schedule = [try ScheduledCommand(parsing: "10ms mtu=4000B", bytesPerPacket: 576)]
    let found = try Simulator(scenario).summary()
    #expect(found.requests?.answered == 10)
    #expect(found.packets.dropped == 10)
  }

  // MARK: Against the rules

  @Test(arguments: NaiveKnob.policies, crossings)
  func agreeWithTheRules(policy: String, crossing: (cross: String, notify: String)) throws {
    for directions in Self.sent {
      for turns in [false, true] {
        var cases = RandomCases(seed: turns ? 8 : 7)
        for number in 1...30 {
          var one = cases.make(policy: policy, cross: crossing.cross, notify: crossing.notify, turns: turns)
          one.scenario.directions = directions
          var random = RandomStream(seed: UInt64(number), name: "legs")
          one.arrivals = one.arrivals.map {
            NaivePacket(arrival: $0.arrival, size: $0.size, guest: 2 * $0.guest + random.next(below: 2))
          }
          guard try one.difference() != nil else { continue }
          let smallest = one.shrunk()
          Issue.record("\(directions) case \(number): \(try smallest.difference() ?? "none")\n\(smallest.text)")
          return
        }
      }
    }
  }

  // MARK: However it is cut

  private func busy(_ policy: String, _ directions: Directions, machine: String) -> Scenario {
    var scenario = Catalogs.scenario(policy: policy, workload: "closed-loop")
    scenario.directions = directions
    scenario.machine = machine
    scenario.knobs[ClosedLoopTraffic.clients] = 4
    scenario.knobs[ClosedLoopTraffic.responseSize] = 3000
    scenario.knobs[ClosedLoopTraffic.retryTime] = 2e6
    scenario.knobs.choose("queue-packets", 20)
    return scenario
  }

  @Test(arguments: NaiveKnob.policies, sent)
  func dependsNeitherOnBlocksNorOnSlices(policy: String, directions: Directions) throws {
    for machine in ["paper", "default"] {
      let scenario = busy(policy, directions, machine: machine)
      let wanted = try digest(Simulator(scenario), slices: [])
      for capacity in [1, 7, 256, 4096] {
        let source = try WatchedRun.source(of: scenario)
        let simulator = try Simulator(scenario, source: source, blockCapacity: capacity)
        #expect(try digest(simulator, slices: []) == wanted, "blocks of \(capacity), \(machine)")
      }
      var random = RandomStream(seed: 12, name: "slices")
      for count in [1, 30, 400] {
        let slices = (0..<count).map { _ in Int64(random.next(below: Int(Catalogs.duration.nanoseconds))) }
        #expect(try digest(Simulator(scenario), slices: slices.sorted()) == wanted, "\(count) slices, \(machine)")
      }
    }
  }

  /// Told at these shares of the run: guests join and leave, policy, system and workload change.
  private static let commands: [(share: Double, command: Command)] =
    DigestTests.commands + [
      (0.5, .policy("self-clocked")), (0.7, .system("vanilla")), (0.75, .arrivals("poisson")),
      (0.85, .system("aggregation")), (0.9, .arrivals("closed-loop")),
    ]

  private func digest(_ simulator: Simulator, slices: [Int64]) throws -> [String] {
    var stops: [(Int64, Command?)] = slices.map { ($0, nil) }
    for (share, command) in Self.commands {
      stops.append((Int64(share * Double(Catalogs.duration.nanoseconds)), command))
    }
    for (time, command) in stops.sorted(by: { $0.0 < $1.0 }) {
      simulator.advance(to: Instant(nanoseconds: time))
      let counts = simulator.packets
      #expect(counts.received == counts.waiting + counts.inFlight + counts.delivered + counts.dropped)
      #expect(min(counts.waiting, counts.inFlight) >= 0)
      if let command { try simulator.apply(command) }
    }
    let summary = simulator.summary()
    #expect(summary.packets.offered == summary.packets.delivered + summary.packets.dropped)
    #expect(summary.guests.reduce(0) { $0 + $1.packets.delivered } == summary.packets.delivered)
    return [Summary.hex(summary.digest), "\(summary.packets)", "\(summary.requests?.answered ?? 0)"]
  }

  // MARK: For every policy

  @Test(arguments: NaiveKnob.policies, sent)
  func nothingIsLostAndLittlesLawHolds(policy: String, directions: Directions) throws {
    var scenario = busy(policy, directions, machine: "default")
    scenario.knobs.reset("queue-packets")
    let run = try WatchedRun(scenario, lookingAt: [1_000_003, 20_000_000, 77_777_777])
    for counts in run.looks + [run.packets] {
      #expect(counts.received == counts.waiting + counts.inFlight + counts.delivered + counts.dropped)
    }
    #expect(run.packets.offered == run.arrivals.count && run.packets.offered > 500)
    #expect(run.packets.delivered == run.packets.offered)
    // Two packets a reply; the last requests are answered no more.
    let replies = run.arrivals.count { $0.guest % 2 == 1 }
    #expect(replies == 2 * (run.summary.requests?.answered ?? 0))
    let joining = run.arrivals.filter { directions == .both || $0.guest % 2 == 1 }
    let count = run.releases.reduce(0) { $0 + $1.packets }
    #expect(count == joining.count && run.summary.dwell.count == count)
    #expect(run.releases.allSatisfy { directions == .both || $0.leg == .toOutside })
    var area = Int128(0)
    for packet in joining { area -= Int128(packet.time) }
    for note in run.releases { area += Int128(note.packets) * Int128(note.released.nanoseconds) }
    let mean = try #require(run.summary.dwell.mean)
    #expect(abs(Double(area) - mean * Double(count)) <= 1e-9 * Double(area))
    let parts = try #require(run.summary.parts)
    let whole = parts.dwell + parts.queue + parts.service + parts.notify
    #expect(abs(whole - (run.summary.delay.mean ?? 0)) < 1e-6 * whole)
  }

  /// Where nobody replies, both ways are one.
  @Test func otherTrafficHasNoRepliesToSend() throws {
    var scenario = Catalogs.scenario(policy: "fixed", workload: "poisson")
    let rx = try Simulator(scenario).summary()
    scenario.directions = .both
    let both = try Simulator(scenario).summary()
    #expect(both.dwell == rx.dwell && both.delay == rx.delay && both.packets == rx.packets && both.jitter == rx.jitter)
    #expect(both.containers == rx.containers && both.cost == rx.cost && both.throughput == rx.throughput)
    scenario.directions = .tx
    let tx = try Simulator(scenario).summary()
    scenario.directions = .rx
    scenario.stages = [.cross: "copy"]
    let alone = try Simulator(scenario).summary()
    #expect(tx.delay == alone.delay && tx.packets == alone.packets && tx.containers.released == 0)
  }

  @Test func aWrongOneIsRefusedAndAStageThatKnowsOneLegToo() throws {
    var draft = ScenarioDraft()
    #expect {
      try draft.add([Setting("directions", "up")])
    } throws: {
      "\($0)".contains("directions is 'up', but must be one of rx, tx, both")
    }
    try draft.add([Setting("directions", "both")])
    #expect(draft.scenario.directions == .both && draft.scenario.report.json().contains("\"directions\": \"both\""))
    #expect(throws: Knob.Refusal.self) {
      try Simulator(
        draft.scenario, source: WatchedRun.source(of: draft.scenario), blockCapacity: 256,
        stages: .busy(draft.scenario))
    }
  }
}
