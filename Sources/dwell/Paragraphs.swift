/// Long lines of text in whole words, as wide as what is printed.
enum Paragraphs {
  /// The lines of each paragraph; the first begins with `sign`, as wide as the blank before the others.
  static func lines(_ paragraphs: [String], sign: String = "  ") -> [String] {
    paragraphs.flatMap { paragraph -> [String] in
      var lines: [String] = []
      var line = sign
      for word in paragraph.split(separator: " ") {
        if line.count + word.count + 1 > Console.width, line.count > sign.count {
          lines.append(line)
          line = String(repeating: " ", count: sign.count)
        }
        line += (line.count > sign.count ? " " : "") + word
      }
      return lines + [line]
    }
  }
}
