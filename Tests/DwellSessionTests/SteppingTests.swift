import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellWorkload
import Foundation
import Testing

/// Going on by events: the same run as in one go, and stops at the very instants.
struct SteppingTests {
  private static func bursts(_ change: (inout Scenario) -> Void = { _ in }) throws -> Scenario {
    var scenario = try #require(ScenarioCatalog.scenario(named: "bursts")).scenario
    change(&scenario)
    return scenario
  }

  private static let trace = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "traces/office.pcap").path(percentEncoded: false)

  /// Steps and slices in random order through `scenario`, with commands on the way, beside the same run in one go.
  private func compare(_ scenario: Scenario, seed: UInt64, rounds: Int = 4, steps: Int = 60) throws {
    var random = RandomStream(seed: seed, name: "stepping")
    let whole = try Simulator(scenario, recording: .plots)
    let stepped = try Simulator(scenario, recording: .plots)
    let commands: [Command] = [
      .set(knob: "timeout", value: 300_000), .guests(5), .set(knob: "container-size", value: 2048), .guests(1),
    ]
    for command in commands.prefix(rounds) {
      for _ in 0..<steps where !stepped.isEnded {
        let before = stepped.now
        switch random.next(below: 6) {
        case 0: stepped.advance(to: before + .nanoseconds(Int64(1 + random.next(below: 300_000))))
        case 1:
          var asked = 0
          _ = stepped.advance(to: before + .milliseconds(3), by: random.next(below: 2) == 0 ? .releases : .everything) {
            left in
            asked += 1
            return !left.isEmpty || asked > 50
          }
        default:
          guard let happening = stepped.step() else {
            // Nothing is left that happens of itself.
            if !stepped.isEnded { stepped.advance(to: before + .microseconds(100)) }
            break
          }
          #expect(happening.instant >= before && stepped.now.nanoseconds == happening.instant.nanoseconds + 1)
        }
        #expect(stepped.isEnded || stepped.now > before)
      }
      guard !stepped.isEnded else { break }
      whole.advance(to: stepped.now)
      #expect(whole.digest == stepped.digest && whole.packets == stepped.packets)
      try whole.apply(command)
      try stepped.apply(command)
    }
    let end = stepped.now + .milliseconds(5)
    whole.advance(to: end)
    stepped.advance(to: end)
    #expect(whole.digest == stepped.digest && whole.packets == stepped.packets)
  }

  @Test("Stepping changes nothing, under every policy", arguments: PolicyCatalog.policies.map(\.name))
  func policies(policy: String) throws {
    try compare(Self.bursts { $0.policy = policy }, seed: 1)
    // Half asleep, so that releases, idle drivers and deliveries come one by one.
    try compare(
      Self.bursts { scenario in
        scenario.policy = policy
        scenario.arrivals = "poisson"
        scenario.choose("load", 20_000)
      }, seed: 2)
  }

  @Test("Nor with any workload, whether it learns from deliveries or not", arguments: TrafficCatalog.models.map(\.name))
  func workloads(workload: String) throws {
    try compare(Self.bursts { $0.arrivals = workload }, seed: 3)
  }

  @Test("Nor where packets cross one by one, in both directions, at the theory's costs, or under overload")
  func others() throws {
    for system in SystemCatalog.systems.map(\.name) { try compare(Self.bursts { $0.system = system }, seed: 4) }
    for machine in MachineCatalog.machines.map(\.name) { try compare(Self.bursts { $0.machine = machine }, seed: 5) }
    for directions in [Directions.rx, .tx, .both] {
      try compare(
        Self.bursts { scenario in
          scenario.arrivals = "closed-loop"
          scenario.directions = directions
        }, seed: 6)
    }
    try compare(try #require(ScenarioCatalog.scenario(named: "overload")).scenario, seed: 7)
  }

  @Test("Nor does a capture read ahead, a schedule come late, or a run go past its end")
  func traces() throws {
    try compare(Self.bursts { $0.trace = .init(path: Self.trace) }, seed: 8)
    let entries = try ["100us guests=4", "1ms timeout=20us", "1ms alpha=0.5"].map {
      try ScheduledCommand(parsing: $0, bytesPerPacket: 576)
    }
    try compare(Self.bursts { $0.schedule = entries }, seed: 9)
    for packets in [1, 20, 150] { try compare(Self.bursts { $0.packets = packets }, seed: 10) }
    try compare(Self.bursts { $0.duration = .microseconds(700) }, seed: 11)
  }

  @Test("Steps leave nothing out: every arrival, release, loss and delivery is told once, at its instant")
  func everythingIsTold() throws {
    for system in ["aggregation", "vanilla"] {
      let scenario = try Self.bursts { $0.system = system }
      let simulator = try Simulator(scenario, recording: .plots)
      let whole = try Simulator(scenario, recording: .plots)
      var released: [ContainerNote] = []
      whole.observeReleases { released.append($0) }
      var (arrivals, delivered) = (0, 0)
      var containers: [ContainerNote] = []
      for _ in 0..<2000 {
        let happening = try #require(simulator.step())
        #expect(!happening.isEmpty)
        arrivals += happening.arrivals
        delivered += happening.delivered
        containers += happening.containers
        #expect(happening.containers.allSatisfy { $0.released == happening.instant })
      }
      whole.advance(to: simulator.now)
      #expect(arrivals == whole.packets.offered && delivered == whole.packets.delivered)
      #expect(containers.map(\.number) == released.map(\.number))
      #expect(containers.map(\.released) == released.map(\.released))
    }
  }

  // MARK: In a session

  private static func core(_ change: (inout Scenario) -> Void = { _ in }) throws -> SessionCore {
    try SessionCore(scenario: bursts(change), speed: 1, view: View(window: .milliseconds(100), columns: 60))
  }

  @Test("A step pauses first, says what happened, and says it again when it happens again")
  func steps() throws {
    let core = try Self.core()
    core.advance(virtual: .milliseconds(2))
    core.apply(.nextEvent)
    let first = core.frame()
    #expect(first.clock == .paused && first.snapshot.now > Instant(nanoseconds: 2_000_000))
    #expect(first.notice?.contains(" on") == true && first.noticesTold == 1)
    core.apply(.nextContainer)
    let second = core.frame()
    #expect(second.notice?.contains(" left: ") == true && second.noticesTold == 2)
    let note = try #require(second.snapshot.containers.first)
    #expect(note.released.nanoseconds == second.snapshot.now.nanoseconds - 1)
    #expect(note.number == (first.snapshot.containers.first?.number ?? 0) + 1)
    core.apply(.resume)
    core.advance(virtual: .milliseconds(1))
    #expect(core.frame().snapshot.now == second.snapshot.now + .milliseconds(1))
  }

  @Test("Where no container can come, or none for long, that is said and nothing hangs")
  func noContainer() throws {
    let vanilla = try Self.core { $0.system = "vanilla" }
    vanilla.apply(.nextContainer)
    #expect(vanilla.frame().notice?.contains("one by one") == true && vanilla.now == .zero)
    let ending = try Self.core { $0.duration = .microseconds(20) }
    for _ in 0..<200 where ending.clock != .ended { ending.apply(.nextEvent) }
    #expect(ending.clock == .ended && ending.frame().notice == "the run has ended")
    #expect(ending.now.nanoseconds == 20_000)
    ending.apply(.nextEvent)
    #expect(ending.now.nanoseconds == 20_000)
  }

  @Test("What happened is one line")
  func lines() throws {
    let core = try Self.core()
    var told: Set<String> = []
    for _ in 0..<300 {
      core.apply(.nextEvent)
      let notice = try #require(core.frame().notice)
      #expect(!notice.isEmpty && !notice.contains("\n"))
      told.insert(String(notice.prefix { $0 != " " }))
    }
    #expect(told.isSuperset(of: ["arrival:", "container", "driver", "delivered:"]))
  }
}
