import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellWorkload
import Glibc
import Testing

struct ComparisonTests {
  private static let view = View(window: .milliseconds(100), columns: 60)

  private static func core(_ name: String = "bursts", _ change: (inout Scenario) -> Void = { _ in }) throws
    -> SessionCore
  {
    var scenario = try #require(ScenarioCatalog.scenario(named: name)).scenario
    change(&scenario)
    return try SessionCore(scenario: scenario, speed: 0.1, view: view)
  }

  private static let timeout = SessionCommand.turn(.set(knob: "timeout", value: 200_000))

  // Offered packets and bytes of both at many instants: the arrivals, as far as anyone can tell them apart.
  private static func arrivals(_ core: SessionCore, steps: Int = 40) throws -> (a: [String], b: [String]) {
    var a: [String] = []
    var b: [String] = []
    for _ in 0..<steps {
      core.advance(virtual: .microseconds(700))
      let both = try #require(core.readings)
      a.append("\(both.a.time) \(both.a.offeredTo) \(both.a.offeredBytes)")
      b.append("\(both.b.time) \(both.b.offeredTo) \(both.b.offeredBytes)")
    }
    return (a, b)
  }

  @Test("Where B goes off, A is the very same run: the digests agree, with turns before it, a schedule and many slices")
  func forkAgrees() throws {
    let entries = try ["2ms timeout=600us", "7ms guests=3", "9ms policy=fixed"].map {
      try ScheduledCommand(parsing: $0, bytesPerPacket: 576)
    }
    let core = try Self.core { $0.schedule = entries }
    core.apply(.turn(.set(knob: "alpha", value: 0.9)))
    core.advance(virtual: .milliseconds(3))
    core.apply(Self.timeout)
    core.advance(virtual: .milliseconds(3))
    core.apply(.turn(.arrivals("poisson")))
    core.advance(virtual: .microseconds(1234))
    let digest = core.digest
    core.apply(.fork(.begin))
    #expect(core.isCatchingUp)
    var slices = 0
    while core.isCatchingUp {
      core.catchUp(packets: 100)
      slices += 1
    }
    #expect(slices > 3)
    #expect(core.digest == digest)
    #expect(core.digestOfA == digest)
    #expect(core.frame().notice == nil)
    // What the schedule still has to do, it does in both.
    core.advance(virtual: .milliseconds(5))
    #expect(core.digestOfA == core.digest)
    #expect(core.frame().comparison?.settings == core.frame().scenario)
  }

  @Test("Under turns of B both have the same arrivals; what B does with them is another matter")
  func sameArrivals() throws {
    let core = try Self.core()
    core.advance(virtual: .milliseconds(40))
    core.apply(.fork(.begin))
    core.apply(Self.timeout)
    core.apply(.turn(.policy("fixed")))
    var both = try Self.arrivals(core)
    #expect(both.a == both.b)
    core.apply(.turn(.system("vanilla")))
    core.apply(.turn(.set(knob: "load", value: 300_000)))
    core.apply(.turn(.guests(5)))
    both = try Self.arrivals(core)
    #expect(both.a == both.b)
    core.apply(.turn(.arrivals("poisson")))
    both = try Self.arrivals(core)
    #expect(both.a == both.b)
    #expect(core.digestOfA != core.digest)
    let comparison = try #require(core.frame().comparison)
    #expect(comparison.arrivals == .same)
    #expect(comparison.settings.system == "aggregation")
    #expect(comparison.settings.guests == 5)
    #expect(core.frame().scenario.system == "vanilla")
    #expect(comparison.snapshot?.now == core.frame().snapshot.now)
  }

  @Test("Clients who wait for answers have the same draws only, and the screen is told so")
  func closedLoop() throws {
    let core = try Self.core { $0.arrivals = "closed-loop" }
    core.advance(virtual: .milliseconds(20))
    core.apply(.fork(.begin))
    core.apply(.turn(.set(knob: "timeout", value: 5_000_000)))
    core.advance(virtual: .milliseconds(20))
    #expect(core.frame().comparison?.arrivals == .sameDraws)
    #expect(core.frame().notice == nil)
  }

