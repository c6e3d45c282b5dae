import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import DwellTuning
import Testing

/// The tune page: what news shows.
struct TunePageTests {
  @Test("Points, front and table come with the news", arguments: [(80, 24), (120, 36), (200, 50), (40, 12), (60, 20)])
  func pages(width: Int, height: Int) throws {
    let scenario = try TuneSearch.scenario()
    let news = try TuneSearch.news()
    for symbols in SymbolSet.allCases {
      var model = Model(
        scenario: scenario, width: width, height: height, symbols: symbols, catalogs: .standard(themes: []))
      _ = try model.press("u")
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

  @Test("Where two runs go on it is B that is tuned, and the page says so; as it says that the screen is frozen")
  func tellsWhose() throws {
    let scenario = try TuneSearch.scenario()
    let news = try TuneSearch.news()
    var model = try TuneSearch.model(120, 36, scenario)
    _ = try model.press("b")
    _ = try model.press("u")
    _ = model.update(.tuned(news.end))
    var lines = Screenful.draw(model).lines
    #expect(lines[0].contains("tune B") && lines.contains { $0.contains("B now") } && !lines[0].contains("frozen"))
    model = try TuneSearch.model(120, 36, scenario)
    _ = try model.press("f")
    _ = try model.press("u")
    _ = model.update(.tuned(news.end))
    lines = Screenful.draw(model).lines
    #expect(lines[0].contains("screen frozen") && !lines[0].contains("tune B"))
    try TuneSearch.walkToOther(&model)
    let effects = try model.press("enter")
    #expect(effects.contains { if case .session(.adopt) = $0 { true } else { false } })
    #expect(model.notice?.contains("takes effect at now") == true)
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
      let legend = FrontPlot.brokenLegend(points, front: front, symbols)
      #expect(legend == ["! on the front, breaks a limit", (symbols == .ascii ? "." : "·") + " breaks a limit"])
      #expect(FrontPlot.brokenLegend([front[0]], front: [front[0]], symbols).isEmpty)
    }
  }

  @Test(
    "What does not fit is left out whole: no word is cut, and what came of it stands under the goal",
    arguments: [(40, 12), (48, 14), (60, 20), (72, 22), (80, 24), (100, 30), (120, 36), (200, 50)])
  func nothingIsCut(width: Int, height: Int) throws {
    let scenario = try TuneSearch.scenario()
    let news = try TuneSearch.news()
    let result = try #require(news.end.result)
    for symbols in SymbolSet.allCases {
      var model = Model(
        scenario: scenario, width: width, height: height, symbols: symbols, catalogs: .standard(themes: []))
      _ = try model.press("u")
      _ = model.update(.tuned(news.end))
      for isWalked in [false, true] {
        if isWalked { for _ in 0..<20 { _ = try model.press("down") } }
        let lines = Screenful.draw(model).lines
        let text = lines.joined(separator: "\n")
        #expect(!text.contains("…"), "\(text)")
        let names = [result.best, isWalked ? model.tune?.selected : nil].compactMap { $0?.scenario.policy }
        #expect(names.contains { text.contains($0) }, "\(text)")
        let row = try #require(lines.firstIndex { $0.contains("limit    delay p99") })
        if let next = result.runnerUp, height >= 24 {
          // Right under the limit, after what is said of what stands.
          let words = "next (\(next.tried.scenario.policy))"
          #expect(lines[(row + 1)...(row + 4)].contains { $0.contains(words) }, "\(text)")
        }
        #expect(text.contains("driver domain") && text.contains("timeout"))
      }
    }
  }

  @Test(
    "Sections stay apart: above every title but the first is a blank row", arguments: [(80, 24), (120, 36), (200, 50)])
  func rhythm(width: Int, height: Int) throws {
    let news = try TuneSearch.news()
    var model = try TuneSearch.model(width, height, TuneSearch.scenario())
    _ = try model.press("u")
    _ = model.update(.tuned(news.end))
    for _ in 0..<(model.tune?.walkway.count ?? 0) {
      let canvas = Screenful.draw(model)
      let left = try #require(canvas.lines[3...].compactMap { $0.firstRange(of: "minimise driver") }.first)
      let column = try #require(
        canvas.lines.first { $0.contains("minimise driver") }.map {
          $0.distance(from: $0.startIndex, to: left.lowerBound)
        })
      let aside = canvas.lines.map { String($0.dropFirst(column)) }
      for title in ["settings ─", "how flat ─"] {
        guard let row = aside.firstIndex(where: { $0.hasPrefix(title) }) else { continue }
        #expect(aside[row - 1].allSatisfy { $0 == " " }, "\(canvas.lines)")
      }
      let row = try #require(canvas.lines.firstIndex { $0.contains("to type there ─") || $0.contains("ethtool ─") })
      let above = canvas.lines[row - 1].dropFirst(height >= 34 ? column : 0)
      #expect(above.allSatisfy { $0 == " " }, "\(canvas.lines)")
      _ = try model.press("right")
    }
  }

  @Test("No entry of the legend is broken", arguments: [(80, 24), (120, 36), (160, 40), (200, 50)])
  func legend(width: Int, height: Int) throws {
    let news = try TuneSearch.news()
    var model = try TuneSearch.model(width, height, TuneSearch.scenario())
    _ = try model.press("u")
    _ = model.update(.tuned(news.end))
    let lines = Screenful.draw(model).lines
    #expect(lines.contains { $0.contains("! on the front, breaks a limit") }, "\(lines)")
    #expect(lines.contains { $0.contains("· breaks a limit") }, "\(lines)")
  }
}
