import DwellCore
package import DwellTerminal

/// Names and present values right of a plot, at the height where their curves end.
package enum Gutter {
  /// One curve's name and value.
  package struct Entry: Sendable, Hashable {
    /// The name of the curve.
    package var name: String
    /// Its present value.
    package var value: String
    /// The hue of the quantity.
    package var role: Role
    /// The row where the curve ends, 0 on top.
    package var row: Int
    /// What the value says, in one unit for all curves of a plot; NaN where rows alone decide.
    package var number: Double
    /// Lower numbers stay when there are too few rows.
    package var rank: Int
    /// Whether the name is drawn bold.
    package var isBold: Bool

    /// An entry for a curve that ends at `row`.
    package init(
      _ name: String, _ value: String, _ role: Role, row: Int, rank: Int, number: Double = .nan, bold: Bool = true
    ) {
      self.name = name
      self.value = value
      self.role = role
      self.row = row
      self.rank = rank
      self.number = number
      isBold = bold
    }
  }

  /// The rows the entries get: each its own, in order of their curves, pushed apart as little as it takes.
  ///
  /// Curves in one row stand in the order of their numbers; those that read alike keep the order of their ranks.
  package static func placed(_ entries: [Entry], rows: Int) -> [Entry] {
    guard rows > 0 else { return [] }
    var kept = entries.sorted { $0.rank < $1.rank }.prefix(rows).sorted(by: isAbove)
    var next = 0
    for index in kept.indices {
      // So far down that those below still fit, so far up that those above are passed.
      kept[index].row = min(max(kept[index].row, next), rows - (kept.count - index))
      next = kept[index].row + 1
    }
    return kept
  }

  private static func isAbove(_ a: Entry, _ b: Entry) -> Bool {
    if a.row != b.row { return a.row < b.row }
    if a.value == b.value || a.number == b.number || a.number.isNaN && b.number.isNaN { return a.rank < b.rank }
    // What has no number has no curve either, and stands last.
    return b.number.isNaN || a.number > b.number
  }

  /// A number in the unit of the axis in at most so many columns: it gives up decimals, never the name beside it.
  package static func number(_ value: Double, columns: Int) -> String {
    let text = QuantityText.significant(value)
    guard text.count > columns else { return text }
    guard value.magnitude < 1 else {
      let (factor, letter) = value.magnitude < 999_500 ? (1e3, "k") : (1e6, "M")
      return QuantityText.significant(value / factor) + letter
    }
    return QuantityText.fixed(value, digits: max(columns - 2, 0))
  }

  /// Draws the entries beside a plot whose first row is `y`.
  package static func draw(_ entries: [Entry], _ geometry: PlotGeometry, y: Int, rows: Int, on canvas: inout Canvas) {
    guard geometry.gutterWidth > 0 else { return }
    let right = geometry.gutterX + geometry.gutterWidth
    for entry in placed(entries, rows: rows) {
      let attributes: Cell.Attributes = entry.isBold ? .bold : []
      let free = geometry.gutterWidth - canvas.columns(of: entry.value) - 1
      let row = y + entry.row
      canvas.text(
        entry.name, x: geometry.gutterX, y: row, role: entry.role, attributes: attributes, limit: max(free, 0))
      canvas.textEnding(entry.value, before: right, y: row, role: entry.role, attributes: attributes)
    }
  }
}
