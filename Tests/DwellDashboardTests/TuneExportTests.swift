import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import DwellTuning
import Testing

/// The tune page: what to type, and the files of it.
struct TuneExportTests {
  private func files(_ effects: [Effect]) -> [WrittenFiles] {
    effects.compactMap { if case .write(let files) = $0 { files } else { nil } }
  }

  // To settings of which every file but that of gro is nearly exact.
  private func walkToSmallContainer(_ model: inout Model) throws {
    func isWanted() throws -> Bool {
      let scenario = try #require(model.tune?.selected).scenario
      return ["fixed", "throttle"].contains(scenario.policy) && scenario.value(of: EngineKnobs.containerSize) < 50_000
    }
    let count = try #require(model.tune?.front.count)
    for key in ["down", "up"] { for _ in 0..<count where try !isWanted() { _ = try model.press(key) } }
    try #require(try isWanted())
  }

  private func goTo(_ target: String, _ model: inout Model) throws {
    for _ in 0..<5 where model.tune?.toType?.target != target { _ = try model.press("t") }
    try #require(model.tune?.toType?.target == target && model.tune?.toType?.lines.isEmpty == false)
  }

  @Test("What to type stands on the page; t goes to the next target, e writes it")
  func linesToType() throws {
    let scenario = try TuneSearch.scenario()
    let news = try TuneSearch.news()
    var model = try TuneSearch.model(200, 50, scenario)
    _ = try model.press("u")
    _ = try model.press("e")
    #expect(model.notice == "there is nothing to export yet")
    _ = model.update(.tuned(news.end))
    var seen: Set<String> = []
    for _ in 0..<10 {
      let type = try #require(model.tune?.toType)
      seen.insert(type.target)
      let page = Screenful.draw(model).lines.joined(separator: "\n")
      if let line = type.lines.first {
        #expect(page.contains(line.split(separator: " ")[0]), "\(type.target)")
        var effects = try model.press("e")
        if effects.isEmpty {
          #expect(model.notice?.contains("e again writes it") == true, "\(model.notice ?? "")")
          effects = try model.press("e")
        }
        let files = files(effects)
        // Which line is in it first is not known before it was held against the limits.
        #expect(files.map(\.stem) == ["dwell-\(type.target)"] && files[0].first == nil)
      } else {
        #expect(type.remarks.count == 1 && page.contains(type.target))
        #expect(try model.press("e").isEmpty && model.notice != nil)
      }
      _ = try model.press("t")
    }
    #expect(seen == ["ethtool", "tpacket-v3", "gro", "virtio-net", "kafka-producer"])
  }

