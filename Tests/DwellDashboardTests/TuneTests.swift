import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import DwellTuning
import Testing

/// The tune page: what keys ask for, what news shows, what is taken over.
struct TuneTests {
  private static let plan = TuningPlan(RunPlan(replications: .count(3), packets: 1500), settings: 24)

  private static func scenario() throws -> Scenario {
    var draft = ScenarioDraft()
    try draft.add([Setting("load", "50kpps"), Setting("guests", "1"), Setting("timeout", "300us")])
    return draft.scenario
  }

  private static func model(_ width: Int, _ height: Int, _ scenario: Scenario) throws -> Model {
    var model = Model(scenario: scenario, width: width, height: height, catalogs: .standard(themes: []))
    let core = try SessionCore(scenario: scenario, speed: 1, view: model.view)
    _ = model.update(.frame(core.frame()))
    return model
  }

  /// What a small search tells: half of it, then all.
  private static func news(_ scenario: Scenario) throws -> (middle: Tuner.News, end: Tuner.News) {
    let tuning = try TuningQuestion(scenario, plan: plan).asked(crew: Crew(workers: 1))
    var middle = Tuner.News()
    middle.problem = tuning
    var all: [Tried] = []
    let result = try tuning.run(
      crew: Crew(workers: 1),
      tell: { event in if case .tried(let tried) = event { all.append(tried) } })
    middle.tried = Array(all.prefix(all.count / 2))
    (middle.done, middle.total, middle.seconds) = (30, 90, 3)
    var end = middle
    end.tried = all
    end.end = .found(try #require(result))
    return (middle, end)
  }

  private func orders(_ effects: [Effect]) -> [String] {
    effects.compactMap { effect in
      guard case .tune(let order) = effect else { return nil }
      switch order {
      case .start: return "start"
      case .pause: return "pause"
      case .resume: return "resume"
      case .stop: return "stop"
      }
    }
  }

  private func press(_ model: inout Model, _ name: String) throws -> [Effect] {
    model.update(.key(try #require(Key(name: name))))
  }

  @Test("u asks for the present workload, space lets it wait and go on, Esc ends it")
  func opens() throws {
    let scenario = try Self.scenario()
    var model = try Self.model(120, 36, scenario)
    let effects = try press(&model, "u")
    guard case .tune(.start(let question))? = effects.first else {
      Issue.record("nothing is searched")
      return
    }
    #expect(question.scenario.commands(to: scenario).isEmpty && question.goal.metric == MetricCatalog.driverDomain)
    #expect(Screenful.draw(model).lines.joined().contains("the settings as they stand are run first"))
    #expect(orders(try press(&model, "space")) == ["pause"])
    #expect(Screenful.draw(model).lines[0].contains("paused"))
    #expect(orders(try press(&model, "space")) == ["resume"])
    #expect(orders(try press(&model, "escape")) == ["stop"])
    #expect(model.overlay == .none && model.tune == nil)
    // News that was on its way belongs to nobody.
    _ = model.update(.tuned(try Self.news(scenario).middle))
    #expect(model.tune == nil)
  }

  @Test("A terminal too small says so")
  func small() throws {
    var model = try Self.model(39, 12, Self.scenario())
    #expect(orders(try press(&model, "u")).isEmpty)
    #expect(model.notice?.contains("40x12") == true)
  }

  @Test("Points, front and table come with the news", arguments: [(80, 24), (120, 36), (200, 50), (40, 12), (60, 20)])
  func pages(width: Int, height: Int) throws {
    let scenario = try Self.scenario()
    let news = try Self.news(scenario)
    for symbols in SymbolSet.allCases {
      var model = Model(
        scenario: scenario, width: width, height: height, symbols: symbols, catalogs: .standard(themes: []))
      _ = try press(&model, "u")
      _ = model.update(.tuned(news.middle))
      var lines = Screenful.draw(model).lines
      #expect(lines.count == height && lines.allSatisfy { Canvas.columns(of: $0) <= width })
      #expect(lines[0].contains("tune") && lines.contains { $0.contains("minimise driver domain") })
      if width >= 80 { #expect(lines[0].contains("30 of 90 runs") && lines[0].contains("6 s left")) }
      _ = model.update(.tuned(news.end))
      lines = Screenful.draw(model).lines
      let text = lines.joined(separator: "\n")
      #expect(text.contains("best") && text.contains("now"))
      if width >= 80 { #expect(text.contains("settings tried") && text.contains("delay p99")) }
      if height >= 36 { #expect(text.contains("how flat") && text.contains("load")) }
      #expect(symbols != .ascii || text.utf8.allSatisfy { $0 < 0x80 })
      #expect(lines[height - 1].contains("take over") && lines[height - 1].contains("close"))
    }
  }

  @Test("Down walks the front; Enter takes a place of it over as one turn, and z brings all of it back")
  func takesOver() throws {
    let scenario = try Self.scenario()
    let news = try Self.news(scenario)
    var model = Model(scenario: scenario, width: 120, height: 36, catalogs: .standard(themes: []))
    let core = try SessionCore(scenario: scenario, speed: 1, view: model.view)
    _ = model.update(.frame(core.frame()))
    _ = try press(&model, "u")
    _ = model.update(.tuned(news.end))
    let front = try #require(model.tune?.front)
    for _ in front { _ = try press(&model, "down") }
    #expect(model.tune?.selected?.point == front.last?.point)
    for _ in front { _ = try press(&model, "up") }
    let chosen = try #require(model.tune?.selected)
    #expect(chosen.point == front.first?.point)
    for effect in try press(&model, "enter") {
      if case .session(let command) = effect { core.apply(command) }
    }
    #expect(model.notice == "taken over; z takes it back")
    _ = model.update(.frame(core.frame()))
    for knob in [EngineKnobs.timeout, EngineKnobs.containerSize] {
      #expect(model.scenario.value(of: knob) == chosen.scenario.value(of: knob))
    }
    #expect(model.scenario.policy == chosen.scenario.policy)
    #expect(core.frame().undo.entries.count == 1 && core.frame().turns.count == 1)
    _ = try press(&model, "enter")
    #expect(model.notice == "these settings are in force already")
    for effect in try press(&model, "z") {
      if case .session(let command) = effect { core.apply(command) }
    }
    _ = model.update(.frame(core.frame()))
    #expect(model.scenario.commands(to: scenario).isEmpty && !model.frame.undo.canUndo)
    #expect(model.overlay == .tune)
  }

  @Test("g asks for another goal, l and L for a limit that is tighter or looser; the same search is not done again")
  func asksAnew() throws {
    let scenario = try Self.scenario()
    var model = try Self.model(120, 36, scenario)
    _ = try press(&model, "u")
    func question() throws -> TuningQuestion { try #require(model.tune?.question) }
    #expect(orders(try press(&model, "l")) == ["start"])
    #expect(try question().allowance < 1)
    _ = try press(&model, "L")
    _ = try press(&model, "L")
    #expect(try question().allowance > 1)
    for _ in 0..<20 { _ = try press(&model, "L") }
    #expect(model.notice?.contains("the limit goes no further") == true)
    #expect(orders(try press(&model, "g")) == ["start"])
    #expect(try question().goal.metric == MetricCatalog.delayP99 && question().allowance == 1)
    _ = try press(&model, "g")
    _ = try press(&model, "g")
    _ = model.update(.tuned(try Self.news(scenario).end))
    #expect(orders(try press(&model, "u")) == ["stop"])
    #expect(orders(try press(&model, "u")).isEmpty && model.overlay == .tune && model.tune?.result != nil)
  }

  @Test("Where nothing can be tuned, the page says why")
  func refused() throws {
    var model = try Self.model(80, 24, Self.scenario())
    _ = try press(&model, "u")
    var news = Tuner.News()
    news.end = .refused("policy changes nothing here: in system vanilla packets cross one by one")
    _ = model.update(.tuned(news))
    let text = Screenful.draw(model).lines.joined(separator: "\n")
    #expect(text.contains("not possible") && text.contains("packets cross one by one"))
    _ = try press(&model, "enter")
    #expect(model.notice == "there is nothing to take over yet")
  }
}
