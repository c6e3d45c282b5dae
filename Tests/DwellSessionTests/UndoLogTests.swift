import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import Testing

/// The laws of undo and redo, on the settings alone and on a session that runs.
struct UndoLogTests {
  // MARK: The value

  /// A log beside a plain model: every scenario there was on the line, and where we stand.
  private struct Walk {
    var log = UndoLog()
    var scenario: Scenario
    var line: [Scenario]
    var place = 0
    var wall = 0.0

    init(_ scenario: Scenario) {
      self.scenario = scenario
      line = [scenario]
    }

    mutating func turn(_ command: Command) throws {
      wall += 1
      let after = scenario.after(command)
      let turn = try #require(Turn(command, from: scenario, to: after, at: .zero))
      log.add(turn, from: scenario, to: after, wall: wall, run: 0)
      if !scenario.commands(to: after).isEmpty {
        line.removeLast(line.count - 1 - place)
        line.append(after)
        place += 1
      }
      scenario = after
    }

    mutating func move(_ move: UndoLog.Move) {
      for command in log.move(move) { scenario = scenario.after(command) }
      switch move {
      case .undo: place = max(place - 1, 0)
      case .redo: place = min(place + 1, line.count - 1)
      case .goTo(let to): place = min(max(to, 0), line.count - 1)
      }
    }
  }

  /// Whether two scenarios stand at the same values, whatever was chosen to get there.
  private static func isSame(_ a: Scenario, _ b: Scenario) -> Bool {
    a.commands(to: b).isEmpty && b.commands(to: a).isEmpty
  }

  private static func start() -> Scenario {
    var scenario = Scenario()
    scenario.stages = [.notify: "sleeping"]
    scenario.choose("timeout", 500_000)
    return scenario
  }

  private static let commands: [Command] = [
    .set(knob: "timeout", value: 2e6), .set(knob: "timeout", value: 500_000), .set(knob: "alpha", value: 0.5),
    .set(knob: "load", value: 1000), .policy("adaptive"), .policy("fixed"), .system("vanilla"), .system("aggregation"),
    .stage(.notify, "every"), .stage(.notify, nil), .stage(.cross, "copy"), .arrivals("cbr"), .arrivals("poisson"),
    .trace(.init(path: "a.pcap")), .trace(.init(path: "b.pcap", end: .loop)), .guests(1), .guests(7),
    .choices(system: "aggregation", stages: [.cross: "copy", .notify: "every"], policy: "printed"),
  ]

  @Test("Undo after a turn is identity, redo after undo too, for every kind of turn", arguments: commands)
  func identity(command: Command) throws {
    var walk = Walk(Self.start())
    try walk.turn(command)
    let turned = walk.scenario
    walk.move(.undo)
    #expect(Self.isSame(walk.scenario, Self.start()))
    walk.move(.redo)
    #expect(Self.isSame(walk.scenario, turned))
  }

  @Test("Random turns and moves stand where a plain list of scenarios stands", arguments: 0..<40)
  func randomWalks(seed: Int) throws {
    var random = RandomStream(seed: UInt64(seed), name: "undo walk")
    func below(_ count: Int) -> Int { random.next(below: count) }
    var walk = Walk(Self.start())
    for _ in 0..<200 {
      switch below(5) {
      case 0: walk.move(.undo)
      case 1: walk.move(.redo)
      case 2 where below(4) == 0: walk.move(.goTo(below(20) - 2))
      default: try walk.turn(Self.commands[below(Self.commands.count)])
      }
      #expect(Self.isSame(walk.scenario, walk.line[walk.place]))
      #expect(walk.log.place == walk.place && walk.log.entries.count == walk.line.count - 1)
      #expect(walk.log.canUndo == (walk.place > 0) && walk.log.canRedo == (walk.place < walk.line.count - 1))
    }
  }

  @Test("At most 256 entries are kept; the oldest can no longer be undone, and places keep their numbers")
  func bound() throws {
    var walk = Walk(Scenario())
    for step in 0..<300 { try walk.turn(.set(knob: "timeout", value: Double(2000 + step))) }
    #expect(walk.log.entries.count == UndoLog.most && walk.log.place == 300)
    for _ in 0..<400 { walk.move(.undo) }
    #expect(walk.log.place == 300 - UndoLog.most && !walk.log.canUndo)
    let timeout = try #require(KnobCatalog.knob(named: "timeout"))
    #expect(walk.scenario.value(of: timeout) == Double(2000 + 300 - UndoLog.most - 1))
    _ = walk.log.move(.goTo(300))
    #expect(walk.log.place == 300 && !walk.log.canRedo)
  }

