import DwellCore
import DwellEngine
import DwellSession
import DwellSimulation
import DwellTerminal
import DwellTuning

/// The tune page: the settings tried as points, the front, the best beside what is in force now, how flat the best is.
enum TunePage {
  static func draw(_ model: Model, on canvas: inout Canvas) {
    canvas.fill(canvas.bounds)
    guard let board = model.tune else { return }
    let margin = canvas.width >= 60 ? 1 : 0
    let width = canvas.width - 2 * margin
    drawHead(board, model, in: Rect(x: margin, y: 0, width: width, height: 2), on: &canvas)
    drawKeys(board, model, in: Rect(x: margin, y: canvas.height - 1, width: width, height: 1), on: &canvas)
    let top = canvas.height >= 20 ? 3 : 2
    let body = Rect(
      x: margin, y: top, width: width, height: max(canvas.height - top - (canvas.height >= 20 ? 2 : 1), 0))
    if case .refused(let line) = board.state {
      for (row, text) in TextWrap.lines(line, columns: body.width).prefix(body.height).enumerated() {
        canvas.text(text, x: body.x, y: body.y + row, role: .warning)
      }
      return
    }
    // The table is what is taken away; the plot goes first where there is no room for both.
    let aside = min(max(width * 4 / 9, 38, min(42, width - 33), min(60, width - 58)), 64)
    guard width >= aside + 30 else {
      TuneTables(board, model).draw(in: body, on: &canvas)
      return
    }
    // On a low screen the lines to type stand below, over all of its width, where hardly one is folded.
    let strip = canvas.height < 34 ? TuneStrip(board, model, width: width) : nil
    let height = body.height - (strip.map { $0.height + 1 } ?? 0)
    let plot = Rect(x: body.x, y: body.y, width: width - aside - 3, height: height)
    drawPlot(board, model, in: plot, on: &canvas)
    TuneTables(board, model, hasLines: strip == nil).draw(
      in: Rect(x: body.right - aside, y: body.y, width: aside, height: height), on: &canvas)
    strip?.draw(
      in: Rect(x: body.x, y: body.y + height + 1, width: width, height: body.height - height - 1), on: &canvas)
  }

  // MARK: Head and foot

  private static func drawHead(_ board: TuneBoard, _ model: Model, in area: Rect, on canvas: inout Canvas) {
    var right: [WordLine.Word] = []
    func runs(_ word: String) -> WordLine.Word {
      .init(
        [
          (word + " ", .dim, []), (QuantityText.count(board.runs.done), .text, .bold),
          (" of \(QuantityText.count(board.runs.total)) runs", .dim, []),
        ], rank: 1)
    }
    switch board.state {
    case .searching:
      right = [runs("search")]
      if board.seconds > 1, board.runs.done > 0 {
        let left = board.seconds / Double(board.runs.done) * Double(board.runs.total - board.runs.done)
        let text = left < 90 ? "\(Int(left.rounded(.up))) s left" : "\(Int((left / 60).rounded(.up))) min left"
        right.append(.init(text, .dim, rank: 2))
      }
    case .paused: right = [.init("paused", .paused, bold: true, rank: 0), runs("at")]
    case .found(let result):
      right = [
        .init("\(QuantityText.count(result.tried.count)) settings", .text, bold: true, rank: 1),
        .init("in \(QuantityText.count(result.runs)) runs", .dim, rank: 2),
      ]
    case .refused: right = [.init("not possible", .warning, bold: true, rank: 0)]
    }
    if model.isFrozen { right.append(.init("screen frozen", .paused, bold: true, rank: 3)) }
    let scenario = board.question.scenario
    // Two runs: it is B that keys turn, and A that stays.
    let isB = model.frame.comparison != nil
    let name = WordLine.Word([("tune", .title, .bold)] + (isB ? [(" B", .b, .bold)] : []), rank: 0)
    WordLine(
      left: [
        .init("dwell", .brand, bold: true, rank: 4), name,
        .init(
          "\(StatusLine.workload(scenario)), \(scenario.guests) \(scenario.guests == 1 ? "guest" : "guests")", .dim,
          rank: 5),
      ], right: right
    ).draw(in: Rect(x: area.x, y: area.y, width: area.width, height: 1), on: &canvas)
    canvas.rule(x: area.x, y: area.y + 1, width: area.width, scalar: canvas.symbols.sliderTrack)
    let share = board.result != nil ? 1 : Double(board.runs.done) / Double(max(board.runs.total, 1))
    canvas.rule(
      x: area.x, y: area.y + 1, width: (share * Double(area.width)).rounded().whole(in: 0...area.width),
      role: .running, scalar: canvas.symbols.sliderFilled)
  }

