import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import Testing

/// The trade-off plane and the map of dwell over time as text.
struct PlanePanelTests {
  private static func expect(
    _ canvas: Canvas, _ expected: String, at location: SourceLocation = #_sourceLocation
  ) {
    let drawn = canvas.lines.joined(separator: "\n")
    #expect(drawn == expected, "it is\n\(drawn)", sourceLocation: location)
  }

  private static func scenario(_ timeout: Double, _ size: Double = 4096, load: Double = 320_000) -> Scenario {
    var scenario = Scenario()
    scenario.knobs[KnobCatalog.load] = load
    scenario.knobs[EngineKnobs.timeout] = timeout
    scenario.knobs[EngineKnobs.containerSize] = size
    return scenario
  }

  private static func point(_ scenario: Scenario, _ microseconds: Double, _ ceiling: Double) -> Trail.Point {
    Trail.Point(
      scenario: scenario,
      measured: TradePoint(
        span: .milliseconds(900), packets: 1000, meanDwell: microseconds * 1000, p99: microseconds * 3000,
        ceiling: ceiling * 1000, offered: 320_000, packetsPerContainer: 6.5), until: .zero)
  }

  private static func frame(_ policy: String = "fixed", _ view: View) -> Frame {
    var scenario = scenario(50_000, 8192)
    scenario.policy = policy
    var view = view
    view.wantsPoint = true
    var frame = MadeUp().frame(view)
    frame.scenario = scenario
    frame.present = point(scenario, 27.7, 633).measured
    for (timeout, dwell, ceiling) in [(2.0, 1.76, 209.0), (5, 3.89, 282), (10, 6.92, 386), (20, 12.3, 533)] {
      frame.trail.add(point(Self.scenario(timeout * 1000), dwell, ceiling))
    }
    frame.trail.add(point(Self.scenario(20_000, load: 200_000), 18, 450))
    return frame
  }

  private static func canvas(
    _ panel: String, _ width: Int, _ height: Int, symbols: SymbolSet = .braille, policy: String = "fixed"
  ) -> Canvas {
    MadeUp().panel(panel, width, height, symbols: symbols) { $0 = frame(policy, $0.snapshot.view) }
  }

  @Test("Trade-off: present point, trail, theory per size, the line of offered load")
  func tradeOff() {
    Self.expect(
      Self.canvas("trade-off", 40, 8),
      """
      ⁷trade-off ── mean dwell against ceiling
            │       20 µs, 4096 B    ⣠⠤⢀⣀⠴
        500k┤┈ offered 320 kpps ┈⢀○⠶⠛⠚⠉●┈now┈┈
            │╌╌5 µs, 4096 B╌╌⢀⣀○⠖⠋╌╌·╌╌4096 B╌
            │ ╱   ╱  ⠤⠤⠤○⠖⠒⠒○⠉╱  10 µs, 4096 B
           0┤╱┈┈┈╱┈┈┈╱ below: the queue grows
            └────────┴───────────┴───────────┴
                   1 µs        10 µs    100 µs
      """)
    Self.expect(
      Self.canvas("trade-off", 76, 20),
      """
      ⁷trade-off ────────────────────── mean dwell against ceiling  fixed, poisson
      800 kpps┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈4096 B┈┈┈┈┈┈┈┈┈
              │                                                   ⢀     ⣀⠖ 8192 B
              │                                                 ⢠⠊⠁   ⡠⠎
              │                                               ⢀⠎⠁ ⣀⡠●⠋
           600┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⢀⢜⡡⠔⠊⠉┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
              │                                            ○⠝⠁   now 50 µs, 8192 B
              │                                         ⢀⡠⠊  20 µs, 4096 B
              │                                        ⡠⠊⠁     ·
           400┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⢀○⠋10 µs, 4096 B┈┈┈┈┈┈┈┈┈┈┈┈┈┈
              │                                   ⡠⠖⠁
              │╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌5 µs, 4096 B⣀○⠖⠉╌╌╌╌╌╌╌╌╌╌╌╌╌╌ offered 320 kpps
              │ ╱   ╱   ╱   ╱   ╱   ╱   ⣀⡠⠤⠔⠒⠉  ╱   ╱   ╱  below: the queue grows
           200┤╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈⠠⠤⠤⠔⠒⠒⠊○⠉2 µs, 4096 B┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈
              │   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱
              │  ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱
              │ ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱   ╱
             0┤╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈
              └─────────────────┴────────────────────────┴───────────────────────┴
                              1 µs                     10 µs                100 µs
      """)
    Self.expect(
      Self.canvas("trade-off", 60, 12, symbols: .ascii),
      """
      7:trade-off ----- mean dwell against ceiling  fixed, poisson
              |                     now 50 us, 8192 B  4096 B
              |                                     +++ ****
              |                                  ******O    8192 B
      500 kpps+...............................**o.20 us, 4096 B...
              |               10 us, 4096 B*o*     .
              |----2 us, 4096 B-----***o***----- offered 320 kpps
              |  /   /   / *****o*** /   / below: the queue grows
              | /   /   /   /   /   /   /5 us, 4096 B   /   /   /
             0+/.../.../.../.../.../.../.../.../.../.../.../.../..
              +-------------+-----------------+------------------+
                          1 us              10 us           100 us
      """)
  }

