import DwellTerminal

/// A part of the explanation: something drawn in so many rows.
struct ExplainPart {
  /// Lower numbers stay longer where rows are scarce.
  var rank: Int
  /// How many rows it takes.
  var rows: Int
  /// Whether it belongs to the part before it, with no blank row between them.
  var follows = false
  /// Draws it in an area of so many rows.
  var draw: (Rect, inout Canvas) -> Void

  /// A part under a title of its own, with dim words at the right where there is room.
  static func titled(
    _ title: String, _ aside: String, rank: Int, rows: Int, _ body: @escaping (Rect, inout Canvas) -> Void
  ) -> ExplainPart {
    ExplainPart(rank: rank, rows: rows + 1) { area, canvas in
      let taken = canvas.text(title, x: area.x, y: area.y, role: .title, attributes: .bold)
      if taken + 3 + canvas.columns(of: aside) <= area.width {
        canvas.textEnding(aside, before: area.right, y: area.y, role: .dim)
      }
      body(area.inset(left: 2, top: 1), &canvas)
    }
  }

  /// Words in whole words, over as many rows as they take.
  static func words(_ pieces: [FormulaText.Piece], _ width: Int, rank: Int) -> ExplainPart {
    let rows = PieceRow.wrap(pieces, width)
    return ExplainPart(rank: rank, rows: rows.count) { area, canvas in
      for (index, row) in rows.enumerated() { PieceRow.put(row, x: area.x, y: area.y + index, on: &canvas) }
    }
  }
}