  @Test("The goal and its limit stand with their intervals, and an export comes to the very same")
  func intervals() throws {
    let news = try TuneSearch.news()
    let result = try #require(news.end.result)
    for (width, height) in [(80, 24), (120, 36), (200, 50)] {
      var model = try TuneSearch.model(width, height, TuneSearch.scenario())
      _ = try model.press("u")
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
    let news = try TuneSearch.news()
    var model = try TuneSearch.model(200, 50, TuneSearch.scenario())
    _ = try model.press("u")
    _ = model.update(.tuned(news.end))
    try walkToSmallContainer(&model)
    try goTo("gro", &model)
    #expect(model.tune?.toType?.remarks.last == "more than 20 %: the export asks first")
    #expect(try model.press("e").isEmpty)
    #expect(model.notice?.hasPrefix("e again writes it all the same: ") == true, "\(model.notice ?? "")")
    #expect(try model.press("e").contains { if case .write = $0 { true } else { false } })
    // Once it was asked for, the next time it is asked again.
    #expect(try model.press("e").isEmpty)
  }

  @Test("A refusal is one of what was refused, whatever was asked for meanwhile")
  func refusesWhatItRefused() throws {
    let news = try TuneSearch.news()
    var model = try TuneSearch.model(200, 50, TuneSearch.scenario())
    let words = "what it makes of it breaks delay.p99; --force writes it all the same"
    _ = try model.press("u")
    _ = model.update(.tuned(news.end))
    try walkToSmallContainer(&model)
    try goTo("gro", &model)
    #expect(try model.press("e").isEmpty)
    let forced = try #require(files(try model.press("e")).first)
    // Of :emit, which has no key here.
    _ = model.update(.refused(words, nil))
    #expect(model.notice == words)
    #expect(try model.press("e").isEmpty)
    // Of what is no longer on the page.
    try goTo("ethtool", &model)
    _ = try model.press("e")
    _ = model.update(.refused(words, forced.export))
    #expect(model.notice == "e there again writes it all the same: what it makes of it breaks delay.p99")
    try goTo("gro", &model)
    #expect(files(try model.press("e")).map(\.stem) == ["dwell-gro"])
    _ = model.update(.refused(words, forced.export))
    #expect(model.notice == "e again writes it all the same: what it makes of it breaks delay.p99")
    try goTo("ethtool", &model)
    _ = try model.press("e")
    try goTo("gro", &model)
    #expect(try model.press("e").isEmpty)
    // Of another search, be it for the same settings.
    let export = try #require(forced.export)
    _ = try model.press("l")
    _ = model.update(.tuned(news.end))
    try walkToSmallContainer(&model)
    try goTo("gro", &model)
    _ = model.update(.refused(words, export))
    #expect(model.notice == words)
    #expect(try model.press("e").isEmpty)
  }

  // A search whose best is 35.6 µs; 36 µs break the limit, and 35 µs keep to it.
  private func betweenLines() throws -> Model {
    var draft = ScenarioDraft()
    try draft.add([
      Setting("load", "10kpps"), Setting("guests", "1"), Setting("packet-size", "64B"),
      Setting("container-size", "64KiB"),
    ])
    let scenario = draft.scenario
    let tuning = try Tuning(
      TuningSpace(scenario, [TuningSide(parsing: "timeout=35.6us,20us", over: scenario)]),
      Goal(.minimise, MetricCatalog.driverDomain), limits: [Limit(parsing: "dwell.p99<35.8us")], plan: TuneSearch.plan)
    var news = Tuner.News()
    news.problem = tuning
    news.end = .found(try #require(try tuning.run(crew: Crew(workers: 1))))
    var model = try TuneSearch.model(200, 50, scenario)
    _ = try model.press("u")
    _ = model.update(.tuned(news))
    return model
  }

  @Test("The lines that were run stay on the page while they are run once more")
  func keepsTheLines() throws {
    var model = try betweenLines()
    try goTo("ethtool", &model)
    let nearest = model.tune?.toType?.lines
    let made = try #require(files(try model.press("e")).first).workedOut()
    guard case .exported(_, let export, let emission?) = made.message("wrote it") else {
      Issue.record("nothing was run")
      return
    }
    _ = model.update(.refused("no; --force writes it all the same", export, emission))
    let ran = model.tune?.toType?.lines
    #expect(ran?.isEmpty == false && ran != nearest)
    #expect(files(try model.press("e")).count == 1)
    #expect(model.tune?.toType?.lines == ran)
  }

  @Test("The line that is told is the first of the file, also where a neighbour was taken for a limit")
  func tellsTheLineOfTheFile() throws {
    var model = try betweenLines()
    var others: [String] = []
    for _ in 0..<5 {
      let type = try #require(model.tune?.toType)
      let nearest = try #require(type.lines.first, "\(type.remarks)")
      var whole: WrittenFiles?
      // What has to be asked for, be it for a limit, is asked for once more.
      for _ in 0..<3 where whole == nil {
        guard let made = files(try model.press("e")).first?.workedOut() else { continue }
        if made.refusal == nil { whole = made } else { _ = model.update(.refused("no", made.export)) }
      }
      guard case .text(let text)? = whole?.files.first?.contents, let first = whole?.first else {
        Issue.record("nothing is told of \(type.target)")
        return
      }
      let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("//") }
      let line = try #require(lines.first)
      #expect(first.hasPrefix(line + ";"), "\(first)")
      if line != nearest[...] { others.append(type.target) }
      _ = try model.press("t")
    }
    #expect(others.contains("ethtool") && others.contains("virtio-net"))
  }

  @Test(
    "The page says how far an export is, and what came of it, at every size",
    arguments: [(80, 24), (120, 36), (200, 50)])
  func followsTheExport(width: Int, height: Int) throws {
    var model = try TuneSearch.model(width, height, TuneSearch.scenario())
    _ = try model.press("u")
    _ = model.update(.tuned(try TuneSearch.news().end))
    try walkToSmallContainer(&model)
    try goTo("ethtool", &model)
    func page() -> String {
      Screenful.draw(model).lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
    }
    #expect(page().contains("not yet run; e holds them against the limit"), "\(page())")
    let made = try #require(files(try model.press("e")).first)
    #expect(page().contains("on their way: being run"), "\(page())")
    let whole = made.workedOut()
    let message = whole.message("wrote dwell-ethtool.sh: it")
    _ = model.update(message)
    if whole.refusal == nil {
      #expect(page().contains("limit: delay p99") && page().contains("wrote dwell-ethtool.sh"), "\(page())")
    } else {
      #expect(page().contains("! breaks the limit") && page().contains("not written"), "\(page())")
    }
    #expect(!page().contains("not yet run"))
    // Of other lines nothing is said yet.
    _ = model.update(.noticeOver)
    _ = try model.press("t")
    #expect(!page().contains("dwell-ethtool.sh") && !page().contains("! breaks the limit"))
    try goTo("ethtool", &model)
    #expect(!page().contains("not yet run"))
  }

  @Test("A long notice takes two rows, and the words of a refusal are seen from the beginning")
  func longNotice() throws {
    var model = try TuneSearch.model(80, 24, TuneSearch.scenario())
    _ = try model.press("u")
    _ = model.update(.tuned(try TuneSearch.news().end))
    _ = model.update(.notice("e again writes it all the same: " + String(repeating: "word ", count: 20)))
    let lines = Screenful.draw(model).lines
    #expect(lines[22].hasPrefix(" e again writes it all the same: word"))
    #expect(lines[23].hasPrefix(" word word"))
  }

  @Test("Where a target cannot say the settings, export is not offered; f searches what it can say, and f again all")
  func searchesForTarget() throws {
    let scenario = try TuneSearch.scenario()
    var adaptive = scenario
    adaptive.policy = "adaptive"
    let tuning = try Tuning(
      TuningSpace(adaptive, [TuningSide(parsing: "timeout=300us,100us", over: adaptive)]),
      Goal(.minimise, MetricCatalog.driverDomain), plan: TuneSearch.plan)
    var news = Tuner.News()
    news.problem = tuning
    news.packetBytes = scenario.meanPacketBytes
    news.end = .found(try #require(try tuning.run(crew: Crew(workers: 1))))
    var model = try TuneSearch.model(120, 36, adaptive)
    _ = try model.press("u")
    _ = model.update(.tuned(news))
    var lines = Screenful.draw(model).lines
    #expect(model.tune?.toType?.target == "ethtool" && model.tune?.toType?.lines.isEmpty == true)
    #expect(!lines.contains { $0.contains("e export") } && lines[35].contains("f for ethtool"), "\(lines)")
    #expect(lines.joined().contains("f searches only those") && !lines.joined().contains("dwell tune --for"))
    #expect(try model.press("e").isEmpty)
    #expect(model.notice?.hasSuffix("f searches only those") == true, "\(model.notice ?? "")")
    #expect(TuneSearch.orders(try model.press("f")) == ["start"])
    let question = try #require(model.tune?.question)
    #expect(question.target == "ethtool")
    #expect(Screenful.draw(model).lines.contains { $0.contains("search") })
    var small = question
    small.plan = TuneSearch.plan
    let asked = try small.asked(crew: Crew(workers: 1))
    news.problem = asked
    let result = try #require(try asked.run(crew: Crew(workers: 1)))
    news.end = .found(result)
    _ = model.update(.tuned(news))
    lines = Screenful.draw(model).lines
    #expect(lines.contains { $0.contains("within   what ethtool can say") }, "\(lines)")
    #expect(model.tune?.toType?.lines.isEmpty == false && lines[35].contains("e export"))
    // It is taken over with what the target makes of it.
    try TuneSearch.walkToOther(&model)
    let selected = try #require(model.tune?.selected)
    _ = try model.press("enter")
    #expect(model.scenario.commands(to: selected.scenario).isEmpty)
    #expect(TuneSearch.orders(try model.press("f")) == ["start"])
    #expect(model.tune?.question.target == nil)
  }
}
