import DwellEngine
import DwellTerminal

/// Formulas one below the other, their equals signs in columns.
enum FormulaRows {
  typealias Piece = FormulaText.Piece

  /// `D = α·D + (1 − α)·n = 0.95·3.06 + 0.05·2.40 = 3.03 µs  mean gap`; what does not fit goes: the meaning, the letters; a
  /// long line takes a second row first, and where the numbers need one, those of the last lines get it.
  static func part(
    _ lines: [Explanation.Line], _ width: Int, _ columns: @escaping (String) -> Int, rows: Int
  ) -> ExplainPart {
    func wide(_ pieces: [Piece]) -> Int { pieces.reduce(0) { $0 + columns($1.text) } }
    let letters = lines.map { $0.right.map(FormulaText.letters) ?? [] }
    let numbers = lines.map { FormulaText.numbers($0) }
    let results = lines.map(FormulaText.result)
    let names = lines.map { columns($0.symbol.text) }.max() ?? 1
    let resultWidth = results.map(columns).max() ?? 0
    let bare = names + 3 + resultWidth
    func letterWidth(_ tall: Int?) -> Int { letters.indices.map { $0 == tall ? 0 : wide(letters[$0]) }.max() ?? 0 }
    func numberWidth(_ tall: Int?) -> Int { numbers.indices.map { $0 == tall ? 0 : wide(numbers[$0]) }.max() ?? 0 }
    guard bare + 3 + numberWidth(nil) <= width else {
      return narrow(lines, numbers, results, width, columns, rows: rows)
    }
    func fits(_ tall: Int?) -> Bool { bare + 6 + letterWidth(tall) + numberWidth(tall) <= width }
    // One long line takes two rows before all lines lose their letters.
    let longest = lines.indices.max { wide(letters[$0] + numbers[$0]) < wide(letters[$1] + numbers[$1]) }
    var tall: Int?
    if !fits(nil), let longest, fits(longest), 2 * (lines.count + 1) <= rows,
      names + 3 + wide(letters[longest]) <= width
    {
      tall = longest
    }
    let showsLetters = fits(tall)
    let first = names + 3
    let lettersWide = letterWidth(tall)
    let second = showsLetters && lettersWide > 0 ? first + lettersWide + 3 : first
    let third = numberWidth(tall) > 0 ? second + numberWidth(tall) + 3 : second
    return ExplainPart(rank: 1, rows: lines.count + (tall == nil ? 0 : 1)) { area, canvas in
      var y = area.y
      for (index, line) in lines.enumerated() {
        let role = FormulaText.role(line.symbol.hue)
        func column(_ x: Int, _ pieces: [Piece]) {
          guard !pieces.isEmpty else { return }
          canvas.text("=", x: area.x + x - 2, y: y, role: .dim)
          PieceRow.put(pieces, x: area.x + x, y: y, on: &canvas)
        }
        canvas.text(line.symbol.text, x: area.x, y: y, role: role, attributes: .bold)
        if showsLetters { column(first, letters[index]) }
        var result = third
        if index == tall {
          y += 1
          column(first, numbers[index])
          result = max(third, first + wide(numbers[index]) + 3)
        } else {
          column(second, numbers[index])
        }
        column(result, [Piece(results[index], role, bold: true)])
        // A meaning stands behind its result, or where a formula would stand.
        let meaning = third + resultWidth + 2
        let length = columns(line.meaning)
        if max(meaning, result + columns(results[index]) + 2) + length <= width {
          canvas.text(line.meaning, x: area.x + max(meaning, result + columns(results[index]) + 2), y: y, role: .dim)
        } else if letters[index].isEmpty, numbers[index].isEmpty, first + length + 3 <= third {
          canvas.text(line.meaning, x: area.x + first, y: y, role: .dim)
        }
        y += 1
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
