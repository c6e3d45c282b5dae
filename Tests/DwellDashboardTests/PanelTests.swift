import DwellDashboard
import DwellMetrics
import DwellSession
import DwellTerminal
import Testing

/// Every panel as text, at its smallest and at usual sizes. A change of looks is a readable difference here.
struct PanelTests {
  private func expect(
    _ name: String, _ width: Int, _ height: Int, symbols: SymbolSet = .braille, _ expected: String,
    at location: SourceLocation = #_sourceLocation
  ) {
    let drawn = MadeUp().panel(name, width, height, symbols: symbols).lines.joined(separator: "\n")
    #expect(drawn == expected, "\(name) \(width)x\(height) is\n\(drawn)", sourceLocation: location)
  }

  @Test("Release time: T₀ dashed, P joined, dwell as dots; flags only where there are rows for them")
  func releaseTime() {
    expect(
      "release-time", 38, 3,
      """
        1 ms┤⠒⣠⢦⠒⠒⡴⣢⠒⠒⣔⢦⣀⣀⣀⡀⣀⡀ T₀     500 µs
            │ ⡇⢸  ⡇⢸ ⢸⠁⢸ ⢸ ⢸   P     11.6 µs
       10 µs┤⠶⠁⠸⠶⠶⠁⠸⠶⠎┈⠸⠶⠞┈⠸⠶⠆ dwell 7.76 µs
      """)
    expect(
      "release-time", 48, 4,
      """
      ¹release time ──────────────── guest 1 of 2  log
        1 ms┤┈⠒⣲⢔⣢⠒⠒┈⢀⡶⠶⡄┈⠒⢒⡤⠶⡖⣀┈┈⣀⣀⡀┈⣀⡀ T₀     500 µs
            │  ⡇ ⢸   ⡇  ⡇  ⢸  ⡇  ⢸⠈⠁⢹    P     11.6 µs
       10 µs┤⠶⠶⠁┈⠸⠶⠶⠶⠁┈┈⠷⠶⠶⠎┈┈⠷⠶⠶⠞┈┈⠸⠶⠶⠆ dwell 7.76 µs
      """)
    expect(
      "release-time", 70, 10,
      """
      ¹release time ────────────────────────────────────── guest 1 of 2  log
                               ╷α 0.99 → 0.95 ╷T₀ 1 ms → 500 µs
              │       ⡀        ┊ ⣀            ┊
          1 ms┤┈⠉⠉┈┈⡩⡏⢩⠭⡏⠉┈┈⠉⠉┈⡴⢩⠛⢳┈⠉⠉┈┈⠉⢉⢴⠛⡝⢽┊┈⣀⣀┈┈⣠⣠⣀⣀⣀⣀┈┈⣀⣀ T₀     500 µs
              │    ⡸⡊⠈  ⡇     ⡜⠁⠁ ⢸     ⢀⢎⠂  ⢹┊    ⢠⠋⠊⢁⠐⣺
        100 µs┤┈┈┈┈⡇┈┈┈┈⡇┈┈┈┈┈⡏┊┈┈⢸┈┈┈┈┈⢸⠁┈┈┈⢸┊┈┈┈┈⢸⠃┈┈⠁⢸┈┈┈┈┈
              │    ⡇    ⡇     ⡇┊  ⢸     ⢸    ⢸┊    ⢸    ⢸
              │    ⡇    ⡇     ⡇┊  ⢸     ⢸    ⢸┊    ⢸    ⢸
         10 µs┤⣭⣍⣍⣍⠇┈┈┈┈⣯⣭⣩⣍⣉⣍⠇┊┈┈⢸⣉⣩⣍⣍⣉⡹┈┈┈┈⢸⣩⣭⣉⣍⣩⡹┈┈┈┈⢸⣩⣩⣭⣍⣭ P     11.6 µs
              │⠊⠉⠉⠊     ⠉⠒⠑⠊⠊⠑ ┊  ⠐⠑⠉⠊⠉⠉⠂    ⠐⠑⠊⠊⠊⠊⠁    ⠐⠊⠑⠊⠉⠊ dwell 7.76 µs
      """)
    expect(
      "release-time", 48, 6, symbols: .ascii,
      """
      1:release time --------------- guest 1 of 2  log
                     :a 0.95  :T0 500 us
        1 ms+.--PP...:PP--...P-.........
            |  Pdd|  Pdd|   P |---PPP -- T0     500 us
            |  |  |  |  |   | |   |  |   P     11.6 us
       10 us+PP...PPP:..PPPP..PPPP...PPP dwell 7.76 us
      """)
  }

