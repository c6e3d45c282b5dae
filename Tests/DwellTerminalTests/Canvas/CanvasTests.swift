import DwellTerminal
import Testing

@Suite struct CanvasTests {
  @Test func textReturnsItsColumnsAndIsCutAtTheEdge() {
    var canvas = Canvas(width: 6, height: 2)
    #expect(canvas.text("release", x: 2, y: 0, role: .title) == 7)
    #expect(canvas.lines == ["  rele", ""])
    #expect(canvas.roleLines == ["-×2 title×4", ""])
  }

  @Test func textOutsideIsIgnoredButMeasured() {
    var canvas = Canvas(width: 3, height: 1)
    #expect(canvas.text("abc", x: 0, y: 7) == 3)
    #expect(canvas.text("abc", x: -2, y: 0) == 3)
    #expect(canvas.text("abc", x: Int.max, y: 0) == 3)
    #expect(canvas.text("abc", x: Int.min, y: Int.min) == 3)
    #expect(canvas.lines == ["c"])
  }

  @Test func textWithALimitEndsInAnEllipsis() {
    var canvas = Canvas(width: 8, height: 1)
    #expect(canvas.text("container", x: 0, y: 0, limit: 5) == 5)
    #expect(canvas.lines == ["cont…"])
    var plain = Canvas(width: 8, height: 1, symbols: .ascii)
    #expect(plain.text("container", x: 0, y: 0, limit: 5) == 5)
    #expect(plain.lines == ["con.."])
  }

  @Test func textEndingIsRightAligned() {
    var canvas = Canvas(width: 10, height: 2)
    #expect(canvas.textEnding("500 µs", before: 10, y: 0) == 6)
    canvas.textEnding("x", before: Int.min, y: 1)
    #expect(canvas.lines == ["    500 µs", ""])
  }

  @Test(arguments: [
    ("日", "?"), ("🙂", "?"), ("e\u{301}", "e"), ("a\u{200D}b", "ab"), ("\u{7}", "?"), ("\u{9B}", "?"), ("µ", "µ"),
    ("\u{E000}", "?"), ("T₀", "T₀"), ("⣿", "⣿"),
  ])
  func everyCharacterTakesOneColumnOrNone(given: String, drawn: String) {
    var canvas = Canvas(width: 4, height: 1)
    canvas.text(given, x: 0, y: 0)
    #expect(canvas.lines == [drawn])
  }

  @Test func clippingNarrowsAndComesBack() {
    var canvas = Canvas(width: 5, height: 3)
    canvas.clipped(to: Rect(x: 1, y: 1, width: 2, height: 9)) { canvas in
      canvas.fill(Rect(x: -5, y: -5, width: 50, height: 50), with: Cell("#"))
      canvas.clipped(to: Rect(x: 2, y: 0, width: 9, height: 2)) { $0.text("zzzzz", x: 0, y: 1) }
    }
    canvas.put("o", x: 4, y: 0)
    #expect(canvas.lines == ["    o", " #z", " ##"])
  }

  @Test func noCoordinateTraps() {
    let wild = [Int.min, -1_000_001, -1, 0, 1, 4, 1_000_000, Int.max]
    var canvas = Canvas(width: 4, height: 4)
    for x in wild {
      for y in wild {
        canvas.put("x", x: x, y: y)
        canvas[x, y] = Cell("y")
        _ = canvas[x, y]
        canvas.rule(x: x, y: y, width: x)
        canvas.upright(x: x, y: y, height: y)
        canvas.fill(Rect(x: x, y: y, width: x, height: y))
        canvas.setBackground(.selected, in: Rect(x: x, y: y, width: y, height: x))
        canvas.textEnding("abc", before: x, y: y)
        _ = Rect(x: x, y: y, width: x, height: y).inset(left: x, top: y, right: x, bottom: y)
      }
    }
    #expect(canvas.cells.count == 16)
    #expect(Canvas(width: Int.max, height: -1).cells.isEmpty)
    #expect(Canvas(width: Int.max, height: 1).width == Canvas.longestSide)
  }

  @Test func backgroundStaysUnderNewText() {
    var canvas = Canvas(width: 4, height: 1)
    canvas.setBackground(.selected, in: canvas.bounds)
    canvas.text("ab", x: 1, y: 0, role: .selected, attributes: .bold)
    #expect(canvas.roleLines == ["text/selected×1 selected/selected+bold×2 text/selected×1"])
    canvas.setRole(.faded, in: canvas.bounds)
    #expect(canvas.roleLines == ["-×1 faded×2"])
  }

  @Test func rulesAndFillsKeepInside() {
    var canvas = Canvas(width: 4, height: 3, symbols: .ascii)
    canvas.rule(x: -3, y: 0, width: 6)
    canvas.upright(x: 3, y: -1, height: 99)
    #expect(canvas.lines == ["---|", "   |", "   |"])
  }

  @Test func anAsciiCanvasHoldsNothingElse() {
    var canvas = Canvas(width: 300, height: 300, symbols: .ascii)
    var value: UInt32 = 0
    for y in 0..<300 {
      for x in 0..<300 {
        if let scalar = Unicode.Scalar(value) { canvas.put(scalar, x: x, y: y) }
        value += 1
      }
    }
    canvas.text("α ≤ 0.99 → “0.95” … 日本 ⣿▇", x: 0, y: 0)
    let printable: ClosedRange<Unicode.Scalar> = " "..."~"
    #expect(canvas.cells.allSatisfy { printable.contains($0.scalar) })
    #expect(canvas.lines[0].hasPrefix("a <= 0.99 -> \"0.95\" .. ?? *#"))
  }
}
