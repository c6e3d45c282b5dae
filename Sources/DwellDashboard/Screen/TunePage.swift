import DwellCore
import DwellEngine
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
    let body = Rect(x: margin, y: top, width: width, height: max(canvas.height - top - 2, 0))
    if case .refused(let line) = board.state {
      for (row, text) in TextWrap.lines(line, columns: body.width).prefix(body.height).enumerated() {
        canvas.text(text, x: body.x, y: body.y + row, role: .warning)
      }
      return
    }
    // The table is what is taken away; the plot goes first where there is no room for both.
    let aside = min(max(width * 2 / 5, 38), 46)
    guard width >= aside + 30 else {
      drawTables(board, model, in: body, on: &canvas)
      return
    }
    let plot = Rect(x: body.x, y: body.y, width: width - aside - 3, height: body.height)
    drawPlot(board, model, in: plot, on: &canvas)
    drawTables(
      board, model, in: Rect(x: body.right - aside, y: body.y, width: aside, height: body.height), on: &canvas)
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
    let scenario = board.question.scenario
    WordLine(
      left: [
        .init("dwell", .brand, bold: true, rank: 4), .init("tune", .title, bold: true, rank: 0),
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
      word([.tuneTighter, .tuneLooser], "limit", rank: 4),
    ]
    switch board.state {
    case .searching: words.append(word([.pause], "pause search", rank: 6))
    case .paused: words.append(word([.pause], "go on", rank: 1))
    case .found, .refused: break
    }
    WordLine(left: words.compactMap { $0 }, right: [word([.back], "close", rank: 1)].compactMap { $0 })
      .draw(in: row, on: &canvas)
  }

  // MARK: Plot

  private static func drawPlot(_ board: TuneBoard, _ model: Model, in area: Rect, on canvas: inout Canvas) {
    let problem = board.problem
    SectionTitle.draw("settings tried", [], in: Rect(x: area.x, y: area.y, width: area.width, height: 1), on: &canvas)
    var marks: [String] = []
    if let problem {
      marks = problem.space.families.enumerated().filter { number, _ in
        board.tried.contains { $0.point?.family == number }
      }.map { number, family in
        // A blank that breaks no line.
        "\(FrontPlot.mark(number, canvas.symbols))\u{A0}\(family.name)"
      }
    }
    let legend = area.height >= 12 ? TextWrap.lines(marks.joined(separator: "  "), columns: area.width) : []
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
      points: board.tried.compactMap(point), front: board.front.compactMap(point), named: named,
      limits: problem.limits, across: across, upward: upward
    ).draw(in: plot, on: &canvas)
  }

  // MARK: Tables

  private static func drawTables(_ board: TuneBoard, _ model: Model, in area: Rect, on canvas: inout Canvas) {
    canvas.clipped(to: area) { canvas in
      var y = area.y
      y = drawGoal(board, area, y, on: &canvas) + 1
      y = drawBest(board, model, area, y, on: &canvas) + 1
      y = drawFlat(board, area, y, on: &canvas) + 1
      drawVerdict(board, area, y, on: &canvas)
    }
  }

  private static func title(_ text: String, _ aside: String, _ area: Rect, _ y: Int, on canvas: inout Canvas) {
    guard y < area.bottom else { return }
    SectionTitle.draw(
      text, aside.isEmpty ? [] : [PanelTitle.Word(aside, .dim)],
      in: Rect(x: area.x, y: y, width: area.width, height: 1), on: &canvas)
  }

  private static func drawGoal(_ board: TuneBoard, _ area: Rect, _ y: Int, on canvas: inout Canvas) -> Int {
    title("goal", "", area, y, on: &canvas)
    var y = y + 1
    let goal = board.question.goal
    let taken = canvas.text(
      goal.aim == .minimise ? "minimise " : "maximise ", x: area.x, y: y, role: .dim)
    canvas.text(goal.metric.title, x: area.x + taken, y: y, attributes: .bold, limit: max(area.width - taken, 0))
    y += 1
    if let limit = board.problem?.limits.first(where: { $0.metric == board.question.price }) {
      let taken = canvas.text("limit    ", x: area.x, y: y, role: .dim)
      let words =
        board.question.allowance == 1
        ? " as now" : " ×\(QuantityText.significant(board.question.allowance, .dropped)) of now"
      canvas.text(
        "\(limit.metric.title) \(limit.relation.rawValue) \(limit.boundText)\(words)", x: area.x + taken, y: y,
        role: .limit, limit: max(area.width - taken, 0))
    } else {
      canvas.text("limit    set by the first runs", x: area.x, y: y, role: .dim, limit: area.width)
    }
    return y + 1
  }

  private struct Column {
    var name: String
    var role: Role
    var tried: Tried?
    var scenario: Scenario
  }

  private static func columns(_ board: TuneBoard, _ model: Model, _ area: Rect) -> [Column] {
    var columns: [Column] = []
    if let best = board.best {
      columns.append(
        Column(
          name: board.result?.nearest == nil ? "best" : "nearest", role: .dwell, tried: best, scenario: best.scenario))
    }
    if board.chosen != nil, let selected = board.selected, selected.point != board.best?.point {
      columns.append(Column(name: "this", role: .hint, tried: selected, scenario: selected.scenario))
    } else if let next = board.result?.runnerUp?.tried {
      columns.append(Column(name: "next", role: .text, tried: next, scenario: next.scenario))
    }
    // What was measured stands beside the settings that were measured; others have no figures here.
    let isAsItWas = model.scenario.commands(to: board.question.scenario).isEmpty
    columns.append(
      Column(name: "now", role: .mark, tried: isAsItWas ? board.present : nil, scenario: model.scenario))
    // Two whole columns say more than three that are cut.
    return wide(columns.count, area) < 12 && columns.count > 2 ? [columns[0], columns[columns.count - 1]] : columns
  }

  private static func wide(_ columns: Int, _ area: Rect) -> Int { max((area.width - 13) / max(columns, 1), 8) }

  private static func drawBest(
    _ board: TuneBoard, _ model: Model, _ area: Rect, _ y: Int, on canvas: inout Canvas
  ) -> Int {
    let columns = columns(board, model, area)
    let key = model.bindings.label(of: .tuneTake, in: .tune)
    title("settings", key.map { "\($0) takes over" } ?? "", area, y, on: &canvas)
    var y = y + 1
    let wide = wide(columns.count, area)
    func row(_ name: String, _ cells: [String], bold: Bool = false) {
      canvas.text(name, x: area.x, y: y, role: .dim, limit: 13)
      for (place, column) in columns.enumerated() {
        let right = area.right - (columns.count - 1 - place) * wide
        let text = canvas.symbols.cut(cells[place], columns: wide - 1)
        canvas.textEnding(text, before: right, y: y, role: column.role, attributes: bold || place == 0 ? .bold : [])
      }
      y += 1
    }
    row("", columns.map(\.name), bold: true)
    row("policy", columns.map { $0.scenario.aggregates ? $0.scenario.policy : "–" })
    for (name, knob) in [
      ("container", EngineKnobs.containerSize), ("timeout", EngineKnobs.timeout), ("alpha", EngineKnobs.alpha),
    ] {
      row(
        name,
        columns.map {
          KnobCatalog.reasonForNoEffect(of: knob, in: $0.scenario) == nil
            ? QuantityText.knob(knob, $0.scenario.value(of: knob)) : "–"
        })
    }
    guard let problem = board.problem else { return y }
    var metrics: [Metric] = []
    for metric in [
      problem.goal.metric, board.question.price, MetricCatalog.delayMean, MetricCatalog.packetsEach,
      MetricCatalog.events,
    ] where !metrics.contains(metric) { metrics.append(metric) }
    if area.height >= 24 { y += 1 }
    for metric in metrics { row(metric.title, columns.map { metric.text($0.tried?.sample.mean(metric)) }) }
    return y
  }

  private static func drawFlat(_ board: TuneBoard, _ area: Rect, _ y: Int, on canvas: inout Canvas) -> Int {
    guard let result = board.result, !result.sensitivity.isEmpty else { return y }
    let metric = result.problem.goal.metric
    title("how flat", metric.title + (metric.unit == .share ? ", points" : ""), area, y, on: &canvas)
    var y = y + 1
    // Of shares the difference is in points of a hundred.
    func amount(_ value: Double) -> String {
      metric.unit == .share ? QuantityText.significant(value.magnitude * 100) : metric.text(value.magnitude)
    }
    func change(_ interval: Interval?, _ broken: [Limit]) -> (String, Role) {
      guard let interval else { return ("–", .dim) }
      let sign = interval.mean < 0 ? "−" : "+"
      return (sign + amount(interval.mean) + (broken.isEmpty ? "" : "!"), broken.isEmpty ? .text : .limit)
    }
    func row(_ name: String, _ cells: [(head: String, text: String, role: Role)]) {
      canvas.text(name, x: area.x, y: y, role: .dim, limit: 13)
      let wide = max((area.width - 13) / 2, 10)
      for (place, cell) in cells.enumerated() {
        let right = area.right - (1 - place) * wide
        canvas.text(cell.head, x: right - wide + 1, y: y, role: .dim)
        canvas.textEnding(cell.text, before: right, y: y, role: cell.role)
      }
      y += 1
    }
    for knob in Set(result.sensitivity.map(\.knob)).sorted(by: { $0.name < $1.name }) {
      let both = [0.5, 2].map { factor -> (String, String, Role) in
        let head = factor < 1 ? "÷2" : "×2"
        guard let one = result.sensitivity.first(where: { $0.knob == knob && $0.factor == factor }) else {
          return (head, "–", .dim)
        }
        let words = change(one.change, one.broken)
        return (head, words.0, words.1)
      }
      row(knob == EngineKnobs.containerSize ? "container" : knob.name, both)
    }
    let best = result.best?.sample.mean(metric)
    let loads = [0.8, 1.2].map { factor -> (String, String, Role) in
      let head = factor < 1 ? "−20 %" : "+20 %"
      guard let one = result.robustness.first(where: { $0.change == .load(factor) }), let best,
        let value = one.sample.mean(metric)
      else { return (head, "–", .dim) }
      let sign = value < best ? "−" : "+"
      return (
        head, sign + amount(value - best) + (one.broken.isEmpty ? "" : "!"),
        one.broken.isEmpty ? .text : .limit
      )
    }
    row("load", loads)
    if (result.sensitivity.map(\.broken) + result.robustness.map(\.broken)).contains(where: { !$0.isEmpty }) {
      canvas.text("! breaks a limit", x: area.x, y: y, role: .limit, limit: area.width)
      y += 1
    }
    return y
  }

  private static func drawVerdict(_ board: TuneBoard, _ area: Rect, _ y: Int, on canvas: inout Canvas) {
    guard let result = board.result else { return }
    var words: [String] = []
    if result.best == nil { words.append("no setting tried keeps to all limits; the nearest is shown") }
    if let next = result.runnerUp {
      words.append(
        next.isSignificant ? "best and next differ by more than noise" : "best and next may differ by noise alone")
    }
    if result.equals > 0 { words.append("\(result.equals) more cannot be told from the best") }
    let lines = words.flatMap { TextWrap.lines($0, columns: area.width) }
    for (row, line) in lines.enumerated() where y + row < area.bottom {
      canvas.text(line, x: area.x, y: y + row, role: .dim, limit: area.width)
    }
  }
}
