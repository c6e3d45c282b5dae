import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellTerminal
import DwellTuning
import Testing

/// The tune page: along the front, and what the page then says of it.
struct TuneWalkTests {
  private func page(_ model: Model) -> [String] { Screenful.draw(model).lines }

  private func found(_ width: Int, _ height: Int) throws -> Model {
    var model = try TuneSearch.model(width, height, TuneSearch.scenario())
    _ = try model.press("u")
    _ = model.update(.tuned(try TuneSearch.news().end))
    return model
  }

  @Test("The way begins at the best and goes to its neighbours, by either pair of arrows; where it ends is said")
  func neighbours() throws {
    for (forth, back) in [("right", "left"), ("down", "up")] {
      var model = try found(120, 36)
      let best = try #require(model.tune?.best?.point)
      let way = try #require(model.tune?.walkway)
      let start = try #require(way.firstIndex { $0.point == best })
      #expect(model.tune?.place == start)
      for place in way.indices.dropFirst(start + 1) {
        _ = try model.press(forth)
        #expect(model.tune?.place == place && model.notice == nil)
      }
      _ = try model.press(forth)
      #expect(model.tune?.place == way.count - 1 && model.notice == "the front ends here")
      for place in way.indices.dropLast().reversed() {
        _ = try model.press(back)
        #expect(model.tune?.place == place)
      }
      _ = try model.press(back)
      #expect(model.tune?.place == 0 && model.notice == "the front ends here")
      // The price grows along it, and the best, be it none of the front, is a place of it.
      let price = way.compactMap { $0.sample.mean(MetricCatalog.delayP99) }
      #expect(price == price.sorted() && way.count { $0.point == best } == 1)
    }
    var early = try TuneSearch.model(120, 36, TuneSearch.scenario())
    _ = try early.press("u")
    _ = try early.press("right")
    #expect(early.notice == "there is no front to walk along yet")
  }

  @Test("The place is numbered, its mark stands out without colour, and places in one cell are counted")
  func whereabouts() throws {
    var model = try found(200, 50)
    let count = try #require(model.tune?.walkway.count)
    for _ in 0..<count { _ = try model.press("left") }
    var shared = 0
    for place in 1...count {
      let lines = page(model)
      #expect(lines.contains { $0.contains("\(place) of \(count) on the front") }, "\(lines)")
      if lines.contains(where: { $0.contains(" here") }) { shared += 1 }
      let canvas = Screenful.draw(model)
      let marks = (0..<canvas.height).flatMap { y in (0..<canvas.width).map { canvas[$0, y] } }
        .filter { $0.attributes.contains(.reverse) }
      #expect(marks.map(\.scalar) == [canvas.symbols.sliderKnob], "\(place)")
      _ = try model.press("right")
    }
    var narrow = try found(80, 24)
    for _ in 0..<count { _ = try narrow.press("left") }
    #expect(page(narrow).contains { $0.contains(" 1/\(count)") })
    // Two of them lie in one cell somewhere where the plot is small.
    for _ in 0..<count where !page(narrow).contains(where: { $0.contains(" here") }) { _ = try narrow.press("right") }
    #expect(shared > 0 || page(narrow).contains { $0.contains("/2 here") || $0.contains("/3 here") }, "\(page(narrow))")
  }

  @Test("What is walked to and breaks the limit is marked in the table, and nothing else is")
  func marksInTable() throws {
    var model = try found(120, 36)
    let result = try #require(try TuneSearch.news().end.result)
    let limit = try #require(result.problem.limits.first)
    for _ in 0..<(model.tune?.walkway.count ?? 0) { _ = try model.press("left") }
    var seen: Set<String> = []
    for _ in 0..<(model.tune?.walkway.count ?? 0) {
      let tried = try #require(model.tune?.selected)
      let check = LimitCheck(limit, result.judged(tried))
      let sign = check.isMet ? "" : check.isOnTheEdge ? "~" : "!"
      seen.insert(sign)
      let interval = try #require(check.interval)
      let text = [limit].text(of: limit.metric, interval)
      let row = try #require(page(model).first { $0.contains("delay p99  ") && $0.contains("±") })
      #expect(row.contains(" \(sign)\(text)"), "\(row)")
      _ = try model.press("right")
    }
    #expect(seen.contains("") && seen.count > 1)
  }

