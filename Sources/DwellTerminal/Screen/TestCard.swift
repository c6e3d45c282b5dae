/// The picture of `--check-terminal`: what was found out, and a sample of everything a screen is drawn with.
public struct TestCard: Sendable {
  private let capabilities: TerminalCapabilities
  private let depth: ColorDepth
  private let symbols: SymbolSet
  private let themeName: String

  /// A card about a terminal, the depth and symbols that were chosen for it, and the theme it is drawn with.
  public init(capabilities: TerminalCapabilities, depth: ColorDepth, symbols: SymbolSet, themeName: String) {
    self.capabilities = capabilities
    self.depth = depth
    self.symbols = symbols
    self.themeName = themeName
  }

  /// The card at a size; 80×24 holds all of it, less is cut at the bottom.
  ///
  /// Every symbol set that the locale can carry is shown, also those that the font may not have: seeing is the test.
  public func canvas(width: Int, height: Int) -> Canvas {
    var canvas = Canvas(width: width, height: height, symbols: capabilities.isUTF8 ? .braille : .ascii)
    var y = 0
    title("terminal", &canvas, &y)
    let entry = capabilities.entry == capabilities.term ? "" : ", driven as \(capabilities.entry)"
    fact("TERM", "\(capabilities.term)\(entry)", &canvas, &y)
    fact("size", "\(width) x \(height)", &canvas, &y)
    fact("characters", "\(capabilities.codeset)\(capabilities.isUTF8 ? "" : ": ASCII alone")", &canvas, &y)
    fact(
      "colors", "\(capabilities.colors) in terminfo\(Self.words(capabilities.trueColor)), drawn with \(depth.rawValue)",
      &canvas, &y)
    fact("theme", themeName, &canvas, &y)
    fact("symbols", symbols.rawValue, &canvas, &y)
    title("symbols: each row should look even, without boxes or question marks", &canvas, &y)
    for set in SymbolSet.allCases where capabilities.isUTF8 || set == .ascii { sample(set, &canvas, &y) }
    title("colors: each word in its own, all of them readable", &canvas, &y)
    for roles in Self.rows {
      var x = 2
      for role in roles { x += canvas.text("\(role)", x: x, y: y, role: role, attributes: .bold) + 2 }
      y += 1
    }
    canvas.setBackground(.selected, in: Rect(x: 1, y: y, width: width - 2, height: 1))
    let words = canvas.text("selected row", x: 2, y: y, role: .selected, attributes: .bold)
    canvas.text("and dim words on it", x: words + 4, y: y, role: .selectedDim)
    y += 1
    var x = 2
    for (name, attributes) in Self.attributes {
      x += canvas.text(name, x: x, y: y, attributes: attributes) + 2
    }
    return canvas
  }

  private static func words(_ trueColor: TrueColor) -> String {
    trueColor == .announced ? ", 24 bits announced" : ""
  }

  private static let rows: [[Role]] = [
    [.text, .dim, .title, .brand, .hint, .running, .paused, .warning, .rule, .grid, .faded],
    [.p, .given, .dwell, .dwellDim, .d, .v, .sample, .full, .throughput, .limit, .mark, .a, .b],
  ]
  private static let attributes: [(String, Cell.Attributes)] = [
    ("plain", []), ("bold", .bold), ("underline", .underline), ("reverse", .reverse), ("faint", .faint),
  ]

  private func title(_ text: String, _ canvas: inout Canvas, _ y: inout Int) {
    let taken = canvas.text(text, x: 1, y: y, role: .title, attributes: .bold)
    canvas.rule(x: taken + 2, y: y, width: canvas.width - taken - 3)
    y += 1
  }

  private func fact(_ name: String, _ value: String, _ canvas: inout Canvas, _ y: inout Int) {
    canvas.text(name, x: 2, y: y, role: .dim)
    canvas.text(value, x: 14, y: y, role: .text, attributes: .bold)
    y += 1
  }

  /// A wave drawn with a set, and its signs beside it; three rows.
  private func sample(_ set: SymbolSet, _ canvas: inout Canvas, _ y: inout Int) {
    canvas.text(set.rawValue, x: 2, y: y, role: .dim)
    var wave = PlotSurface(columns: 24, rows: 2, symbols: set)
    // A triangle wave of three periods; its steepest part needs joins.
    let heights: [Int?] = (0..<wave.width).map { x in
      let phase = Double(x * 3 % wave.width) / Double(wave.width)
      return Int((abs(phase * 2 - 1) * Double(wave.height - 1)).rounded())
    }
    wave.curve(heights, joined: true, Pen(.p, rank: 1, letter: "P"))
    wave.draw(on: &canvas, x: 10, y: y)
    let bars = (0...8).map { String(Character(set.column(eighths: $0))) }.joined()
    canvas.text(bars, x: 36, y: y, role: .throughput)
    let signs: [Unicode.Scalar] = [
      set.cursor, set.full, set.due, set.nothing, set.mark, set.markLine, set.running, set.axisTick, set.grid,
      set.beyond,
    ]
    canvas.text(signs.map { String(Character($0)) }.joined(separator: " "), x: 47, y: y, role: .text)
    let slider =
      String(repeating: Character(set.sliderFilled), count: 4) + String(Character(set.sliderKnob))
      + String(repeating: Character(set.sliderTrack), count: 3) + String(Character(set.sliderGhost))
      + String(repeating: Character(set.sliderTrack), count: 2)
    canvas.text(slider, x: 36, y: y + 1, role: .text)
    canvas.text(
      "\(set.panelNumber(1))P \(set.plain("T₀ 500 µs")) \(set.upDown) \(set.leftRight)", x: 49, y: y + 1, role: .hint)
    y += 2
  }
}
