import DwellTerminal

/// Pieces of text of several colours, side by side.
enum PieceRow {
  typealias Piece = FormulaText.Piece

  /// The columns they take.
  static func width(_ pieces: [Piece], _ canvas: Canvas) -> Int {
    pieces.reduce(0) { $0 + canvas.columns(of: $1.text) }
  }

  /// Draws them; returns the column after them.
  @discardableResult
  static func put(_ pieces: [Piece], x: Int, y: Int, on canvas: inout Canvas) -> Int {
    var x = x
    for piece in pieces {
      x += canvas.text(piece.text, x: x, y: y, role: piece.role, attributes: piece.isBold ? .bold : [])
    }
    return x
  }

  /// Whole words, in as many rows of so many columns as they take.
  static func wrap(_ pieces: [Piece], _ width: Int) -> [[Piece]] {
    var rows: [[Piece]] = [[]]
    var taken = 0
    // Words of one piece after the other; a word may go over the border of two pieces, as `T₀.` does.
    var words: [[Piece]] = [[]]
    for piece in pieces {
      for (index, part) in piece.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { words.append([]) }
        if !part.isEmpty { words[words.count - 1].append(Piece(String(part), piece.role, bold: piece.isBold)) }
      }
    }
    for word in words {
      let wide = word.reduce(0) { $0 + Canvas.columns(of: $1.text) }
      if taken > 0, taken + 1 + wide > width {
        rows.append([])
        taken = 0
      }
      if taken > 0 {
        rows[rows.count - 1].append(Piece(" ", .text))
        taken += 1
      }
      rows[rows.count - 1] += word
      taken += wide
    }
    return rows
  }
}
