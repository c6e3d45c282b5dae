package import DwellTerminal

/// Figures of several rows, to be read from the back of a room.
///
/// From a font of 3x5 squares: a square is two columns wide and one row high, or a multiple of that. Where there is no
/// room for it, three rows: half blocks, and in ASCII strokes.
package enum BigDigits {
  /// How large the figures are.
  package enum Size: Sendable, Hashable {
    /// Three columns and three rows.
    case small
    /// Squares of twice so many columns and so many rows.
    case squares(Int)

    /// The rows of a text.
    package var rows: Int {
      switch self {
      case .small: 3
      case .squares(let side): 5 * side
      }
    }

    /// The columns of a figure, of a point, and between two of them.
    fileprivate var columns: (figure: Int, point: Int, between: Int) {
      switch self {
      case .small: (3, 1, 1)
      case .squares(let side): (6 * side, 2 * side, 2 * side)
      }
    }
  }

  /// The columns of a text of figures, points and minus signs.
  package static func columns(of text: String, _ size: Size) -> Int {
    let columns = size.columns
    let wide = text.unicodeScalars.reduce(0) { $0 + ($1 == "." ? columns.point : columns.figure) }
    return wide + max(text.unicodeScalars.count - 1, 0) * columns.between
  }

  /// Draws a text from a cell on; what is no figure, point or minus sign is left blank.
  package static func draw(_ text: String, x: Int, y: Int, _ size: Size, role: Role, on canvas: inout Canvas) {
    var x = x
    let columns = size.columns
    for scalar in text.unicodeScalars {
      let width = scalar == "." ? columns.point : columns.figure
      switch size {
      case .small: drawSmall(scalar, x: x, y: y, role, on: &canvas)
      case .squares(let side): drawSquares(scalar, x: x, y: y, side, role, on: &canvas)
      }
      x += width + columns.between
    }
  }

  private static func drawSquares(
    _ scalar: Unicode.Scalar, x: Int, y: Int, _ side: Int, _ role: Role, on canvas: inout Canvas
  ) {
    for (row, bits) in rows(of: scalar).enumerated() {
      for column in 0..<3 where bits >> (2 - column) & 1 == 1 {
        // A point is one column of squares wide.
        let left = scalar == "." ? x : x + column * 2 * side
        canvas.fill(
          Rect(x: left, y: y + row * side, width: 2 * side, height: side),
          with: Cell(canvas.symbols.column(eighths: 8), role: role))
      }
    }
  }

  private static func drawSmall(
    _ scalar: Unicode.Scalar, x: Int, y: Int, _ role: Role, on canvas: inout Canvas
  ) {
    if canvas.symbols == .ascii {
      for (row, line) in strokes(of: scalar).enumerated() {
        canvas.text(line, x: x, y: y + row, role: role, attributes: .bold)
      }
      return
    }
    let rows = rows(of: scalar) + [0]
    for pair in 0..<3 {
      for column in 0..<3 {
        let upper = rows[2 * pair] >> (2 - column) & 1 == 1
        let lower = rows[2 * pair + 1] >> (2 - column) & 1 == 1
        guard upper || lower else { continue }
        canvas.put(
          upper ? (lower ? "█" : "▀") : "▄", x: scalar == "." ? x : x + column, y: y + pair, role: role)
      }
    }
  }

  /// Five rows of three squares each.
  private static func rows(of scalar: Unicode.Scalar) -> [Int] {
    switch scalar {
    case "0": [7, 5, 5, 5, 7]
    case "1": [2, 6, 2, 2, 7]
    case "2": [7, 1, 7, 4, 7]
    case "3": [7, 1, 7, 1, 7]
    case "4": [5, 5, 7, 1, 1]
    case "5": [7, 4, 7, 1, 7]
    case "6": [7, 4, 7, 5, 7]
    case "7": [7, 1, 1, 1, 1]
    case "8": [7, 5, 7, 5, 7]
    case "9": [7, 5, 7, 1, 7]
    case ".": [0, 0, 0, 0, 2]
    case "-", "−", "–": [0, 0, 7, 0, 0]
    default: [0, 0, 0, 0, 0]
    }
  }

  /// Three rows of strokes.
  private static func strokes(of scalar: Unicode.Scalar) -> [String] {
    switch scalar {
    case "0": [" _ ", "| |", "|_|"]
    case "1": ["   ", " | ", " | "]
    case "2": [" _ ", " _|", "|_ "]
    case "3": [" _ ", " _|", " _|"]
    case "4": ["   ", "|_|", "  |"]
    case "5": [" _ ", "|_ ", " _|"]
    case "6": [" _ ", "|_ ", "|_|"]
    case "7": [" _ ", "  |", "  |"]
    case "8": [" _ ", "|_|", "|_|"]
    case "9": [" _ ", "|_|", " _|"]
    case ".": [" ", " ", "."]
    case "-", "−", "–": ["   ", " _ ", "   "]
    default: ["", "", ""]
    }
  }
}
