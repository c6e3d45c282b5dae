import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import Testing

/// Panels with the screen for themselves use their room, and nothing in it is cut.
struct FullScreenTests {
  private static func screen(
    _ width: Int, _ height: Int, _ keys: [Key], symbols: SymbolSet = .braille
  ) -> [String] {
    var model = MadeUp().model(width, height, symbols: symbols)
    for key in keys { _ = model.update(.key(key)) }
    _ = model.update(.frame(MadeUp().frame(model.view)))
    return Screenful.draw(model).lines
  }

  @Test("Knobs alone: each says what it is, each choice what was chosen; narrow, the four rows of always")
  func knobs() {
    let lines = Self.screen(120, 36, [Key("5")])
    for text in [
      "weight of the past", "cap on every wait", "packets offered to all guests",
      "packets cross in containers with a fixed timeout", "leaves after mean delay plus four variations",
      "guest 1 is looked at",
    ] {
      #expect(lines.contains { $0.contains(text) }, "\(text)\n\(lines.joined(separator: "\n"))")
    }
    // Beside it stands what else there is to know.
    for title in ["turns", "containers", "costs"] { #expect(lines.contains { $0.contains(" \(title) ─") }, "\(title)") }
    let least = Self.screen(40, 10, [Key("5")])
    #expect(least.contains { $0.contains("timeout") } && least.contains { $0.contains("load") })
  }

  @Test("Costs with many rows: two stretches side by side, and where the packets are; with few rows the short list")
  func costs() {
    let canvas = MadeUp().panel("costs", 76, 28)
    let lines = canvas.lines
    #expect(lines[1].contains("last 50 ms") && lines[1].contains("last 500 ms"), "\(lines.joined(separator: "\n"))")
    for label in ["driver domain", "left full", "notifications", "ceiling", "offered", "delivered", "in flight"] {
      #expect(lines.contains { $0.hasPrefix(label) }, "\(label)\n\(lines.joined(separator: "\n"))")
    }
    #expect(!lines.contains { $0.contains("…") })
    let short = MadeUp().panel("costs", 34, 7).lines
    #expect(short[0].contains("last 500 ms") && short.count { !$0.isEmpty } == 7)
  }

  @Test("Dwell with many rows: percentiles as a table below the bars, and how high the highest is")
  func dwell() {
    let lines = MadeUp().panel("dwell", 78, 26).lines
    let text = lines.joined(separator: "\n")
    for name in ["mean", "p50", "p90", "p99", "longest"] { #expect(lines[24].contains(name), "\(text)") }
    #expect(lines[25].contains("8.92 µs"), "\(text)")
    #expect(text.contains("% of the packets"), "\(text)")
    #expect(!MadeUp().panel("dwell", 34, 10).lines.contains { $0.contains("% of the packets") })
  }

  @Test("Every panel alone at 40x10 says its title, is other than the overview and cuts no word", arguments: 1...9)
  func smallest(digit: Int) throws {
    let key = try #require(Key(name: "\(digit)"))
    let panel = try #require(PanelCatalog.all.first(where: { $0.number == digit }))
    for symbols in [SymbolSet.braille, .ascii] {
      let lines = Self.screen(40, 10, [key], symbols: symbols)
      let text = lines.joined(separator: "\n")
      #expect(lines != Self.screen(40, 10, [], symbols: symbols), "\(panel.name)\n\(text)")
      // A range is no cut word.
      #expect(!text.replacing("1 µs…1 s", with: "").contains("…"), "\(panel.name)\n\(text)")
      // `why they left` where the longer title has no room.
      #expect(lines[1].contains(digit == 4 ? "why" : String(panel.title.prefix(3))), "\(panel.name)\n\(text)")
    }
    let least = Self.screen(20, 5, [key])
    #expect(least.contains { $0.contains { $0.isNumber } }, "\(least)")
  }

  @Test("The help cuts no word at the usual size")
  func help() {
    for size in [(120, 40), (200, 50)] {
      let lines = Self.screen(size.0, size.1, [Key("?")])
      #expect(!lines.contains { $0.contains("…") }, "\(lines.joined(separator: "\n"))")
    }
  }

  @Test("The lecture layout at 80x24 and 120x36: three numbers, a curve over time, one knob, a sentence")
  func lecture() {
    for (width, height) in [(80, 24), (120, 36)] {
      let lines = Self.screen(width, height, [Key("v"), Key("v")])
      let text = lines.joined(separator: "\n")
      for part in [
        "dwell, 99th percentile", "packets per container", "driver domain busy", "now", "timeout", "99 of 100",
      ] {
        #expect(text.contains(part), "\(part) at \(width)x\(height)\n\(text)")
      }
    }
  }

  @Test("A guest in a burst does not hide the open container of another, nor one direction the other")
  func lanes() {
    let now = MadeUp().now
    func bar(_ guest: Int, _ leg: Leg, opened: Int64, number: Int?) -> ContainerBar {
      let from = Instant(nanoseconds: now.nanoseconds - opened)
      return ContainerBar(
        guest: guest, leg: leg, opened: from, due: from + TimeSpan(nanoseconds: 20_000), capacity: 4096, packets: 1,
        bytes: 576, arrivals: [ContainerBar.Arrival(instant: from, size: 576)],
        departure: number.map {
          ContainerBar.Departure(
            number: $0, cause: .due, released: from + TimeSpan(nanoseconds: 1000), crossing: nil, guestStart: nil,
            delivered: nil)
        })
    }
    var model = MadeUp().model(120, 36)
    var frame = MadeUp().frame(model.view)
    frame.clock = .paused
    frame.snapshot.bars =
      (0..<40).map { bar(1, .toGuest, opened: Int64($0) * 2000 + 2000, number: 100 - $0) } + [
        bar(0, .toGuest, opened: 900_000, number: nil), bar(0, .toOutside, opened: 950_000, number: 7),
      ]
    _ = model.update(.frame(frame))
    let shown = TimelineBars(model).shown(rows: 8)
    #expect(shown.count == 8)
    #expect(shown.map(\.opened) == shown.map(\.opened).sorted())
    #expect(shown.contains { $0.guest == 0 && $0.isOpen })
    #expect(shown.contains { $0.leg == .toOutside })
    #expect(shown.contains { $0.departure?.number == 100 })
    #expect(TimelineBars(model).shown(rows: 0).isEmpty)
  }

  @Test("Few colours: the five steps of the heat map are five signs")
  func heat() {
    for depth in [ColorDepth.eight, .sixteen] {
      let canvas = MadeUp().panel("dwell-over-time", 70, 11, depth: depth) { frame in
        let edges = (0...40).map { 1000 * Double($0 + 1) }
        let counts = (0..<60).flatMap { column in (0..<40).map { UInt32(1 << (($0 + column) % 16)) } }
        frame.snapshot.map = DwellMap(columns: 60, edges: edges, counts: counts)
      }
      let signs = Set(canvas.lines[0].unicodeScalars.filter { "░▒▓█·▁".unicodeScalars.contains($0) })
      #expect(signs.count >= 3, "\(canvas.lines[0])")
    }
  }
}
