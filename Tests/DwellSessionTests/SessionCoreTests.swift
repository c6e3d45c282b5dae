import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import Testing

struct SessionCoreTests {
  private static let view = View(window: .milliseconds(100), columns: 60)

  private static func scenario(_ change: (inout Scenario) -> Void = { _ in }) throws -> Scenario {
    var scenario = try #require(ScenarioCatalog.scenario(named: "bursts")).scenario
    change(&scenario)
    return scenario
  }

  private static func core(speed: Double = 1, _ change: (inout Scenario) -> Void = { _ in }) throws -> SessionCore {
    try SessionCore(scenario: scenario(change), speed: speed, view: view)
  }

  private static func timeout(_ microseconds: Double) -> SessionCommand {
    .turn(.set(knob: "timeout", value: microseconds * 1000))
  }

  // MARK: Turns

  @Test("Turns of one knob within half a second are one entry: first old, last new, first instant; the log keeps each")
  func turnsTogether() throws {
    let core = try Self.core()
    core.advance(virtual: .milliseconds(3))
    let wall = core.wall
    for (step, value) in [600.0, 700, 800].enumerated() {
      core.wall = wall + Double(step) * 0.5
      core.apply(Self.timeout(value))
      if step == 0 { core.advance(virtual: .microseconds(10)) }
    }
    let turns = core.frame().turns
    #expect(turns.count == 1)
    #expect(turns.first?.name == "timeout")
    #expect(turns.first?.old == "1 ms")
    #expect(turns.first?.new == "800 µs")
    #expect(turns.first?.at == Instant(nanoseconds: 3_000_000))
    #expect(core.log.count == 3)
  }

  @Test("Later, or of something else in between, a turn is an entry of its own")
  func turnsApart() throws {
    let core = try Self.core()
    core.apply(Self.timeout(600))
    core.wall += 0.51
    core.apply(Self.timeout(700))
    core.apply(.turn(.set(knob: "alpha", value: 0.5)))
    core.apply(Self.timeout(800))
    #expect(core.frame().turns.map(\.name) == ["timeout", "timeout", "alpha", "timeout"])
    #expect(core.frame().turns.map(\.new) == ["600 µs", "700 µs", "0.5", "800 µs"])
  }

  @Test("What the schedule turns is marked at its instant, each by itself, and apart from what keys turn")
  func turnsOfTheSchedule() throws {
    let entries = try ["2ms timeout=600us", "2ms timeout=700us", "5ms guests=4"].map {
      try ScheduledCommand(parsing: $0, bytesPerPacket: 576)
    }
    let core = try Self.core { $0.schedule = entries }
    core.advance(virtual: .milliseconds(1))
    #expect(core.frame().turns.isEmpty)
    core.advance(virtual: .milliseconds(2))
    core.apply(Self.timeout(800))
    core.advance(virtual: .milliseconds(3))
    let turns = core.frame().turns
    #expect(turns.map(\.old) == ["1 ms", "600 µs", "700 µs", "2"])
    #expect(turns.map(\.new) == ["600 µs", "700 µs", "800 µs", "4"])
    #expect(turns.map(\.at.nanoseconds) == [2_000_000, 2_000_000, 3_000_000, 5_000_000])
  }

  @Test("A turn back to where it began leaves no entry")
  func turnedBack() throws {
    let core = try Self.core()
    core.apply(Self.timeout(600))
    core.apply(Self.timeout(1000))
    #expect(core.frame().turns.isEmpty)
    #expect(core.log.count == 2)
    core.apply(.turn(.policy("adaptive")))
    #expect(core.frame().turns.isEmpty, "a switch to what is there is no turn")
  }

  @Test("Choices are turns too")
  func choices() throws {
    let core = try Self.core()
    for command in [
      Command.policy("fixed"), .system("vanilla"), .arrivals("poisson"), .guests(5),
    ] { core.apply(.turn(command)) }
    let turns = core.frame().turns
    #expect(turns.map(\.name) == ["policy", "system", "workload", "guests"])
    #expect(turns.map(\.old) == ["adaptive", "aggregation", "onoff", "2"])
    #expect(turns.map(\.new) == ["fixed", "vanilla", "poisson", "5"])
  }

