import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import Testing

/// The list of all settings.
struct KnobListTests {
  private func model(_ width: Int = 120, _ height: Int = 36, symbols: SymbolSet = .braille) -> Model {
    var model = Model(
      scenario: MadeUp().scenario, width: width, height: height, symbols: symbols, speed: 0.1,
      catalogs: Catalogs.standard(themes: ["dark"]))
    _ = model.update(.frame(MadeUp().frame(model.view)))
    return model
  }

  private func press(_ model: inout Model, _ names: String...) -> [Effect] {
    names.flatMap { name in Key(name: name).map { model.update(.key($0)) } ?? [] }
  }

  private func turns(_ effects: [Effect]) -> [Command] {
    effects.compactMap { if case .session(.turn(let command)) = $0 { command } else { nil } }
  }

  private func chosen(_ model: Model) -> String? {
    if case .knobs(let list) = model.overlay { model.chosen(list)?.name } else { nil }
  }

  /// Opens the list at a setting.
  private func find(_ model: inout Model, _ name: String) {
    _ = press(&model, "/", "ctrl-u")
    for scalar in name.unicodeScalars { _ = model.update(.key(Key(scalar))) }
    #expect(chosen(model) == name)
  }

  @Test("The key for the default gives the whole value, in the list as beside it, not the digits that are shown")
  func defaults() throws {
    var scenario = MadeUp().scenario
    scenario.machine = "theory"
    let costs = try #require(MachineCatalog.machine(named: "theory")?.costs)
    let knob = try #require(CostKnobs.all.first { costs[$0.name] ?? $0.defaultValue != $0.defaultValue })
    #expect(scenario.standardValue(of: knob) == costs[knob.name])
    scenario.knobs[knob] = knob.range.upperBound
    var made = MadeUp()
    made.scenario = scenario
    var model = made.model(120, 36)
    find(&model, knob.name)
    #expect(turns(press(&model, "delete")) == [.set(knob: knob.name, value: scenario.standardValue(of: knob))])
  }

