extension Canvas {
  /// The canvas as text, a line a row, without trailing blanks.
  public var plainText: String { lines.map { $0 + "\n" }.joined() }

  /// The canvas as text with the escape sequences (SGR) of a palette, a line a row; every line begins and ends plain.
  public func ansiText(_ palette: Palette) -> String {
    var result = ""
    result.reserveCapacity(width * height * 4)
    for y in 0..<height {
      var present: Ink?
      for x in 0..<width {
        let cell = self[x, y]
        let ink = palette[cell]
        if ink != present {
          result += ink.sequence
          present = ink
        }
        result.unicodeScalars.append(cell.scalar)
      }
      result += "\u{1B}[0m\n"
    }
    return result
  }
}

extension Ink {
  /// The escape sequence that sets this ink and nothing else.
  var sequence: String {
    var codes = "0"
    if attributes.contains(.bold) { codes += ";1" }
    if attributes.contains(.faint) { codes += ";2" }
    if attributes.contains(.underline) { codes += ";4" }
    if attributes.contains(.reverse) { codes += ";7" }
    codes += Self.code(foreground, plain: 30, bright: 90, indexed: 38)
    codes += Self.code(background, plain: 40, bright: 100, indexed: 48)
    return "\u{1B}[\(codes)m"
  }

  private static func code(_ number: Int32, plain: Int, bright: Int, indexed: Int) -> String {
    if let colour = Ink.rgb(number) { return ";\(indexed);2;\(colour.red);\(colour.green);\(colour.blue)" }
    return switch number {
    case ..<0: ""
    case 0..<8: ";\(plain + Int(number))"
    case 8..<16: ";\(bright + Int(number) - 8)"
    default: ";\(indexed);5;\(number)"
    }
  }
}
