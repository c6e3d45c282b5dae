import DwellDashboard
import DwellMetrics
import DwellSession
import DwellTerminal
import Testing

/// The panels over the time axis as text, at their smallest and at usual sizes. A change of looks is a readable difference here.
struct PlotPanelTests {
  @Test("Release time: T₀ dashed, P joined, dwell as dots; flags only where there are rows for them")
  func releaseTime() {
    expectPanel(
      "release-time", 38, 3,
      """
        1 ms┤⠒⣠⢦⠒⠒⡴⣢⠒⠒⣔⢦⣀⣀⣀⡀⣀⡀ T₀     500 µs
            │ ⡇⢸  ⡇⢸ ⢸⠁⢸ ⢸ ⢸   P     11.6 µs
       10 µs┤⠶⠁⠸⠶⠶⠁⠸⠶⠎┈⠸⠶⠞┈⠸⠶⠆ dwell 7.76 µs
      """)
    expectPanel(
      "release-time", 48, 4,
      """
      ¹release time ──────────────── guest 1 of 2  log
        1 ms┤┈⠒⣲⢔⣢⠒⠒┈⢀⡶⠶⡄┈⠒⢒⡤⠶⡖⣀┈┈⣀⣀⡀┈⣀⡀ T₀     500 µs
            │  ⡇ ⢸   ⡇  ⡇  ⢸  ⡇  ⢸⠈⠁⢹    P     11.6 µs
       10 µs┤⠶⠶⠁┈⠸⠶⠶⠶⠁┈┈⠷⠶⠶⠎┈┈⠷⠶⠶⠞┈┈⠸⠶⠶⠆ dwell 7.76 µs
      """)
    expectPanel(
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
    expectPanel(
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
    expectPanel(
      "estimates", 48, 6,
      """
      ²estimates ───────── guest 1  P = D + 4V  linear
        1 ms┤┈┈┈┈┈┈┈┈┊┈⠈┈┈┈┈┈⡀┊┈┈┈┈┈┈┈┈┈
            │        ┊        ┊
            │  ⠈⢀⢦   ┊⠐⡜⡆    ⡬⡀    ⢨⢢    D     3.03 µs
            │  ⡔⡡⢼   ⡠⡋⠭⡇  ⢠⠒⠇⡇  ⢀⡎⡡⢺    n     2.40 µs
           0┤⣀⣀⠇┈⢸⣀⣀⣀⠇⡀┈⣇⣀⣀⡸⠁┈⣇⣀⣀⣸⢄┈⢸⣀⣀⡀ V     2.14 µs
      """)
    expectPanel(
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
    expectPanel(
      "throughput", 48, 4,
      """
      ³throughput ─────────────────── all guests, kpps
            │⢄⣒ ⣀⣀⠒⠤⣀┊⣒⡠ ⣀⣒ ⣀⣀⠒⣀⣀ ⣒⡠ ⡠⣒  ceiling   603
         500┤⠤⠤⡀┈⢠⠤⢄⡠⡀┈┈⡠⠤⡤⢄┈┈⡤⡠⠤⢄┈┈⢠⠤⠤⠄ through   345
            │⠅⠅⣇⣀⡸⠅⠅⠅⣇⣀⣀⠇⠅⠅⢽⣀⣀⠇⠅⠅⢽⣀⣀⡸⠅⠅⠅ offered   345
      """)
    expectPanel(
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
    expectPanel(
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
    expectPanel(
      "causes", 48, 3,
      """
      ⁴why containers left ── ■ full  □ due: P ran out
       100 %┤········┊········┊········· due      89 %
           0┤▃▃··▄▅▂▄┊··▃▄▂▃··┊▄▂▃··▃▃▃▃ full     11 %
      """)
    expectPanel(
      "causes", 70, 5,
      """
      ⁴why containers left ──────────────────────── ■ full  □ due: P ran out
         100 %┤····  ·  ·······┊ ··········  ·┊·····  ········ due      89 %
              │····  ·  ·······┊ ··········  ·┊·····  ········
              │····  ·  ···▁···┊ ··········  ·┊·····  ···▁···▁
             0┤▅▇▆▇  ·  █▇▇█▇▄·┊ ·▅▆▆▅█▄█··  ▂┊▇█▆█▅  ··▇█▆▅▇█ full     11 %
      """)
    expectPanel(
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
    expectPanel(
      "delay", 60, 5,
      """
      delay ──────────────── arrival to hand-over, all guests  log
              │            ┊           ┊
          1 ms┤┈┈┈⡨⠛⠉⠉┈┈┈┈⢀⠝⠋⠉⠁┈┈┈┈⡨⠛⠉⠉┊┈┈┈⢀⠭⠭⠭⠅┈┈┈┈
              │            ┊           ┊             max   35.5 µs
         10 µs┤⠭⠫⠭┈┈┈┈⠭⠭⠭⠭⠅┊┈┈⠨⠭⠭⠭⠭┈┈┈┈⠫⠝⠫⠝⠅┈┈┈⠨⠭⠭⠭⠅ mean  17.4 µs
      """)
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
