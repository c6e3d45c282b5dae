import DwellTerminal

/// A line being typed: as much of it as there is room for, with the cursor always in sight.
enum LineEditText {
  /// Draws it and returns the columns it takes, cursor included.
  @discardableResult
  static func draw(_ edit: LineEdit, x: Int, y: Int, columns: Int, on canvas: inout Canvas) -> Int {
    let (text, cursor) = edit.seen(columns: columns)
    guard columns > 0 else { return 0 }
    canvas.text(text, x: x, y: y, role: .selected, attributes: .bold)
    if cursor < text.unicodeScalars.count {
      let scalar = canvas[x + cursor, y].scalar
      canvas.put(scalar, x: x + cursor, y: y, role: .selected, attributes: [.bold, .reverse])
    } else {
      canvas.put("_", x: x + cursor, y: y, role: .selected, attributes: .bold)
    }
    return max(text.unicodeScalars.count, cursor + 1)
  }
}
