import DwellCore
import DwellEngine
import DwellSimulation
import DwellTerminal
import DwellTuning

/// How flat the best settings lie: what half and double of each knob, and other loads, do to the goal.
struct TuneFlatness {
  /// What one change does.
  struct Cell {
    /// The change.
    var head: String
    /// What comes of it.
    var text: String
    /// Red where it breaks a limit.
    var role: Role
  }

  /// A knob or the load, and what less and more of it does.
  struct Row {
    /// Its name.
    var name: String
    /// Less and more.
    var cells: [Cell]
  }

  /// What is shown.
  let title: String
  /// A row for each.
  let rows: [Row]
  /// Whether any of it breaks a limit.
  let breaks: Bool

  init(_ result: TuningResult) {
    let metric = result.problem.goal.metric
    title = metric.title + (metric.unit == .share ? ", points" : "")
    // Of shares the difference is in points of a hundred.
    func amount(_ value: Double) -> String {
      let text =
        metric.unit == .share ? QuantityText.fixed(value.magnitude * 100, digits: 2) : metric.text(value.magnitude)
      return (value < 0 ? "−" : "+") + text
    }
    func cell(_ head: String, _ value: Double?, _ broken: [Limit]) -> Cell {
      guard let value else { return Cell(head: head, text: "–", role: .dim) }
      return Cell(head: head, text: amount(value) + (broken.isEmpty ? "" : "!"), role: broken.isEmpty ? .text : .limit)
    }
    var rows: [Row] = []
    for knob in Set(result.sensitivity.map(\.knob)).sorted(by: { $0.name < $1.name }) {
      let cells = [0.5, 2].map { factor in
        let one = result.sensitivity.first { $0.knob == knob && $0.factor == factor }
        return cell(factor < 1 ? "÷2" : "×2", one?.change?.mean, one?.broken ?? [])
      }
      rows.append(Row(name: Self.name(knob), cells: cells))
    }
    let best = result.best?.sample.mean(metric)
    let loads = [0.8, 1.2].map { factor in
      let one = result.robustness.first { $0.change == .load(factor) }
      let value = one?.sample.mean(metric).flatMap { value in best.map { value - $0 } }
      // A few clients cannot be a fifth more.
      let percent = Int((((one?.turn?.factor ?? factor) - 1).magnitude * 100).rounded())
      return cell("\(factor < 1 ? "−" : "+")\(percent) %", value, one?.broken ?? [])
    }
    let knob = result.robustness.compactMap(\.turn).first?.knob
    rows.append(Row(name: knob.map { $0 == KnobCatalog.load ? "load" : $0.name } ?? "load", cells: loads))
    self.rows = rows
    breaks = (result.sensitivity.map(\.broken) + result.robustness.map(\.broken)).contains { !$0.isEmpty }
  }

  // Of weights it is what is missing to 1 that is halved and doubled.
  private static func name(_ knob: Knob) -> String {
    switch knob {
    case EngineKnobs.containerSize: "container"
    case EngineKnobs.alpha: "1 − alpha"
    default: knob.name
    }
  }

  /// Draws a row of it.
  func draw(_ row: Row, in area: Rect, on canvas: inout Canvas) {
    let names = (rows.map { canvas.columns(of: $0.name) }.max() ?? 0) + 1
    canvas.text(row.name, x: area.x, y: area.y, role: .dim, limit: names)
    let wide = (area.width - names) / 2
    for (place, cell) in row.cells.enumerated() {
      let right = area.right - (1 - place) * wide
      // Two columns of a pair apart from the other pair.
      canvas.text(cell.head, x: right - wide + (place == 0 ? 1 : 2), y: area.y, role: .dim)
      canvas.textEnding(cell.text, before: right, y: area.y, role: cell.role)
    }
  }
}
