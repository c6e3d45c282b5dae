import DwellCore
import DwellDashboard
import DwellMetrics
import DwellSession
import DwellTerminal
import Testing

/// Ladders, scales, ticks, gutters, the time axis: the parts every plot is made of.
struct PlotTests {
  @Test("Round numbers around any value")
  func ladder() {
    #expect([0.9, 1, 1.1, 2, 4.9, 5, 5.1, 99].map { Ladder.atLeast($0) } == [1, 1, 2, 2, 5, 5, 10, 100])
    #expect([0.9, 1, 1.9, 2, 4.9, 5, 9.9].map { Ladder.atMost($0) } == [0.5, 1, 1, 2, 2, 5, 5])
    #expect(Ladder.above(0.005) == 0.01 && Ladder.below(0.005) == 0.002)
    #expect(Ladder.atLeast(0) == 0 && Ladder.atLeast(.nan) == 0 && Ladder.atMost(.infinity) == 0)
    for exponent in -12...12 {
      var power = 1.0
      for _ in 0..<abs(exponent) { power *= 10 }
      let value = exponent < 0 ? 1 / power : power
      #expect(Ladder.exponent(of: value) == exponent)
    }
  }

  @Test("A scale puts its ends at the ends, names what lies beyond, and mends bounds that make no scale")
  func scale() {
    let log = Scale(.logarithmic, 10, 1000)
    #expect(log.dot(of: 1000, dots: 21) == 0 && log.dot(of: 100, dots: 21) == 10 && log.dot(of: 10, dots: 21) == 20)
    #expect(log.dot(of: 0, dots: 21) == 21 && log.dot(of: 1e9, dots: 21) == -1 && log.dot(of: .nan, dots: 21) == nil)
    #expect(log.dot(of: 5, dots: 0) == nil)
    let mended = Scale(.linear, 7, 7)
    #expect(mended.low == 7 && mended.high == 14)
    #expect(Scale(.logarithmic, -3, .nan).low > 0)
  }

