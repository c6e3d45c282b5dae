import DwellCore
import DwellSimulation
import DwellTuning

/// A sweep as a table whose rows can be printed one by one: columns as wide as anything that can stand in them.
struct SweepTable {
  private let rows: SweepRows
  private let widths: [Int]

  init(_ rows: SweepRows) {
    self.rows = rows
    let knobs = rows.grid.axes.map { axis in
      max(axis.name.count, axis.values.map { Self.text(Setting(axis.name, $0)).count }.max() ?? 0)
    }
    widths = knobs + rows.metrics.map { max($0.title.count, 16) }
  }

  var head: [String] { [line(rows.grid.axes.map(\.name) + rows.metrics.map(\.title))] }

  func cells(_ row: Int, _ outcome: Result<Sample, Knob.Refusal>) -> [String] {
    let settings = rows.grid.settings(at: row).map(Self.text)
    switch outcome {
    case .success(let sample):
      let values = rows.metrics.map { $0.text(sample.interval($0)) }
      return settings + values + (sample.isSaturated ? ["!  could not keep up"] : [])
    case .failure: return settings + rows.metrics.map { _ in "–" }
    }
  }

  /// A line; what follows the last column is a remark.
  func line(_ cells: [String]) -> String {
    var line = ""
    for (place, cell) in cells.enumerated() {
      guard widths.indices.contains(place) else {
        line += "  " + cell
        continue
      }
      line += (place > 0 ? "  " : "") + String(repeating: " ", count: max(widths[place] - cell.count, 0)) + cell
    }
    return line
  }

  // As a person reads it: `100 µs` and not `100us`.
  static func text(_ setting: Setting) -> String {
    guard let knob = KnobCatalog.knob(named: setting.name), let value = try? knob.value(parsing: setting.text) else {
      return setting.text
    }
    return QuantityText.knob(knob, value)
  }
}