  @Test("A figure that breaks the limit never reads as the limit")
  func besideLimit() throws {
    let scenario = try TuneSearch.scenario()
    let metric = MetricCatalog.delayP99
    func search(_ limits: [Limit]) throws -> TuningResult {
      let tuning = try Tuning(
        TuningSpace(scenario, [TuningSide(parsing: "timeout=300us,100us", over: scenario)]),
        Goal(.minimise, MetricCatalog.driverDomain), limits: limits, plan: TuneSearch.plan)
      return try #require(try tuning.run(crew: Crew(workers: 1)))
    }
    func figure(_ result: TuningResult) throws -> DwellTuning.Interval {
      let present = try #require(result.present)
      return try #require(result.judged(present).interval(metric))
    }
    let plain = try figure(try search([]))
    let limit = Limit(metric, .below, plain.mean * (1 - 2e-5))
    let result = try search([limit])
    let interval = try figure(result)
    let told = [limit].text(of: metric, interval)
    try #require(told != metric.text(interval))
    func shown(_ result: TuningResult) throws -> [String] {
      var news = Tuner.News()
      news.problem = result.problem
      news.end = .found(result)
      var model = try TuneSearch.model(120, 36, scenario)
      _ = try model.press("u")
      _ = model.update(.tuned(news))
      return page(model)
    }
    let lines = try shown(result)
    #expect(lines.contains { $0.contains("~\(told)") || $0.contains("!\(told)") }, "\(lines)")
    // Where what stands breaks it clearly, how the goals lie is said as `dwell tune` says it.
    let strict = try shown(try search([Limit(metric, .below, plain.mean * 0.7)]))
    #expect(strict.contains { $0.contains("now against best: ") }, "\(strict)")
  }

  @Test(
    "What is taken over is now, with the figures of the search, and what stood is before; undo gives the words back")
  func nowAndBefore() throws {
    var model = try found(120, 36)
    func words(_ text: String) -> Bool { page(model).contains { $0.contains(text) } }
    #expect(words("as now") && !words("before"))
    #expect(words(") against best: "), "\(page(model))")
    try TuneSearch.walkToOther(&model)
    let taken = try #require(model.tune?.selected)
    let result = try #require(try TuneSearch.news().end.result)
    let figure = MetricCatalog.delayMean.text(result.judged(taken).mean(MetricCatalog.delayMean))
    _ = try model.press("enter")
    let row = try #require(page(model).first { $0.contains("delay p99  ") && $0.contains("±") })
    #expect(!row.hasSuffix("– ") && words("as before") && words("before"), "\(page(model))")
    #expect(words("this, now") && !words("keep what stands"), "\(page(model))")
    #expect(page(model).contains { $0.contains("delay mean  ") && $0.contains(figure) }, "\(page(model))")
    _ = try model.press("z")
    #expect(words("as now") && !words("before"))
    // What was turned by hand was not run.
    _ = try model.press("escape")
    _ = try model.press("T")
    _ = try model.press("u")
    #expect(model.tune?.result == nil)
  }

  @Test("Where what stands is the best, the page says to keep it, and it is one column")
  func keeps() throws {
    let scenario = try TuneSearch.scenario()
    let tuning = try Tuning(
      TuningSpace(scenario, [TuningSide(parsing: "timeout=300us,100us", over: scenario)]),
      Goal(.minimise, MetricCatalog.driverDomain), plan: TuneSearch.plan)
    var news = Tuner.News()
    news.problem = tuning
    news.end = .found(try #require(try tuning.run(crew: Crew(workers: 1))))
    #expect(news.result?.keepsPresent == true)
    for (width, height) in [(80, 24), (120, 36), (200, 50)] {
      var model = try TuneSearch.model(width, height, scenario)
      _ = try model.press("u")
      _ = model.update(.tuned(news))
      let text = page(model).joined(separator: "\n")
      #expect(text.contains("keep what stands: nothing tried is better") && text.contains("best, now"), "\(text)")
      _ = try model.press("enter")
      #expect(model.notice == "these settings are in force already")
    }
  }
}
