import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import DwellTuning
import Testing

/// The tune page: what keys ask for, and what is taken over.
struct TuneTests {
  @Test("u asks for the present workload, space lets it wait and go on, Esc ends it")
  func opens() throws {
    let scenario = try TuneSearch.scenario()
    var model = try TuneSearch.model(120, 36, scenario)
    let effects = try model.press("u")
    guard case .tune(.start(let question))? = effects.first else {
      Issue.record("nothing is searched")
      return
    }
    #expect(question.scenario.commands(to: scenario).isEmpty && question.goal.metric == MetricCatalog.driverDomain)
    #expect(Screenful.draw(model).lines.joined().contains("the settings as they stand are run first"))
    #expect(TuneSearch.orders(try model.press("space")) == ["pause"])
    #expect(Screenful.draw(model).lines[0].contains("paused"))
    #expect(TuneSearch.orders(try model.press("space")) == ["resume"])
    #expect(TuneSearch.orders(try model.press("escape")) == ["stop"])
    #expect(model.overlay == .none && model.tune == nil)
    // News that was on its way belongs to nobody.
    _ = model.update(.tuned(try TuneSearch.news().middle))
    #expect(model.tune == nil)
  }

  @Test("A terminal too small says so")
  func small() throws {
    var model = try TuneSearch.model(39, 12, TuneSearch.scenario())
    #expect(TuneSearch.orders(try model.press("u")).isEmpty)
    #expect(model.notice?.contains("40x12") == true)
  }

  @Test("Down walks the front; Enter takes a place of it over as one turn, and z brings all of it back")
  func takesOver() throws {
    let scenario = try TuneSearch.scenario()
    let news = try TuneSearch.news()
    var model = Model(scenario: scenario, width: 120, height: 36, catalogs: .standard(themes: []))
    let core = try SessionCore(scenario: scenario, speed: 1, view: model.view)
    _ = model.update(.frame(core.frame()))
    _ = try model.press("u")
    _ = model.update(.tuned(news.end))
    let front = try #require(model.tune?.walkway)
    for _ in front { _ = try model.press("down") }
    #expect(model.tune?.selected?.point == front.last?.point)
    for _ in front { _ = try model.press("up") }
    let chosen = try #require(model.tune?.selected)
    #expect(chosen.point == front.first?.point)
    for effect in try model.press("enter") {
      if case .session(let command) = effect { core.apply(command) }
    }
    let turn = try #require(model.frame.undo.entries.last?.turn)
    #expect(model.notice == "taken over: \(turn.new); z takes it back")
    _ = model.update(.frame(core.frame()))
    for knob in [EngineKnobs.timeout, EngineKnobs.containerSize] {
      #expect(model.scenario.value(of: knob) == chosen.scenario.value(of: knob))
    }
    #expect(model.scenario.policy == chosen.scenario.policy)
    #expect(core.frame().undo.entries.count == 1 && core.frame().turns.count == 1)
    _ = try model.press("enter")
    #expect(model.notice == "these settings are in force already")
    for effect in try model.press("z") {
      if case .session(let command) = effect { core.apply(command) }
    }
    #expect(model.notice == "undone: back to \(turn.old)")
    _ = model.update(.frame(core.frame()))
    #expect(model.scenario.commands(to: scenario).isEmpty && !model.frame.undo.canUndo)
    #expect(model.overlay == .tune)
    // One mark for going, one for coming back.
    #expect(core.frame().turns.map(\.name) == ["settings", "settings"])
    #expect(core.frame().turns.last?.new == turn.old && core.frame().turns.last?.old == turn.new)
    _ = try model.press("Z")
    #expect(model.notice == "redone: again \(turn.new)")
  }

