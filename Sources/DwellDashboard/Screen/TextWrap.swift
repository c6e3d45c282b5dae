import DwellTerminal

/// Lines of whole words.
enum TextWrap {
  /// The text in lines of at most so many columns; a word longer than that stays whole and is cut by the canvas.
  static func lines(_ text: String, columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if Canvas.columns(of: line) + 1 + Canvas.columns(of: String(word)) <= columns {
        line += " \(word)"
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
