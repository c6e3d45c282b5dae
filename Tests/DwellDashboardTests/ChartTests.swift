import DwellDashboard
import DwellTerminal
import Testing

struct ChartTests {
  private static func pen(_ letter: Unicode.Scalar) -> Pen { Pen(.throughput, rank: 1, letter: letter) }

  private static func draw(_ chart: Chart, width: Int = 60, height: Int = 12, _ symbols: SymbolSet) -> [String] {
    var canvas = Canvas(width: width, height: height, symbols: symbols)
    chart.draw(in: canvas.bounds, on: &canvas)
    return canvas.lines
  }

  @Test("A rising and a falling line, in ASCII")
  func lines() {
    let chart = Chart(
      "delay", across: "load", upward: "time", .linear,
      [
        .init("up", [(0, 0), (10, 10)], Self.pen("a")), .init("down", [(0, 10), (10, 0)], Self.pen("b")),
      ])
    let lines = Self.draw(chart, width: 40, height: 10, .ascii)
    #expect(lines.count == 10)
    #expect(lines[0].hasPrefix("delay") && lines[0].hasSuffix("time"))
    #expect(lines.contains { $0.hasSuffix("a up") } && lines.contains { $0.hasSuffix("b down") })
    // The rising line ends above where it begins, the falling one below.
    let rows = { (letter: Character, last: Bool) -> Int? in
      let plot = lines[1...].map { $0.dropFirst(8).prefix(22) }
      let places = plot.enumerated().flatMap { row, text in
        text.enumerated().filter { $0.element == letter }.map { (column: $0.offset, row: row) }
      }
      return (last ? places.max { $0.column < $1.column } : places.min { $0.column < $1.column })?.row
    }
    #expect(rows("a", false) ?? -1 > rows("a", true) ?? 99)
    #expect(rows("b", false) ?? 99 < rows("b", true) ?? -1)
  }

  @Test("Every curve carries its letter, at every size", arguments: [SymbolSet.braille, .block, .ascii])
  func letters(symbols: SymbolSet) {
    let curves = "abcdef".unicodeScalars.enumerated().map { number, letter in
      Chart.Curve(
        "curve \(letter)", (0...20).map { (Double($0 + 1), Double((number + 1) * ($0 + 1))) }, Self.pen(letter))
    }
    for (width, height) in [(60, 12), (96, 18), (120, 30)] {
      for kind in [Scale.Kind.linear, .logarithmic] {
        let lines = Self.draw(Chart("t", across: "x", upward: "y", kind, curves), width: width, height: height, symbols)
        let plot = lines[1..<height - 3].map { $0.dropFirst(8).prefix(width - 8 - 11) }.joined()
        for letter in "abcdef" { #expect(plot.contains(letter), "\(letter) at \(width)x\(height)") }
        #expect(lines.allSatisfy { $0.unicodeScalars.count <= width })
      }
    }
  }

  @Test("Nothing, a single point and what is no number are drawn without a trap")
  func odd() {
    let nan = Double.nan
    let odd: [[(x: Double, y: Double)]] = [
      [], [(1, 1)], [(nan, 1), (2, nan)], [(1, 1), (1, 5)], [(-1, -5), (0, 0)],
    ]
    for points in odd {
      for kind in [Scale.Kind.linear, .logarithmic] {
        for (width, height) in [(60, 12), (1, 1), (9, 4), (0, 0)] {
          let chart = Chart("t", across: "x", upward: "y", kind, [.init("one", points, Self.pen("a"))])
          #expect(Self.draw(chart, width: width, height: height, .braille).count == height)
        }
      }
    }
  }
}
