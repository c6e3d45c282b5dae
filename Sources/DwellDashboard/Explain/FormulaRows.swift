import DwellEngine
import DwellTerminal

/// Formulas one below the other, their equals signs in columns.
enum FormulaRows {
  typealias Piece = FormulaText.Piece

  /// `D = α·D + (1 − α)·n = 0.95·3.06 + 0.05·2.40 = 3.03 µs  mean gap`; what does not fit goes: the meaning, the letters; where
  /// the numbers need a second row, those of the last lines get one.
  static func part(
    _ lines: [Explanation.Line], _ width: Int, _ columns: @escaping (String) -> Int, rows: Int
  ) -> ExplainPart {
    func wide(_ pieces: [Piece]) -> Int { pieces.reduce(0) { $0 + columns($1.text) } }
    let letters = lines.map { $0.right.map(FormulaText.letters) ?? [] }
    let numbers = lines.map { FormulaText.numbers($0) }
    let results = lines.map(FormulaText.result)
    let names = lines.map { columns($0.symbol.text) }.max() ?? 1
    let letterWidth = letters.map(wide).max() ?? 0
    let numberWidth = numbers.map(wide).max() ?? 0
    let resultWidth = results.map(columns).max() ?? 0
    let bare = names + 3 + resultWidth
    guard bare + 3 + numberWidth <= width else {
      return narrow(lines, numbers, results, width, columns, rows: rows)
    }
    let showsLetters = bare + 6 + letterWidth + numberWidth <= width
    let first = names + 3
    let second = showsLetters && letterWidth > 0 ? first + letterWidth + 3 : first
    let third = numberWidth > 0 ? second + numberWidth + 3 : second
    let meaning = third + resultWidth + 2
    let showsMeaning = meaning + (lines.map { columns($0.meaning) }.max() ?? 0) <= width
    return ExplainPart(rank: 1, rows: lines.count) { area, canvas in
      for (index, line) in lines.enumerated() {
        let y = area.y + index
        let role = FormulaText.role(line.symbol.hue)
        func column(_ x: Int, _ pieces: [Piece]) {
          guard !pieces.isEmpty else { return }
          canvas.text("=", x: area.x + x - 2, y: y, role: .dim)
          PieceRow.put(pieces, x: area.x + x, y: y, on: &canvas)
        }
        canvas.text(line.symbol.text, x: area.x, y: y, role: role, attributes: .bold)
        if showsLetters { column(first, letters[index]) }
        column(second, numbers[index])
        column(third, [Piece(results[index], role, bold: true)])
        if showsMeaning { canvas.text(line.meaning, x: area.x + meaning, y: y, role: .dim) }
      }
    }
  }

  /// The same where numbers and result do not stand in one row.
  private static func narrow(
    _ lines: [Explanation.Line], _ numbers: [[Piece]], _ results: [String], _ width: Int,
    _ columns: @escaping (String) -> Int, rows: Int
  ) -> ExplainPart {
    let names = lines.map { columns($0.symbol.text) }.max() ?? 1
    func wide(_ pieces: [Piece]) -> Int { pieces.reduce(0) { $0 + columns($1.text) } }
    var spare = max(rows - lines.count, 0)
    var heights = lines.map { _ in 1 }
    for index in lines.indices.reversed() where !numbers[index].isEmpty && spare > 0 {
      let both = names + 3 + wide(numbers[index]) + 3 + columns(results[index])
      if both > width, names + 3 + wide(numbers[index]) <= width {
        heights[index] = 2
        spare -= 1
      }
    }
    return ExplainPart(rank: 1, rows: heights.reduce(0, +)) { area, canvas in
      var y = area.y
      for (index, line) in lines.enumerated() {
        let role = FormulaText.role(line.symbol.hue)
        let result = [Piece("= ", .dim), Piece(results[index], role, bold: true)]
        canvas.text(line.symbol.text, x: area.x, y: y, role: role, attributes: .bold)
        var x = area.x + names + 1
        let fits = names + 3 + wide(numbers[index]) + 3 + columns(results[index]) <= width
        if !numbers[index].isEmpty, fits || heights[index] == 2 {
          x = PieceRow.put([Piece("= ", .dim)] + numbers[index], x: x, y: y, on: &canvas) + 1
          if heights[index] == 2 {
            y += 1
            x = area.x + names + 1
          }
        }
        PieceRow.put(result, x: x, y: y, on: &canvas)
        y += 1
      }
    }
  }
}