  @Test("Every knob and choice stands in the list once, with help and a value")
  func complete() {
    let rows = ListedSetting.all(MadeUp().scenario)
    #expect(Set(rows.map(\.name)).count == rows.count)
    for knob in KnobCatalog.all { #expect(rows.contains { $0.name == knob.name }, "\(knob.name)") }
    for stage in Stage.allCases { #expect(rows.contains { $0.name == stage.rawValue }) }
    for name in ["policy", "system", "machine", "arrivals", "guests", "seed"] {
      #expect(rows.contains { $0.name == name }, "\(name)")
    }
    #expect(rows.allSatisfy { !$0.help.isEmpty && !$0.value.isEmpty && !$0.group.isEmpty })
    // What belongs to other choices says to which.
    for row in rows where row.group == "of other choices" { #expect(row.reason != nil, "\(row.name)") }
    #expect(rows.first { $0.name == "clients" }?.reason?.contains("closed-loop") != false)
  }

  @Test("Typing finds by name, symbol, help and group, the best first")
  func search() {
    let rows = ListedSetting.all(MadeUp().scenario)
    func first(_ text: String) -> String? { SettingSearch.matches(text, in: rows).first?.name }
    #expect(first("timeout") == "timeout")
    #expect(first("α") == "alpha")
    #expect(first("t0") == "timeout")
    #expect(first("cont") == "container-size")
    #expect(first("grant") == "c-grant")
    #expect(first("grant driver") == "c-grant")
    #expect(first("CRoSS") == "cross")
    #expect(first("tmt") == "timeout")
    #expect(SettingSearch.matches("cost", in: rows).contains { $0.name == "c-irq" })
    #expect(SettingSearch.matches("no such thing", in: rows).isEmpty)
    #expect(SettingSearch.matches("  ", in: rows).count == rows.count)
  }

  @Test("Arrows choose and turn; every kind of setting")
  func turning() {
    var model = model()
    find(&model, "timeout")
    #expect(turns(press(&model, "right")) == [.set(knob: "timeout", value: 600_000)])
    #expect(turns(press(&model, "pgup")) == [.set(knob: "timeout", value: 1_000_000)])
    #expect(turns(press(&model, "delete")) == [])
    _ = press(&model, "left")
    #expect(turns(press(&model, "delete")) == [.set(knob: "timeout", value: EngineKnobs.timeout.defaultValue)])
    _ = press(&model, "esc")
    find(&model, "cross")
    #expect(turns(press(&model, "right")).contains { if case .stage(.cross, _) = $0 { true } else { false } })
    _ = press(&model, "esc")
    find(&model, "machine")
    #expect(turns(press(&model, "right")) == [.machine("theory")])
    #expect(turns(press(&model, "left")) == [.machine("default")])
    _ = press(&model, "esc")
    find(&model, "guests")
    #expect(turns(press(&model, "right")) == [.guests(3)])
    _ = press(&model, "esc")
    find(&model, "estimator")
    #expect(turns(press(&model, "left")) == [.set(knob: "estimator", value: 3)])
    _ = press(&model, "esc")
    find(&model, "packet-size")
    #expect(press(&model, "right").isEmpty)
    #expect(model.notice?.contains("whole run") == true)
  }

  @Test("Another seed runs from 0: only the same key twice does it")
  func seed() {
    var model = model()
    find(&model, "seed")
    #expect(press(&model, "right").isEmpty)
    #expect(model.notice?.contains("restarts the run with seed 2") == true)
    if case .session(.seed(2))? = press(&model, "right").first {} else { Issue.record("no restart") }
    #expect(press(&model, "right").isEmpty)
    #expect(press(&model, "down", "up", "right").isEmpty)
  }

  @Test("The key for the default says why it does nothing, and asks before a restart")
  func noDefault() {
    var model = model()
    for (name, words) in [
      ("packet-size", "whole run"), ("machine", "machine stands at its default"),
      ("seed", "seed stands at its default, 1"),
    ] {
      find(&model, name)
      #expect(press(&model, "delete").isEmpty, "\(name)")
      #expect(model.notice?.contains(words) == true, "\(name): \(model.notice ?? "")")
      _ = press(&model, "esc")
    }
    var made = MadeUp()
    made.scenario.seed = 9
    var seeded = made.model(120, 36)
    find(&seeded, "seed")
    #expect(press(&seeded, "delete").isEmpty)
    #expect(seeded.notice?.contains("restarts the run with seed 1") == true)
    // A warning of one seed is none of another.
    #expect(press(&seeded, "right").isEmpty)
    #expect(press(&seeded, "delete").isEmpty)
    if case .session(.seed(1))? = press(&seeded, "delete").first {} else { Issue.record("no restart") }
  }

  @Test("Enter types a value and comes back to the list; a name where there are names")
  func typing() {
    var model = model()
    find(&model, "c-grant")
    var effects = press(&model, "enter", "2", "u", "s", "enter")
    #expect(turns(effects) == [.set(knob: "c-grant", value: 2000)])
    #expect(chosen(model) == "c-grant")
    _ = press(&model, "esc")
    find(&model, "policy")
    effects = press(&model, "enter", "f", "i", "x", "e", "d", "enter")
    #expect(turns(effects) == [.policy("fixed")])
    effects = press(&model, "enter", "n", "o", "enter")
    #expect(turns(effects).isEmpty)
    if case .prompt(let prompt) = model.overlay {
      #expect(prompt.refusal?.contains("adaptive") == true)
    } else {
      Issue.record("the text is gone")
    }
    _ = press(&model, "esc")
    #expect(chosen(model) == "policy")
    _ = press(&model, "esc")
    #expect(model.overlay == .none)
  }

  @Test("Tab brings a knob to the four; there the arrows turn it")
  func pinning() {
    var model = model()
    #expect(model.knobs.count == 4)
    find(&model, "c-grant")
    _ = press(&model, "tab")
    #expect(model.overlay == .none)
    #expect(model.knobs.map(\.name).last == "c-grant")
    #expect(model.selectedKnob?.name == "c-grant")
    #expect(Screenful.draw(model).plainText.contains("c-grant"))
    #expect(turns(press(&model, "right")) == [.set(knob: "c-grant", value: 5000)])
    find(&model, "timeout")
    _ = press(&model, "tab")
    #expect(model.selected == 1)
    // What was turned in the list stays at hand.
    find(&model, "c-irq")
    _ = press(&model, "right", "esc")
    #expect(model.selectedKnob?.name == "c-irq")
    find(&model, "machine")
    _ = press(&model, "tab")
    #expect(model.notice != nil)
  }

  @Test("The longest name is whole at usual sizes", arguments: [(80, 24), (120, 36)])
  func names(width: Int, height: Int) throws {
    let longest = try #require(ListedSetting.all(MadeUp().scenario).map(\.name).max { $0.count < $1.count })
    var model = model(width, height)
    find(&model, longest)
    // In the search and in the list.
    let page = Screenful.draw(model).plainText
    #expect(page.matches(of: try Regex(longest)).count >= 2, "\(page)")
  }

  @Test("It is drawn whole at usual sizes", arguments: [(80, 24), (40, 10), (120, 36)])
  func screens(width: Int, height: Int) {
    var model = model(width, height)
    _ = press(&model, "/")
    let page = Screenful.draw(model).plainText
    #expect(page.contains("policy"))
    #expect(page.contains("timeout"))
    #expect(page.contains("500 µs"))
    #expect(page.contains("turn"))
    if height >= 24 { #expect(page.contains("cap on every wait")) }
    // Wide screens keep the plots beside it.
    #expect(page.contains("release time") == (width >= 120))
    for scalar in "c-grant".unicodeScalars { _ = model.update(.key(Key(scalar))) }
    let found = Screenful.draw(model).plainText
    #expect(found.contains("/c-grant_"))
    #expect(found.contains("4.44 µs"))
    for scalar in "zzz".unicodeScalars { _ = model.update(.key(Key(scalar))) }
    #expect(Screenful.draw(model).plainText.contains("nothing is called so"))
  }

  @Test("In ASCII it is ASCII, and it is drawn at every size, the chosen row in sight")
  func everySize() {
    for (width, height) in [(1, 1), (5, 2), (20, 5), (39, 30), (60, 10), (99, 33), (160, 24), (250, 80)] {
      var model = model(width, height, symbols: .ascii)
      _ = press(&model, "/", "end")
      let canvas = Screenful.draw(model)
      #expect(canvas.cells.allSatisfy { $0.scalar.isASCII })
      if height >= 5, width >= 20 { #expect(canvas.cells.contains { $0.scalar == ">" && $0.background == .selected }) }
    }
  }

  @Test("10 000 random keys in list, command line and prompts never trap")
  func randomKeys() {
    var random = RandomStream(seed: 11, name: "overlays")
    let words = [
      "set ", "timeout ", "1ms", "policy ", "stage ", "export", "save x", "command", "seed", "+10%", "until ",
    ]
    var keys: [Key] = BindingTable.standard.bindings.filter { $0.context != .main }.flatMap(\.keys)
    keys += "/:abcdelmnoprstu0159-αé".unicodeScalars.map { Key($0) }
    var model = model()
    for round in 0..<10_000 {
      if round.isMultiple(of: 97) {
        _ = model.update(.resize(width: random.next(below: 251), height: random.next(below: 81)))
      }
      if model.overlay == .none { _ = model.update(.key(Key(random.next(below: 2) == 0 ? "/" : ":"))) }
      if random.next(below: 8) == 0 {
        for scalar in words[random.next(below: words.count)].unicodeScalars { _ = model.update(.key(Key(scalar))) }
      }
      _ = model.update(.key(keys[random.next(below: keys.count)]))
      if round.isMultiple(of: 13) { #expect(Screenful.draw(model).width == model.width) }
    }
    #expect(model.history.lines.count <= CommandHistory.most)
  }
}
