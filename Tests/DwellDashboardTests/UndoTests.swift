import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import Testing

/// Undo, the list of turns and steps, as keys give them.
struct UndoTests {
  private func press(_ model: inout Model, _ names: String...) -> [SessionCommand] {
    names.flatMap { name -> [SessionCommand] in
      guard let key = Key(name: name) else {
        Issue.record("no key \(name)")
        return []
      }
      return model.update(.key(key)).compactMap { if case .session(let command) = $0 { command } else { nil } }
    }
  }

  @Test("Undo shows at once what it brings back, and again where frames from before it come late")
  func undoIsImmediate() {
    let made = MadeUp()
    var model = made.model(120, 36)
    _ = press(&model, "z")
    #expect(model.notice == "undone: timeout is 1 ms again")
    for _ in 0..<3 {
      #expect(model.scenario.value(of: EngineKnobs.timeout) == 1e6)
      #expect(model.scenario.value(of: EngineKnobs.alpha) == 0.95)
      #expect(model.frame.undo.canRedo)
      _ = model.update(.frame(made.frame(model.view)))
    }
    _ = press(&model, "z", "z", "z")
    #expect(model.scenario.value(of: EngineKnobs.alpha) == 0.99)
    #expect(model.notice == "there is no turn to take back")
    _ = press(&model, "Z", "Z", "Z")
    #expect(model.notice == "there is no turn to carry out again")
    #expect(model.scenario.value(of: EngineKnobs.timeout) == 500_000)
  }

  @Test("What keys foresee is what the session does, however late its frames come", arguments: 0..<30)
  func foresight(seed: Int) throws {
    var random = RandomStream(seed: UInt64(seed), name: "late frames")
    var scenario = try #require(ScenarioCatalog.scenario(named: "bursts")).scenario
    scenario.stages = [.notify: "sleeping"]
    var model = Model(scenario: scenario, width: 120, height: 36, catalogs: .standard(themes: []))
    let core = try SessionCore(scenario: scenario, speed: 1, view: model.view)
    _ = model.update(.frame(core.frame()))
    let keys = ["T", "t", "a", "A", "c", "l", "p", "P", "s", "S", "w", "g", "G", "z", "z", "z", "Z", "Z"]
    var late: [Frame] = []
    for _ in 0..<60 {
      for command in press(&model, keys[random.next(below: keys.count)]) { core.apply(command) }
      let own = core.frame()
      #expect(model.scenario.commands(to: own.scenario).isEmpty)
      #expect(model.frame.undo.place == own.undo.place)
      #expect(model.frame.undo.entries.map(\.forth) == own.undo.entries.map(\.forth))
      late.append(own)
      guard random.next(below: 4) == 0 else { continue }
      // Frames on their way come late, the newest last; then the two stand at the same.
      for frame in late { _ = model.update(.frame(frame)) }
      core.wall += 1
      _ = model.update(.frame(core.frame()))
      #expect(model.scenario.commands(to: own.scenario).isEmpty)
      late = []
    }
  }

  @Test("The list opens at the present place, newest on top; Enter goes to the chosen one, Esc leaves")
  func list() {
    var model = MadeUp().model(120, 36)
    #expect(press(&model, "U").isEmpty && model.overlay == .turns(place: 2))
    #expect(press(&model, "up").isEmpty && model.overlay == .turns(place: 2))
    #expect(press(&model, "down", "down", "down").isEmpty && model.overlay == .turns(place: 0))
    #expect(press(&model, "esc").isEmpty && model.overlay == .none)
    let commands = press(&model, "U", "down", "down", "enter")
    #expect(commands.count == 1)
    if case .goTo(0)? = commands.first {} else { Issue.record("\(commands)") }
    #expect(model.overlay == .none && model.frame.undo.done == 0)
    #expect(model.scenario.value(of: EngineKnobs.alpha) == 0.99)
    #expect(model.notice == "undone: 2 turns")
    #expect(press(&model, "U", "Z", "Z", "z").count == 3 && model.overlay == .turns(place: 1))
    #expect(press(&model, "enter").isEmpty, "the present place needs no walk")
  }

  @Test("Steps stand still first; where the run has ended they say so")
  func steps() {
    var model = MadeUp().model(120, 36)
    for (key, isContainer) in [(".", false), (">", true)] {
      let commands = press(&model, key)
      switch commands.first {
      case .nextEvent: #expect(!isContainer)
      case .nextContainer: #expect(isContainer)
      default: Issue.record("\(commands)")
      }
      #expect(model.frame.clock == .paused)
    }
    var frame = model.frame
    frame.clock = .ended
    frame.commandsDone = model.commandsAsked
    _ = model.update(.frame(frame))
    #expect(press(&model, ".").isEmpty && model.notice?.contains("ended") == true)
  }

  @Test("A step that comes to the end of the run is answered by it: the next frame says so, and r is offered")
  func stepToTheEnd() {
    var model = MadeUp().model(120, 36)
    _ = press(&model, ".")
    var frame = MadeUp().frame(model.view)
    frame.clock = .ended
    frame.commandsDone = model.commandsAsked
    _ = model.update(.frame(frame))
    #expect(model.frame.clock == .ended)
    #expect(press(&model, ".").isEmpty)
  }

  @Test("The same words told again are told again")
  func noticesAgain() {
    var model = MadeUp().model(120, 36)
    var frame = model.frame
    frame.notice = "arrival"
    for number in 1...3 {
      frame.noticesTold = number
      _ = press(&model, "down")
      #expect(model.notice == nil)
      _ = model.update(.frame(frame))
      #expect(model.notice == "arrival")
      _ = press(&model, "down")
      _ = model.update(.frame(frame))
      #expect(model.notice == nil)
    }
  }

  // MARK: The page

  private func page(_ width: Int, _ height: Int, _ keys: [String]) -> [String] {
    var model = MadeUp().model(width, height)
    for key in keys { _ = press(&model, key) }
    return Screenful.draw(model).lines
  }

  @Test("The list says what was turned, when, and where we stand, at its smallest and at usual sizes")
  func pages() {
    for (width, height) in [(40, 10), (80, 24), (120, 36)] {
      let lines = page(width, height, ["z", "U"])
      #expect(lines[0].contains("turns") && lines[0].contains("2 turns  1 undone"))
      #expect(lines[2].contains("○ ") && lines[2].contains("1 ms → 500 µs") && lines[2].contains("2.100 s"))
      #expect(lines[3].contains("▸ ● ") && lines[3].contains("0.99 → 0.95") && lines[3].contains("1.776 s"))
      #expect(lines[4].contains("as it began"))
      #expect(lines.last?.contains("↑↓ choose  Enter go there") == true)
      if width >= 80 { #expect(lines[2].contains("undone") && lines[3].contains("now")) }
    }
  }

  @Test("At any size the list draws, the chosen row in sight")
  func anySize() {
    for (width, height) in [(1, 1), (5, 3), (20, 5), (40, 10), (200, 50)] {
      var model = MadeUp().model(width, height)
      for number in 0..<300 {
        var frame = model.frame
        frame.undo.add(
          Turn(name: "guests", symbol: "guests", old: "1", new: "\(number)", at: .zero), from: model.scenario,
          to: model.scenario.after(.guests(1 + number % 7 + (number + 1) % 2)), wall: Double(number), run: 0)
        _ = model.update(.frame(frame))
      }
      _ = press(&model, "U", "pgdn", "pgdn", "down", "up", "pgup")
      let lines = Screenful.draw(model).lines
      #expect(lines.count == height)
      if width >= 20 { #expect(lines.contains { $0.contains("▸") }) }
    }
  }
}
