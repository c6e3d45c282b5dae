import DwellDashboard
import DwellMetrics
import DwellSession
import DwellTerminal
import Testing

/// The panels of the side column as text, at their smallest and at usual sizes. A change of looks is a readable difference here.
struct SidePanelTests {
  @Test("Knobs: name, value, slider; help of the selected one and the choices where rows allow")
  func knobs() {
    expectPanel(
      "knobs", 27, 4,
      """
        alpha         0.95 ━━●───
      ▸ timeout     500 µs ━━●○──
        container   4096 B ━━●───
        load      240 kpps ━━━●──
      """)
    expectPanel(
      "knobs", 29, 5,
      """
       ⁵knobs ────────────── ↑↓  ←→
        alpha         0.95 ━━●○────
      ▸ timeout     500 µs ━━━●○───
        container   4096 B ━━━●────
        load      240 kpps ━━━━●───
      """)
    expectPanel(
      "knobs", 40, 10,
      """
       ⁵knobs ───────────── ↑↓ choose  ←→ turn
        alpha           0.95  ━━━━━●─○────────
      ▸ timeout       500 µs  ━━━━━━━●○───────
        cap on every wait             1 µs…1 s
        container     4096 B  ━━━━━━●─────────
        load        240 kpps  ━━━━━━━━━●──────
        policy     adaptive                p P
        system     aggregation             s S
        workload   on/off 576 B            w W
        guests     2                       g G
      """)
    expectPanel(
      "knobs", 28, 5, symbols: .ascii,
      """
       5:knobs ----------- ^v  <->
        alpha         0.95 ==Oo---
      > timeout     500 us ===O---
        container   4096 B ===O---
        load      240 kpps ====O--
      """)
  }

  @Test("Narrow knobs: forms that fit all rows, no word cut, the selected row among those shown")
  func narrowKnobs() {
    expectPanel(
      "knobs", 19, 4,
      """
       alpha         0.95
      ▸timeout     500 µs
       container   4096 B
       load      240 kpps
      """)
    expectPanel(
      "knobs", 12, 2,
      """
      ▸t    500 µs
       c    4096 B
      """)
    expectPanel(
      "knobs", 6, 1,
      """
      t  500
      """)
    expectPanel(
      "knobs", 2, 1,
      """
      t
      """)
  }

  @Test("Turns: newest first, the name where it fits, else the symbol")
  func turns() {
    expectPanel(
      "turns", 24, 3,
      """
      turns ─── z undo  Z redo
      ▲ T₀ 500 µs      2.100 s
      ▲ α 0.99 → 0.95  1.776 s
      """)
    expectPanel(
      "turns", 40, 4,
      """
      turns ─────────────────── z undo  Z redo
      ▲ timeout 1 ms → 500 µs          2.100 s
      ▲ alpha 0.99 → 0.95              1.776 s

      """)
  }

  @Test("Containers: a sign per packet, when the open one is due, and how full the last ones left")
  func containers() {
    expectPanel(
      "containers", 25, 3,
      """
       containers ───────── now
      ▸g1 ■■■■···   due 3.05 µs
       g2 ■■■····   due  113 µs
      """)
    expectPanel(
      "containers", 29, 3,
      """
       containers ───────────── now
      ▸guest 1 ■■■■···  due 3.05 µs
       guest 2 ■■■····  due  113 µs
      """)
    expectPanel(
      "containers", 47, 5,
      """
       containers ──────────────── now and at release
      ▸guest 1 ■■■■···         4 of 7  due in 3.05 µs
               ▂▃▅▁▄▄▂▇▄▆▃▁▄█▂▅█▃▁▃▇▁▆▅▁▄▆▂▁▆▂▁▇▅▄▄▁▂
       guest 2 ■■■····         3 of 7  due in  113 µs
               ▄▅▄▄▃▃▄▁█▁▃█▇█▁▄▆▃▆▄▄▃▆▆▃▄█▅███▄▅█▃▄▁█
      """)
    expectPanel(
      "containers", 47, 5, symbols: .ascii,
      """
       containers ---------------- now and at release
      >guest 1 ####...         4 of 7  due in 3.05 us
               2351442746314#25#313716514621621754412
       guest 2 ###....         3 of 7  due in  113 us
               45443341#13#7#146364436634#5###45#341#
      """)
  }

