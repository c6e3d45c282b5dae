import DwellTerminal
import Testing

@Suite struct PlotSurfaceTests {
  private let p = Pen(.p, rank: 3, letter: "P")
  private let dwell = Pen(.dwell, rank: 1, letter: "d")

  private func drawn(_ surface: PlotSurface) -> Canvas {
    var canvas = Canvas(width: surface.columns, height: surface.rows, symbols: surface.symbols)
    surface.draw(on: &canvas, x: 0, y: 0)
    return canvas
  }

  @Test func everyBrailleDotHasItsBit() {
    var seen: [String] = []
    for x in 0..<2 {
      for y in 0..<4 {
        var surface = PlotSurface(columns: 1, rows: 1, symbols: .braille)
        surface.dot(x: x, y: y, p)
        seen += drawn(surface).lines
      }
    }
    #expect(seen == ["⠁", "⠂", "⠄", "⡀", "⠈", "⠐", "⠠", "⢀"])
  }

  @Test func aRisingLineInEachSet() {
    var lines: [[String]] = []
    for symbols in SymbolSet.allCases {
      var surface = PlotSurface(columns: 4, rows: 2, symbols: symbols)
      let last = surface.height - 1
      surface.curve((0..<surface.width).map { last - $0 * last / (surface.width - 1) }, joined: true, p)
      lines.append(drawn(surface).lines)
    }
    #expect(lines == [["  ⡠⠊", "⡠⠊"], ["  ▄▀", "▄▀"], ["   P", "PPP"]])
  }

  @Test func jumpsAreJoinedOnRequest() {
    var joined = PlotSurface(columns: 2, rows: 2, symbols: .ascii)
    var surface = PlotSurface(columns: 2, rows: 4, symbols: .ascii)
    surface.curve([3, 0], joined: true, p)
    #expect(drawn(surface).lines == [" P", " P", " P", "P"])
    surface = PlotSurface(columns: 2, rows: 4, symbols: .ascii)
    surface.curve([3, 0], joined: false, p)
    #expect(drawn(surface).lines == [" P", "", "", "P"])
    joined.curve([0, nil, 1], joined: true, p)
    #expect(drawn(joined).lines == ["P", ""])
  }

  @Test func aCellBelongsToTheHighestRank() {
    for pens in [[p, dwell], [dwell, p]] {
      var surface = PlotSurface(columns: 1, rows: 1, symbols: .braille)
      surface.dot(x: 0, y: 0, pens[0])
      surface.dot(x: 1, y: 3, pens[1])
      let canvas = drawn(surface)
      #expect(canvas.lines == ["⢁"])
      #expect(canvas.roleLines == ["p×1"])
    }
  }

  @Test func sparseDotsLineUpAtAbsoluteRows() {
    var surface = PlotSurface(columns: 2, rows: 6, symbols: .ascii)
    surface.upright(x: 0, from: 1, to: 5, step: 2, dwell)
    surface.upright(x: 1, from: 4, to: 0, step: 2, dwell)
    #expect(drawn(surface).lines == [" d", "", "dd", "", "dd", ""])
  }

  @Test func emptyCellsKeepWhatIsThere() {
    var canvas = Canvas(width: 3, height: 1)
    canvas.rule(x: 0, y: 0, width: 3, role: .grid, scalar: "┈")
    var surface = PlotSurface(columns: 3, rows: 1, symbols: .braille)
    surface.dot(x: 2, y: 0, p)
    surface.draw(on: &canvas, x: 0, y: 0)
    #expect(canvas.lines == ["┈⠁┈"])
    #expect(surface.isSet(column: 1, row: 0))
    #expect(!surface.isSet(column: 0, row: 0))
  }

  @Test func nothingOutsideTraps() {
    let wild = [Int.min, -1, 0, 3, 1000, Int.max]
    var surface = PlotSurface(columns: 2, rows: 2, symbols: .braille)
    var canvas = Canvas(width: 2, height: 2)
    for x in wild {
      for y in wild {
        surface.dot(x: x, y: y, p)
        surface.upright(x: x, from: y, to: x, step: y, p)
        surface.level(y: x, from: y, to: x, step: x, p)
        surface.curve([x, y, nil], from: x, joined: true, p)
        _ = surface.isSet(column: x, row: y)
        surface.draw(on: &canvas, x: x, y: y)
      }
    }
    #expect(PlotSurface(columns: -3, rows: 5, symbols: .block).width == 0)
  }
}