  @Test("Logarithmic ticks: decades first, the unit on each, two rows apart")
  func logarithmicTicks() {
    let scale = Scale(.logarithmic, 5000, 2e6)
    let labels = { Axis.ticks(scale, unit: .time, rows: $0, dotsPerRow: 4, width: 8).map(\.label) }
    #expect(labels(9) == ["1 ms", "100 µs", "10 µs"])
    #expect(labels(3) == ["1 ms", "10 µs"])
    #expect(
      Axis.ticks(Scale(.logarithmic, 300, 900), unit: .time, rows: 8, dotsPerRow: 4, width: 8).map(\.label) == [
        "500 ns"
      ])
  }

  @Test("Linear ticks: multiples of a 1-2-5 step from 0, the unit on the top one, shortened to fit")
  func linearTicks() {
    let scale = Scale(.linear, 0, 800_000)
    func labels(_ rows: Int, _ width: Int) -> [String] {
      Axis.ticks(scale, unit: .packetRate, rows: rows, dotsPerRow: 4, width: width).map(\.label)
    }
    #expect(labels(6, 8) == ["500 kpps", "0"])
    #expect(labels(6, 6) == ["500k", "0"])
    // Where the title names the unit, ticks that have no room for it are plain numbers of it.
    let plain = Axis.ticks(scale, unit: .packetRate, naming: .inTitle, rows: 6, dotsPerRow: 4, width: 6)
    #expect(plain.map(\.label) == ["500", "0"])
    #expect(labels(12, 8) == ["800 kpps", "600", "400", "200", "0"])
    #expect(labels(1, 8) == ["0"] || labels(1, 8).count == 1)
  }

  @Test("Ticks of any scale and height are at least two rows apart and inside")
  func ticksStayApart() {
    for rows in 1...40 {
      for high in stride(from: 1.0, to: 1e6, by: 7919.3) {
        for scale in [Scale(.linear, 0, high), Scale(.logarithmic, high / 300, high)] {
          let places = Axis.ticks(scale, unit: .time, rows: rows, dotsPerRow: 4, width: 8).map(\.place)
          #expect(places.allSatisfy { (0..<rows).contains($0) })
          #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 2 })
        }
      }
    }
  }

  @Test("A range grows at once and shrinks only after two seconds of asking for less")
  func hysteresis() {
    var memory = AxisMemory()
    memory.settle("x", wanted: Scale(.linear, 0, 100))
    memory.settle("x", wanted: Scale(.linear, 0, 500))
    #expect(memory["x"]?.high == 500)
    for _ in 1..<AxisMemory.patience { memory.settle("x", wanted: Scale(.linear, 0, 100)) }
    #expect(memory["x"]?.high == 500)
    memory.settle("x", wanted: Scale(.linear, 0, 200))
    #expect(memory["x"]?.high == 200, "it keeps what was asked for meanwhile")
    for _ in 1..<AxisMemory.patience { memory.settle("x", wanted: Scale(.linear, 0, 100)) }
    memory.settle("x", wanted: Scale(.linear, 0, 200))
    memory.settle("x", wanted: Scale(.linear, 0, 100))
    #expect(memory["x"]?.high == 200, "asking for the whole range starts the wait anew")
    memory.forget()
    #expect(memory["x"] == nil)
  }

  @Test("Gutter words are pushed apart, keep their order, and go by rank when rows are short")
  func gutter() {
    func rows(_ entries: [(String, Int, Int)], _ height: Int) -> [String] {
      var lines = Array(repeating: "-", count: height)
      for entry in Gutter.placed(entries.map { .init($0.0, "", .text, row: $0.1, rank: $0.2) }, rows: height) {
        #expect(lines[entry.row] == "-")
        lines[entry.row] = entry.name
      }
      return lines
    }
    #expect(rows([("P", 3, 0), ("d", 3, 1), ("T", 0, 2)], 5) == ["T", "-", "-", "P", "d"])
    #expect(rows([("P", 4, 0), ("d", 4, 1), ("T", 4, 2)], 5) == ["-", "-", "P", "d", "T"])
    #expect(rows([("P", 0, 0), ("d", 0, 1), ("T", 1, 2)], 5) == ["P", "d", "T", "-", "-"])
    #expect(rows([("P", 1, 0), ("d", 0, 1), ("T", 0, 2)], 2) == ["d", "P"])
    #expect(Gutter.placed([.init("P", "", .text, row: 3, rank: 0)], rows: 0).isEmpty)
    // In one row by number; what reads alike by rank.
    let close: [Gutter.Entry] = [
      .init("through", "421", .text, row: 2, rank: 0, number: 420.8),
      .init("offered", "421", .text, row: 2, rank: 1, number: 421.2),
      .init("ceiling", "423", .text, row: 2, rank: 2, number: 423),
    ]
    #expect(Gutter.placed(close, rows: 5).map(\.name) == ["ceiling", "through", "offered"])
  }

  @Test("The time axis has round times before now, at least eight columns each, and the unit once")
  func timeTicks() {
    func ticks(_ window: TimeSpan, _ cells: Int) -> [TimeLine.Tick] {
      let snapshot = MadeUp().frame(View(window: window, columns: 2 * cells)).snapshot
      return TimeLine(snapshot, cells: cells, symbols: .braille).ticks
    }
    #expect(ticks(.milliseconds(1000), 54).map(\.label) == ["−1.0 s", "−0.8", "−0.6", "−0.4", "−0.2"])
    #expect(ticks(.milliseconds(1000), 27).map(\.label) == ["−1.0 s", "−0.5"])
    #expect(ticks(.microseconds(100), 40).map(\.label) == ["−100 µs", "−50"])
    #expect(ticks(.milliseconds(1000), 5).isEmpty)
    for cells in 8...240 {
      let places = ticks(.milliseconds(200), cells).map(\.cell)
      #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 8 }, "\(cells)")
    }
  }

  @Test("A turn keeps its place among the data while the plot scrolls")
  func marksScroll() {
    let turn = Turn(name: "load", symbol: "load", old: "1", new: "2", at: Instant(nanoseconds: 2_000_000_000))
    var last = 60
    for step in 0..<40 {
      var made = MadeUp()
      made.now = Instant(nanoseconds: 2_000_000_000 + Int64(step) * 25_000_000)
      let snapshot = made.frame(View(window: .milliseconds(1000), columns: 100)).snapshot
      let mark = TimeLine(snapshot, cells: 50, symbols: .braille).marks([turn]).first
      let cell = mark?.cell ?? -1
      #expect(cell <= last && (step == 0 ? cell == 49 : cell >= last - 2))
      last = cell
    }
    #expect(last <= 2)
  }

  @Test("A turn outside the window has no mark")
  func marksOutside() {
    let snapshot = MadeUp().frame(View(window: .milliseconds(100), columns: 100)).snapshot
    #expect(TimeLine(snapshot, cells: 50, symbols: .braille).marks(MadeUp().turns).isEmpty)
  }

  @Test("Virtual time has the digits its window needs")
  func digits() {
    let instant = Instant(nanoseconds: 2_357_019_400)
    #expect(TimeText.instant(instant, window: .milliseconds(1000)) == "2.357")
    #expect(TimeText.instant(instant, window: .milliseconds(10)) == "2.3570")
    #expect(TimeText.instant(instant, window: .microseconds(100)) == "2.357019")
    #expect(TimeText.instant(instant, window: .milliseconds(3_600_000)) == "2.4")
  }

  @Test("Flags: old and new where they fit, the new value alone where narrow, the older loses its words")
  func flags() {
    func flags(_ width: Int, _ at: [Int64]) -> String {
      var made = MadeUp()
      made.turns = at.map {
        Turn(name: "timeout", symbol: "T₀", old: "1 ms", new: "500 µs", at: Instant(nanoseconds: $0 * 1_000_000))
      }
      return made.panel("release-time", width, 8).lines[1]
    }
    #expect(flags(78, [1700]).contains("╷T₀ 1 ms → 500 µs"))
    #expect(flags(48, [1700]).contains("╷T₀ 500 µs"))
    let two = flags(48, [1700, 1800])
    #expect(two.count { $0 == "╷" } == 2 && two.contains("╷  ╷T₀ 500 µs"), "\(two)")
    #expect(flags(78, [2418]).contains("╷"), "a turn of just now is there at once")
  }

  @Test("A curve shows the newest columns at the right, and blanks where a wider plot has none yet")
  func curves() {
    var snapshot = Snapshot(view: View(window: .milliseconds(1), columns: 3))
    snapshot[.release] = [1, 2, 3].map { Column(low: $0, mean: $0, high: $0) }
    #expect(Curve(snapshot, .release, dots: 5).means == [nil, nil, 1, 2, 3])
    #expect(Curve(snapshot, .release, dots: 2).means == [2, 3])
    snapshot[.release][1] = .empty
    #expect(Curve(snapshot, .release, dots: 3).means == [1, nil, 3])
    #expect(Curve(snapshot, .release, dots: 3).held == [1, 1, 3])
    #expect(Curve(snapshot, .release, dots: 4).rates(snapshot) == [nil, 1, 0, 3])
    snapshot[.release][1] = .ended
    #expect(Curve(snapshot, .release, dots: 3).held == [1, 1, 3])
    snapshot[.release][2] = .empty
    #expect(Curve(snapshot, .release, dots: 3).held == [1, 1, nil])
    snapshot[.release][0] = .empty
    #expect(Curve(snapshot, .release, dots: 3).held(snapshot, now: 5) == [nil, nil, nil])
    snapshot[.release][0] = Column(low: 1, mean: 1, high: .infinity)
    #expect(Curve(snapshot, .release, dots: 3).held == [1, nil, nil])
  }

  @Test(
    "A number beside a curve gives way to the name: fewer decimals, or thousands of the unit",
    arguments: [
      (255.0, "255"), (0.255, "0.255"), (0.007, "0.007"), (0.0123, "0.012"), (0.00004, "0.000"), (12_345, "12345"),
      (123_456, "123k"), (2_340_000, "2.34M"), (0, "0"),
    ])
  func numberBesideCurve(value: Double, text: String) {
    #expect(Gutter.number(value, columns: 5) == text)
  }
}
