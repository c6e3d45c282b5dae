import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import DwellWorkload
import Testing

/// The explanation as a person sees it, over real runs.
struct ExplainOverlayTests {
  /// A model that shows a run of a policy with the explanation open; the clock stands at 3 ms.
  private static func model(
    _ policy: String, _ width: Int, _ height: Int, symbols: SymbolSet = .braille, micros: Int64 = 3000,
    change: (inout Scenario) -> Void = { _ in }
  ) throws -> Model {
    var scenario = Scenario()
    scenario.policy = policy
    scenario.knobs[KnobCatalog.load] = 240_000
    change(&scenario)
    var model = Model(
      scenario: scenario, width: width, height: height, symbols: symbols, window: .milliseconds(1), speed: 0.1,
      catalogs: MadeUp.catalogs)
    _ = model.update(.key(Key("i")))
    let core = try SessionCore(scenario: scenario, speed: 0.1, view: model.view)
    _ = core.frame()
    core.advance(virtual: .microseconds(micros))
    core.apply(.pause)
    _ = model.update(.frame(core.frame()))
    return model
  }

  private static func text(_ model: Model) -> String { Screenful.draw(model).lines.joined(separator: "\n") }

  @Test("i opens and closes it, Esc closes it, and the view asks for the packets of containers only then")
  func opensAndCloses() {
    var model = MadeUp().model(120, 36)
    let plain = Screenful.draw(model)
    #expect(model.view.barContainers == 0, "a run that goes on keeps none, at any pace")
    _ = model.update(.key(Key("i")))
    #expect(model.explaining == .open)
    #expect(model.view.barContainers == 16)
    #expect(Screenful.draw(model) != plain)
    _ = model.update(.key(Key("i")))
    #expect(model.explaining == .closed)
    #expect(Screenful.draw(model) == plain)
    _ = model.update(.key(Key("i")))
    _ = model.update(.key(.escape))
    #expect(model.explaining == .closed)
  }

  @Test("While the past is read it says that it is of now, as far as there is room")
  func whileFrozen() {
    for (width, words) in [(120, " explain now, t 2.418 s, not at the cursor "), (24, " explain now ")] {
      var model = MadeUp().model(width, 36)
      _ = model.update(.key(Key("f")))
      _ = model.update(.key(Key("i")))
      #expect(Self.text(model).contains(" explain now") && !Self.text(model).contains("not at the cursor"))
      for _ in 0..<3 { _ = model.update(.key(.left)) }
      #expect(Self.text(model).contains(words), "\(Self.text(model))")
    }
  }

  @Test("Knobs, policies and the clock are turned while it is open")
  func keysWorkOn() {
    for (key, isTurn) in [(Key("p"), true), (Key("T"), true), (Key("a"), true), (Key.space, false)] {
      var model = MadeUp().model(120, 36)
      _ = model.update(.key(Key("i")))
      let effects = model.update(.key(key))
      #expect(model.explaining == .open, "\(key.name)")
      let turns = effects.filter { if case .session(.turn) = $0 { true } else { false } }
      #expect(turns.isEmpty != isTurn, "\(key.name)")
    }
  }

  @Test(
    "Every policy has its formula, its last container's sentence and its title at 120x36",
    arguments: PolicyCatalog.policies.map(\.name))
  func everyPolicy(_ policy: String) throws {
    let text = try Self.text(Self.model(policy, 120, 36))
    #expect(text.contains("╭─ explain ─"))
    #expect(text.contains(" \(policy)"))
    #expect(text.contains("│   P "), "\(text)")
    #expect(text.contains("It left ") || text.contains("The container that left last left "), "\(text)")
    #expect(text.contains("what if"), "\(text)")
    #expect(text.contains("i close"))
    #expect(!text.contains("nan") && !text.contains("inf "))
  }

