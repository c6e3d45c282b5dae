import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import Testing

/// A/B on the screen: two made-up runs, A with a fixed timeout of 1 ms.
struct CompareTests {
  private static let figures: [ComparedFigure] = [
    .init(.dwellMean, a: 22_600, b: 12_800, verdict: .differs), .init(.dwellP50, a: 14_000, b: 9150, verdict: .differs),
    .init(.dwellP99, a: 77_700, b: 32_000, verdict: .differs),
    .init(.dwellP999, a: 1_000_000, b: 500_000, verdict: .tooEarly), .init(.delayMean, a: 1, b: 1, verdict: .tooEarly),
    .init(.delayP50, a: 23_900, b: 17_800, verdict: .differs),
    .init(.delayP99, a: 87_500, b: 42_400, verdict: .differs),
    .init(.throughput, a: 228_000, b: 228_100, verdict: .withinNoise),
    .init(.ceiling, a: 745_000, b: 601_000, verdict: .differs), .init(.lost, a: 0, b: 0, verdict: .withinNoise),
    .init(.packetsPerContainer, a: 6.91, b: 4.61, verdict: .differs),
    .init(.leftFull, a: 0.98, b: 0.11, verdict: .differs),
    .init(.notifications, a: 33_000, b: 49_400, verdict: .differs),
    .init(.driverDomain, a: 0.31, b: 0.38, verdict: .differs),
  ]

  private static func comparison(_ view: View, figures: [ComparedFigure] = figures) -> Comparison {
    var a = MadeUp(policy: "fixed")
    a.scenario.knobs[EngineKnobs.timeout] = 1_000_000
    a.scenario.knobs[EngineKnobs.alpha] = 0.99
    var comparison = Comparison(.together, settings: a.scenario)
    var snapshot = a.frame(view).snapshot
    snapshot[.dwell] = snapshot[.dwell].map { Column(low: $0.low, mean: $0.mean * 1.8, high: $0.high * 2) }
    snapshot[.containers] = snapshot[.through].map { Column(low: $0.low, mean: $0.mean / 7, high: $0.high) }
    snapshot[.driver] = snapshot[.through].map { Column(low: 0, mean: $0.mean / 1e6, high: 1) }
    snapshot.brief.dwell = 17_200
    snapshot.brief.containers = 43_400
    snapshot.brief.driverUtilisation = 0.4
    comparison.snapshot = snapshot
    comparison.figures = figures
    comparison.seconds = 2.4
    comparison.batches = 24
    return comparison
  }

  static func frame(_ view: View, _ change: (inout Comparison) -> Void = { _ in }) -> Frame {
    var frame = MadeUp().frame(view)
    frame.snapshot[.containers] = frame.snapshot[.through].map {
      Column(low: $0.low, mean: $0.mean / 4.6, high: $0.high)
    }
    frame.snapshot[.driver] = frame.snapshot[.through].map { Column(low: 0, mean: $0.mean / 7e5, high: 1) }
    frame.snapshot.brief.containers = 65_300
    var comparison = comparison(view)
    change(&comparison)
    frame.comparison = comparison
    return frame
  }

  private static func model(
    _ width: Int, _ height: Int, symbols: SymbolSet = .braille, _ change: (inout Comparison) -> Void = { _ in }
  ) -> Model {
    var model = MadeUp().model(width, height, symbols: symbols)
    _ = model.update(.frame(frame(model.view, change)))
    // The plots are of another width now, and the session answers anew.
    _ = model.update(.frame(frame(model.view, change)))
    return model
  }

  private static func lines(
    _ width: Int, _ height: Int, symbols: SymbolSet = .braille, _ change: (inout Comparison) -> Void = { _ in }
  ) -> [String] { Screenful.draw(model(width, height, symbols: symbols, change)).lines }

  private func expect(_ drawn: [String], _ expected: String, at location: SourceLocation = #_sourceLocation) {
    let text = drawn.joined(separator: "\n")
    #expect(text == expected, "it is\n\(text)", sourceLocation: location)
  }

