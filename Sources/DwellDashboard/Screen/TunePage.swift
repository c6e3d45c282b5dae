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
    let aside = min(max(width * 4 / 9, 38, min(42, width - 33)), 54)
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
      canvas.text(notice, x: row.x, y: row.y, role: .hint, limit: row.width)
      return
    }
    func word(_ commands: [DashboardCommand], _ text: String, rank: Int) -> WordLine.Word? {
      let keys = commands.compactMap { model.bindings.label(of: $0, in: .tune) }
      guard !keys.isEmpty else { return nil }
      return .init(
        [(keys.joined(separator: keys[0] == "↑" ? "" : " "), .hint, .bold), (" " + text, .dim, [])], rank: rank)
    }
    var words = [
      word([.scrollUp, .scrollDown], "walk the front", rank: 2), word([.tuneTake], "take over", rank: 0),
      word([.undo], "undo", rank: 5), word([.tuneGoal], "goal", rank: 3),
      word([.tuneTighter, .tuneLooser], "limit", rank: 4), word([.tuneTarget], "target", rank: 8),
      word([.export], "export", rank: 7),
    ]
    switch board.state {
    case .searching: words.append(word([.pause], "pause search", rank: 6))
    case .paused: words.append(word([.pause], "go on", rank: 1))
    case .found, .refused: break
    }
    WordLine(
      left: words.compactMap { $0 },
      right: [word([.help], "help", rank: 9), word([.back], "close", rank: 1)].compactMap { $0 }
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
        // A blank that breaks no line.
        "\(FrontPlot.mark(number, symbols))\u{A0}\(family.name)"
      }
      return TextWrap.lines((marks + broken).joined(separator: "  "), columns: area.width)
    }
    let all = lines(board.families)
    if all.count <= area.height / 8 { return all }
    let front = lines(Set(board.frontPoints.map(\.family)))
    return front.count <= area.height / 4 ? front : lines([])
  }

  private static func drawPlot(_ board: TuneBoard, _ model: Model, in area: Rect, on canvas: inout Canvas) {
    let problem = board.problem
    SectionTitle.draw("settings tried", [], in: Rect(x: area.x, y: area.y, width: area.width, height: 1), on: &canvas)
    let legend = legend(board, problem, area, canvas.symbols)
    for (row, line) in legend.enumerated() {
      canvas.text(line.replacing("\u{A0}", with: " "), x: area.x, y: area.y + 1 + row, role: .dim, limit: area.width)
    }
    let head = 1 + legend.count
    let plot = Rect(x: area.x, y: area.y + head, width: area.width, height: area.height - head)
    guard let problem, !board.tried.isEmpty else {
      canvas.text("the settings as they stand are run first", x: plot.x, y: plot.y + 1, role: .dim, limit: plot.width)
      return
    }
    let (across, upward) = (TuningFront.metric(problem.goal, problem.limits), problem.goal.metric)
    func point(_ tried: Tried) -> FrontPlot.Point? { FrontPlot.point(tried, across, upward, problem.limits) }
    var named: [FrontPlot.Named] = []
    if let best = board.best, let place = point(best) {
      named.append(FrontPlot.Named(board.result?.nearest == nil ? "best" : "nearest", place, .dwell))
    }
    if board.chosen != nil, let selected = board.selected, selected.point != board.best?.point,
      let place = point(selected)
    {
      named.append(FrontPlot.Named("this", place, .hint))
    }
    if let present = board.present, let place = point(present) {
      named.append(FrontPlot.Named("as it was", place, .mark))
    }
    FrontPlot(
      points: board.points, front: board.frontPoints, named: named,
      limits: problem.limits, across: across, upward: upward
    ).draw(in: plot, on: &canvas)
  }
}
