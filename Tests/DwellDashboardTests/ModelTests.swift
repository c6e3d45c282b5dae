import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import Testing

/// What keys, frames and sizes do to the model, and what they ask for.
struct ModelTests {
  /// Presses keys by name and gives what they asked for.
  private func press(_ model: inout Model, _ keys: String...) -> [Effect] {
    keys.flatMap { name in Key(name: name).map { model.update(.key($0)) } ?? [] }
  }

  private func turns(_ effects: [Effect]) -> [Command] {
    effects.compactMap { if case .session(.turn(let command)) = $0 { command } else { nil } }
  }

  @Test("A letter turns its knob, selects it, and a capital turns it up")
  func lettersTurn() {
    var model = MadeUp().model(120, 36)
    #expect(turns(press(&model, "T")) == [.set(knob: "timeout", value: 600_000)])
    #expect(turns(press(&model, "t")) == [.set(knob: "timeout", value: 500_000)])
    #expect(turns(press(&model, "l")) == [.set(knob: "load", value: 200_000)])
    #expect(model.selected == 3)
    #expect(turns(press(&model, "C")) == [.set(knob: "container-size", value: 4608)])
    #expect(turns(press(&model, "a")) == [.set(knob: "alpha", value: 0.94)])
    #expect(model.selected == 0)
  }

  @Test("Keys faster than frames do not lose steps, and an old frame does not bring the old value back")
  func stepsAreNotLost() {
    let made = MadeUp()
    var model = made.model(120, 36)
    let asked = turns(press(&model, "right", "right", "right"))
    #expect(asked.map { if case .set(_, let value) = $0 { value } else { 0 } } == [600_000, 800_000, 1_000_000])
    _ = model.update(.frame(made.frame(model.view)))
    #expect(model.scenario.value(of: EngineKnobs.timeout) == 1_000_000)
    #expect(turns(press(&model, "right")) == [.set(knob: "timeout", value: 1_200_000)])
  }

  @Test("What is asked for shows all that the session will do: a system brings its policy, traffic ends a trace")
  func wishesAreWhole() {
    var made = MadeUp(policy: "fixed")
    made.scenario.stages = [.notify: "sleeping"]
    made.scenario.trace = Scenario.Trace(path: "x.pcap")
    let catalogs = Catalogs(
      policies: MadeUp.catalogs.policies, systems: ["aggregation", "self-adaptive"],
      workloads: MadeUp.catalogs.workloads)
    var model = Model(scenario: made.scenario, width: 120, height: 36, catalogs: catalogs)
    _ = model.update(.frame(made.frame(model.view)))
    _ = press(&model, "p", "s")
    for _ in 0..<3 {
      #expect(model.scenario == made.scenario.after(.system("self-adaptive")))
      _ = model.update(.frame(made.frame(model.view)))
    }
    _ = press(&model, "w", "w")
    for _ in 0..<3 {
      #expect(model.scenario.trace == nil)
      _ = model.update(.frame(made.frame(model.view)))
    }
    made.scenario = model.scenario
    _ = model.update(.frame(made.frame(model.view)))
    #expect(model.scenario == made.scenario)
  }

  @Test("What is asked for shows until the frame that has done the command, be it a hundred later, and no longer")
  func refusedWishesEnd() {
    let made = MadeUp()
    var model = made.model(120, 36)
    _ = press(&model, "space", "T", "p")
    #expect(model.commandsAsked == 3)
    func show(_ done: Int) {
      var frame = made.frame(model.view)
      frame.clock = .paused
      frame.commandsDone = done
      _ = model.update(.frame(frame))
    }
    for _ in 0..<100 { show(1) }
    #expect(model.scenario.value(of: EngineKnobs.timeout) == 600_000 && model.scenario.policy != made.scenario.policy)
    show(2)
    #expect(model.scenario.value(of: EngineKnobs.timeout) == 500_000, "refused, and the clock stands")
    #expect(model.scenario.policy != made.scenario.policy)
    show(3)
    #expect(model.scenario.policy == made.scenario.policy)
  }

  @Test("At the end of a knob's range a further step asks for nothing")
  func endsOfTheRange() {
    var model = MadeUp().model(120, 36)
    for _ in 0..<40 { _ = press(&model, "pgup") }
    #expect(model.scenario.value(of: EngineKnobs.timeout) == 1e9)
    #expect(press(&model, "right", "pgup", "T").isEmpty)
    #expect(model.notice == "timeout goes no further; it lies 1 µs to 1 s")
  }