  @Test("Estimates: D joined, V dotted, n as dots, the rule in the title")
  func estimates() {
    expect(
      "estimates", 48, 6,
      """
      ²estimates ───────── guest 1  P = D + 4V  linear
        1 ms┤┈┈┈┈┈┈┈┈┊┈⠈┈┈┈┈┈⡀┊┈┈┈┈┈┈┈┈┈
            │        ┊        ┊
            │  ⠈⢀⢦   ┊⠐⡜⡆    ⡬⡀    ⢨⢢    D     3.03 µs
            │  ⡔⡡⢼   ⡠⡋⠭⡇  ⢠⠒⠇⡇  ⢀⡎⡡⢺    n     2.40 µs
           0┤⣀⣀⠇┈⢸⣀⣀⣀⠇⡀┈⣇⣀⣀⡸⠁┈⣇⣀⣀⣸⢄┈⢸⣀⣀⡀ V     2.14 µs
      """)
    expect(
      "estimates", 70, 9,
      """
      ²estimates ─────────────────────────────── guest 1  P = D + 4V  linear
          1 ms┤┈┈┈┈┈┈┈⢀⡀┈┈┈┈┈┈┈┊┈⢀┈┈┈┈┈┈┈┈┈┈┈┈┊┈┈┈┈┈┈⠐┈┈┈┈┈┈┈┈
              │      ⠁⡀        ┊          ⡀   ┊
              │                ┊             ⠁┊       ⠄
              │      ⠐ ⢀       ┊             ⡀┊        ⢀⣦
           0.5┤┈┈┈┈┈⠠⢠⠒⠁⡇┈┈┈┈┈┈⠁⢁⠖⢱┈┈┈┈┈┈⠐┈⡔⡊⢸┊┈┈┈┈┈┈⢀⠴⠉⢸┈┈┈┈┈
              │    ⠂⡠⠃⡀⠄⡇     ⢠⢔⠁⡠⢼      ⢠⠒⠁⠤⢽┊    ⠈⢤⠊ ⠆⢼      D     3.03 µs
              │    ⡏⠆⠁  ⡇     ⡮⠄⠂ ⢸     ⢰⡅⠄⠁⠈⢹┊    ⢰⠅⠊⠁ ⢸      n     2.40 µs
             0┤⣀⣀⣀⣀⠇┈┈┈┈⣇⣀⣀⣀⣀⣀⠏┊┈┈⢸⣀⣀⣀⣀⣀⡸┈┈┈┈⢸⣀⣀⣀⣀⣀⡸┈⠄┈┈⢸⣀⣀⣀⣀⣀ V     2.14 µs
      """)
  }

  @Test("Throughput: area, offered, both ceilings named in the gutter as far as there are rows")
  func throughput() {
    expect(
      "throughput", 48, 4,
      """
      ³throughput ─────────────────── all guests, kpps
            │⢄⣒ ⣀⣀⠒⠤⣀┊⣒⡠ ⣀⣒ ⣀⣀⠒⣀⣀ ⣒⡠ ⡠⣒  ceiling   603
         500┤⠤⠤⡀┈⢠⠤⢄⡠⡀┈┈⡠⠤⡤⢄┈┈⡤⡠⠤⢄┈┈⢠⠤⠤⠄ through   345
            │⠅⠅⣇⣀⡸⠅⠅⠅⣇⣀⣀⠇⠅⠅⢽⣀⣀⠇⠅⠅⢽⣀⣀⡸⠅⠅⠅ offered   345
      """)
    expect(
      "throughput", 70, 8,
      """
      ³throughput ───────────────────────────────────────── all guests, kpps
              │ ⣀   ⣀   ⣀   ⣀  ┊⣀   ⣀   ⣀   ⣀ ┊ ⣀   ⣀   ⣀   ⣀  if full   710
              │⣀ ⢄⡠ ⣀⣀ ⢄⣀ ⢄⠤ ⡠⠤┊⡠⣀ ⢄⠤ ⠤⣀ ⣀⡠ ⢄⢄┊⣀⢄ ⣀⢄ ⢄⣀ ⡠⣀ ⡠⡠  ceiling   603
      500 kpps┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┊┈┈┈┈┈┈┈┈┈┈┈┈┈┈┊┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
              │⡀⢀⣀⢀     ⣀⣀⣀⡀⡀⣀ ┊  ⢀ ⢀ ⣀⢀⡀     ⣀⣀⣀⡀⡀⡀    ⢀⢀⢀⢀⢀  through   345
              │⠍⠍⠅⠅⡇    ⡇⠅⠅⠍⠍⠍⡇┊  ⢸⠍⠅⠍⠅⠍⢽    ⢸⠅⠅⠅⠍⠍⢽    ⢸⠅⠅⠅⠅⠍ offered   345
              │⠅⠅⠅⠅⡇    ⡇⠅⠅⠅⠅⠅⡇┊  ⢸⠅⠅⠅⠅⠅⢽    ⢸⠅⠅⠅⠅⠅⢽    ⢸⠅⠅⠅⠅⠅
             0┤⠅⠅⠅⠅⣇⢄⢄⣀⣀⠇⠅⠅⠅⠅⠅⢇⢄⢄⣀⡸⠅⠅⠅⠅⠅⢽⢄⡠⣀⣀⡸⠅⠅⠅⠅⠅⢽⠤⠤⣀⣀⡸⠅⠅⠅⠅⠅
      """)
    expect(
      "throughput", 48, 7, symbols: .block,
      """
      3:throughput ────────────────── all guests, kpps
            │ ▄▄     │▄▄      ▄▄      ▄▄ if full   710
            │▄  ▄▄▀▀ │▄▄▀▄  ▀▀▀▄  ▄▄▄▄   ceiling   603
         500┤········│········│·········
            │██▄  █▄█▄  ██▄█▄ ████▄  ███ through   345
            │███  ████  █████ █████  ███ offered   345
           0┤███▄▄████▄▄█████▄█████▄▄███
      """)
  }

