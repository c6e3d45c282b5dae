import DwellTerminal

/// Lines of whole words.
enum TextWrap {
  /// The text in lines of at most so many columns; a word longer than that stays whole and is cut by the canvas.
  static func lines(_ text: String, columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in words(text) {
      if line.isEmpty {
        line = word
      } else if Canvas.columns(of: line) + 1 + Canvas.columns(of: word) <= columns {
        line += " \(word)"
      } else {
        lines.append(line)
        line = word
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  private static let units: Set<String> = [
    "%", "ns", "µs", "us", "ms", "s", "B", "KiB", "MiB", "GiB", "pps", "kpps", "Mpps", "Gpps", "k/s", "M/s", "/s",
  ]

  // A number and its unit are one word: `11` at the end of a line says nothing.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    for word in text.split(separator: " ") {
      let bare = word.trimmingSuffix { ".,;:)".contains($0) }
      if let last = words.last, last.last?.isNumber == true, units.contains(String(bare)) {
        words[words.count - 1] = "\(last) \(word)"
      } else {
        words.append(String(word))
      }
    }
    return words
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return rest
  }
}
