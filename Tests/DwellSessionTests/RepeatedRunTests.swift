import DwellCore
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellWorkload
import Testing

/// Settings saved as a file and runs said as a line: both give the same again.
struct RepeatedRunTests {
  private func read(_ toml: String) throws -> Scenario {
    try ScenarioFile(text: toml, path: "again.toml").draft().scenario
  }

  /// The words of a line as a shell gives them.
  private func words(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    var isEscaped = false
    for character in line {
      if isEscaped {
        word.append(character)
        isEscaped = false
      } else if character == "'" {
        isQuoted.toggle()
      } else if character == "\\", !isQuoted {
        isEscaped = true
      } else if character == " ", !isQuoted {
        words.append(word)
        word = ""
      } else {
        word.append(character)
      }
    }
    return words + [word]
  }

  /// The scenario that `dwell simulate` makes of a line.
  private func parsed(_ line: String) throws -> Scenario {
    var words = words(line)[...]
    #expect(words.prefix(2) == ["dwell", "simulate"])
    words = words.dropFirst(2)
    var draft = ScenarioDraft()
    if words.first == "--scenario" {
      draft = ScenarioDraft(try #require(ScenarioCatalog.scenario(named: words[words.startIndex + 1])).scenario)
      words = words.dropFirst(2)
    }
    var settings: [Setting] = []
    while let option = words.popFirst() {
      let name = String(option.dropFirst(2))
      if Setting.switches.contains(name) {
        settings.append(Setting(name, "true"))
        continue
      }
      let next = words.popFirst()
      let value = try #require(next)
      if name == "set", let equals = value.firstIndex(of: "=") {
        settings.append(Setting(String(value[..<equals]), String(value[value.index(after: equals)...])))
      } else {
        settings.append(Setting(name, value))
      }
    }
    try draft.add(settings)
    return draft.scenario
  }

  @Test("Every preset is saved and read back", arguments: ScenarioCatalog.scenarios.map(\.name))
  func presets(name: String) throws {
    let scenario = try #require(ScenarioCatalog.scenario(named: name)).scenario
    let again = try read(scenario.toml)
    #expect(again.meaningful == scenario.meaningful)
    #expect(again.name == "again")
  }

  @Test("A capture, a text with quotes and every kind of setting are saved and read back")
  func everything() throws {
    var scenario = Scenario()
    scenario.trace = Scenario.Trace(path: "a \"b\" \\ c.pcap", end: .loop)
    #expect(try read(scenario.toml).meaningful == scenario.meaningful)
    scenario.trace = nil
    scenario.stages = [.cross: "copy"]
    scenario.directions = .both
    scenario.sizes = .imix
    scenario.duration = .microseconds(1_234_567)
    scenario.warmup = TimeSpan(nanoseconds: 1_234_567)
    scenario.packets = 12_345
    scenario.ending = .cut
    scenario.guestPercentiles = .all
    scenario.seed = 99
    scenario.schedule = [ScheduledCommand(at: Instant(nanoseconds: 7), .stage(.cross, nil))]
    #expect(try read(scenario.toml).meaningful == scenario.meaningful)
  }

  @Test("After random turns the settings are saved and read back", arguments: 1...40)
  func randomTurns(seed: Int) throws {
    var random = RandomStream(seed: UInt64(seed), name: "turns")
    var scenario = ScenarioCatalog.scenarios[seed % ScenarioCatalog.scenarios.count].scenario
    for _ in 0..<12 { scenario = scenario.after(Self.command(&random)) }
    #expect(try read(scenario.toml).meaningful == scenario.meaningful)
  }

  private static func command(_ random: inout RandomStream) -> Command {
    func pick<Element>(_ list: [Element]) -> Element { list[random.next(below: list.count)] }
    switch random.next(below: 8) {
    case 0: return .policy(pick(PolicyCatalog.policies).name)
    case 1: return .system(pick(SystemCatalog.systems).name)
    case 2: return .arrivals(pick(TrafficCatalog.models).name)
    case 3: return .guests(1 + random.next(below: 20))
    case 4: return .machine(pick(MachineCatalog.machines).name)
    case 5:
      let stage = pick(Stage.allCases)
      return .stage(stage, pick(StageCatalog.choices(on: stage)).name)
    default:
      let knob = pick(KnobCatalog.all)
      let steps = 1 + random.next(below: 4)
      let direction: Knob.Direction = random.next(below: 2) == 0 ? .up : .down
      let value = (0..<steps).reduce(knob.defaultValue) { value, _ in knob.stepped(value, direction, .fine) }
      return .set(knob: knob.name, value: value)
    }
  }

  @Test("Text of a value reads back to the very same value, for every knob")
  func exactText() throws {
    var random = RandomStream(seed: 5, name: "values")
    for knob in KnobCatalog.all {
      for _ in 0..<50 {
        let share = Double(random.next(below: 1_000_001)) / 1e6
        let low = knob.range.lowerBound
        guard
          let value = try? knob.checked((low + (knob.range.upperBound - low) * share * share * share).rounded(.down))
        else { continue }
        let text = QuantityText.exact(knob, value)
        #expect(try knob.value(parsing: text) == value, "\(knob.name) \(text)")
        #expect(text.utf8.allSatisfy { $0 < 0x80 && $0 != 0x20 }, "\(text)")
      }
    }
    #expect(QuantityText.exact(EngineKnobs.timeout, 1_500_000) == "1.5ms")
    #expect(QuantityText.exact(TimeSpan(nanoseconds: 1_234_567_891)) == "1234567891ns")
  }

  @Test("A preset in which nothing was turned is said by its name")
  func plainLine() throws {
    let bursts = try #require(ScenarioCatalog.scenario(named: "bursts")).scenario
    #expect(
      try bursts.simulateLine(end: Instant(nanoseconds: 250_000_000))
        == "dwell simulate --scenario bursts --duration 250ms")
    var other = bursts
    other.name = "not a preset"
    other.guests = 5
    let line = try other.simulateLine(end: Instant(nanoseconds: 1))
    #expect(line.contains("--guests 5") && line.contains("--policy adaptive") && line.contains("--set off-rate=0.01"))
    #expect(!line.contains("--scenario"))
  }

