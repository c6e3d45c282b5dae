import DwellCore
import DwellDashboard
import DwellSimulation
import DwellTerminal
import DwellTuning

/// A sweep drawn: curves over one axis of numbers, a map over two; the first two metrics.
struct SweepPlots {
  private let rows: SweepRows
  private let numbers: [(row: Int, values: [Double])]
  private let width: Int
  private let symbols: SymbolSet

  init(_ rows: SweepRows, _ numbers: [(row: Int, values: [Double])], width: Int, symbols: SymbolSet) {
    self.rows = rows
    self.numbers = numbers
    self.width = width
    self.symbols = symbols
  }

  var canvases: [Canvas] {
    let numeric = rows.grid.axes.indices.filter { isNumeric(rows.grid.axes[$0]) }
    let others = rows.grid.axes.indices.filter { !numeric.contains($0) }
    let drawn = rows.metrics.indices.prefix(2)
    switch numeric.count {
    case 1: return drawn.compactMap { curves($0, over: numeric[0], by: others) }
    case 2 where others.isEmpty: return drawn.compactMap { map($0, numeric[0], numeric[1]) }
    default: return []
    }
  }

  private func isNumeric(_ axis: DwellTuning.Axis) -> Bool {
    axis.values.count > 1 && (axis.knob.map { $0.dimension != .choice } ?? (axis.name == "guests"))
  }

  private func places(_ row: Int) -> [Int] {
    var rest = row
    return rows.grid.axes.reversed().map { axis in
      defer { rest /= axis.values.count }
      return rest % axis.values.count
    }.reversed()
  }

  // MARK: Curves

  // As many as can be told apart.
  private static let pens = [
    Pen(.throughput, rank: 5, letter: "a"), Pen(.dwell, rank: 4, letter: "b"), Pen(.given, rank: 3, letter: "c"),
    Pen(.p, rank: 2, letter: "d"), Pen(.v, rank: 1, letter: "e"), Pen(.full, rank: 0, letter: "f"),
  ]

  private func curves(_ metric: Int, over axis: Int, by others: [Int]) -> Canvas? {
    let varied = rows.grid.axes[axis]
    let values = varied.values.map { value(varied, $0) }
    let unit = PlotUnit.of(varied.knob, upTo: values.max() ?? 1)
    let upward = PlotUnit.of(
      rows.metrics[metric], upTo: numbers.map { $0.values[metric] }.filter(\.isFinite).max() ?? 1)
    var curves: [(name: String, points: [(x: Double, y: Double)])] = []
    for (row, values) in numbers where values[metric].isFinite {
      let places = places(row)
      let name = others.map { rows.grid.axes[$0].values[places[$0]] }.joined(separator: " ")
      if !curves.contains(where: { $0.name == name }) { curves.append((name, [])) }
      guard let index = curves.firstIndex(where: { $0.name == name }) else { continue }
      curves[index].points.append(
        (value(varied, varied.values[places[axis]]) / unit.factor, values[metric] / upward.factor))
    }
    guard !curves.isEmpty, curves.count <= Self.pens.count else { return nil }
    let isLogarithmic =
      values.allSatisfy { $0 > 0 } && numbers.allSatisfy { !($0.values[metric] <= 0) }
      && varied.knob.map { $0.scale == .logarithmic || Self.isDoubling($0) } ?? true
    let title = rows.metrics[metric].title
    let chart = Chart(
      title + (isLogarithmic ? "  log-log" : ""),
      across: unit.name.isEmpty ? varied.name : "\(varied.name), \(unit.name)",
      upward: upward.name.isEmpty ? title : "\(title), \(upward.name)", isLogarithmic ? .logarithmic : .linear,
      zip(curves, Self.pens).map { Chart.Curve($0.name, $0.points.sorted { $0.x < $1.x }, $1) })
    var canvas = Canvas(width: width, height: 18, symbols: symbols)
    chart.draw(in: canvas.bounds, on: &canvas)
    return canvas
  }

  private static func isDoubling(_ knob: Knob) -> Bool { if case .doubling = knob.scale { true } else { false } }

  private func value(_ axis: DwellTuning.Axis, _ text: String) -> Double {
    axis.knob.flatMap { try? $0.value(parsing: text) } ?? Double(text) ?? .nan
  }

  // MARK: A map

  private func map(_ metric: Int, _ down: Int, _ across: Int) -> Canvas? {
    let axes = rows.grid.axes
    var cells = [[Double]](
      repeating: Array(repeating: .nan, count: axes[across].values.count), count: axes[down].values.count)
    for (row, values) in numbers {
      let places = places(row)
      cells[places[down]][places[across]] = values[metric]
    }
    func words(_ axis: DwellTuning.Axis) -> [String] { axis.values.map { SweepTable.text(Setting(axis.name, $0)) } }
    let map = HeatTable(
      "\(rows.metrics[metric].title): \(axes[down].name) down, \(axes[across].name) across", rows: words(axes[down]),
      columns: words(axes[across]), cells, text: { rows.metrics[metric].text($0) })
    guard map.width <= width else { return nil }
    var canvas = Canvas(width: width, height: map.height, symbols: symbols)
    map.draw(in: canvas.bounds, on: &canvas)
    return canvas
  }
}