  @Test("At most 256 entries are kept, the newest")
  func manyTurns() throws {
    let core = try Self.core()
    for number in 0..<300 {
      core.wall += 1
      core.apply(Self.timeout(Double(600 + number)))
    }
    #expect(core.frame().turns.count == SessionCore.mostTurns)
    #expect(core.frame().turns.last?.new == "899 µs")
    #expect(core.frame().turns.first?.new == "644 µs")
  }

  // MARK: Refusals

  @Test(
    "What is refused becomes one line of notice and changes nothing",
    arguments: [
      Command.set(knob: "timeout", value: -1), .set(knob: "timeout", value: .nan), .set(knob: "alpha", value: 1.5),
      .set(knob: "no-such-knob", value: 1), .policy("nobody"), .system("nobody"), .arrivals("nobody"), .guests(0),
      .guests(1025),
    ])
  func refusals(command: Command) throws {
    let core = try Self.core()
    let other = try Self.core()
    core.advance(virtual: .milliseconds(20))
    other.advance(virtual: .milliseconds(20))
    core.apply(.turn(command))
    let frame = core.frame()
    let notice = try #require(frame.notice)
    #expect(!notice.isEmpty && !notice.contains("\n"))
    #expect(frame.turns.isEmpty && core.log.isEmpty)
    #expect(frame.scenario == other.frame().scenario)
    core.advance(virtual: .milliseconds(20))
    other.advance(virtual: .milliseconds(20))
    #expect(core.digest == other.digest)
    core.apply(Self.timeout(600))
    #expect(core.frame().notice == nil, "a turn that is carried out takes the notice away")
  }

  // MARK: The clock

  @Test("The speed stays within its bounds, whatever is asked")
  func speeds() throws {
    for (asked, given) in [(0.1, 0.1), (0, 1e-6), (-5, 1e-6), (1e9, 1e3), (.infinity, 1e3), (.nan, 1e-6)] {
      #expect(try Self.core(speed: asked).speed == given)
      let core = try Self.core()
      core.apply(.speed(asked))
      #expect(core.speed == given)
      #expect(core.frame().speed == given)
    }
  }

  @Test("Paused, virtual time stands; resumed, it goes on where it stood")
  func pausing() throws {
    let core = try Self.core()
    core.advance(virtual: .milliseconds(5))
    core.apply(.pause)
    core.advance(virtual: .milliseconds(5))
    #expect(core.now == Instant(nanoseconds: 5_000_000))
    #expect(core.frame().clock == .paused)
    core.apply(.resume)
    core.advance(virtual: .milliseconds(5))
    #expect(core.now == Instant(nanoseconds: 10_000_000))
    #expect(core.frame().clock == .running)
  }

  @Test("At the end of the run the clock stands, whatever is pressed; a restart lets it go again")
  func ending() throws {
    let core = try Self.core { $0.duration = .milliseconds(20) }
    core.advance(virtual: .milliseconds(50))
    #expect(core.now == Instant(nanoseconds: 20_000_000))
    for command in [SessionCommand.resume, .pause, .speed(3), .view(Self.view)] {
      core.apply(command)
      core.advance(virtual: .milliseconds(1))
      #expect(core.frame().clock == .ended)
      #expect(core.now == Instant(nanoseconds: 20_000_000))
    }
    let digest = core.digest
    core.apply(.restart)
    #expect(core.frame().clock == .running && core.now == .zero)
    core.advance(virtual: .milliseconds(50))
    #expect(core.frame().clock == .ended)
    #expect(core.digest == digest)
  }

  @Test("A restart begins with what people chose; what the schedule turned, it turns again")
  func restartOfASchedule() throws {
    let entries = try ["2ms guests=4", "3ms timeout=700us"].map {
      try ScheduledCommand(parsing: $0, bytesPerPacket: 576)
    }
    let core = try Self.core { $0.schedule = entries }
    core.advance(virtual: .milliseconds(5))
    #expect(core.frame().scenario.guests == 4)
    core.apply(.turn(.set(knob: "alpha", value: 0.5)))
    core.apply(.restart)
    #expect(core.frame().scenario.guests == 2)
    core.advance(virtual: .milliseconds(5))
    #expect(core.frame().turns.map(\.new) == ["4", "700 µs"])
    let fresh = try Self.core {
      $0.schedule = entries
      $0.choose("alpha", 0.5)
    }
    fresh.advance(virtual: .milliseconds(5))
    #expect(core.digest == fresh.digest)
  }

