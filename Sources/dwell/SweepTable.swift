import DwellCore
import DwellSimulation
import DwellTuning

/// A sweep as a table whose rows can be printed one by one: columns as wide as anything that can stand in them.
struct SweepTable {
  private let rows: SweepRows
  private let widths: [Int]
  // Those of the metrics that have room.
  private let shown: [Metric]

  /// - Parameter width: columns that there are; nil: any number.
  init(_ rows: SweepRows, width: Int?) {
    self.rows = rows
    let knobs = rows.grid.axes.map { axis in
      max(axis.name.count, axis.values.map { Self.text(Setting(axis.name, $0)).count }.max() ?? 0)
    }
    var left = (width ?? .max) - knobs.reduce(0) { $0 + $1 + 2 }
    // One is shown whatever happens; a remark has room as well.
    shown = rows.metrics.enumerated().prefix { place, metric in
      left -= Self.width(metric) + 2
      return left >= 1 || place == 0
    }.map(\.element)
    widths = knobs + shown.map(Self.width)
  }

  private static func width(_ metric: Metric) -> Int { max(metric.title.count, 16) }

  /// What there was no room for, in a sentence.
  var notes: [String] {
    let rest = rows.metrics.dropFirst(shown.count)
    guard !rest.isEmpty else { return [] }
    return ["no room for \(rest.map(\.title).joined(separator: ", ")): a wider terminal, or --metric, shows them"]
  }

  var head: [String] { [line(rows.grid.axes.map(\.name) + rows.metrics.map(\.title))] }

  func cells(_ row: Int, _ outcome: Result<Sample, Knob.Refusal>) -> [String] {
    let settings = rows.grid.settings(at: row).map(Self.text)
    switch outcome {
    case .success(let sample):
      let values = rows.metrics.map { $0.text(sample.interval($0)) }
      return settings + values + (sample.isSaturated ? ["!"] : [])
    case .failure: return settings + rows.metrics.map { _ in "–" }
    }
  }

  /// A line of the cells that have room; what follows the last column is a remark.
  func line(_ cells: [String]) -> String {
    var line = ""
    for (place, cell) in cells.prefix(widths.count).enumerated() {
      line += (place > 0 ? "  " : "") + String(repeating: " ", count: max(widths[place] - cell.count, 0)) + cell
    }
    return line + cells.dropFirst(rows.grid.axes.count + rows.metrics.count).map { "  " + $0 }.joined()
  }

  /// Whether a row has a remark.
  func hasRemark(_ cells: [String]) -> Bool { cells.count > rows.grid.axes.count + rows.metrics.count }

  // As a person reads it: `100 µs` and not `100us`.
  static func text(_ setting: Setting) -> String {
    guard let knob = KnobCatalog.knob(named: setting.name), let value = try? knob.value(parsing: setting.text) else {
      return setting.text
    }
    return knob.text(value)
  }
}
