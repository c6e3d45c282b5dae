import DwellCore
import DwellEngine
import DwellSession
import DwellSimulation
import DwellTerminal
import DwellTuning

/// The settings side by side on the tune page: the best, another, and those in force; as many columns as fit whole.
struct TuneColumns {
  /// A value.
  struct Cell {
    /// As it is read, with a sign before it where it breaks a limit.
    var text: String
    /// How it lies to the limits.
    var standing = Standing.within
  }

  /// How a value lies to the limits.
  enum Standing {
    /// It keeps to them, or none is set to it.
    case within
    /// It breaks one, maybe by chance.
    case onTheEdge
    /// It breaks one by more than noise.
    case beyond
  }

  /// One row: what it is, and a value for each column.
  struct Row {
    /// Its name.
    var name: String
    /// The values.
    var cells: [Cell]
    /// Lower ones stay longer.
    var rank: Int
    /// Whether it is what a search is about.
    var isMetric = false
  }

  private struct Column {
    var name: String
    var role: Role
    var tried: Tried?
    var scenario: Scenario
    // Lower ones stay longer.
    var rank: Int
  }

  /// The rows, from the heading on.
  let rows: [Row]
  private let columns: [Column]
  private let nameWidth: Int
  private let widths: [Int]

  init(_ board: TuneBoard, _ model: Model, width: Int, _ canvas: Canvas) {
    var columns = Self.columns(board, model)
    while true {
      let rows = Self.rows(board, columns)
      let nameWidth = (rows.map { canvas.columns(of: $0.name) }.max() ?? 0) + 1
      var widths = columns.indices.map { place in (rows.map { canvas.columns(of: $0.cells[place].text) }.max() ?? 0) + 1
      }
      let left = width - nameWidth - widths.reduce(0, +)
      if left >= 0 || columns.count == 1 {
        // What is over parts the columns.
        let even = max(min(left / max(columns.count, 1), 4), 0)
        for place in widths.indices { widths[place] += even }
        self.rows = rows
        self.columns = columns
        self.nameWidth = nameWidth
        self.widths = widths
        return
      }
      if let worst = columns.indices.max(by: { columns[$0].rank < columns[$1].rank }) { columns.remove(at: worst) }
    }
  }

  /// What the signs before values say; of one the legend of the plot says the same.
  var legend: [(text: String, rank: Int)] {
    let cells = rows.flatMap(\.cells)
    return (cells.contains { $0.standing == .onTheEdge } ? [("~ breaks a limit, by no more than noise", 10)] : [])
      + (cells.contains { $0.standing == .beyond } ? [("! breaks a limit", 56)] : [])
  }

  /// What the settings in force are called: where two runs go on it is B that is turned.
  static func nowWord(_ model: Model) -> String { model.frame.comparison == nil ? "now" : "B now" }

  private static func columns(_ board: TuneBoard, _ model: Model) -> [Column] {
    var columns: [Column] = []
    let walked = board.chosen != nil && board.selected?.point != board.best?.point ? board.selected : nil
    // What was measured stands beside the settings that were measured; others have no figures here.
    let now = board.inForce(model.scenario)
    let isB = model.frame.comparison != nil
    let nowName = nowWord(model)
    let isBest = now != nil && now?.point == board.best?.point
    let isWalked = walked != nil && now != nil && now?.point == walked?.point
    if let best = board.best {
      let name = board.result?.nearest == nil ? "best" : "nearest"
      columns.append(
        Column(
          name: isBest ? "\(name), \(nowName)" : name, role: .dwell, tried: best, scenario: best.scenario,
          rank: walked == nil || isBest ? 0 : 3))
    }
    if let walked {
      columns.append(
        Column(
          name: isWalked ? "this, \(nowName)" : "this", role: .hint, tried: walked, scenario: walked.scenario, rank: 0))
    }
    if let next = board.result?.runnerUp?.tried, next.point != walked?.point, next.point != now?.point {
      columns.append(
        Column(name: "next", role: .text, tried: next, scenario: next.scenario, rank: walked == nil ? 2 : 4))
    }
    if !isBest, !isWalked {
      columns.append(
        Column(name: nowName, role: isB ? .b : .mark, tried: now, scenario: model.scenario, rank: 1))
    }
    return columns
  }

  private static func rows(_ board: TuneBoard, _ columns: [Column]) -> [Row] {
    var rows = [
      Row(name: "", cells: columns.map { Cell(text: $0.name) }, rank: 2),
      Row(
        name: "policy", cells: columns.map { Cell(text: $0.scenario.aggregates ? $0.scenario.policy : "–") }, rank: 3),
    ]
    for (name, knob, rank) in [
      ("container", EngineKnobs.containerSize, 4), ("timeout", EngineKnobs.timeout, 3), ("alpha", EngineKnobs.alpha, 9),
    ] {
      let cells = columns.map {
        KnobCatalog.reasonForNoEffect(of: knob, in: $0.scenario) == nil
          ? QuantityText.knob(knob, $0.scenario.value(of: knob)) : "–"
      }
      // What nobody uses here needs no row.
      rows.append(
        Row(name: name, cells: cells.map { Cell(text: $0) }, rank: cells.allSatisfy { $0 == "–" } ? 90 : rank))
    }
    guard let problem = board.problem else { return rows }
    let sought = [problem.goal.metric, board.price]
    var metrics: [Metric] = []
    for metric in sought + [MetricCatalog.delayMean, MetricCatalog.packetsEach, MetricCatalog.events]
    where !metrics.contains(metric) { metrics.append(metric) }
    for (place, metric) in metrics.enumerated() {
      rows.append(
        Row(
          name: metric.title, cells: columns.map { cell(metric, $0.tried, board, sought) },
          rank: place < 2 ? 1 : [54, 57, 55][min(place - 2, 2)], isMetric: true))
    }
    // A limit of its own has a row where somebody breaks it.
    for limit in problem.limits where !metrics.contains(limit.metric) {
      let cells = columns.map { cell(limit.metric, $0.tried, board, sought) }
      guard cells.contains(where: { $0.standing != .within }) else { continue }
      rows.append(Row(name: limit.metric.title, cells: cells, rank: 5, isMetric: true))
    }
    return rows
  }

  // What a search is about, with its interval; of the rest the mean is enough.
  private static func cell(_ metric: Metric, _ tried: Tried?, _ board: TuneBoard, _ sought: [Metric]) -> Cell {
    guard let sample = board.judged(tried) else { return Cell(text: "–") }
    let limits = (board.problem?.limits ?? []).filter { $0.metric == metric }
    let text =
      sought.contains(metric)
      ? limits.text(of: metric, sample.interval(metric)) : limits.text(of: metric, sample.mean(metric))
    let broken = limits.map { LimitCheck($0, sample) }.filter { !$0.isMet }
    guard !broken.isEmpty else { return Cell(text: text) }
    let standing = broken.allSatisfy(\.isOnTheEdge) ? Standing.onTheEdge : .beyond
    return Cell(text: (standing == .beyond ? "!" : "~") + text, standing: standing)
  }

  /// Draws a row of it.
  func draw(_ row: Row, isHead: Bool, in area: Rect, on canvas: inout Canvas) {
    canvas.text(row.name, x: area.x, y: area.y, role: .dim, limit: nameWidth)
    var right = area.right
    for place in columns.indices.reversed() {
      let column = columns[place]
      let cell = row.cells[place]
      canvas.textEnding(
        cell.text, before: right, y: area.y, role: cell.standing == .beyond ? .limit : column.role,
        attributes: isHead || place == 0 || column.role == .hint ? .bold : [])
      right -= widths[place]
    }
  }
}
