import DwellTerminal
import Foundation
import Testing

#if canImport(FoundationXML)

  import FoundationXML
#endif

struct CanvasSvgTests {
  private func picture(_ symbols: SymbolSet = .braille) -> Canvas {
    var canvas = Canvas(width: 12, height: 4, symbols: symbols)
    canvas.text("a < b & \"c\"", x: 0, y: 0, role: .title, attributes: .bold)
    canvas.put("⣿", x: 0, y: 1, role: .dwell)
    canvas.put("▀", x: 1, y: 1, role: .p)
    canvas.rule(x: 2, y: 1, width: 6)
    canvas.put("┤", x: 8, y: 1, role: .rule)
    canvas.put("●", x: 9, y: 1, role: .text)
    canvas.text("sel", x: 0, y: 2, role: .selected, background: .selected)
    canvas.text("rev", x: 4, y: 2, role: .hint, attributes: [.reverse, .underline])
    return canvas
  }

  private func count(_ text: String, _ piece: String) -> Int { text.components(separatedBy: piece).count - 1 }

  @Test("A picture is as large as its cells and holds words as words")
  func sizeAndWords() {
    let svg = picture().svg(.dark, title: "a & b")
    #expect(svg.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg "))
    #expect(svg.contains("width=\"108\" height=\"72\""))
    #expect(svg.contains("<title>a &amp; b</title>"))
    #expect(svg.contains(">a &lt; b &amp; &quot;c&quot;</text>"))
    #expect(svg.contains("textLength=\"99\" font-weight=\"bold\""))
    #expect(svg.contains("fill=\"\(Theme.dark.selectedBackground.hex)\""))
    #expect(svg.contains("fill=\"\(Theme.dark[.hint].hex)\""))
    #expect(svg.contains(">rev</text>"))
  }

  @Test("Both colours of a half block are drawn: what lies behind, and the half over it")
  func heat() {
    var canvas = Canvas(width: 2, height: 1)
    canvas.put("▀", x: 0, y: 0, role: .heat2, background: .heat5)
    canvas.put(" ", x: 1, y: 0, role: .text, background: .heat4)
    let svg = canvas.svg(.dark)
    for role in [Role.heat2, .heat5, .heat4] { #expect(svg.contains("fill=\"\(Theme.dark[role].hex)\""), "\(role)") }
  }

  @Test("Shapes need no font: no braille, block or box character is left as text")
  func shapes() throws {
    let svg = picture().svg(.dark)
    #expect(
      !svg.unicodeScalars.contains { (0x2500...0x259F).contains($0.value) || (0x2800...0x28FF).contains($0.value) })
    // Eight dots, and one rule for its six cells and the arm of the axis.
    #expect(count(svg, "h.01") == 8)
    #expect(svg.contains("h59.04v"))
  }

  @Test("Every character that panels ask a symbol set for is drawn or written once")
  func everyBoxAndBlock() {
    var canvas = Canvas(width: 32, height: 20)
    for value in UInt32(0x2500)...0x259F {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let place = Int(value - 0x2500)
      canvas.put(scalar, x: place % 32, y: place / 32, role: .text)
    }
    let svg = canvas.svg(.light)
    #expect(svg.contains(Theme.light[.text].hex))
    #expect(svg.hasSuffix("</g>\n</svg>\n"))
  }

  @Test("An empty canvas is a picture too", arguments: [(0, 0), (1, 1), (200, 50)])
  func empty(width: Int, height: Int) {
    let svg = Canvas(width: width, height: height).svg(.dark)
    #expect(svg.contains("viewBox=\"0 0 \(width * 9) \(height * 18)\""))
    #expect(!svg.contains("<g"))
  }

  @Test("A file can hold it: no control characters, whatever the title says")
  func hostileTitle() {
    let svg = picture().svg(.dark, title: "\u{1B}]0;x\u{7}<&>")
    #expect(svg.contains("<title>?]0;x?&lt;&amp;&gt;</title>"))
    #expect(svg.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
  }

  #if canImport(FoundationXML)
    @Test("It is well-formed XML in every theme and symbol set", arguments: SymbolSet.allCases)
    func wellFormed(symbols: SymbolSet) {
      for theme in [Theme.dark, .light] {
        let parser = XMLParser(data: Data(picture(symbols).svg(theme, title: "<&>").utf8))
        #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
      }
    }
  #endif
}