  private static func drawKeys(_ board: TuneBoard, _ model: Model, in row: Rect, on canvas: inout Canvas) {
    if let notice = model.notice {
      // The row above it is blank; what is longer is cut.
      let most = canvas.height >= 20 ? 2 : 1
      var lines = TextWrap.lines(notice, columns: row.width)
      if lines.count > most { lines = lines.prefix(most - 1) + [lines[(most - 1)...].joined(separator: " ")] }
      for (place, line) in lines.enumerated() {
        canvas.text(line, x: row.x, y: row.y - (lines.count - 1 - place), role: .hint, limit: row.width)
      }
      return
    }
    func word(_ commands: [DashboardCommand], _ text: String, rank: Int) -> WordLine.Word? {
      let keys = commands.compactMap { model.bindings.label(of: $0, in: .tune) }
      guard let first = keys.first else { return nil }
      return .init(
        [(keys.joined(separator: "←↑".contains(first) ? "" : " "), .hint, .bold), (" " + text, .dim, [])], rank: rank)
    }
    let hasLines = board.toType?.lines.isEmpty == false
    var words = [
      word(
        [.cursorLeft, .cursorRight, .scrollUp, .scrollDown], canvas.width < 100 ? "walk" : "walk the front", rank: 2),
      word([.tuneTake], "take over", rank: 0), word([.undo], "undo", rank: 5), word([.tuneGoal], "goal", rank: 3),
      word([.tuneTighter, .tuneLooser], "limit", rank: 4), word([.tuneTarget], "target", rank: 9),
      hasLines ? word([.export], "export", rank: 7) : nil,
      board.toType != nil
        ? word(
          [.tuneFor],
          board.question.target == board.toType?.target ? "search all" : "for \(board.toType?.target ?? "")",
          rank: hasLines ? 8 : 6)
        : nil,
    ]
    switch board.state {
    case .searching: words.append(word([.pause], "pause search", rank: 6))
    case .paused: words.append(word([.pause], "go on", rank: 1))
    case .found, .refused: break
    }
    WordLine(
      left: words.compactMap { $0 },
      right: [word([.help], "help", rank: 6), word([.back], "close", rank: 1)].compactMap { $0 }
    )
    .draw(in: row, on: &canvas)
  }

  // MARK: Plot

  /// What breaks a limit, and which mark is which choice; where all that were tried take too many rows, those on the front alone, and
  /// on a low screen none: a choice that is looked at stands in the table.
  private static func legend(_ board: TuneBoard, _ problem: Tuning?, _ area: Rect, _ symbols: SymbolSet) -> [String] {
    guard let problem, area.height >= 8 else { return [] }
    let broken = FrontPlot.brokenLegend(board.points, front: board.frontPoints, symbols)
    func lines(_ numbers: Set<Int>) -> [String] {
      let marks = problem.space.families.enumerated().filter { numbers.contains($0.offset) }.map { number, family in
        "\(FrontPlot.mark(number, symbols)) \(family.name)"
      }
      return EntryLines.of(marks + broken, columns: area.width)
    }
    let all = lines(board.families)
    if all.count <= area.height / 7 { return all }
    let front = lines(Set(board.frontPoints.map(\.family)))
    return front.count <= area.height / 4 ? front : lines([])
  }

  private static func drawPlot(_ board: TuneBoard, _ model: Model, in area: Rect, on canvas: inout Canvas) {
    let problem = board.problem
    let legend = legend(board, problem, area, canvas.symbols)
    for (row, line) in legend.enumerated() {
      canvas.text(line, x: area.x, y: area.y + 1 + row, role: .dim, limit: area.width)
    }
    let head = 1 + legend.count
    let title = Rect(x: area.x, y: area.y, width: area.width, height: 1)
    let plot = Rect(x: area.x, y: area.y + head, width: area.width, height: area.height - head)
    guard let problem, !board.tried.isEmpty else {
      SectionTitle.draw("settings tried", [], in: title, on: &canvas)
      canvas.text("the settings as they stand are run first", x: plot.x, y: plot.y + 1, role: .dim, limit: plot.width)
      return
    }
    let front = FrontPlot(
      points: board.points, front: board.frontPoints, named: named(board, model), limits: problem.limits,
      across: TuningFront.metric(problem.goal, problem.limits), upward: problem.goal.metric)
    front.draw(in: plot, on: &canvas)
    SectionTitle.draw("settings tried", whereabouts(board, front, plot), in: title, on: &canvas)
  }

  /// The points that have a word, the one that is walked to on top.
  private static func named(_ board: TuneBoard, _ model: Model) -> [FrontPlot.Named] {
    var named: [FrontPlot.Named] = []
    func add(_ word: String, _ tried: Tried?, _ role: Role) {
      let isChosen = board.chosen != nil && tried?.point != nil && tried?.point == board.chosen
      guard let place = tried.flatMap(board.plotted) else { return }
      named.append(FrontPlot.Named(word, place, role, isChosen ? [.bold, .reverse] : .bold))
    }
    let now = board.inForce(model.scenario)
    let isBest = now != nil && now?.point == board.best?.point
    let isWalked = board.chosen != nil && board.selected?.point != board.best?.point
    let isHere = isWalked && now != nil && now?.point == board.chosen
    let word = TuneColumns.nowWord(model)
    if isWalked { add(isHere ? "this, \(word)" : "this", board.selected, .hint) }
    let best = board.result?.nearest == nil ? "best" : "nearest"
    add(isBest ? "\(best), \(word)" : best, board.best, .dwell)
    if !isBest, !isHere { add(word, now, .mark) }
    if !board.isPresent(model.scenario) { add("before", board.present, .mark) }
    if !isWalked, let next = board.result?.runnerUp?.tried, next.point != now?.point { add("next", next, .given) }
    return named
  }

  /// Which place of the front is looked at, and how many lie in its cell.
  private static func whereabouts(_ board: TuneBoard, _ front: FrontPlot, _ area: Rect) -> [PanelTitle.Word] {
    guard let place = board.place, board.walkway.count > 1, let point = board.plotted(board.walkway[place]) else {
      return []
    }
    let here = board.walkway.indices.filter { index in
      board.plotted(board.walkway[index]).map { front.sharesCell($0, point, in: area) } ?? false
    }
    // What is too wide goes, so the narrow form is short.
    let isNarrow = area.width < 46
    let (on, of) = isNarrow ? ("", "/") : (" on the front", " of ")
    var words = [PanelTitle.Word("\(place + 1)\(of)\(board.walkway.count)\(on)", .dim, rank: 0)]
    if here.count > 1, let number = here.firstIndex(of: place) {
      words.append(PanelTitle.Word("\(number + 1)\(of)\(here.count) here", .text, rank: 1))
    }
    return words
  }
}