  @Test("The line of a steered run gives the same run", arguments: 1...6)
  func sameDigest(seed: Int) throws {
    var random = RandomStream(seed: UInt64(seed), name: "steered")
    let scenario = ScenarioCatalog.scenarios[seed % 4].scenario
    let core = try SessionCore(scenario: scenario, speed: 1, view: View(window: .milliseconds(100), columns: 10))
    for _ in 0..<6 {
      core.advance(virtual: TimeSpan(nanoseconds: Int64(1 + random.next(below: 3_000_000))))
      core.apply(.turn(Self.command(&random)))
      core.wall += 1
    }
    core.advance(virtual: .milliseconds(3))
    let line = try core.frame().log.line(until: core.now)
    let again = try Simulator(parsed(line))
    again.advance(to: core.now)
    #expect(again.digest == core.digest, "\(line)")
    #expect(again.scenario.meaningful.policy == core.frame().scenario.meaningful.policy)
  }

  @Test("A capture that was brought back on the way is named: a line begins one at 0 only")
  func captureBroughtBack() {
    let turns: [(instant: Instant, command: Command)] = [
      (Instant(nanoseconds: 5_000_000), .arrivals("cbr")),
      (Instant(nanoseconds: 9_000_000), .trace(Scenario.Trace(path: "/somewhere/calls.pcap"))),
    ]
    #expect {
      try Scenario().simulateLine(turns: turns)
    } throws: {
      "\($0)".contains("calls.pcap was brought back at 9ms") && "\($0)".contains("restart")
    }
  }

  @Test("A run that no line can say is refused with the reason")
  func tooMuch() throws {
    let turns = (0...ScheduledCommand.most).map {
      (instant: Instant(nanoseconds: Int64($0)), command: Command.guests(2))
    }
    #expect {
      try Scenario().simulateLine(turns: turns)
    } throws: {
      "\($0)".contains("1001 turns")
    }
  }
}