  @Test("Why containers left: bars for full, dots for the rest, nothing where nothing left")
  func causes() {
    expect(
      "causes", 48, 3,
      """
      ⁴why containers left ── ■ full  □ due: P ran out
       100 %┤········┊········┊········· due      89 %
           0┤▃▃··▄▅▂▄┊··▃▄▂▃··┊▄▂▃··▃▃▃▃ full     11 %
      """)
    expect(
      "causes", 70, 5,
      """
      ⁴why containers left ──────────────────────── ■ full  □ due: P ran out
         100 %┤····  ·  ·······┊ ··········  ·┊·····  ········ due      89 %
              │····  ·  ·······┊ ··········  ·┊·····  ········
              │····  ·  ···▁···┊ ··········  ·┊·····  ···▁···▁
             0┤▅▇▆▇  ·  █▇▇█▇▄·┊ ·▅▆▆▅█▄█··  ▂┊▇█▆█▅  ··▇█▆▅▇█ full     11 %
      """)
    expect(
      "causes", 38, 4, symbols: .ascii,
      """
      4:why containers left --------- # full
       100 %+. ...: .. :... .. due      89 %
            |. ...: .. :... ..
           0+5 .56: 43 :54. 57 full     11 %
      """)
  }

  @Test("Delay: the mean and dots up to the longest")
  func delay() {
    expect(
      "delay", 60, 5,
      """
      delay ──────────────── arrival to hand-over, all guests  log
              │            ┊           ┊
          1 ms┤┈┈┈⡨⠛⠉⠉┈┈┈┈⢀⠝⠋⠉⠁┈┈┈┈⡨⠛⠉⠉┊┈┈┈⢀⠭⠭⠭⠅┈┈┈┈
              │            ┊           ┊             max   35.5 µs
         10 µs┤⠭⠫⠭┈┈┈┈⠭⠭⠭⠭⠅┊┈┈⠨⠭⠭⠭⠭┈┈┈┈⠫⠝⠫⠝⠅┈┈┈⠨⠭⠭⠭⠅ mean  17.4 µs
      """)
  }

