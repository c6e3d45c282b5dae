import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import Testing

/// What must hold for whole screens.
struct ScreenTests {
  /// Sizes that between them take every branch of the layout.
  private static let sizes = [
    (1, 1), (2, 3), (5, 2), (7, 7), (12, 4), (19, 9), (20, 5), (30, 9), (39, 30), (40, 10), (45, 24), (59, 40),
    (60, 10),
    (61, 17), (80, 24), (99, 33), (100, 30), (120, 36), (159, 47), (160, 24), (200, 50), (250, 80), (520, 210),
  ]

  @Test("In ASCII every character is ASCII, at every size, also in help and prompt")
  func asciiIsAscii() {
    for (width, height) in Self.sizes {
      var model = MadeUp().model(width, height, symbols: .ascii)
      func check(_ what: String) {
        let canvas = Screenful.draw(model)
        let foreign = Set(canvas.cells.map(\.scalar).filter { !$0.isASCII })
        #expect(foreign.isEmpty, "\(what) \(width)x\(height)")
        #expect(
          !canvas.cells.contains { $0.scalar == "?" && $0.role != .hint && $0.role != .dim },
          "\(what) has a sign without likeness")
      }
      check("dashboard")
      _ = model.update(.key(.tab))
      check("focus")
      _ = model.update(.key(.enter))
      check("prompt")
      _ = model.update(.key(.escape))
      _ = model.update(.key(Key("h")))
      check("help")
    }
  }

  @Test("The block set has no braille")
  func blockHasNoBraille() {
    for (width, height) in Self.sizes {
      let canvas = Screenful.draw(MadeUp().model(width, height, symbols: .block))
      #expect(!canvas.cells.contains { (0x2800...0x28FF).contains($0.scalar.value) }, "\(width)x\(height)")
    }
  }

  @Test("Drawing is pure: the same model gives the same cells")
  func drawingIsPure() {
    let model = MadeUp().model(120, 36)
    #expect(Screenful.draw(model) == Screenful.draw(model))
    #expect(Screenful.draw(MadeUp().model(120, 36)) == Screenful.draw(model))
  }

  @Test("Without a frame, without containers, with one guest and with 1024, every size is drawn and says no nonsense")
  func poorFrames() {
    for (width, height) in Self.sizes {
      let fresh = Screenful.draw(Model(scenario: MadeUp().scenario, width: width, height: height))
      #expect(fresh.cells.contains { $0.scalar != " " }, "\(width)x\(height)")
      for guests in [1, 1024] {
        let made = MadeUp(guests: guests, policy: "fixed")
        var model = made.model(width, height)
        var frame = made.frame(model.view)
        frame.snapshot.aggregates = false
        frame.snapshot.brief = Recent()
        frame.snapshot.recent = Recent()
        _ = model.update(.frame(frame))
        let text = Screenful.draw(model).lines.joined(separator: "\n")
        #expect(!text.contains("nan") && !text.contains("inf"), "\(width)x\(height)")
      }
    }
  }

  @Test("Numbers that no snapshot should hold are drawn as –, and nothing traps")
  func wildFrames() {
    let made = MadeUp()
    for wild in [Float.infinity, -Float.infinity, .nan, -1, 0, .greatestFiniteMagnitude, .leastNonzeroMagnitude] {
      for (width, height) in [(80, 24), (200, 50)] {
        var model = made.model(width, height)
        var frame = made.frame(model.view)
        for series in Series.allCases {
          for index in frame.snapshot[series].indices where index % 3 == 0 {
            frame.snapshot[series][index] = Column(low: wild, mean: wild, high: wild)
          }
        }
        frame.snapshot.brief.ceiling = Double(wild)
        frame.snapshot.brief.through = Double(wild)
        frame.snapshot.recent.driverUtilisation = Double(wild)
        frame.snapshot.recent.notifications = Double(wild)
        frame.snapshot.dwell.p99 = Double(wild)
        frame.snapshot.dwell.cells.append(.init(low: 0, high: 1, count: 400))
        frame.snapshot.columnWidth = .zero
        frame.reachedSpeed = Double(wild)
        _ = model.update(.frame(frame))
        #expect(Screenful.draw(model).width == width)
      }
    }
  }

  @Test("The selected row is told by its cursor and its background, not by a hue")
  func selectionWithoutColour() {
    let canvas = Screenful.draw(MadeUp().model(80, 24))
    let row = (0..<24).first { canvas[50, $0].scalar == "▸" }
    #expect(row == 3)
    #expect((50..<79).allSatisfy { canvas[$0, 3].background == .selected })
    #expect((50..<79).contains { canvas[$0, 3].attributes.contains(.underline) })
    #expect((0..<24).count { canvas[70, $0].background == .selected } == 1)
  }

  @Test("The focused panel has its title reversed and its meaning in the last row")
  func focusIsShown() {
    var model = MadeUp().model(120, 36)
    for _ in 0..<3 { _ = model.update(.key(.tab)) }
    let canvas = Screenful.draw(model)
    #expect(model.focus == "throughput")
    #expect(canvas.cells.count { $0.attributes.contains(.reverse) } == "throughput".count)
    #expect(canvas.lines.last?.contains("offered: packets that came") == true)
  }

  @Test("A notice too long for the last row takes those above it")
  func longNotices() {
    var model = MadeUp().model(80, 24)
    let words = Array(repeating: "telling", count: 15).joined(separator: " ")
    _ = model.update(.notice(words))
    let lines = Screenful.draw(model).lines.suffix(2).map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.joined(separator: " ") == words)
  }

  @Test("Guests that have no row are counted in the title")
  func guestsWithoutARow() {
    let canvas = Screenful.draw(MadeUp(guests: 40).model(80, 24))
    #expect(canvas.lines.contains { $0.contains("containers") && $0.hasSuffix("2 of 40") })
  }

  @Test("A clock that cannot keep up says by how much, in the warning role")
  func lag() {
    let made = MadeUp()
    var model = made.model(120, 36)
    var frame = made.frame(model.view)
    frame.speed = 1
    frame.reachedSpeed = 0.62
    _ = model.update(.frame(frame))
    let canvas = Screenful.draw(model)
    #expect(canvas.lines[0].contains("×0.62 of ×1, 38 % behind"))
    #expect(canvas.roleLines[0].contains("warning"))
    frame.reachedSpeed = 0.99
    _ = model.update(.frame(frame))
    #expect(!Screenful.draw(model).lines[0].contains("behind"))
  }

  @Test("More offered than full containers could carry is said in the status line")
  func overload() {
    let made = MadeUp()
    var model = made.model(120, 36)
    var frame = made.frame(model.view)
    frame.snapshot.brief.offered = 800_000
    _ = model.update(.frame(frame))
    #expect(Screenful.draw(model).lines[0].contains("offered above ceiling"))
  }

  @Test("More than can be carried at this fill is too much where packets are lost, and losses are told in any case")
  func overloadAtThisFill() {
    var rates = Recent()
    (rates.offered, rates.ceiling, rates.ceilingFull) = (400_000, 200_000, 1_600_000)
    // A station that never rests is what `self-clocked` aims at.
    (rates.driverUtilisation, rates.through, rates.dropped) = (1, 400_000, 0)
    #expect(Overload(rates) == .none)
    rates.dropped = 400
    #expect(Overload(rates) == .none)
    rates.dropped = 4_000
    #expect(Overload(rates) == .aboveCeiling)
    rates.ceiling = 500_000
    #expect(Overload(rates) == .losses)
    (rates.dropped, rates.offered) = (0, 2_000_000)
    #expect(Overload(rates) == .aboveCeiling)
    #expect(Overload(Recent()) == .none)
  }

  @Test("Another load is told against both ceilings, and against one where containers cannot grow")
  func loadEffects() throws {
    var rates = Recent()
    (rates.ceiling, rates.ceilingFull) = (500_000, 800_000)
    func text(_ offered: Double, canGrow: Bool = true) throws -> String {
      try #require(
        LoadEffect.texts(offered: offered, prefix: "", rates: rates, canGrow: canGrow, aggregates: true)?.first)
    }
    #expect(try text(400_000) == "80 % of the ceiling 500 kpps, 50 % of 800 kpps if full")
    #expect(try text(600_000) == "120 % of the ceiling 500 kpps, 75 % of 800 kpps if full: carried only if fuller")
    #expect(try text(1_000_000) == "125 % of what full containers carry, 800 kpps: the queue would grow")
    #expect(try text(600_000, canGrow: false) == "120 % of the ceiling, 500 kpps: the queue would grow")
    #expect(try text(1_000) == "under 1 % of the ceiling 500 kpps, under 1 % of 800 kpps if full")
    rates.ceilingFull = 501_000
    #expect(try text(400_000) == "80 % of the ceiling 501 kpps")
    rates.ceiling = .nan
    rates.ceilingFull = .nan
    #expect(LoadEffect.texts(offered: 1, prefix: "", rates: rates, canGrow: true, aggregates: true) == nil)
  }

  @Test("Losses never lose their row")
  func losses() {
    let made = MadeUp()
    var model = made.model(80, 24)
    var frame = made.frame(model.view)
    frame.snapshot.recent.dropped = 1234
    _ = model.update(.frame(frame))
    #expect(Screenful.draw(model).lines.contains { $0.hasSuffix("dropped            1.23 kpps") })
  }

  @Test("Marks lie at one column through all plots and on the axis")
  func marksLineUp() {
    let model = MadeUp().model(120, 36)
    let canvas = Screenful.draw(model)
    let axis = (0..<36).filter { row in (0..<70).contains { canvas[$0, row].scalar == "▲" } }
    #expect(axis.count == 1)
    let marks = (0..<70).filter { canvas[$0, axis[0]].scalar == "▲" }
    #expect(marks.count == 2)
    for x in marks {
      let lines = (0..<36).count { canvas[x, $0].scalar == "┊" && canvas[x, $0].role == .mark }
      #expect(lines >= 8)
      #expect((0..<36).count { canvas[x, $0].scalar == "╷" } == 1)
    }
  }

  @Test("Where packets cross one by one, one line says so, and no panel stands empty")
  func oneByOne() {
    let made = MadeUp()
    for (width, height) in [(80, 24), (120, 36), (200, 50)] {
      var model = made.model(width, height)
      var frame = made.frame(model.view)
      frame.snapshot.aggregates = false
      frame.scenario.system = "vanilla"
      _ = model.update(.frame(frame))
      let lines = Screenful.draw(model).lines
      #expect(lines.count { $0.contains("packets cross one by one") } == 1)
      #expect(lines.contains { $0.contains("³throughput") } && lines.contains { $0.contains("delay ─") })
      #expect(!lines.contains { $0.contains("release time") || $0.contains("dwell ─") || $0.contains("events") })
    }
  }

  @Test("Plots move by whole cells, by as many as they say, and nothing in them changes but at both ends")
  func scrolling() {
    for symbols in SymbolSet.allCases {
      var made = MadeUp()
      let model = made.model(120, 36, symbols: symbols)
      let before = Screenful.draw(model)
      #expect(before.scrolling.count == 4)
      made.now = made.now + .milliseconds(37)
      let after = Screenful.draw(made.model(120, 36, symbols: symbols))
      #expect(after.scrolling.map(\.rect) == before.scrolling.map(\.rect))
      for (old, new) in zip(before.scrolling, after.scrolling) {
        let by = new.position - old.position
        #expect((1...3).contains(by))
        let rect = new.rect
        for y in rect.y + 1..<rect.bottom {
          for x in rect.x + 1..<rect.right - by - 1 where before[x + by, y].role != .mark {
            #expect(after[x, y] == before[x + by, y], "\(symbols) \(x) \(y)")
          }
        }
      }
    }
  }

  @Test("By how much the clock lags is said at every width of a screen with a status line")
  func lagAtEveryWidth() {
    for width in [40, 60, 80, 120] {
      var frame = MadeUp().frame(MadeUp().model(width, 24).view)
      frame.speed = 1
      frame.reachedSpeed = 0.0846
      frame.snapshot.brief.offered = 20e6
      var model = MadeUp().model(width, 24)
      _ = model.update(.frame(frame))
      let status = Screenful.draw(model).lines[0]
      #expect(status.contains("×0.0846 of ×1"), "\(status)")
      #expect(status.contains("92 % behind") == (width >= 80), "\(status)")
    }
  }

  // MARK: Pictures

  @Test("The screens of the pictures, as text", arguments: [(20, 5), (40, 10), (80, 24)])
  func pictures(_ width: Int, _ height: Int) {
    let drawn = Screenful.draw(MadeUp().model(width, height)).lines.joined(separator: "\n")
    let expected = width == 20 ? Self.tiny : width == 40 ? Self.small : Self.usual
    #expect(drawn == expected, "is\n\(drawn)")
  }

  private static let tiny = """
     thr 345 kpps
      alpha        0.95
     ▸timeout    500 µs
      container  4096 B
      load     240 kpps
    """

  private static let small = """
     dwell  adaptive       ▶  ×0.1  2.418 s
       1 ms┤⠒⣠⢦⠒⠒⡴⣢⠒⠒⣔⢦⣀⣀⣀⡀⣀⡀ T₀     500 µs
           │ ⡇⢸  ⡇⢸ ⢸⠁⢸ ⢸ ⢸   P     11.6 µs
      10 µs┤⠶⠁⠸⠶⠶⠁⠸⠶⠎┈⠸⠶⠞┈⠸⠶⠆ dwell 7.76 µs
     thr 345 kpps  p99 32.9 µs  full 11 %
       alpha           0.95  ━━━━●─○───────
     ▸ timeout       500 µs  ━━━━━━●○──────
       container     4096 B  ━━━━━━●───────
       load        240 kpps  ━━━━━━━━●─────
     ↑↓ knob  ←→ turn  space pause  ? help
    """

  private static let usual = """
     dwell  adaptive  on/off 576 B  2 guests       ▶ running  clock ×0.1  t 2.418 s
     ¹release time ──────────────── guest 1 of 2  log  ⁵knobs ────────────── ↑↓  ←→
                    ╷α 0.95  ╷T₀ 500 µs                 alpha         0.95 ━━●○────
       1 ms┤┈⣀⣀⢀⡀⣀⣀┈┊⣀⣀┈┈⣀⣀┈⣀⣀┈┈┈┈┈┈┈┈┈               ▸ timeout     500 µs ━━━●○───
           │  ⢰⢣⢼   ⢠⠋⠉⡇  ⢀⠞⠢⡇⠤  ⡤⢤⢄ ⠤⠄ T₀     500 µs   container   4096 B ━━━●────
           │  ⡏ ⢸   ⡎⠁ ⡇  ⢸⠁ ⡇  ⢰⠱⠂⢺                    load      240 kpps ━━━━●───
     100 µs┤┈┈⡇┈⢸┈┈┈⡇┈┈⡇┈┈⢸┈┈⡇┈┈⢸┈┈⢸┈┈┈
           │  ⡇ ⢸   ⡇  ⡇  ⢸  ⡇  ⢸  ⢸                   containers ───────────── now
           │⣒⣒⠇ ⢸⣒⣒⣒⠇  ⣗⣒⣒⡺  ⣗⣒⣒⡺  ⢸⣒⣒⡂ P     11.6 µs ▸guest 1 ■■■■···  due 3.05 µs
      10 µs┤⠙⠙┈┈⠘⠋⠙⠛┊┈┈⠛⠛⠛⠁┈┈⠛⠙⠙⠃┈┈⠘⠙⠋⠃ dwell 7.76 µs  guest 2 ■■■····  due  113 µs
     ³throughput ─────────────────── all guests, kpps
           │ ⣀   ⣀  ┊⣀   ⣀   ⣀   ⣀   ⣀  if full   710  dwell ────────── p99 32.9 µs
           │⠢⠢ ⠤⠤ ⠒⠢┊⠢⠔ ⠔⠤ ⠤⠤┊⠤⠤ ⠤⠔ ⠔⠤  ceiling   603          ▅█
        500┤┈┈┈┈┈┈┈┈┊┈┈┈┈┈┈┈┈┊┈┈┈┈┈┈┈┈┈                       ▄██▄
           │⠔⠖⡄ ⢰⠖⠦⠔⡄  ⡔⠖⠔⢦  ⡖⠴⠖⢦  ⢰⠖⠖⠆ through   345        ▅████▁
           │⠅⠅⡇ ⢸⠅⠅⠅⡇  ⡇⠅⠅⢽  ⡇⠅⠅⢽  ⢸⠅⠅⠅ offered   345  ▂▂▃▄▆███████▅▃▁▁▁▁▁▁▁▁▁▁▁▁
          0┤⠅⠅⣇⣀⡸⠅⠅⠅⣇⣀⢄⠇⠅⠅⢽⣀⣀⠇⠅⠅⢽⡠⢄⡸⠅⠅⠅                ┴───────▲50───▲99─┴────────┴
     ⁴why containers left ── ■ full  □ due: P ran out  1 µs   10 µs   100 µs   1 ms
      100 %┤········┊········┊········· due      89 %
           │········┊········┊·········                costs ────────── last 500 ms
          0┤▅▄··▆▇▄▆┊··▅▆▃▅··┊▅▄▄··▅▅▄▅ full     11 %  driver domain           37 %
           └┴───────▲────┴───▲────────┴                fill                    65 %
          −1.0 s       −0.5          now               notifications       47.9 k/s
     ↑↓ knob  ←→ turn  z undo  p policy  space pause  f freeze  ? help       q quit
    """
}