  @Test("A turn back within half a second leaves nothing to undo, and does not go on into what was before it")
  func turnedBack() throws {
    var log = UndoLog()
    let start = Scenario()
    func turn(_ command: Command, from before: Scenario, at wall: Double) throws -> Scenario {
      let after = before.after(command)
      log.add(
        try #require(Turn(command, from: before, to: after, at: .zero)), from: before, to: after, wall: wall, run: 0)
      return after
    }
    let a = try turn(.set(knob: "alpha", value: 0.5), from: start, at: 0)
    let b = try turn(.set(knob: "timeout", value: 2e6), from: a, at: 0.1)
    let c = try turn(.set(knob: "timeout", value: 3e6), from: b, at: 0.6)
    #expect(log.entries.map(\.turn.new) == ["0.5", "3 ms"])
    let d = try turn(.set(knob: "timeout", value: 1e6), from: c, at: 0.9)
    #expect(log.entries.map(\.turn.name) == ["alpha"])
    // The same value again is no turn, nor does the next one join α's.
    let e = try turn(.set(knob: "timeout", value: 1e6), from: d, at: 1)
    _ = try turn(.set(knob: "timeout", value: 4e6), from: e, at: 1.1)
    #expect(log.entries.map(\.turn.name) == ["alpha", "timeout"])
    #expect(log.move(.undo) == [.set(knob: "timeout", value: 1e6)])
  }

  // MARK: In a session

  private static let view = View(window: .milliseconds(100), columns: 60)

  private static func core(_ change: (inout Scenario) -> Void = { _ in }) throws -> SessionCore {
    var scenario = try #require(ScenarioCatalog.scenario(named: "bursts")).scenario
    change(&scenario)
    return try SessionCore(scenario: scenario, speed: 1, view: view)
  }

  @Test("Undo brings back what was turned, at the present instant, as commands of the log and with a mark")
  func undoInASession() throws {
    let core = try Self.core { $0.stages = [.notify: "sleeping"] }
    core.advance(virtual: .milliseconds(3))
    let first = core.frame().scenario
    core.apply(.turn(.system("vanilla")))
    core.wall += 1
    core.apply(.turn(.set(knob: "timeout", value: 2e6)))
    core.advance(virtual: .milliseconds(3))
    core.apply(.undo)
    core.apply(.undo)
    #expect(Self.isSame(core.frame().scenario, first))
    #expect(core.frame().scenario.stages == first.stages && core.frame().scenario.policy == first.policy)
    #expect(core.log.map(\.instant.nanoseconds) == [3_000_000, 3_000_000, 6_000_000, 6_000_000])
    #expect(core.frame().turns.map(\.new) == ["vanilla", "2 ms", "1 ms", "aggregation+sleeping"])
    core.apply(.goTo(2))
    #expect(core.frame().scenario.system == "vanilla" && core.frame().undo.place == 2)
    core.apply(.undo)
    core.apply(.turn(.guests(5)))
    #expect(!core.frame().undo.canRedo, "a new turn drops what could be redone")
    // What was carried out repeats the run.
    core.advance(virtual: .milliseconds(3))
    var scenario = try #require(ScenarioCatalog.scenario(named: "bursts")).scenario
    scenario.stages = [.notify: "sleeping"]
    let again = try Simulator(scenario)
    for (instant, command) in core.log {
      again.advance(to: instant)
      try again.apply(command)
    }
    again.advance(to: core.now)
    #expect(again.digest == core.digest)
  }

  @Test("Several entries gone over at once leave one mark for each thing")
  func marksOfAWalk() throws {
    let core = try Self.core()
    for value in [2e6, 3e6, 4e6] {
      core.wall += 1
      core.apply(.turn(.set(knob: "timeout", value: value)))
    }
    core.apply(.turn(.guests(5)))
    let before = core.frame().turns.count
    core.apply(.goTo(0))
    #expect(
      core.frame().turns.dropFirst(before).map { "\($0.name) \($0.old) \($0.new)" } == [
        "guests 5 2", "timeout 4 ms 1 ms",
      ])
  }

  @Test("With nothing to undo or redo nothing happens; a move is counted all the same")
  func nowhereToGo() throws {
    let core = try Self.core()
    for command in [SessionCommand.undo, .redo, .goTo(7), .goTo(-7)] { core.apply(command) }
    #expect(core.log.isEmpty && core.frame().turns.isEmpty)
    #expect(core.frame().undo.moves == 4)
  }

  @Test("The list survives a restart; what is undone afterwards holds for the run that began anew")
  func restart() throws {
    let core = try Self.core()
    core.advance(virtual: .milliseconds(3))
    core.apply(.turn(.guests(5)))
    core.apply(.restart)
    core.apply(.undo)
    #expect(core.frame().scenario.guests == 2 && core.frame().run == 1)
    #expect(core.frame().undo.entries.map(\.run) == [0])
    core.apply(.restart)
    #expect(core.frame().scenario.guests == 2)
  }

  @Test("What the schedule turned in between stays; only what was turned by hand is taken back")
  func schedule() throws {
    let entry = try ScheduledCommand(parsing: "2ms alpha=0.5", bytesPerPacket: 576)
    let core = try Self.core { $0.schedule = [entry] }
    core.advance(virtual: .milliseconds(1))
    core.apply(.turn(.set(knob: "timeout", value: 2e6)))
    core.advance(virtual: .milliseconds(2))
    core.apply(.undo)
    let scenario = core.frame().scenario
    #expect(scenario.value(of: try #require(KnobCatalog.knob(named: "alpha"))) == 0.5)
    #expect(scenario.value(of: try #require(KnobCatalog.knob(named: "timeout"))) == 1e6)
  }

  @Test("What can no longer be taken back is told, and the walk goes on past it")
  func refused() throws {
    let entry = try ScheduledCommand(parsing: "2ms arrivals=closed-loop", bytesPerPacket: 576)
    let core = try Self.core { $0.schedule = [entry] }
    core.apply(.turn(.guests(3)))
    core.apply(.turn(.set(knob: "load", value: 1000)))
    core.advance(virtual: .milliseconds(3))
    core.apply(.undo)
    #expect(core.frame().notice?.contains("closed-loop") == true)
    #expect(core.frame().undo.place == 2 && core.frame().scenario.guests == 3)
    // Asked for again it leaves the list, and what is below it is taken back.
    core.apply(.undo)
    #expect(core.frame().scenario.guests == 2)
    #expect(core.frame().notice?.contains("refused again") == true)
    #expect(core.frame().undo.place == 0 && core.frame().undo.entries.map(\.turn.name) == ["guests"])
    core.apply(.redo)
    #expect(core.frame().scenario.guests == 3 && !core.frame().undo.canRedo)
  }
}