  @Test("What Enter takes over is what the next key starts from, before any frame shows it; undo has both turns apart")
  func isForeseen() throws {
    let scenario = try TuneSearch.scenario()
    let news = try TuneSearch.news()
    var model = Model(scenario: scenario, width: 120, height: 36, catalogs: .standard(themes: []))
    let core = try SessionCore(scenario: scenario, speed: 1, view: model.view)
    _ = model.update(.frame(core.frame()))
    _ = try model.press("u")
    _ = model.update(.tuned(news.end))
    try TuneSearch.walkToOther(&model)
    let best = try #require(model.tune?.selected)
    var effects = try model.press("enter")
    #expect(model.scenario.policy == best.scenario.policy)
    #expect(model.scenario.value(of: EngineKnobs.containerSize) == best.scenario.value(of: EngineKnobs.containerSize))
    _ = try model.press("enter")
    #expect(model.notice == "these settings are in force already")
    _ = try model.press("escape")
    effects += try model.press("C")
    let larger = EngineKnobs.containerSize.stepped(best.scenario.value(of: EngineKnobs.containerSize), .up, .fine)
    #expect(model.scenario.value(of: EngineKnobs.containerSize) == larger)
    #expect(model.frame.undo.entries.map(\.turn.name) == ["settings", EngineKnobs.containerSize.name])
    let foreseen = model.scenario
    // A frame from before changes nothing of it, the one that has done it agrees with it.
    _ = model.update(.frame(core.frame()))
    #expect(model.scenario == foreseen)
    for effect in effects { if case .session(let command) = effect { core.apply(command) } }
    _ = model.update(.frame(core.frame()))
    #expect(model.scenario.commands(to: foreseen).isEmpty)
    #expect(model.frame.undo.entries.map(\.turn.name) == ["settings", EngineKnobs.containerSize.name])
    _ = try model.press("z")
    #expect(model.scenario.value(of: EngineKnobs.containerSize) == best.scenario.value(of: EngineKnobs.containerSize))
    _ = try model.press("z")
    #expect(model.scenario.commands(to: scenario).isEmpty)
  }

  @Test("From the help one comes back to the page, which has missed nothing; q ends the search and the program")
  func helpAndQuit() throws {
    let scenario = try TuneSearch.scenario()
    let news = try TuneSearch.news()
    var model = try TuneSearch.model(80, 24, scenario)
    _ = try model.press("u")
    _ = try model.press("?")
    #expect(Screenful.draw(model).lines[0].contains("keys"))
    _ = model.update(.tuned(news.end))
    _ = try model.press("escape")
    #expect(model.overlay == .tune && model.tune?.result != nil)
    let effects = try model.press("q")
    #expect(TuneSearch.orders(effects) == ["stop"] && effects.contains { if case .quit = $0 { true } else { false } })
    // From the dashboard one comes back to the dashboard.
    _ = try model.press("escape")
    _ = try model.press("?")
    _ = try model.press("escape")
    #expect(model.overlay == .none)
  }

  @Test("A turn of several settings names all that changed, the first four in words")
  func turnWords() throws {
    let scenario = try TuneSearch.scenario()
    var after = scenario
    after.policy = "adaptive"
    after.knobs[EngineKnobs.timeout] = 35_000
    after.knobs[EngineKnobs.containerSize] = 16384
    let turn = try #require(Turn(adopting: after, from: scenario, at: .zero))
    #expect(turn.old == "fixed, 300 µs, 4096 B" && turn.new == "adaptive, 35 µs, 16 KiB")
    after.knobs[EngineKnobs.alpha] = 0.9
    after.knobs[EngineKnobs.maxPackets] = 12
    #expect(Turn(adopting: after, from: scenario, at: .zero)?.new == "adaptive, 35 µs, 16 KiB, α 0.9, 1 more")
    #expect(Turn(adopting: scenario, from: scenario, at: .zero) == nil)
  }

  @Test("g asks for another goal, l and L for a limit that is tighter or looser; the same search is not done again")
  func asksAnew() throws {
    let scenario = try TuneSearch.scenario()
    var model = try TuneSearch.model(120, 36, scenario)
    _ = try model.press("u")
    func question() throws -> TuningQuestion { try #require(model.tune?.question) }
    #expect(TuneSearch.orders(try model.press("l")) == ["start"])
    #expect(try question().allowance < 1)
    _ = try model.press("L")
    _ = try model.press("L")
    #expect(try question().allowance > 1)
    for _ in 0..<20 { _ = try model.press("L") }
    #expect(model.notice?.contains("the limit goes no further") == true)
    #expect(TuneSearch.orders(try model.press("g")) == ["start"])
    #expect(try question().goal.metric == MetricCatalog.delayP99 && question().allowance == 1)
    _ = try model.press("g")
    _ = try model.press("g")
    _ = model.update(.tuned(try TuneSearch.news().end))
    #expect(TuneSearch.orders(try model.press("u")) == ["stop"])
    #expect(TuneSearch.orders(try model.press("u")).isEmpty && model.overlay == .tune && model.tune?.result != nil)
  }

  @Test("Where nothing can be tuned, the page says why")
  func refused() throws {
    var model = try TuneSearch.model(80, 24, TuneSearch.scenario())
    _ = try model.press("u")
    var news = Tuner.News()
    news.end = .refused("policy changes nothing here: in system vanilla packets cross one by one")
    _ = model.update(.tuned(news))
    let text = Screenful.draw(model).lines.joined(separator: "\n")
    #expect(text.contains("not possible") && text.contains("packets cross one by one"))
    _ = try model.press("enter")
    #expect(model.notice == "there is nothing to take over yet")
  }
}