  @Test("Where guests, clock and window go no further, it is said")
  func endsAreTold() {
    var model = MadeUp().model(120, 36)
    for (key, word) in [("g", "guests"), ("{", "clock"), ("[", "window")] {
      for _ in 0..<60 { _ = press(&model, key) }
      #expect(model.notice?.contains("\(word) goes no further") == true || model.notice?.contains("guests go") == true)
      _ = press(&model, "tab")
    }
  }

  @Test("A trace that is left can be brought back, and that is said")
  func tracesAreLeftKnowingly() {
    var made = MadeUp()
    made.scenario.trace = Scenario.Trace(path: "folder/office.pcap")
    var model = made.model(120, 36)
    #expect(turns(press(&model, "w")).count == 1)
    #expect(model.notice == "office.pcap is left; z brings it back, from its beginning")
    #expect(model.scenario.trace == nil)
    _ = press(&model, "z")
    #expect(model.scenario.trace == made.scenario.trace)
  }

  @Test("A typed value is read with its unit; a refused one stays to be mended and loses nothing")
  func typing() {
    var model = MadeUp().model(80, 24)
    #expect(press(&model, "enter", "5", "k", "s", "enter").isEmpty)
    guard case .prompt(let refused) = model.overlay else {
      Issue.record("the prompt is gone")
      return
    }
    #expect(refused.text == "5ks")
    #expect(refused.refusal?.contains("'ks'") == true)
    #expect(Screenful.draw(model).lines.joined(separator: " ").contains("unknown unit 'ks'"))
    #expect(turns(press(&model, "backspace", "backspace", "m", "s", "enter")) == [.set(knob: "timeout", value: 5e6)])
    #expect(model.overlay == .none)
  }

  @Test("Letters typed into a prompt are text, not commands; Esc leaves it")
  func promptIsAContext() {
    var model = MadeUp().model(80, 24)
    #expect(press(&model, "enter", "q", "t", "L", "space", "esc").isEmpty)
    #expect(model.overlay == .none)
    #expect(model.scenario.value(of: EngineKnobs.timeout) == 500_000)
  }

  @Test("A bit rate typed for the load becomes packets by the mean size, and +10% starts from the present value")
  func typedRates() {
    var model = MadeUp().model(80, 24)
    _ = press(&model, "down", "down", "enter", "8", "M", "b", "p", "s", "enter")
    #expect(abs(model.scenario.value(of: KnobCatalog.load) - 1736.111) < 0.001)
    _ = press(&model, "enter", "+", "1", "0", "%", "enter")
    #expect(abs(model.scenario.value(of: KnobCatalog.load) - 1909.722) < 0.001)
  }

  @Test("Space pauses and resumes; at the end of a run it says how to go on")
  func pausing() {
    let made = MadeUp()
    var model = made.model(80, 24)
    func isPause(_ effects: [Effect]) -> Bool { if case .session(.pause)? = effects.first { true } else { false } }
    func isResume(_ effects: [Effect]) -> Bool { if case .session(.resume)? = effects.first { true } else { false } }
    #expect(isPause(press(&model, "space")))
    #expect(isResume(press(&model, "space")))
    var ended = made.frame(model.view)
    ended.clock = .ended
    ended.commandsDone = model.commandsAsked
    _ = model.update(.frame(ended))
    #expect(press(&model, "space").isEmpty)
    #expect(model.notice?.contains("end") == true)
  }

  @Test("The clock goes through 1, 2, 5 and stops at 10⁻⁶ and 10³")
  func clock() {
    var model = MadeUp().model(80, 24)
    _ = press(&model, "}")
    #expect(model.frame.speed == 0.2)
    _ = press(&model, ";")
    #expect(model.frame.speed == 0.5)
    for _ in 0..<40 { _ = press(&model, "{") }
    #expect(model.frame.speed == 1e-6)
    for _ in 0..<40 { _ = press(&model, "}") }
    #expect(model.frame.speed == 1e3)
    #expect(press(&model, "}").isEmpty)
  }

