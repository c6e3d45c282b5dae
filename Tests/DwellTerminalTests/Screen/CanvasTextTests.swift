import DwellTerminal
import Testing

@Suite struct CanvasTextTests {
  private var canvas: Canvas {
    var canvas = Canvas(width: 4, height: 2)
    canvas.text("P", x: 0, y: 0, role: .p, attributes: .bold)
    canvas.text("µs", x: 2, y: 0, role: .dim)
    canvas.text("x", x: 1, y: 1, role: .selected, attributes: .underline, background: .selected)
    return canvas
  }

  @Test func plainTextHasNoTrailingBlanks() {
    #expect(canvas.plainText == "P µs\n x\n")
    #expect(Canvas(width: 3, height: 0).plainText.isEmpty)
  }

  @Test func ansiTextWithoutColours() {
    #expect(
      canvas.ansiText(Theme.dark.palette(.mono))
        == "\u{1B}[0;1mP\u{1B}[0m \u{1B}[0;2mµs\u{1B}[0m\n\u{1B}[0m \u{1B}[0;4;7mx\u{1B}[0m  \u{1B}[0m\n")
  }

  @Test func ansiTextWith16Colours() {
    #expect(
      canvas.ansiText(Theme.dark.palette(.sixteen))
        == "\u{1B}[0;1;92;40mP\u{1B}[0;37;40m µs\u{1B}[0m\n\u{1B}[0;37;40m \u{1B}[0;4;97;44mx\u{1B}[0;37;40m  \u{1B}[0m\n"
    )
  }

  @Test func ansiTextWith256Colours() {
    let first = canvas.ansiText(Theme.dark.palette(.indexed)).split(separator: "\n")[0]
    #expect(first.hasPrefix("\u{1B}[0;1;38;5;150;48;5;233mP"))
  }
}