  @Test("Where no closed form is known there are points only, and it says so")
  func pointsOnly() {
    Self.expect(
      Self.canvas("trade-off", 60, 10, policy: "adaptive"),
      """
      ⁷trade-off ─── mean dwell against ceiling  adaptive, poisson
              │          no closed form for adaptive; points only
              │    now adaptive, 50 µs, 8192 B, α 0.99 ●
      500 kpps┤┈┈┈┈┈┈┈┈┈┈┈┈fixed, 20 µs, 4096 B┈○┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
              │        fixed, 10 µs, 4096 B ○      ·
              │╌╌╌╌fixed, 5 µs, 4096 B╌○╌╌╌╌╌╌╌╌ offered 320 kpps
              │   ╱   ╱   ╱   ╱ ○ ╱   ╱    below: the queue grows
             0┤┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱┈┈┈╱fixed, 2 µs, 4096 B╱┈┈┈╱┈┈┈╱┈┈┈╱
              └─────────────┴──────────────────┴─────────────────┴
                          1 µs               10 µs          100 µs
      """)
  }

  @Test("y puts p99 on the x axis, for which there is no closed form, and back")
  func turnsDelay() {
    var model = MadeUp().model(120, 36)
    for name in ["7", "y"] { _ = model.update(.key(Key(name: name) ?? .escape)) }
    _ = model.update(.frame(Self.frame("fixed", model.view)))
    model.catchUp()
    let lines = Screenful.draw(model).lines
    #expect(lines.contains { $0.contains("p99 dwell against ceiling") })
    #expect(lines.contains { $0.contains("no closed form for the p99; points only") })
    #expect(lines.contains { $0.contains("p99 dwell") && $0.contains("83.1 µs") })
    _ = model.update(.key(Key(name: "y") ?? .escape))
    #expect(Screenful.draw(model).lines.contains { $0.contains("mean dwell against ceiling") })
  }

  @Test("Before a packet has left there is nothing to place")
  func nothing() {
    let canvas = MadeUp().panel("trade-off", 60, 8)
    #expect(canvas.lines.contains { $0.contains("no packet has left a container yet") })
  }

  @Test("The trail: now, points newest first, those of other traffic counted")
  func trail() {
    Self.expect(
      Self.canvas("trail", 38, 24),
      """
      now ────────────────────── over 900 ms
      mean dwell                     27.7 µs
      ceiling                       633 kpps
      offered                       320 kpps
      headroom                         ×1.98
      packets/container            6.50 of 7

      trail ─────────────────── newest first
                                dwell   kpps
      ● 50 µs, 8192 B         27.7 µs    633
      ○ 20 µs, 4096 B         12.3 µs    533
      ○ 10 µs, 4096 B         6.92 µs    386
      ○ 5 µs, 4096 B          3.89 µs    282
      ○ 2 µs, 4096 B          1.76 µs    209
      · 1 point of other traffic

      reading it ───────────────────────────
      up     more packets per second
      right  longer waits
      curve  theory, Poisson arrivals,
             one per container size
      end    always full: waiting
             longer buys nothing

      """)
    Self.expect(
      Self.canvas("trail", 30, 6),
      """
      now ────────────── over 900 ms
      mean dwell             27.7 µs
      ceiling               633 kpps
      offered               320 kpps
      headroom                 ×1.98
      packets/container    6.50 of 7
      """)
  }

  // MARK: Dwell over time

