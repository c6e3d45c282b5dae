import DwellCore
import DwellEngine
import DwellSession
import DwellSimulation
import DwellTerminal
import DwellTuning

/// The settings side by side on the tune page: the best, another, and those in force; as many columns as fit whole.
struct TuneColumns {
  /// One row: what it is, and a value for each column.
  struct Row {
    /// Its name.
    var name: String
    /// The values.
    var cells: [String]
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
      var widths = columns.indices.map { place in (rows.map { canvas.columns(of: $0.cells[place]) }.max() ?? 0) + 1 }
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

  private static func columns(_ board: TuneBoard, _ model: Model) -> [Column] {
    var columns: [Column] = []
    let walked = board.chosen != nil && board.selected?.point != board.best?.point ? board.selected : nil
    if let best = board.best {
      columns.append(
        Column(
          name: board.result?.nearest == nil ? "best" : "nearest", role: .dwell, tried: best, scenario: best.scenario,
          rank: walked == nil ? 0 : 2))
    }
    if let walked {
      columns.append(Column(name: "this", role: .hint, tried: walked, scenario: walked.scenario, rank: 0))
    } else if let next = board.result?.runnerUp?.tried {
      columns.append(Column(name: "next", role: .text, tried: next, scenario: next.scenario, rank: 2))
    }
    // What was measured stands beside the settings that were measured; others have no figures here.
    let isAsItWas = model.scenario.commands(to: board.question.scenario).isEmpty
    let isB = model.frame.comparison != nil
    columns.append(
      Column(
        name: isB ? "B now" : "now", role: isB ? .b : .mark, tried: isAsItWas ? board.present : nil,
        scenario: model.scenario, rank: 1))
    return columns
  }

  private static func rows(_ board: TuneBoard, _ columns: [Column]) -> [Row] {
    var rows = [
      Row(name: "", cells: columns.map(\.name), rank: 2),
      Row(name: "policy", cells: columns.map { $0.scenario.aggregates ? $0.scenario.policy : "–" }, rank: 3),
    ]
    for (name, knob, rank) in [
      ("container", EngineKnobs.containerSize, 4), ("timeout", EngineKnobs.timeout, 3), ("alpha", EngineKnobs.alpha, 9),
    ] {
      let cells = columns.map {
        KnobCatalog.reasonForNoEffect(of: knob, in: $0.scenario) == nil
          ? QuantityText.knob(knob, $0.scenario.value(of: knob)) : "–"
      }
      // What nobody uses here needs no row.
      rows.append(Row(name: name, cells: cells, rank: cells.allSatisfy { $0 == "–" } ? 90 : rank))
    }
    guard let problem = board.problem else { return rows }
    var metrics: [Metric] = []
    for metric in [
      problem.goal.metric, board.price, MetricCatalog.delayMean, MetricCatalog.packetsEach,
      MetricCatalog.events,
    ] where !metrics.contains(metric) { metrics.append(metric) }
    for (place, metric) in metrics.enumerated() {
      // What a search is about, with its interval; of the rest the mean is enough.
      let isSought = metric == problem.goal.metric || metric == board.price
      rows.append(
        Row(
          name: metric.title, cells: columns.map { cell(metric, board.judged($0.tried), isSought) },
          rank: place < 2 ? 1 : 20 + place, isMetric: true))
    }
    return rows
  }

  private static func cell(_ metric: Metric, _ sample: Sample?, _ hasInterval: Bool) -> String {
    guard hasInterval, let interval = sample?.interval(metric), interval.halfWidth > 0 else {
      return metric.text(sample?.mean(metric))
    }
    return metric.text(interval)
  }

  /// Draws a row of it.
  func draw(_ row: Row, isHead: Bool, in area: Rect, on canvas: inout Canvas) {
    canvas.text(row.name, x: area.x, y: area.y, role: .dim, limit: nameWidth)
    var right = area.right
    for place in columns.indices.reversed() {
      let column = columns[place]
      canvas.textEnding(
        row.cells[place], before: right, y: area.y, role: column.role,
        attributes: isHead || place == 0 || column.name == "this" ? .bold : [])
      right -= widths[place]
    }
  }
}