  @Test("The window goes from 100 µs to 1 h, and every change asks for another view")
  func windows() {
    var model = MadeUp().model(80, 24)
    for _ in 0..<40 { _ = press(&model, "[") }
    #expect(model.window == .microseconds(100))
    #expect(press(&model, "[").isEmpty)
    guard case .session(.view(let view))? = press(&model, "]").first else {
      Issue.record("no view was asked for")
      return
    }
    #expect(view.window == .microseconds(200))
    for _ in 0..<40 { _ = press(&model, "]") }
    #expect(model.window == .milliseconds(3_600_000))
  }

  @Test("A resize asks for as many columns as the plot has dots")
  func resizing() {
    var model = MadeUp().model(80, 24)
    let effects = model.update(.resize(width: 120, height: 36))
    guard case .session(.view(let view))? = effects.first else {
      Issue.record("no view was asked for")
      return
    }
    #expect(view.columns == 2 * (model.layout.plot?.columns ?? 0))
    #expect(model.update(.resize(width: 120, height: 36)).isEmpty)
  }

  @Test("Guests go up a ladder to 1024 and down to 1; the guest looked at stays one of them")
  func guests() {
    var model = MadeUp().model(80, 24)
    #expect(turns(press(&model, "G")) == [.guests(3)])
    _ = press(&model, "D")
    #expect(model.guest == 2)
    #expect(turns(press(&model, "g", "g")) == [.guests(2), .guests(1)])
    #expect(model.guest == 0)
    for _ in 0..<30 { _ = press(&model, "G") }
    #expect(model.scenario.guests == 1024)
  }

