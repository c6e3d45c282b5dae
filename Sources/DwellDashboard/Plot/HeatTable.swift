import DwellCore
public import DwellTerminal

/// Numbers over two axes, each with a shade that says how large it is among them, for results that are printed.
///
/// Shades go by the logarithm where all numbers are positive, so that a decade more is as much everywhere.
public struct HeatTable: Sendable {
  private let title: String
  private let rows: [String]
  private let columns: [String]
  private let values: [[Double]]
  private let texts: [[String]]
  private let cellWidth: Int
  private let labelWidth: Int

  /// A table of `values`, row by row; `text` says a number.
  public init(
    _ title: String, rows: [String], columns: [String], _ values: [[Double]], text: (Double?) -> String
  ) {
    self.title = title
    self.rows = rows
    self.columns = columns
    self.values = values
    texts = values.map { $0.map { text($0.isFinite ? $0 : nil) } }
    cellWidth = (texts.joined().map(\.count).max() ?? 0) + 3
    labelWidth = rows.map(\.count).max() ?? 0
  }

  /// The columns it takes.
  public var width: Int { labelWidth + 2 + columns.count * (max(cellWidth, (columns.map(\.count).max() ?? 0)) + 1) }
  /// The rows it takes.
  public var height: Int { rows.count + 2 }

  /// Draws it into an area: title, heads of columns, a line for each row.
  public func draw(in area: Rect, on canvas: inout Canvas) {
    let step = max(cellWidth, columns.map(\.count).max() ?? 0) + 1
    let left = area.x + labelWidth + 2
    canvas.text(title, x: area.x, y: area.y, role: .title, attributes: .bold, limit: area.width)
    for (place, name) in columns.enumerated() {
      canvas.textEnding(name, before: left + (place + 1) * step - 1, y: area.y + 1, role: .dim)
    }
    let shades = canvas.symbols.shades
    for (row, name) in rows.enumerated() {
      let y = area.y + 2 + row
      canvas.textEnding(name, before: area.x + labelWidth, y: y, role: .dim)
      for (place, text) in texts[row].enumerated() {
        let end = left + (place + 1) * step - 1
        canvas.textEnding(text, before: end, y: y, role: .text)
        guard let share = share(values[row][place]) else { continue }
        let level = (share * Double(shades.count - 1)).rounded().whole(in: 0...(shades.count - 1))
        let role = Role.heat[level * (Role.heat.count - 1) / max(shades.count - 1, 1)]
        for x in 0..<2 { canvas.put(shades[level], x: end - cellWidth + x, y: y, role: role) }
      }
    }
  }

  // 0 for the least of all and 1 for the greatest.
  private func share(_ value: Double) -> Double? {
    let all = values.joined().filter(\.isFinite)
    guard value.isFinite, let low = all.min(), let high = all.max() else { return nil }
    guard high > low else { return 0 }
    return Scale(low > 0 ? .logarithmic : .linear, low, high).fraction(of: value)
  }
}