  private static func map(_ frame: inout Frame) {
    let columns = frame.snapshot.view.columns / 2 + 1
    let edges = (0...40).map { 1000 * Elementary.exp(Double($0) / 8 * Elementary.log(2)) }
    var counts: [UInt32] = []
    for column in 0..<columns {
      for length in 0..<40 {
        let centre = 16 + (column % 12 < 4 ? 8 : 0)
        let distance = (length - centre).magnitude
        counts.append(distance < 12 ? UInt32(4096 >> distance) : column % 7 == 0 && length > 36 ? 3 : 0)
      }
    }
    frame.snapshot.map = DwellMap(columns: columns, edges: edges, counts: counts)
    frame.snapshot.dwell.p999 = 45_000
  }

  private static func heat(
    _ width: Int, _ height: Int, symbols: SymbolSet = .braille, depth: ColorDepth = .indexed
  ) -> Canvas {
    MadeUp().panel("dwell-over-time", width, height, symbols: symbols, depth: depth, change: map)
  }

  @Test("Dwell over time: two values a cell, percentiles at their heights")
  func halves() {
    Self.expect(
      Self.heat(40, 8),
      """
      ⁶dwell ──── share of packets  █████  log
        1 ms┤      ┊     ┊
            │      ┊     ┊
      100 µs┤      ┊     ┊
            │▄▄▄   █    ▄▄█▄     p99.9 45.0 µs
       10 µs┤▀▀▀▄▄▄▄▄▄▄▄▀▀▀▀▄▄▄▄ p99   32.9 µs
            │▀▀▀████████▀▀▀▀████ p50   8.92 µs
        1 µs┤   ▀▀▀▀▀▀▀▀ ┊  ▀▀▀▀
      """)
    Self.expect(
      Self.heat(70, 11),
      """
      ⁶dwell over time ──────────── share of packets  █████  all guests  log
          1 ms┤                ┊              ┊
              │                ┊              ┊
              │                ┊              ┊
        100 µs┤                ┊              ┊
              │      ▄      ▄  ┊   ▄      ▄   ┊  ▄      ▄      p99.9 45.0 µs
              │███   ▀    ████ ┊   ▀  ████▀   ┊  ▀████  ▀      p99   32.9 µs
         10 µs┤▀▀▀████████▀▀▀▀████████▀▀▀▀████████▀▀▀▀████████ p50   8.92 µs
              │▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀
              │▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀
          1 µs┤   ▀▀▀▀▀▀▀▀    ▀▀▀▀▀▀▀▀    ▀▀▀▀▀▀▀▀    ▀▀▀▀▀▀▀▀
      """)
    let canvas = Self.heat(70, 11)
    #expect(canvas.roleLines[8].hasSuffix("heat5×3 heat3×8 heat5×4 heat3×8 heat5×4 heat3×8 heat5×4 heat3×8"))
    #expect(canvas[9, 8].background.role?.rawValue ?? 0 > 0)
    #expect(canvas[9, 8].role != canvas[9, 8].background.role)
  }

  @Test("Without colours shades stand in, in ASCII characters of growing weight")
  func shades() {
    Self.expect(
      Self.heat(70, 9, depth: .mono),
      """
      ⁶dwell over time ──────────── share of packets  ·░▒▓█  all guests  log
          1 ms┤                ┊              ┊
              │                ┊              ┊
        100 µs┤                ┊              ┊
              │      ·      ·  ┊   ·      ·   ┊  ·      ·      p99.9 45.0 µs
              │···   ·    ···· ┊   ·  ·····   ┊  ·····  ·      p99   32.9 µs
         10 µs┤███▒▒▒▒▒▒▒▒████▒▒▒▒▒▒▒▒████▒▒▒▒▒▒▒▒████▒▒▒▒▒▒▒▒ p50   8.92 µs
              │░░░████████░░░░████████░░░░████████░░░░████████
          1 µs┤   ········    ········    ········    ········
      """)
    Self.expect(
      Self.heat(70, 9, symbols: .ascii),
      """
      6:dwell over time ------- share of packets  .:-=+*#%@  all guests  log
          1 ms+                :              :
              |                :              :
        100 us+                :              :
              |                :      .      .:     .      .   p99.9 45.0 us
              |                :      ::::   .:   ::::     .   p99   32.9 us
         10 us+                :      @@@@========@@@@======== p50   8.92 us
              |                :      ----@@@@@@@@----@@@@@@@@
          1 us+                :          ........    ........
      """)
  }
}