  @Test("Knobs: name, value, slider; help of the selected one and the choices where rows allow")
  func knobs() {
    expect(
      "knobs", 27, 4,
      """
        alpha         0.95 ━━●───
      ▸ timeout     500 µs ━━●○──
        container   4096 B ━━●───
        load      240 kpps ━━━●──
      """)
    expect(
      "knobs", 29, 5,
      """
       ⁵knobs ────────────── ↑↓  ←→
        alpha         0.95 ━━●○────
      ▸ timeout     500 µs ━━━●○───
        container   4096 B ━━━●────
        load      240 kpps ━━━━●───
      """)
    expect(
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
    expect(
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
    expect(
      "knobs", 19, 4,
      """
       alpha         0.95
      ▸timeout     500 µs
       container   4096 B
       load      240 kpps
      """)
    expect(
      "knobs", 12, 2,
      """
      ▸t    500 µs
       c    4096 B
      """)
    expect(
      "knobs", 6, 1,
      """
      t  500
      """)
    expect(
      "knobs", 2, 1,
      """
      t
      """)
  }

  @Test("Turns: newest first, the name where it fits, else the symbol")
  func turns() {
    expect(
      "turns", 24, 3,
      """
      turns ─── z undo  Z redo
      ▲ T₀ 500 µs      2.100 s
      ▲ α 0.99 → 0.95  1.776 s
      """)
    expect(
      "turns", 40, 4,
      """
      turns ─────────────────── z undo  Z redo
      ▲ timeout 1 ms → 500 µs          2.100 s
      ▲ alpha 0.99 → 0.95              1.776 s

      """)
  }

  @Test("Containers: a sign per packet, when the open one is due, and how full the last ones left")
  func containers() {
    expect(
      "containers", 25, 3,
      """
       containers ───────── now
      ▸g1 ■■■■···   due 3.05 µs
       g2 ■■■····   due  113 µs
      """)
    expect(
      "containers", 29, 3,
      """
       containers ───────────── now
      ▸guest 1 ■■■■···  due 3.05 µs
       guest 2 ■■■····  due  113 µs
      """)
    expect(
      "containers", 47, 5,
      """
       containers ──────────────── now and at release
      ▸guest 1 ■■■■···         4 of 7  due in 3.05 µs
               ▂▃▅▁▄▄▂▇▄▆▃▁▄█▂▅█▃▁▃▇▁▆▅▁▄▆▂▁▆▂▁▇▅▄▄▁▂
       guest 2 ■■■····         3 of 7  due in  113 µs
               ▄▅▄▄▃▃▄▁█▁▃█▇█▁▄▆▃▆▄▄▃▆▆▃▄█▅███▄▅█▃▄▁█
      """)
    expect(
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
    expect(
      "dwell", 24, 5,
      """
      dwell ────── p99 32.9 µs
            ▃█▇
      ▁▁▂▃▄▆███▇▃▂▁▁▁▁▁▁▁▁▁▁
      ┴──────▲50──▲99─┴──────┴
      1 µs 10 µs   100 µs 1 ms
      """)
    expect(
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
    expect(
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
    expect(
      "costs", 24, 4,
      """
      costs ────── last 500 ms
      driver domain       37 %
      fill                65 %
      notifications   47.9 k/s
      """)
    expect(
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
    expect(
      "events", 24, 3,
      """
      ⁹events ─── newest first
      2.418385 g1 □ due
      2.418368 g2 □ due
      """)
    expect(
      "events", 39, 3,
      """
      ⁹events ────────────────── newest first
      2.418385 g1 □ due   6 of 7 in 9.00 µs
      2.418368 g2 □ due   2 of 7 in 9.80 µs
      """)
    expect(
      "events", 76, 4,
      """
      ⁹events ─────────────────────────────────────────────────────── newest first
      2.418385 g1 □ due   6 of 7 in 9.00 µs, handed over 41.2 µs later
      2.418368 g2 □ due   2 of 7 in 9.80 µs, handed over 41.2 µs later
      2.418350 g1 □ due   6 of 7 in 10.6 µs, handed over 41.2 µs later
      """)
  }
}

extension PanelTests {
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

  @Test("Estimates of a policy that has none: its rule and what that looks at, no line of another's")
  func withoutEstimates() {
    for (policy, words) in [
      ("fixed", ["fixed estimates nothing: P = T₀", "time since the first packet (500 µs)", "bytes waiting (4096 B"]),
      ("self-clocked", ["self-clocked estimates nothing", "driver domain (37 % busy)"]),
      ("immediate", ["immediate estimates nothing: P = 0", "looks at nothing"]),
    ] {
      let canvas = MadeUp(policy: policy).panel("estimates", 70, 4)
      let text = canvas.lines.joined(separator: "\n")
      for word in words { #expect(text.contains(word), "\(text)") }
      #expect(!canvas.cells.contains { (0x2801...0x28FF).contains($0.scalar.value) }, "\(text)")
      let layout = MadeUp(policy: policy).model(120, 36).layout
      #expect(layout.slot("estimates")?.rect.height == 4)
    }
  }

  @Test("Roles: every curve has the hue of its quantity, in plot and gutter alike")
  func releaseRoles() {
    #expect(
      MadeUp().panel("release-time", 48, 6).roleLines == [
        "hint×1 title+bold×12 -×1 rule×16 -×1 dim×5 -×1 dim×1 -×1 dim×2 -×1 dim×1 -×2 dim×3",
        "-×15 mark×2 -×1 mark×4 -×2 mark×3 -×1 mark×3 -×1 mark×2",
        "-×2 dim×1 -×1 dim×2 rule×1 grid×1 given×1 p×3 given×2 grid×1 p×4 grid×1 given×2 p×3 given×1 "
          + "grid×2 p×3 grid×1 given×2 -×1 given×2 -×5 given×3 -×1 given×2",
        "-×6 rule×1 -×2 p×1 dwell×1 p×1 -×3 p×1 dwell×1 -×1 p×1 -×2 p×1 dwell×1 -×1 p×1 -×2 p×2 dwell×1 p×1",
        "-×6 rule×1 -×2 p×1 -×1 p×1 -×3 p×1 -×2 p×1 -×2 p×1 -×2 p×1 -×2 p×1 -×2 p×1 -×4 "
          + "p+bold×1 -×5 p+bold×7",
        "-×1 dim×2 -×1 dim×2 rule×1 p×3 grid×1 p×5 grid×2 p×4 grid×2 p×4 grid×2 p×4 -×1 "
          + "dwell+bold×5 -×1 dwell+bold×7",
      ])
  }
}