  // MARK: Screens

  @Test("A layout chosen while two runs go on is refused in one line, and nothing changes")
  func layouts() {
    var model = Self.model(120, 36)
    let before = model.layoutName
    _ = model.update(.key(Key("v")))
    #expect(model.layoutName == before)
    #expect(model.notice?.contains("A/B has a layout of its own") == true)
  }

  @Test("The mouse finds settings; the key that goes back is named by what it leaves")
  func mouseAndBack() throws {
    var model = Self.model(120, 36)
    let slot = try #require(model.layout.slot("compare-settings"))
    let targets = (slot.rect.y..<slot.rect.bottom).map { model.target(x: slot.rect.x + 4, y: $0) }
    for row in 0..<4 { #expect(targets.contains(.knob(row: row))) }
    #expect(targets.contains(.choice(next: .policyNext, previous: .policyPrevious)))
    #expect(targets.first == .title("compare-settings"))
    #expect(model.uppermost == .comparison)
    _ = model.update(.key(.tab))
    #expect(model.uppermost == .focus)
    _ = model.update(.key(Key("i")))
    #expect(model.uppermost == .explanation)
    #expect(model.target(x: 60, y: 18) == .nothing, "the explanation lies above")
  }

  @Test("The explanation and the list of settings say that they are of B")
  func ofB() throws {
    var model = Self.model(120, 36)
    _ = model.update(.key(Key("i")))
    #expect(Screenful.draw(model).plainText.contains(" explain B "))
    _ = model.update(.key(Key("i")))
    _ = model.update(.key(Key("/")))
    let text = Screenful.draw(model).plainText
    #expect(text.contains("type to find a setting of B") && text.contains(" B, "), "\(text)")
    var single = MadeUp().model(120, 36)
    _ = single.update(.key(Key("i")))
    #expect(!Screenful.draw(single).plainText.contains("explain B"))
  }

  @Test("80x24: four plots, all numbers, settings, in text")
  func usual() {
    expect(
      Self.lines(80, 24),
      """
       A fixed  against B adaptive  same arrivals    ▶ running  clock ×0.1  t 2.418 s
       mean dwell ───── guest 1 of 2  ┄ A  ━ B  A and B ───────────────── over 2.40 s
         1 ms┤┈┈⣄⠄┈┊┈⡢┈┈⡠⠠┈┈┈┈┈┈                                   A         B    B/A
             │ ⢸⠁⡇ ⢠⠏⢸ ⢠⠏⢹  ⣅⢯                  dwell mean   22.6 µs   12.8 µs  ×0.57
       100 µs┤┈⢸┈⡇┈⢸┈⢸┈⢸┈⢸┈┈⡇⢸┈┈                      p50    14.0 µs   9.15 µs  ×0.65
             │ ⣸ ⡇ ⢸ ⢸ ⢸ ⢸ ⡀⡇⢸   A     17.2 µs        p99    77.7 µs   32.0 µs  ×0.41
        10 µs┤⠒⠊┈⠓⠝⠊┈⠘⠔⠊┈⠘⠒⠪⠃⠸⠛⠤ B     7.76 µs        p99.9  1.00 ms    500 µs ×0.50?
       B / A ───── below ×1  B waits less  log  delay p50    23.9 µs   17.8 µs  ×0.74
           ×2┤┈┈┈┈┈┊┈┈┈┈┈┊┈┈┈┈┈┈                      p99    87.5 µs   42.4 µs  ×0.48
             │     ┊     ┊                      through     228 kpps  228 kpps      =
           ×1┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ equal      ×1  ceiling     745 kpps  601 kpps  ×0.81
             │     ┊     ┊                      batch           6.91      4.61  ×0.67
         ×0.5┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉ mean    ×0.57  full          98.0 %    11.0 %  ×0.11
       containers ─────────────────── ┄ A  ━ B  events      33.0 k/s  49.4 k/s  ×1.50
       100k/s┤⣀⡀┈⣀⣀⡀┈⢠⣀⡀┈⢀⣀⣀┈⢀⣀⣀                driver        31.0 %    38.0 %  ×1.23
             │ ⢼ ⡇⠔⢸ ⢸ ⢸ ⢸ ⠤⡇⢸⠤  B    65.3 k/s
            0┤┈⢸⣀⠇┈⢸⣀⡸┈⢸⣀⡸┈┈⣇⡸┈┈ A    43.4 k/s  settings ───── A is kept, keys turn B
       driver domain ────────── busy  ┄ A  ━ B   policy           fixed      adaptive
         50 %┤⡠⢄┈⡤⠤⢄┈⢠⠤⡀┈⢠⠤⠤⡀⢠⡠⠤                 system     aggregation   aggregation
             │ ⢺ ⡇⠒⢸ ⢸ ⢸ ⢸ ⠒⡇⢸⠒  A        40 %   alpha                –          0.95
            0┤┈⢸⣀⠇┈⢸⣀⡸┈⢸⣀⡸┈┈⣇⡸┈┈ B        37 % ▸ timeout           1 ms        500 µs
             └┴────▲─────▲─────┴                 container       4096 B        4096 B
             −1 s             now                load          240 kpps      240 kpps
       ↑↓ knob  ←→ turn  space pause  b keep B  ? help  Esc back to A          q quit
      """)
  }

  @Test("40x10: the numbers that matter most and the knobs of both")
  func small() {
    expect(
      Self.lines(40, 10),
      """
       A fixed  B adaptive   ▶  ×0.1  2.418 s
                           A         B    B/A
       dwell mean    22.6 µs   12.8 µs  ×0.57
             p99     77.7 µs   32.0 µs  ×0.41
       driver         31.0 %    38.0 %  ×1.23
        alpha                –           0.95
      ▸ timeout           1 ms         500 µs
        container       4096 B         4096 B
        load          240 kpps       240 kpps
       b keep B  ? help  Esc back to A
      """)
  }

  @Test(
    "Frozen, the plots tell both runs under the cursor and the status where it is", arguments: [(80, 24), (120, 36)])
  func underTheCursor(width: Int, height: Int) throws {
    func walk(_ keys: [String]) throws -> (model: Model, lines: [String]) {
      var model = Self.model(width, height)
      for name in keys { _ = model.update(.key(try #require(Key(name: name)))) }
      _ = model.update(.frame(Self.frame(model.view)))
      return (model, Screenful.draw(model).lines)
    }
    let now = Self.lines(width, height)
    let past = try walk(["f", "pgup", "pgup", "left"])
    let text = past.lines.joined(separator: "\n")
    let instant = TimeText.instant(try #require(past.model.cursor), window: past.model.window)
    #expect(past.lines[0].contains("frozen") && past.lines[0].contains("at \(instant) s"), "\(text)")
    #expect(!now[0].contains("frozen"))
    // Each plot says whose instant its gutter tells; what the cursor reads is not what is now.
    #expect(past.lines.dropFirst().count { $0.contains("at \(instant)") } >= 2, "\(text)")
    let further = try walk(["f", "pgup", "pgup", "pgup", "pgup", "pgup"]).lines
    #expect(further != past.lines)
    for name in [" A ", " B "] { #expect(past.lines.contains { $0.contains(name) }, "\(name)\n\(text)") }
    // Leaving brings back what was there.
    #expect(try walk(["f", "pgup", "left", "f"]).lines == now)
  }

  @Test("120x36: the signs are explained and the sentence is whole")
  func large() throws {
    let lines = Self.lines(120, 36)
    let text = lines.joined(separator: "\n")
    for words in [
      "A fixed  against B adaptive  same arrivals", "mean dwell ─", "┄ A  ━ B", "difference, B / A",
      "below ×1  B waits less", "equal      ×1", "dwell mean         22.6 µs   12.8 µs  ×0.57",
      "throughput        228 kpps  228 kpps      =", "p99.9        1.00 ms    500 µs ×0.50?",
      "bold is better  = within noise  ? too early", "A is kept, keys turn B", "▸ timeout", "shorter waits, more work:",
      "b keep B", "Esc back to A",
    ] { #expect(text.contains(words), "\(words)\n\(text)") }
    #expect(text.contains("by 59 % and keeps the driver domain 7.0"), "\(text)")
  }

  @Test(
    "At every size all parts lie inside, none overlaps another, and what is drawn is no nonsense",
    arguments: SymbolSet.allCases)
  func everySize(symbols: SymbolSet) {
    for (width, height) in [
      (1, 1), (19, 4), (20, 5), (39, 9), (40, 10), (40, 14), (59, 20), (60, 24), (75, 30), (76, 16), (80, 24),
      (100, 30), (120, 36), (160, 40), (200, 50), (250, 80),
    ] {
      let model = Self.model(width, height, symbols: symbols)
      let slots = model.layout.slots
      for (index, slot) in slots.enumerated() {
        #expect(Rect(x: 0, y: 0, width: width, height: height).contains(slot.rect), "\(slot) at \(width)x\(height)")
        for other in slots.dropFirst(index + 1) { #expect(slot.rect.intersection(other.rect).isEmpty) }
      }
      let hasPlot = slots.contains {
        if case .panel(let name) = $0.content { PanelCatalog.panel(name)?.isOverTime == true } else { false }
      }
      // An axis belongs to a plot.
      #expect(hasPlot || model.layout.slot(.axis) == nil, "\(width)x\(height)")
      let text = Screenful.draw(model).lines.joined()
      for nonsense in ["nan", "inf"] { #expect(!text.contains(nonsense), "\(nonsense) at \(width)x\(height)") }
    }
  }

  @Test(
    "Nothing by colour alone: A is dotted and B solid, in ASCII each has its letter; the better number is bold, noise is ="
  )
  func withoutColour() throws {
    let ascii = Self.lines(120, 36, symbols: .ascii)
    let plot = ascii.drop { !$0.contains("mean dwell") }.dropFirst().prefix(8).map { $0.prefix(60) }.joined()
    #expect(plot.contains("a") && plot.contains("b"))
    let canvas = Screenful.draw(Self.model(120, 36))
    let row = try #require(canvas.lines.firstIndex { $0.contains("dwell mean") })
    func isBold(_ text: String) throws -> Bool {
      let line = canvas.lines[row]
      let start = try #require(line.firstRange(of: text)?.lowerBound)
      let x = line.distance(from: line.startIndex, to: start)
      return canvas[x, row].attributes.contains(.bold)
    }
    #expect(try isBold("12.8 µs"))
    #expect(try !isBold("22.6 µs"))
  }

  @Test("While A is made the screen says how far it is, and shows B")
  func catchingUp() {
    let text = Self.lines(120, 36) {
      $0 = Comparison(.catchingUp(0.43), settings: $0.settings)
    }.joined(separator: "\n")
    #expect(text.contains("A catches up 43 %"))
    #expect(text.contains("A catches up: 43 % of the run repeated"))
    #expect(text.contains("no ratio yet"))
    #expect(!text.contains("22.6 µs"))
  }

  @Test(
    "Clients who wait for answers: the screen says that only the draws are the same, also at 40x10",
    arguments: [40, 80, 120])
  func sameDraws(width: Int) {
    let text = Self.lines(width, width == 40 ? 10 : 24) { $0.arrivals = .sameDraws }.joined()
    #expect(text.contains("same draws"))
    #expect(!text.contains("same arrivals"))
  }

  @Test("Where packets of one run cross alone, delay is compared, and there is no dwell of it")
  func oneByOne() {
    let text = Self.lines(120, 36) {
      $0.snapshot?.aggregates = false
      $0.settings.system = "vanilla"
      $0.figures[0].a = nil
    }.joined(separator: "\n")
    #expect(text.contains("mean delay"))
    #expect(text.contains("A vanilla  against B aggregation"))
    #expect(text.contains("all guests  log"))
  }

  // MARK: Keys

  @Test("b begins and keeps B, Esc goes back to A, after whatever lies above; what was asked for shows at once")
  func keys() {
    var model = MadeUp().model(80, 24)
    func forks(_ key: Key) -> [Fork] {
      model.update(.key(key)).compactMap { if case .session(.fork(let fork)) = $0 { fork } else { nil } }
    }
    #expect(forks(.escape) == [])
    #expect(forks(Key("b")) == [.begin])
    #expect(model.frame.comparison?.phase == .catchingUp(0))
    #expect(model.layout.panelNames.contains("compare-numbers"))
    _ = model.update(.frame(Self.frame(model.view)))
    #expect(forks(.tab) == [])
    #expect(forks(.escape) == [], "first the panel that is explained")
    #expect(forks(.escape) == [.backToA])
    #expect(model.frame.comparison == nil)
    #expect(model.scenario.policy == "fixed", "A's settings")
    _ = model.update(.frame(MadeUp(policy: "fixed").frame(model.view)))
    #expect(forks(Key("b")) == [.begin])
    #expect(forks(Key("b")) == [.keepB])
    #expect(model.frame.comparison == nil)
  }

  @Test("A turn asked for and not yet shown is one of B; of the workload it is one of both")
  func wishes() {
    var model = Self.model(80, 24)
    _ = model.update(.key(Key("t")))
    #expect(model.frame.comparison?.settings.value(of: EngineKnobs.timeout) == 1_000_000)
    #expect(model.scenario.value(of: EngineKnobs.timeout) == 400_000)
    _ = model.update(.key(Key("L")))
    #expect(model.frame.comparison?.settings.value(of: KnobCatalog.load) == model.scenario.value(of: KnobCatalog.load))
    #expect(model.scenario.value(of: KnobCatalog.load) > 240_000)
  }

  // MARK: Words

  private static func words(_ change: ([ComparedFigure.Metric: (Double, Double)])) -> (head: String, rest: String) {
    var comparison = Comparison(.together, settings: Scenario())
    comparison.seconds = 2.4
    comparison.figures = ComparedFigure.Metric.allCases.map { metric in
      let pair = change[metric]
      return ComparedFigure(metric, a: pair?.0 ?? 1, b: pair?.1 ?? 1, verdict: pair == nil ? .withinNoise : .differs)
    }
    return CompareSentence.words(comparison)
  }

  @Test("The sentence follows from the numbers")
  func sentence() {
    var words = Self.words([.dwellP99: (100, 41), .driverDomain: (0.31, 0.38)])
    #expect(words.head == "shorter waits, more work:")
    #expect(words.rest == "B cuts p99 dwell by 59 % and keeps the driver domain 7.0 points busier.")
    words = Self.words([.dwellP99: (100, 250), .driverDomain: (0.5, 0.3)])
    #expect(words.head == "longer waits, less work:")
    #expect(words.rest == "B raises p99 dwell to ×2.50 and keeps the driver domain 20 points less busy.")
    words = Self.words([.dwellMean: (100, 95), .throughput: (1e5, 1.2e5)])
    #expect(words.head == "B is better:")
    #expect(words.rest == "B hands over 20 % more packets and cuts mean dwell by 5.0 %.")
    words = Self.words([.lost: (0.001, 0.05), .notifications: (100, 150)])
    #expect(words.head == "A is better:")
    #expect(words.rest == "B loses 5.0 % of the packets where A loses 0.1 % and sends 50 % more notifications.")
    #expect(Self.words([:]).head == "no difference beyond noise:")
  }

  @Test("Too early is said, and where one side is not known yet nobody has won")
  func early() {
    var comparison = Comparison(.together, settings: Scenario())
    comparison.figures = [.init(.dwellMean, a: 1, b: 2, verdict: .tooEarly)]
    #expect(CompareSentence.words(comparison).head == "too early to tell:")
    comparison.figures.append(.init(.driverDomain, a: 0.3, b: 0.4, verdict: .differs))
    #expect(CompareSentence.words(comparison).head == "so far:")
  }
}
