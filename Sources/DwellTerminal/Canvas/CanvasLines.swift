extension Canvas {
  /// The rows as text, without trailing blanks.
  public var lines: [String] {
    rows { row in
      var scalars = String.UnicodeScalarView()
      for cell in row { scalars.append(cell.scalar) }
      while scalars.last == " " { scalars.removeLast() }
      return String(scalars)
    }
  }

  /// The rows as the names of roles in runs, such as `text×4 dim×2`; blanks without a background do not count.
  public var roleLines: [String] {
    rows { row in
      var runs: [(name: String, count: Int)] = []
      for cell in row {
        var name = "\(cell.role)"
        if cell.background == .selected { name += "/selected" }
        if cell.attributes.contains(.bold) { name += "+bold" }
        if cell.attributes.contains(.underline) { name += "+underline" }
        if cell.attributes.contains(.reverse) { name += "+reverse" }
        if cell == Cell(" ", role: cell.role) { name = "-" }
        if runs.last?.name == name { runs[runs.count - 1].count += 1 } else { runs.append((name, 1)) }
      }
      if runs.last?.name == "-" { runs.removeLast() }
      return runs.map { "\($0.name)×\($0.count)" }.joined(separator: " ")
    }
  }

  private func rows<Row>(_ body: (ArraySlice<Cell>) -> Row) -> [Row] {
    (0..<height).map { body(cells[($0 * width)..<(($0 + 1) * width)]) }
  }
}
