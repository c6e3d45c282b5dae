import DwellTerminal
import Testing

@Suite struct TestCardTests {
  private func card(isUTF8: Bool, width: Int, height: Int) -> Canvas {
    let capabilities = TerminalCapabilities(
      term: "odd", entry: "xterm-256color", colors: 256, isUTF8: isUTF8, codeset: isUTF8 ? "UTF-8" : "ANSI_X3.4-1968")
    return TestCard(
      capabilities: capabilities, depth: .indexed, symbols: capabilities.symbols(.auto), themeName: "dark"
    ).canvas(width: width, height: height)
  }

  @Test func itShowsTheFactsAndEverySet() {
    let lines = card(isUTF8: true, width: 80, height: 24).lines
    #expect(lines.contains("  TERM        odd, driven as xterm-256color"))
    #expect(lines.contains("  colors      256 in terminfo, drawn with 256"))
    for word in ["braille", "block", "ascii"] { #expect(lines.contains { $0.hasPrefix("  \(word)  ") }) }
    #expect(lines.contains { $0.contains("selected row") })
    #expect(lines.contains { $0.contains("underline") })
  }

  @Test func withoutUTF8ItIsASCII() {
    let canvas = card(isUTF8: false, width: 80, height: 24)
    #expect(canvas.cells.allSatisfy { $0.scalar.isASCII })
    #expect(!canvas.lines.contains { $0.hasPrefix("  braille") })
  }

  @Test func anySizeWillDo() {
    for (width, height) in [(0, 0), (1, 1), (20, 5), (250, 80)] {
      #expect(card(isUTF8: true, width: width, height: height).cells.count == width * height)
    }
  }
}