  @Test("Which turns are for both follows from where a knob is declared: every knob there is")
  func turnsBoth() {
    let traffic = Set(TrafficCatalog.models.flatMap(\.knobs).map(\.name) + ["load", TraceSource.speed.name])
    for knob in KnobCatalog.all {
      #expect(Command.set(knob: knob.name, value: 1).turnsBoth == traffic.contains(knob.name), "\(knob.name)")
    }
    for choice in Stage.allCases.flatMap({ StageCatalog.choices(on: $0) }) {
      for knob in choice.knobs { #expect(!Command.set(knob: knob.name, value: 1).turnsBoth, "\(knob.name)") }
    }
    for knob in PolicyCatalog.policies.flatMap(\.knobs) {
      #expect(!Command.set(knob: knob.name, value: 1).turnsBoth, "\(knob.name)")
    }
    #expect(Command.arrivals("cbr").turnsBoth && Command.guests(3).turnsBoth)
    #expect(!Command.policy("fixed").turnsBoth && !Command.system("vanilla").turnsBoth)
  }

  @Test("Esc goes back to A, with its settings, marks and everything as if B had never been")
  func backToA() throws {
    let core = try Self.core()
    let alone = try Self.core()
    for run in [core, alone] { run.advance(virtual: .milliseconds(10)) }
    core.apply(.fork(.begin))
    core.apply(Self.timeout)
    for run in [core, alone] { run.apply(.turn(.set(knob: "load", value: 300_000))) }
    for run in [core, alone] { run.advance(virtual: .milliseconds(10)) }
    core.apply(.fork(.backToA))
    #expect(core.frame().comparison == nil)
    #expect(core.digest == alone.digest)
    #expect(core.frame().scenario == alone.frame().scenario)
    #expect(core.frame().turns.map(\.name) == ["load"])
    // And from there once more.
    core.apply(.fork(.begin))
    core.advance(virtual: .milliseconds(1))
    alone.advance(virtual: .milliseconds(1))
    #expect(core.digestOfA == alone.digest)
    #expect(core.frame().notice == nil)
  }

  @Test("b again keeps B, and the next fork is one of B")
  func keepB() throws {
    let core = try Self.core()
    core.advance(virtual: .milliseconds(10))
    core.apply(.fork(.begin))
    core.apply(Self.timeout)
    core.advance(virtual: .milliseconds(5))
    core.apply(.fork(.keepB))
    #expect(core.frame().comparison == nil)
    #expect(core.frame().turns.map(\.name) == ["timeout"])
    core.apply(.fork(.begin))
    core.advance(virtual: .milliseconds(5))
    #expect(core.digestOfA == core.digest)
    #expect(core.frame().comparison?.settings == core.frame().scenario)
  }

  @Test("While A is being made B can be turned, both can, and either can be chosen")
  func whileCatchingUp() throws {
    let core = try Self.core()
    core.advance(virtual: .milliseconds(20))
    core.apply(.fork(.begin))
    core.catchUp(packets: 100)
    guard case .catchingUp(let share)? = core.frame().comparison?.phase else {
      Issue.record("A is there already")
      return
    }
    #expect(share > 0 && share < 1)
    core.apply(Self.timeout)
    core.apply(.turn(.guests(3)))
    let both = try { try Self.arrivals(core, steps: 10) }()
    #expect(both.a == both.b)
    #expect(core.frame().comparison?.settings.guests == 3)

    let other = try Self.core()
    other.advance(virtual: .milliseconds(20))
    other.apply(.fork(.begin))
    other.apply(Self.timeout)
    other.apply(.fork(.backToA))
    other.advance(virtual: .milliseconds(1))
    #expect(other.frame().comparison == nil)
    #expect(other.frame().scenario == (try Self.core()).frame().scenario)
  }

  @Test("Two runs of equal settings never differ; a shorter timeout on light traffic does, and B is better")
  func figures() throws {
    let core = try Self.core {
      $0.arrivals = "poisson"
      $0.policy = "fixed"
      $0.knobs[KnobCatalog.load] = 20_000
    }
    core.advance(virtual: .milliseconds(5))
    core.apply(.fork(.begin))
    core.advance(virtual: .milliseconds(100))
    var figures = try #require(core.frame().comparison?.figures)
    #expect(figures.allSatisfy { $0.verdict != .differs && $0.a == $0.b })
    #expect(figures.contains { $0.verdict == .withinNoise })
    core.apply(Self.timeout)
    #expect(core.frame().comparison?.figures.isEmpty == true, "what was counted under other settings counts no more")
    core.advance(virtual: .milliseconds(100))
    figures = try #require(core.frame().comparison?.figures)
    #expect(figures.first { $0.metric == .dwellMean }?.better == .b)
    #expect(figures.first { $0.metric == .notifications }?.better == .a)
  }

  @Test("Restart restarts both, each with its settings")
  func restart() throws {
    let core = try Self.core()
    core.advance(virtual: .milliseconds(5))
    core.apply(.fork(.begin))
    core.apply(Self.timeout)
    core.advance(virtual: .milliseconds(5))
    core.apply(.restart)
    #expect(core.now == .zero)
    #expect(core.frame().comparison?.snapshot?.now == .zero)
    let both = try Self.arrivals(core)
    #expect(both.a == both.b)
    #expect(core.frame().comparison?.settings != core.frame().scenario)
    #expect(core.frame().comparison?.settings == (try Self.core()).frame().scenario)
  }

  @Test("A run with an end ends for both")
  func end() throws {
    let core = try Self.core { $0.duration = .milliseconds(8) }
    core.advance(virtual: .milliseconds(5))
    core.apply(.fork(.begin))
    core.advance(virtual: .milliseconds(5))
    #expect(core.clock == .ended)
    #expect(core.now == Instant(nanoseconds: 8_000_000))
    #expect(core.readings?.a.time == 8_000_000)
  }

  @Test(
    "While A is being made no step is taken, whatever it would cost to finish A first; the clock stands and says why")
  func noStepMeanwhile() throws {
    for step in [SessionCommand.nextEvent, .nextContainer] {
      let core = try Self.core()
      core.advance(virtual: .milliseconds(20))
      core.apply(.fork(.begin))
      core.apply(step)
      #expect(core.isCatchingUp && core.clock == .paused)
      #expect(core.now == Instant(nanoseconds: 20_000_000))
      #expect(core.frame().notice?.contains("being made") == true)
    }
  }

  @Test("A capture that was shortened since does not repeat itself: that is found, and both begin anew")
  func shortened() throws {
    let path = "shortened-\(UInt64.random(in: 0...UInt64.max)).pcap"
    defer { unlink(path) }
    #expect(Self.write(capture: 4000, to: path))
    let core = try Self.core { $0.trace = Scenario.Trace(path: path) }
    core.advance(virtual: .milliseconds(300))
    #expect(Self.write(capture: 40, to: path))
    core.apply(.fork(.begin))
    for _ in 0..<1000 where core.isCatchingUp { core.catchUp(packets: 100) }
    #expect(!core.isCatchingUp)
    #expect(core.now == .zero)
    #expect(core.frame().notice?.contains("begin anew") == true)
  }

  @Test("A that is wanted alone is had alone, also where it begins anew because it cannot be repeated, or by r")
  func aloneAnew() throws {
    let core = try Self.core()
    core.advance(virtual: .milliseconds(20))
    core.apply(.fork(.begin))
    core.apply(Self.timeout)
    core.apply(.fork(.backToA))
    #expect(core.isCatchingUp)
    core.apply(.restart)
    #expect(core.now == .zero && core.frame().comparison == nil)
    #expect(core.frame().scenario == (try Self.core()).frame().scenario)
  }

  @Test("An undo that is refused has undone nothing: the turn stays in force and can be undone later")
  func refusedUndo() throws {
    let path = "gone-\(UInt64.random(in: 0...UInt64.max)).pcap"
    #expect(Self.write(capture: 400, to: path))
    let core = try Self.core { $0.trace = Scenario.Trace(path: path) }
    core.advance(virtual: .milliseconds(1))
    core.apply(.turn(.arrivals("poisson")))
    unlink(path)
    let before = core.frame()
    core.apply(.undo)
    let after = core.frame()
    #expect(after.undo.place == 1 && after.undo.canUndo && after.undo.moves == 1)
    #expect(after.scenario == before.scenario && after.turns == before.turns)
    #expect(after.notice != nil)
    #expect(Self.write(capture: 400, to: path))
    core.apply(.undo)
    unlink(path)
    #expect(core.frame().undo.place == 0 && core.frame().scenario.trace != nil)
  }

  /// A capture of so many packets of 60 B, one each 100 µs.
  private static func write(capture packets: Int, to path: String) -> Bool {
    func words(_ values: [UInt32]) -> [UInt8] { values.flatMap { v in [0, 8, 16, 24].map { UInt8(v >> $0 & 0xff) } } }
    var bytes = words([0xa1b2_c3d4, 0x0004_0002, 0, 0, 65_535, 1])
    for packet in 0..<UInt32(packets) {
      bytes += words([1_000_000, packet * 100, 60, 60])
      bytes += [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0] + [UInt8](repeating: 0, count: 46)
    }
    guard let file = fopen(path, "wb") else { return false }
    defer { fclose(file) }
    return fwrite(bytes, 1, bytes.count, file) == bytes.count
  }

  @Test("Too many turns to repeat: both begin anew at 0 and say so")
  func beginsAnew() throws {
    let core = try Self.core()
    core.advance(virtual: .microseconds(1))
    for number in 0...Simulator.mostLogged {
      core.apply(.turn(.set(knob: "timeout", value: number.isMultiple(of: 2) ? 300_000 : 400_000)))
    }
    core.apply(.fork(.begin))
    #expect(!core.isCatchingUp)
    #expect(core.now == .zero)
    #expect(core.frame().notice?.contains("begin anew") == true)
    let both = try Self.arrivals(core, steps: 5)
    #expect(both.a == both.b)
    #expect(core.digestOfA == core.digest)
  }
}