  @Test(
    "Every policy keeps its formula and its sentence at 80x24 and 40x10", arguments: PolicyCatalog.policies.map(\.name))
  func smallScreens(_ policy: String) throws {
    for (width, height) in [(80, 24), (40, 10)] {
      let lines = try Screenful.draw(Self.model(policy, width, height)).lines
      let text = lines.joined(separator: "\n")
      #expect(lines.contains { $0.contains(" P ") && $0.contains("=") }, "\(text)")
      #expect(text.contains("left a"), "\(text)")
      #expect(!text.contains("…"), "\(text)")
    }
  }

  @Test("At 80x24 no line is a bare letter: long ones take two rows, what has no formula says what it is")
  func lettersAndMeanings() throws {
    func lines(_ policy: String) throws -> [String] { try Screenful.draw(Self.model(policy, 80, 24)).lines }
    let throttle = try lines("throttle")
    #expect(
      throttle.contains {
        ($0.contains(" s   since the last release") || $0.contains(" s   from release to opening")) && $0.contains("= ")
      }, "\(throttle)")
    let model = try lines("model-based")
    #expect(model.contains { $0.contains(" T   least wait that is enough ") && $0.contains("= ") }, "\(model)")
    let size = try lines("adaptive-size")
    let row = try #require(size.firstIndex { $0.contains(" N = max(1, floor(share·T₀ ÷ g)) ") }, "\(size)")
    #expect(size[row + 1].contains("  = max(1, floor(0.5·1000 ÷ "), "\(size)")
    #expect(size.contains { $0.contains(" g = α·g + (1 − α)·n = 0.99·") }, "\(size)")
  }

  @Test("adaptive at 40x10: each formula in numbers, and why the last container left")
  func smallest() throws {
    let lines = try Screenful.draw(Self.model("adaptive", 40, 10)).lines
    for letter in ["n", "D", "V", "P"] { #expect(lines.contains { $0.hasPrefix("│ \(letter) = ") }) }
    #expect(lines.contains { $0.contains("min(1000, ") })
  }

  @Test("Letters have the colour of their curves")
  func colours() throws {
    let canvas = try Screenful.draw(Self.model("adaptive", 120, 36))
    let roles: [(Unicode.Scalar, Role)] = [("n", .sample), ("D", .d), ("V", .v), ("P", .p)]
    for (letter, role) in roles {
      let row = try #require((0..<36).first { y in canvas[15, y].scalar == letter && canvas[17, y].scalar == "=" })
      #expect(canvas[15, row].role == role)
      #expect(canvas[15, row].attributes.contains(.bold))
    }
  }

  @Test("What lies under it is faded, but for the status and the hints")
  func fades() throws {
    let canvas = try Screenful.draw(Self.model("adaptive", 120, 36))
    for y in 2..<34 { for x in 0..<11 where canvas[x, y].scalar != " " { #expect(canvas[x, y].role == .faded) } }
    #expect((0..<120).contains { canvas[$0, 0].role == .brand })
    #expect((0..<120).contains { canvas[$0, 35].role == .hint })
  }

  @Test("Where packets cross one by one it says how, and that nothing waits")
  func oneByOne() throws {
    let text = try Self.text(Self.model("adaptive", 120, 36) { $0.system = "vanilla" })
    #expect(text.contains("Packets cross one by one: nothing waits in a container"))
    #expect(text.contains("cross = copy"))
    #expect(text.contains("notify = sleeping"))
  }

  @Test("It is drawn at every size, in every symbol set, and stays inside")
  func everySize() throws {
    for symbols in SymbolSet.allCases {
      for (width, height) in [(1, 1), (19, 4), (20, 5), (30, 9), (40, 10), (59, 40), (60, 15), (80, 24), (200, 50)] {
        let canvas = try Screenful.draw(Self.model("adaptive", width, height, symbols: symbols))
        #expect((canvas.width, canvas.height) == (width, height))
        if symbols == .ascii {
          #expect(!canvas.cells.contains { !$0.scalar.isASCII }, "\(width)x\(height)")
          let unlike = canvas.cells.contains { $0.scalar == "?" && $0.role != .hint && $0.role != .dim }
          #expect(!unlike, "\(width)x\(height): \(canvas.lines.filter { $0.contains("?") })")
        }
      }
    }
  }

  @Test("A help or a prompt lies above it, and gives it back")
  func overlaysAbove() {
    var model = MadeUp().model(120, 36)
    _ = model.update(.key(Key("i")))
    let open = Screenful.draw(model)
    _ = model.update(.key(Key("?")))
    #expect(!Self.text(model).contains("╭─ explain"))
    _ = model.update(.key(.escape))
    #expect(Screenful.draw(model) == open)
    _ = model.update(.key(.enter))
    _ = model.update(.key(.escape))
    #expect(Screenful.draw(model) == open)
  }

  // MARK: What if

  private static func whatIf(_ knob: Knob, _ direction: Knob.Direction, _ model: Model) -> String? {
    WhatIf.clause(knob, direction, model)?.effect
  }

  @Test("A longer T₀ does nothing where P is far below it, and is P where there is nothing else")
  func timeouts() throws {
    let adaptive = try Self.model("adaptive", 120, 36)
    #expect(try #require(Self.whatIf(EngineKnobs.timeout, .up, adaptive)).hasSuffix("far below T₀"))
    let fixed = try Self.model("fixed", 120, 36)
    #expect(Self.whatIf(EngineKnobs.timeout, .up, fixed) == "P 1.00 → 2.00 ms")
    #expect(Self.whatIf(EngineKnobs.timeout, .down, fixed) == "P 1.00 ms → 500 µs")
    let immediate = try Self.model("immediate", 120, 36)
    #expect(try #require(Self.whatIf(EngineKnobs.timeout, .up, immediate)).hasPrefix("nothing"))
    // At 20 pps the gaps are far longer than T₀, so it is what holds.
    let slow = try Self.model("adaptive", 120, 36, micros: 900_000) { $0.knobs[KnobCatalog.load] = 40 }
    #expect(try #require(Self.whatIf(EngineKnobs.timeout, .up, slow)).contains("P 1.00 → 2.00 ms"))
  }

  @Test("α changes P by the formula where it stands in it, and nothing where it does not")
  func alphas() throws {
    let adaptive = try Self.model("adaptive", 120, 36)
    let effect = try #require(Self.whatIf(EngineKnobs.alpha, .down, adaptive))
    #expect(effect.hasPrefix("memory 100 → 50 packets, P "))
    let fixed = try Self.model("fixed", 120, 36)
    #expect(Self.whatIf(EngineKnobs.alpha, .down, fixed) == "nothing, policy fixed weighs no past")
    // T is searched for over all guests: no P is promised.
    let model = try Self.model("model-based", 120, 36)
    #expect(Self.whatIf(EngineKnobs.alpha, .down, model) == "memory 100 → 50 packets")
  }

  @Test("More load is told against the ceiling, below and above it")
  func loads() throws {
    let light = try Self.model("fixed", 120, 36)
    let below = try #require(Self.whatIf(KnobCatalog.load, .up, light))
    #expect(below.contains(" % of the ceiling ") && !below.contains("grow"))
    let heavy = try Self.model("fixed", 120, 36) { $0.knobs[KnobCatalog.load] = 700_000 }
    #expect(try #require(Self.whatIf(KnobCatalog.load, .up, heavy)).hasSuffix("the queue would grow"))
  }

  @Test("A larger container is told by what fits and by the share that left full")
  func sizes() throws {
    let due = try Self.model("adaptive", 120, 36)
    let effect = try #require(Self.whatIf(EngineKnobs.containerSize, .up, due))
    #expect(effect.hasPrefix("7 → 14 packets fit; ") && effect.hasSuffix(" left full, only those can grow"))
    let large = try Self.model("fixed", 120, 36) {
      $0.sizes = .init(bytes: 1500)
      $0.knobs[EngineKnobs.containerSize] = 3200
    }
    #expect(try #require(Self.whatIf(EngineKnobs.containerSize, .down, large)).contains("2 → 1 packets fit"))
  }
}