  @Test("Dwell: bars scaled to the fullest, percentiles on the axis, round times under it")
  func dwell() {
    expectPanel(
      "dwell", 24, 5,
      """
      dwell ────── p99 32.9 µs
            ▃█▇
      ▁▁▂▃▄▆███▇▃▂▁▁▁▁▁▁▁▁▁▁
      ┴──────▲50──▲99─┴──────┴
      1 µs 10 µs   100 µs 1 ms
      """)
    expectPanel(
      "dwell", 40, 8,
      """
      dwell ───────── p50 8.92 µs  p99 32.9 µs
                  ▆█
                 ▆██▇
                ▆████▃
             ▁▄███████▃
      ▂▃▃▄▅▆▇██████████▇▅▃▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
      ┴───────────▲50─▲90─▲99───┴────────────┴
      1 µs       10 µs       100 µs       1 ms
      """)
    expectPanel(
      "dwell", 30, 6, symbols: .ascii,
      """
      dwell ------------ p99 32.9 us
              .##
             #####
      ....##########..............
      +--------^50---^99--+--------+
      1 us   10 us     100 us   1 ms
      """)
  }

  @Test("Percentiles on the axis: the 90th goes first, none touches another, a mark always has its name")
  func percentiles() {
    func axis(_ p50: Double, _ p90: Double, _ p99: Double) -> String {
      let canvas = MadeUp().panel("dwell", 30, 5) { frame in
        frame.snapshot.dwell.p50 = p50
        frame.snapshot.dwell.p90 = p90
        frame.snapshot.dwell.p99 = p99
      }
      let words = String(canvas.lines[3].map { "─┴".contains($0) ? " " : $0 })
      return words.split(separator: " ").joined(separator: " ")
    }
    #expect(axis(2e3, 20e3, 200e3) == "▲50 ▲90 ▲99")
    #expect(axis(20e3, 22e3, 60e3) == "▲50 ▲99")
    #expect(axis(20e3, 22e3, 27e3) == "50▲▲99")
    #expect(axis(20e3, 20e3, 20e3) == "▲99")
    #expect(axis(1e6, 1e6, 1e6) == "99▲")
  }

  @Test("Costs: the three that matter most first; bars where there is room")
  func costs() {
    expectPanel(
      "costs", 24, 4,
      """
      costs ────── last 500 ms
      driver domain       37 %
      fill                65 %
      notifications   47.9 k/s
      """)
    expectPanel(
      "costs", 40, 7,
      """
      costs ────────────────────── last 500 ms
      driver domain  ━━━━━━━───────────   37 %
      guests         ━━━━──────────────   21 %
      fill           ━━━━━━━━━━━━──────   65 %
      notifications                   47.9 k/s
      packets per container               4.63
      memory calls                   0.370 /kB
      """)
  }

  @Test("Events: words go whole from the right")
  func events() {
    expectPanel(
      "events", 24, 3,
      """
      ⁹events ─── newest first
      2.418385 g1 □ due
      2.418368 g2 □ due
      """)
    expectPanel(
      "events", 39, 3,
      """
      ⁹events ────────────────── newest first
      2.418385 g1 □ due   6 of 7 in 9.00 µs
      2.418368 g2 □ due   2 of 7 in 9.80 µs
      """)
    expectPanel(
      "events", 76, 4,
      """
      ⁹events ─────────────────────────────────────────────────────── newest first
      2.418385 g1 □ due   6 of 7 in 9.00 µs, handed over 41.2 µs later
      2.418368 g2 □ due   2 of 7 in 9.80 µs, handed over 41.2 µs later
      2.418350 g1 □ due   6 of 7 in 10.6 µs, handed over 41.2 µs later
      """)
  }

  @Test("Roles: the selected row has its own background, what is turned a letter underlined, values are bold")
  func knobRoles() {
    #expect(
      MadeUp().panel("knobs", 29, 6).roleLines == [
        "-×1 hint×1 title+bold×5 -×1 rule×14 -×1 hint×2 -×2 hint×2",
        "-×2 hint+underline×1 text×4 -×9 text+bold×4 -×1 text×2 text+bold×1 mark×1 rule×4",
        "selected/selected+bold×1 selected/selected×1 selected/selected+bold+underline×1 "
          + "selected/selected+bold×6 selected/selected×5 selected/selected+bold×6 selected/selected×4 "
          + "selected/selected+bold×1 mark/selected×1 selectedDim/selected×3",
        "selectedDim/selected×29",
        "-×2 hint+underline×1 text×8 -×3 text+bold×6 -×1 text×3 text+bold×1 rule×4",
        "-×2 hint+underline×1 text×3 -×6 text+bold×8 -×1 text×4 text+bold×1 rule×3",
      ])
  }
}
