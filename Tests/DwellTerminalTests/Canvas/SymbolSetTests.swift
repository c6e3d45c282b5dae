import DwellTerminal
import Testing

@Suite struct SymbolSetTests {
  @Test(arguments: [
    ("T₀ 500 µs", "T0 500 us"), ("×0.56", "x0.56"), ("−1.0 s", "-1.0 s"), ("0.99 → 0.95", "0.99 -> 0.95"),
    ("↑↓ ←→", "^v <->"), ("1 µs…1 s", "1 us..1 s"), ("▸ ● ○ ■ □", "> O o # o"), ("¹release", "1release"),
    ("n ≥ 10, ±3", "n >= 10, +-3"), ("plain", "plain"), ("↷", "?"),
  ])
  func asciiSaysTheSameInWords(given: String, expected: String) {
    #expect(SymbolSet.ascii.plain(given) == expected)
    #expect(SymbolSet.braille.plain(given) == given)
  }

  @Test func panelNumbers() {
    #expect(SymbolSet.braille.panelNumber(3) == "³")
    #expect(SymbolSet.ascii.panelNumber(3) == "3:")
    #expect(SymbolSet.braille.panelNumber(12) == "")
  }

  @Test func barsGrowWithTheirEighths() {
    let columns = (-1...9).map { String(Character(SymbolSet.braille.column(eighths: $0))) }.joined()
    #expect(columns == "  ▁▂▃▄▅▆▇██")
    let rows = (-1...9).map { String(Character(SymbolSet.braille.row(eighths: $0))) }.joined()
    #expect(rows == "  ▏▎▍▌▋▊▉██")
    #expect((0...8).map { String(Character(SymbolSet.block.column(eighths: $0))) }.joined() == " ▄▄▄▄▄███")
    #expect((0...8).map { String(Character(SymbolSet.block.row(eighths: $0))) }.joined() == "  ▌▌▌▌███")
    #expect((0...8).map { String(Character(SymbolSet.ascii.level(eighths: $0))) }.joined() == " 1234567#")
    #expect((0...8).map { String(Character(SymbolSet.ascii.column(eighths: $0))) }.joined() == " ...#####")
  }

  @Test func theSetsComeRound() {
    #expect(SymbolSet.allCases.map(\.next) == [.block, .ascii, .braille])
    #expect(SymbolSet(rawValue: "block") == .block)
  }

  @Test func blockDrawsBrailleAsHalves() {
    #expect(SymbolSet.block.plain("⠉" as Unicode.Scalar) == "▀")
    #expect(SymbolSet.block.plain("⣀" as Unicode.Scalar) == "▄")
    #expect(SymbolSet.block.plain("⣿" as Unicode.Scalar) == "█")
    #expect(SymbolSet.block.plain("▸ T₀ −1 ━● ┊ ▃█ µ α ×") == "► T0 -1 ═■ │ ▄█ µ α ×")
  }
}
