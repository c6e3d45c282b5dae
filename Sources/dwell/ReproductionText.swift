import DwellCore
import DwellDashboard
import DwellSimulation
import DwellTerminal
import DwellTuning

/// An experiment as a person reads it: what was set, a table, plots, what the numbers show.
struct ReproductionText {
  private let reproduction: Reproduction
  private let isFirst: Bool

  init(_ reproduction: Reproduction, isFirst: Bool) {
    self.reproduction = reproduction
    self.isFirst = isFirst
  }

  var lines: [String] {
    let experiment = reproduction.experiment
    let head = (isFirst ? [] : [""]) + ["\(reproduction.name): \(reproduction.title)", "source: \(experiment.source)"]
    let parts =
      [head, Paragraphs.lines(experiment.setting), table] + experiment.plots.map(Self.chart)
      + [Paragraphs.lines(experiment.findings, sign: "* ")]
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  /// One line over all experiments.
  static func close(_ done: [Reproduction]) -> [String] {
    let all = done.flatMap(\.experiment.comparisons)
    let holds = all.count { $0.verdict == .holds }
    let fails = all.count { $0.verdict == .fails }
    let fitted = all.count { $0.verdict == .fitted }
    return ["", "\(holds) hold, \(fails) do not, \(fitted) were fitted and prove nothing, \(all.count) figures in all"]
  }

  private var table: [String] {
    var rows = [["", "published", "simulated", "", "verdict"]]
    for row in reproduction.experiment.comparisons {
      rows.append([
        row.figure, row.published.map(Self.number) ?? "–", Self.number(row.simulated), row.unit,
        Self.word(row.verdict),
      ])
    }
    return TextTable(rows, alignments: [.left, .right, .right, .left, .left]).lines
  }

  // Six digits, as many as table 1 has.
  private static func number(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    if value == 0 { return "0" }
    var digits = 5
    var rest = value.magnitude
    while rest >= 10, digits > 0 {
      rest /= 10
      digits -= 1
    }
    return QuantityText.fixed(value, digits: digits)
  }

  private static func word(_ verdict: Comparison.Verdict) -> String {
    switch verdict {
    case .holds: "holds"
    case .fails: "DOES NOT HOLD"
    case .fitted: "fitted, proves nothing"
    case .unclaimed: ""
    }
  }

  // One hue, letter and rank a curve; the first is the one that the others are held against.
  private static let pens = [
    Pen(.throughput, rank: 5, letter: "a"), Pen(.dwell, rank: 4, letter: "b"), Pen(.given, rank: 3, letter: "c"),
    Pen(.p, rank: 2, letter: "d"), Pen(.v, rank: 1, letter: "e"), Pen(.full, rank: 0, letter: "f"),
  ]

  private static func chart(_ plot: Experiment.Plot) -> [String] {
    let curves = zip(plot.curves, pens).map { Chart.Curve($0.name, $0.points, $1) }
    let spread = plot.spread == .linear ? "" : "  log-log"
    let chart = Chart(
      plot.title + spread, across: plot.across, upward: plot.upward, plot.spread == .linear ? .linear : .logarithmic,
      curves)
    var canvas = Canvas(width: Console.width, height: 18, symbols: Console.isUTF8 ? .braille : .ascii)
    chart.draw(in: canvas.bounds, on: &canvas)
    return canvas.lines
  }
}