  @Test("Policies, systems and workloads go round")
  func cycling() {
    var model = MadeUp().model(80, 24)
    #expect(
      turns(press(&model, "p", "p", "P")) == [.policy("self-clocked"), .policy("immediate"), .policy("self-clocked")])
    #expect(turns(press(&model, "s")) == [.system("vanilla")])
    #expect(turns(press(&model, "W")) == [.arrivals("cbr")])
  }

  @Test("Where no container crosses, a policy is not switched but the reason told")
  func policyWithoutContainers() {
    let made = MadeUp()
    var model = made.model(80, 24)
    var frame = made.frame(model.view)
    frame.snapshot.aggregates = false
    _ = model.update(.frame(frame))
    #expect(press(&model, "p").isEmpty)
    #expect(model.notice?.contains("one by one") == true)
  }

  @Test("Tab goes through the panels and out again; Esc leaves; neither quits")
  func focus() {
    var model = MadeUp().model(80, 24)
    _ = press(&model, "tab")
    #expect(model.focus == "release-time")
    _ = press(&model, "shift-tab")
    #expect(model.focus == model.layout.panelNames.last)
    _ = press(&model, "tab", "tab")
    #expect(model.focus == "throughput")
    #expect(press(&model, "esc", "esc", "esc").isEmpty)
    #expect(model.focus == nil)
    _ = press(&model, "shift-tab")
    _ = model.update(.resize(width: 40, height: 10))
    #expect(model.focus == nil, "a panel that is not shown cannot be in focus")
  }

  @Test("Help opens, scrolls only as far as there is more, and any other key closes it without acting")
  func help() {
    var model = MadeUp().model(40, 10)
    _ = press(&model, "?")
    for _ in 0..<200 { _ = press(&model, "down") }
    guard case .help(let scroll) = model.overlay else {
      Issue.record("help is gone")
      return
    }
    #expect(scroll > 10 && scroll < 100)
    #expect(press(&model, "q").isEmpty)
    #expect(model.overlay == .none)
  }

  @Test("What has to be read first is shown until a key is pressed")
  func notices() {
    var model = Model(scenario: Scenario(), width: 80, height: 24, notices: ["config.toml:3: one", "theme: two"])
    let text = Screenful.draw(model).lines.joined()
    #expect(text.contains("config.toml:3: one") && text.contains("theme: two"))
    _ = model.update(.key(.escape))
    #expect(model.overlay == .none)
  }

  @Test(
    "Words and numbers follow at most five times a second, at once where another thing is looked at or the clock stands"
  )
  func calmFigures() {
    var made = MadeUp()
    var model = made.model(120, 36)
    func tell(_ wall: Double, _ clock: Frame.Clock = .running) {
      var frame = made.frame(model.view)
      frame.wall = wall
      frame.clock = clock
      _ = model.update(.frame(frame))
    }
    tell(0)
    var seen: Set<Instant> = []
    for number in 1...30 {
      made.now = made.now + .milliseconds(3)
      tell(Double(number) / 30)
      #expect(model.snapshot.now == made.now)
      seen.insert(model.figures.now)
    }
    #expect((5...6).contains(seen.count))
    made.now = made.now + .milliseconds(3)
    tell(1.01)
    #expect(model.figures.now != made.now)
    #expect(!Screenful.draw(model).lines[0].contains(TimeText.instant(made.now, window: model.window)))
    tell(1.02, .paused)
    #expect(model.figures.now == made.now)
    // A clock that stands asks for a container more; when it goes on, that is another thing looked at, until the answer comes.
    tell(1.025)
    tell(1.03)
    made.now = made.now + .milliseconds(3)
    tell(1.035)
    #expect(model.figures.now != made.now)
    model.catchUp()
    #expect(model.figures.now == made.now, "asked for")
    made.now = made.now + .milliseconds(3)
    _ = press(&model, "d")
    tell(1.03)
    #expect(model.figures.now == made.now && model.figures.view.guest == 1)
  }

  @Test("A knob that changes nothing now is turned, and says so; its row has no slider")
  func unusedKnobs() {
    func told(_ made: MadeUp, _ key: String, aggregates: Bool = true) -> (notice: String?, row: String?) {
      var model = made.model(120, 36)
      var frame = made.frame(model.view)
      frame.snapshot.aggregates = aggregates
      _ = model.update(.frame(frame))
      let effects = press(&model, key)
      #expect(effects.contains { if case .session(.turn) = $0 { true } else { false } })
      let name = key == "a" ? "alpha" : key == "t" ? "timeout" : key == "c" ? "container" : "load"
      return (model.notice, Screenful.draw(model).lines.first { $0.contains(" \(name) ") && !$0.contains("▲") })
    }
    var vanilla = MadeUp()
    vanilla.scenario.system = "vanilla"
    let cases: [(MadeUp, String, Bool, String?)] = [
      (MadeUp(), "a", true, nil), (MadeUp(), "t", true, nil), (MadeUp(policy: "printed"), "a", true, nil),
      (MadeUp(policy: "fixed"), "a", true, "weighs no past"), (MadeUp(policy: "fixed"), "t", true, nil),
      (MadeUp(policy: "self-clocked"), "a", true, "weighs no past"),
      (MadeUp(policy: "immediate"), "t", true, "lets no packet wait"),
      (vanilla, "a", false, "one by one"), (vanilla, "t", false, "one by one"), (vanilla, "c", false, "one by one"),
      (vanilla, "l", false, nil),
    ]
    for (made, key, aggregates, reason) in cases {
      let (notice, row) = told(made, key, aggregates: aggregates)
      #expect((notice != nil) == (reason != nil) && notice?.contains(reason ?? "") != false, "\(notice ?? "nothing")")
      #expect(row?.contains("unused") == (reason != nil), "\(row ?? "no row")")
    }
  }

  @Test("A notice of the session is shown once, until a key is pressed")
  func sessionNotices() {
    let made = MadeUp()
    var model = made.model(80, 24)
    var frame = made.frame(model.view)
    frame.notice = "capture ends in the middle of a packet; used up to there"
    _ = model.update(.frame(frame))
    #expect(model.notice == frame.notice)
    _ = press(&model, "down")
    _ = model.update(.frame(frame))
    #expect(model.notice == nil)
  }

  @Test("Quit, suspend, redraw, theme and symbols are asked of the program")
  func program() {
    var model = MadeUp().model(80, 24)
    func names(_ effects: [Effect]) -> [String] {
      effects.map {
        switch $0 {
        case .session: "session"
        case .theme(let name): "theme \(name)"
        case .write(let files): "write \(files.stem)"
        case .listThemes: "list themes"
        case .symbols(let symbols): "symbols \(symbols)"
        case .tune: "tune"
        case .mouse: "mouse"
        case .redraw: "redraw"
        case .suspend: "suspend"
        case .quit: "quit"
        }
      }
    }
    #expect(names(press(&model, "q")) == ["quit"])
    #expect(names(press(&model, "ctrl-z", "ctrl-l")) == ["suspend", "redraw"])
    #expect(names(press(&model, "x", "X", "X")) == ["theme light", "theme dark", "theme mono"])
    #expect(names(press(&model, "m")) == ["symbols block", "session"])
    #expect(names(press(&model, "r")) == ["session"])
  }
}
