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

  static func scenario() throws -> Scenario {
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
  static func news() throws -> (middle: Tuner.News, end: Tuner.News) { try found.get() }

  // Once for all tests.
  private static let found = Result { try search(scenario()) }

  private static func search(_ scenario: Scenario) throws -> (middle: Tuner.News, end: Tuner.News) {
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

  // Along the front to settings that are not in force: what stands may be the best.
  private func walkToOther(_ model: inout Model) throws {
    func isOther() throws -> Bool {
      let scenario = try #require(model.tune?.selected).scenario
      return scenario.policy != model.scenario.policy
        || scenario.value(of: EngineKnobs.containerSize) != model.scenario.value(of: EngineKnobs.containerSize)
    }
    let front = try #require(model.tune?.front)
    for _ in front where try !isOther() { _ = try press(&model, "down") }
    for _ in front where try !isOther() { _ = try press(&model, "up") }
    #expect(try isOther())
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
    _ = model.update(.tuned(try Self.news().middle))
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
    let news = try Self.news()
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
      if width >= 80, model.tune?.toType?.lines.isEmpty == false {
        #expect(!text.contains("dom→") && !text.contains("dom->"), "\(text)")
        // What to type stands there at every such size.
        #expect(text.contains("e export") && text.contains("ethtool -C eth0"), "\(text)")
      }
      if height >= 36 { #expect(text.contains("how flat") && text.contains("load")) }
      #expect(symbols != .ascii || text.utf8.allSatisfy { $0 < 0x80 })
      #expect(lines[height - 1].contains("take over") && lines[height - 1].contains("close"))
    }
  }

  @Test("Down walks the front; Enter takes a place of it over as one turn, and z brings all of it back")
  func takesOver() throws {
    let scenario = try Self.scenario()
    let news = try Self.news()
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

  @Test("What Enter takes over is what the next key starts from, before any frame shows it; undo has both turns apart")
  func isForeseen() throws {
    let scenario = try Self.scenario()
    let news = try Self.news()
    var model = Model(scenario: scenario, width: 120, height: 36, catalogs: .standard(themes: []))
    let core = try SessionCore(scenario: scenario, speed: 1, view: model.view)
    _ = model.update(.frame(core.frame()))
    _ = try press(&model, "u")
    _ = model.update(.tuned(news.end))
    try walkToOther(&model)
    let best = try #require(model.tune?.selected)
    var effects = try press(&model, "enter")
    #expect(model.scenario.policy == best.scenario.policy)
    #expect(model.scenario.value(of: EngineKnobs.containerSize) == best.scenario.value(of: EngineKnobs.containerSize))
    _ = try press(&model, "enter")
    #expect(model.notice == "these settings are in force already")
    _ = try press(&model, "escape")
    effects += try press(&model, "C")
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
    _ = try press(&model, "z")
    #expect(model.scenario.value(of: EngineKnobs.containerSize) == best.scenario.value(of: EngineKnobs.containerSize))
    _ = try press(&model, "z")
    #expect(model.scenario.commands(to: scenario).isEmpty)
  }

  @Test("Where two runs go on it is B that is tuned, and the page says so; as it says that the screen is frozen")
  func tellsWhose() throws {
    let scenario = try Self.scenario()
    let news = try Self.news()
    var model = try Self.model(120, 36, scenario)
    _ = try press(&model, "b")
    _ = try press(&model, "u")
    _ = model.update(.tuned(news.end))
    var lines = Screenful.draw(model).lines
    #expect(lines[0].contains("tune B") && lines.contains { $0.contains("B now") } && !lines[0].contains("frozen"))
    model = try Self.model(120, 36, scenario)
    _ = try press(&model, "f")
    _ = try press(&model, "u")
    _ = model.update(.tuned(news.end))
    lines = Screenful.draw(model).lines
    #expect(lines[0].contains("screen frozen") && !lines[0].contains("tune B"))
    try walkToOther(&model)
    let effects = try press(&model, "enter")
    #expect(effects.contains { if case .session(.adopt) = $0 { true } else { false } })
    #expect(model.notice?.contains("takes effect at now") == true)
  }

  @Test("What to type stands on the page; t goes to the next target, e writes it")
  func linesToType() throws {
    let scenario = try Self.scenario()
    let news = try Self.news()
    var model = try Self.model(200, 50, scenario)
    _ = try press(&model, "u")
    _ = try press(&model, "e")
    #expect(model.notice == "there is nothing to export yet")
    _ = model.update(.tuned(news.end))
    var seen: Set<String> = []
    for _ in 0..<10 {
      let type = try #require(model.tune?.toType)
      seen.insert(type.target)
      let page = Screenful.draw(model).lines.joined(separator: "\n")
      if let line = type.lines.first {
        #expect(page.contains(line.split(separator: " ")[0]), "\(type.target)")
        var effects = try press(&model, "e")
        if effects.isEmpty {
          #expect(model.notice?.contains("e again writes it") == true, "\(model.notice ?? "")")
          effects = try press(&model, "e")
        }
        let files = effects.compactMap { if case .write(let files) = $0 { files } else { nil } }
        #expect(files.map(\.stem) == ["dwell-\(type.target)"] && files[0].first == line)
      } else {
        #expect(type.remarks.count == 1 && page.contains(type.target))
        #expect(try press(&model, "e").isEmpty && model.notice != nil)
      }
      _ = try press(&model, "t")
    }
    #expect(seen == ["ethtool", "tpacket-v3", "gro", "virtio-net", "kafka-producer"])
  }

  @Test("The goal and its limit stand with their intervals, and an export comes to the very same")
  func intervals() throws {
    let news = try Self.news()
    let result = try #require(news.end.result)
    for (width, height) in [(80, 24), (120, 36), (200, 50)] {
      var model = try Self.model(width, height, Self.scenario())
      _ = try press(&model, "u")
      _ = model.update(.tuned(news.end))
      let text = Screenful.draw(model).lines.joined(separator: "\n")
      for tried in [result.best, result.present].compactMap({ $0 }) {
        for metric in [MetricCatalog.driverDomain, MetricCatalog.delayP99] {
          let interval = try #require(result.judged(tried).interval(metric))
          #expect(interval.halfWidth > 0 && text.contains(metric.text(interval)), "\(metric.title): \(text)")
        }
      }
      if height >= 36 { #expect(text.contains("± half the 95 % interval of 3 runs, fresh arrivals"), "\(text)") }
    }
    let present = try #require(result.present)
    let emission = try Emission(
      of: present.scenario, for: ExportCatalog.target(named: "virtio-net"), consent: .given, under: result.trial,
      crew: Crew(workers: 1))
    for metric in [MetricCatalog.driverDomain, MetricCatalog.delayP99, MetricCatalog.delayMean] {
      #expect(emission.predictions[0].sample.interval(metric) == result.judged(present).interval(metric))
    }
    #expect(emission.limits == result.problem.limits)
  }

  @Test("What an export changes by far is refused, with the key that asks once more; then it is written")
  func asksAgain() throws {
    let news = try Self.news()
    var model = try Self.model(200, 50, Self.scenario())
    _ = try press(&model, "u")
    _ = model.update(.tuned(news.end))
    func isWanted() throws -> Bool {
      let scenario = try #require(model.tune?.selected).scenario
      return ["fixed", "throttle"].contains(scenario.policy) && scenario.value(of: EngineKnobs.containerSize) < 50_000
    }
    let count = try #require(model.tune?.front.count)
    for key in ["down", "up"] { for _ in 0..<count where try !isWanted() { _ = try press(&model, key) } }
    try #require(try isWanted())
    for _ in 0..<5 where model.tune?.toType?.target != "gro" { _ = try press(&model, "t") }
    #expect(model.tune?.toType?.lines.isEmpty == false)
    #expect(model.tune?.toType?.remarks.last == "more than 20 %: the export asks first")
    #expect(try press(&model, "e").isEmpty)
    #expect(model.notice?.contains("more than 20 %; e again writes it all the same") == true, "\(model.notice ?? "")")
    #expect(try press(&model, "e").contains { if case .write = $0 { true } else { false } })
    // Once it was asked for, the next time it is asked again.
    #expect(try press(&model, "e").isEmpty)
  }

  @Test("Marks say what breaks a limit without any colour, on the front and off it, and the legend says so")
  func marks() {
    func point(_ x: Double, _ y: Double, _ isAllowed: Bool) -> FrontPlot.Point {
      FrontPlot.Point(x: x * 1e-6, y: y, family: 1, isAllowed: isAllowed)
    }
    let front = [point(100, 0.8, true), point(200, 0.5, true), point(300, 0.3, false)]
    let points = front + [point(250, 0.7, false), point(150, 0.9, true)]
    for symbols in SymbolSet.allCases {
      var canvas = Canvas(width: 60, height: 20, symbols: symbols)
      FrontPlot(
        points: points, front: front, named: [], limits: [], across: MetricCatalog.delayP99,
        upward: MetricCatalog.driverDomain
      ).draw(in: canvas.bounds, on: &canvas)
      let text = canvas.lines.joined()
      let mark = Character(FrontPlot.mark(1, symbols))
      #expect(text.count { $0 == "!" } == 1, "\(text)")
      #expect(canvas.lines.dropLast(2).joined().count { $0 == mark } == 3, "\(text)")
      if symbols != .ascii { #expect(text.contains("·")) }
      let legend = FrontPlot.brokenLegend(points, front: front, symbols).map { $0.replacing("\u{A0}", with: " ") }
      #expect(legend == ["! on the front, breaks a limit", (symbols == .ascii ? "." : "·") + " breaks a limit"])
      #expect(FrontPlot.brokenLegend([front[0]], front: [front[0]], symbols).isEmpty)
    }
  }

  @Test("From the help one comes back to the page, which has missed nothing; q ends the search and the program")
  func helpAndQuit() throws {
    let scenario = try Self.scenario()
    let news = try Self.news()
    var model = try Self.model(80, 24, scenario)
    _ = try press(&model, "u")
    _ = try press(&model, "?")
    #expect(Screenful.draw(model).lines[0].contains("keys"))
    _ = model.update(.tuned(news.end))
    _ = try press(&model, "escape")
    #expect(model.overlay == .tune && model.tune?.result != nil)
    let effects = try press(&model, "q")
    #expect(orders(effects) == ["stop"] && effects.contains { if case .quit = $0 { true } else { false } })
    // From the dashboard one comes back to the dashboard.
    _ = try press(&model, "escape")
    _ = try press(&model, "?")
    _ = try press(&model, "escape")
    #expect(model.overlay == .none)
  }

  @Test(
    "What does not fit is left out whole: no word is cut, and what came of it stands under the goal",
    arguments: [(40, 12), (48, 14), (60, 20), (72, 22), (80, 24), (100, 30), (120, 36), (200, 50)])
  func nothingIsCut(width: Int, height: Int) throws {
    let scenario = try Self.scenario()
    let news = try Self.news()
    let result = try #require(news.end.result)
    for symbols in SymbolSet.allCases {
      var model = Model(
        scenario: scenario, width: width, height: height, symbols: symbols, catalogs: .standard(themes: []))
      _ = try press(&model, "u")
      _ = model.update(.tuned(news.end))
      for isWalked in [false, true] {
        if isWalked { for _ in 0..<20 { _ = try press(&model, "down") } }
        let lines = Screenful.draw(model).lines
        let text = lines.joined(separator: "\n")
        #expect(!text.contains("…"), "\(text)")
        let names = [result.best, isWalked ? model.tune?.selected : nil].compactMap { $0?.scenario.policy }
        #expect(names.contains { text.contains($0) }, "\(text)")
        let row = try #require(lines.firstIndex { $0.contains("limit    delay p99") })
        if let next = result.runnerUp, height >= 20 {
          let words = next.isSignificant ? "best beats next" : "best and next may"
          #expect(lines[row + 1].contains(words) || lines[row + 2].contains(words), "\(text)")
        }
        #expect(text.contains("driver domain") && text.contains("timeout"))
      }
    }
  }

  @Test("A turn of several settings names all that changed, the first four in words")
  func turnWords() throws {
    let scenario = try Self.scenario()
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
    _ = model.update(.tuned(try Self.news().end))
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

extension Tuner.News {
  /// What it ended with.
  fileprivate var result: TuningResult? { if case .found(let result) = end { result } else { nil } }
}