  @Test("Every command of the schedule that is refused is told, also after many")
  func manyRefusals() throws {
    let entries = try (1...20).map {
      try ScheduledCommand(parsing: "\($0)ms trace-speed=\($0)", bytesPerPacket: 576)
    }
    let core = try Self.core { $0.schedule = entries }
    for step in 1...20 {
      core.advance(virtual: .milliseconds(1))
      #expect(core.frame().notice?.hasPrefix("at \(step)ms ") == true)
    }
  }

  @Test("A restart runs the present settings from 0 with the same seed, and forgets the turns")
  func restart() throws {
    let core = try Self.core()
    core.advance(virtual: .milliseconds(7))
    core.apply(Self.timeout(600))
    core.apply(.turn(.guests(3)))
    core.advance(virtual: .milliseconds(7))
    core.apply(.restart)
    #expect(core.now == .zero)
    #expect(core.frame().turns.isEmpty && core.log.isEmpty)
    core.advance(virtual: .milliseconds(30))
    let fresh = try Self.core {
      $0.guests = 3
      $0.choose("timeout", 600_000)
    }
    fresh.advance(virtual: .milliseconds(30))
    #expect(core.digest == fresh.digest)
  }

  @Test("A restart of what stands stands")
  func restartPaused() throws {
    let core = try Self.core()
    core.advance(virtual: .milliseconds(7))
    core.apply(.pause)
    core.apply(.restart)
    #expect(core.now == .zero && core.frame().clock == .paused)
  }

  // MARK: What must not matter

  @Test("The digest depends neither on the slices of time nor on what is looked at", arguments: 0..<6)
  func slicing(number: Int) throws {
    let whole = try Self.core()
    let sliced = try Self.core()
    var random = RandomStream(seed: UInt64(number), name: "slicing")
    let commands: [Command] = [
      .set(knob: "timeout", value: 300_000), .policy("fixed"), .guests(5), .set(knob: "load", value: 500_000),
      .system("vanilla"), .arrivals("poisson"), .system("aggregation"), .guests(1),
    ]
    for command in commands {
      let span = Int64(1 + random.next(below: 20_000_000))
      whole.advance(virtual: .nanoseconds(span))
      var left = span
      while left > 0 {
        let slice = min(left, Int64(1 + random.next(below: [50, 20_000, 3_000_000][random.next(below: 3)])))
        sliced.advance(virtual: .nanoseconds(slice))
        left -= slice
        if random.next(below: 8) == 0 { look(at: sliced, &random) }
        // Short slices of a long stretch would take long.
        if random.next(below: 50) == 0 {
          sliced.advance(virtual: .nanoseconds(left))
          left = 0
        }
      }
      whole.apply(.turn(command))
      sliced.apply(.turn(command))
      #expect(whole.now == sliced.now)
    }
    whole.advance(virtual: .milliseconds(10))
    sliced.advance(virtual: .milliseconds(10))
    #expect(whole.digest == sliced.digest)
    #expect(whole.frame().snapshot.packets == sliced.frame().snapshot.packets)
  }

  private func look(at core: SessionCore, _ random: inout RandomStream) {
    core.apply(
      .view(
        View(
          window: .microseconds(100 << Int64(random.next(below: 14))), columns: 1 + random.next(below: 300),
          guest: random.next(below: 9) - 2, listedGuests: 1 + random.next(below: 20))))
    core.apply(.speed([0.001, 1, 100][random.next(below: 3)]))
    let frame = core.frame()
    #expect((0..<frame.snapshot.guestCount).contains(frame.snapshot.view.guest))
    #expect(frame.snapshot.now == core.now)
  }

  @Test("No time, or less, moves nothing")
  func emptyAdvance() throws {
    let core = try Self.core()
    core.advance(virtual: .zero)
    core.advance(virtual: .nanoseconds(-5))
    #expect(core.now == .zero)
  }
}
