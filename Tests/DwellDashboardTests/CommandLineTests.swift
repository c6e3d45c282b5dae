import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import Testing

/// The command line: every command with good and bad input, completion, history.
struct CommandLineTests {
  private static let catalogs = Catalogs.standard(themes: ["dark", "light", "mono"])

  private func model(_ width: Int = 120, _ height: Int = 36) -> Model {
    var model = Model(
      scenario: MadeUp().scenario, width: width, height: height, speed: 0.1, catalogs: Self.catalogs)
    _ = model.update(.frame(MadeUp().frame(model.view)))
    return model
  }

  private func type(_ model: inout Model, _ text: String) -> [Effect] {
    text.unicodeScalars.flatMap { model.update(.key($0 == " " ? .space : Key($0))) }
  }

  private func press(_ model: inout Model, _ names: String...) -> [Effect] {
    names.flatMap { name in Key(name: name).map { model.update(.key($0)) } ?? [] }
  }

  private func line(_ model: Model) -> CommandLine? {
    if case .line(let line) = model.overlay { line } else { nil }
  }

  private func turns(_ effects: [Effect]) -> [Command] {
    effects.compactMap { if case .session(.turn(let command)) = $0 { command } else { nil } }
  }

  @Test(
    "Every setting can be typed",
    arguments: [
      ("set timeout 2ms", Command.set(knob: "timeout", value: 2e6)),
      ("set timeout +10%", .set(knob: "timeout", value: 550_000)),
      ("set timeout 1.5 ms", .set(knob: "timeout", value: 1.5e6)),
      ("set load 800Mbps", .set(knob: "load", value: 800e6 / 8 / 576)),
      ("set c-grant 1us", .set(knob: "c-grant", value: 1000)),
      ("set estimator ramjee-4", .set(knob: "estimator", value: 3)),
      ("set policy fixed", .policy("fixed")), ("set cross copy", .stage(.cross, "copy")),
      ("policy fixed", .policy("fixed")), (":policy fixed", .policy("fixed")), ("pol fixed", .policy("fixed")),
      ("system vanilla", .system("vanilla")), ("stage cross copy", .stage(.cross, "copy")),
      ("workload cbr", .arrivals("cbr")), ("machine theory", .machine("theory")), ("guests 7", .guests(7)),
    ])
  func turning(text: String, command: Command) throws {
    var model = model()
    let effects = try model.execute(text)
    #expect(turns(effects) == [command])
    // Shown before the session answers.
    #expect(model.scenario == MadeUp().scenario.after(command))
  }

  @Test("Commands that only look change the model alone")
  func looking() throws {
    var model = model()
    _ = try model.execute("guest 2")
    #expect(model.guest == 1)
    _ = try model.execute("window 10ms")
    #expect(model.window == .milliseconds(10))
    _ = try model.execute("symbols block")
    #expect(model.symbols == .block)
    _ = try model.execute("panel costs")
    #expect(model.fullScreen == "costs")
    let name = try #require(LayoutCatalog.chosen.last)
    _ = try model.execute("layout \(name)")
    #expect(model.layoutName == name)
  }

  @Test("Commands for session and program ask for what they say")
  func program() throws {
    var model = model()
    func first(_ text: String) throws -> Effect? { try model.execute(text).first }
    if case .quit? = try first("quit") {} else { Issue.record("quit") }
    if case .quit? = try first("q") {} else { Issue.record("q") }
    if case .theme("light")? = try first("theme light") {} else { Issue.record("theme") }
    if case .session(.speed(20))? = try first("speed ×20") {} else { Issue.record("speed") }
    if case .session(.restart)? = try first("restart") {} else { Issue.record("restart") }
    if case .session(.seed(9))? = try first("set seed 9") {} else { Issue.record("seed") }
    if case .session(.pause)? = try first("pause") {} else { Issue.record("pause") }
    if case .session(.until(_?))? = try first("until t >= 2.5s") {} else { Issue.record("until") }
    _ = try model.execute("help")
    let page = Screenful.draw(model).plainText
    for command in LineCommand.all { #expect(page.contains(command.usage), "\(command.name)") }
  }

  @Test(
    "What is wrong is said in one line, and nothing changes",
    arguments: [
      ("", ":help"), ("sett x 1", "set"), ("nonsense", "no command ':nonsense'"), ("s", "stage"), ("set", "KNOB VALUE"),
      ("set timeout", "KNOB VALUE"), ("set timeuot 1ms", "timeout"), ("set timeout 5", "no unit"),
      ("set timeout 1h", "must lie"), ("set packet-size 64B", "whole run"), ("policy nope", "adaptive"),
      ("policy", ":policy NAME"), ("policy a b", ":policy NAME"), ("system nope", "vanilla"),
      ("stage nope copy", "coalesce"), ("stage cross nope", "container"), ("stage cross", "STAGE CHOICE"),
      ("workload nope", "poisson"), ("machine nope", "theory"), ("guests 0", "1 to 1024"), ("guests 2.5", "whole"),
      ("guest 3", "1 to 2"), ("speed 0", "0.000001"), ("speed fast", "number"), ("window 1us", "100 µs"),
      ("until", "CONDITION"), ("until whatever", "t>=2.5s"), ("panel nope", "Tab shows them"),
      ("panel cost", "near is costs"), ("layout nope", "must be one of"),
      ("theme nope", "dark"), ("symbols nope", "ascii"), ("save", ":save NAME"), ("save ../x", "no slash"),
      ("save .x", "dot"), ("export a/b", "no slash"), ("pause now", ":pause"), ("set seed -1", "seed"),
    ])
  func refusals(text: String, words: String) {
    var model = model()
    let before = model.scenario
    _ = press(&model, ":")
    _ = type(&model, text)
    let effects = press(&model, "enter")
    #expect(effects.isEmpty)
    #expect(model.scenario == before)
    guard !text.isEmpty else {
      #expect(model.overlay == .none)
      return
    }
    // The text stays to be mended.
    #expect(line(model)?.edit.text == text)
    let refusal = line(model)?.refusal ?? ""
    #expect(refusal.contains(words), "\(refusal)")
    #expect(!refusal.contains("\n"))
    #expect(Screenful.draw(model).plainText.contains(":" + text))
  }

  @Test("A last name takes the rest of the line, blanks and all, in what is done and what is completed")
  func blanks() throws {
    var model = model()
    _ = model.update(.themes([ThemeNote("dark"), ThemeNote("my own  blue")]))
    if case .theme("my own  blue")? = try model.execute("theme my own  blue ").first {} else { Issue.record("theme") }
    let saved = try model.execute("save a b")
    #expect(saved.contains { if case .write(let files) = $0 { files.stem == "a b" } else { false } })
    _ = press(&model, ":")
    _ = type(&model, "theme my ow")
    _ = press(&model, "tab")
    #expect(line(model)?.edit.text == "theme my own  blue ")
  }

  @Test("Tab completes commands, knobs and choices")
  func completion() {
    var model = model()
    func completed(_ text: String, _ tabs: Int = 1) -> String? {
      _ = press(&model, "esc", "esc", ":")
      _ = type(&model, text)
      for _ in 0..<tabs { _ = press(&model, "tab") }
      return line(model)?.edit.text
    }
    #expect(completed("pol") == "policy ")
    #expect(completed("policy self") == "policy self-clocked")
    #expect(completed("policy self", 2) == "policy self-clocked")
    #expect(completed("policy self", 3) == "policy self-clocked-guest")
    #expect(completed("policy self", 4) == "policy self-clocked")
    #expect(completed("set timeo") == "set timeout ")
    #expect(completed("set estimator ", 2) == "set estimator ramjee-1")
    #expect(completed("stage cr") == "stage cross ")
    #expect(completed("stage cross cop") == "stage cross copy ")
    #expect(completed("theme li") == "theme light ")
    #expect(completed("set zzz") == "set zzz")
    #expect(line(model)?.refusal != nil)
    #expect(completed("save x") == "save x")
    _ = press(&model, "esc", ":")
    _ = type(&model, "th")
    #expect(Screenful.draw(model).lines.dropLast().last?.contains("theme") == true)
  }

  @Test("A theme without a name is a list of them; what is in force is marked among the candidates")
  func presentChoices() throws {
    var model = model()
    guard case .listThemes? = try model.execute("theme").first else {
      Issue.record("no list is asked for")
      return
    }
    guard case .themes = model.overlay else {
      Issue.record("no list is open")
      return
    }
    for (text, marked) in [
      ("theme ", "▸dark"), ("layout ", "▸overview"), ("policy ", "▸adaptive"), ("symbols ", "▸braille"),
      ("stage notify ", "▸every"), ("workload ", "▸onoff"),
    ] {
      model = self.model(200, 50)
      _ = press(&model, ":")
      _ = type(&model, text)
      let row = Screenful.draw(model).lines.dropLast().last ?? ""
      #expect(row.contains(marked) && row.filter { $0 == "▸" }.count == 1, "\(text): \(row)")
      _ = press(&model, "tab", "tab")
      #expect(Screenful.draw(model).lines.dropLast().last?.contains(marked) == true)
    }
  }

  @Test("Candidates of every argument can be given to their commands")
  func candidatesWork() throws {
    for command in LineCommand.all where command.arguments.count == 1 {
      var probe = CommandLine()
      probe.edit.replace(with: command.name + " ")
      for name in model().candidates(probe).names {
        var model = model()
        do { _ = try model.execute("\(command.name) \(name)") } catch {
          Issue.record("\(command.name) \(name): \(error)")
        }
      }
    }
  }

  @Test("The history goes back and forth, is searched, and is bounded")
  func history() {
    var model = model()
    for text in ["guests 3", "policy fixed", "guests 3"] {
      _ = press(&model, ":")
      _ = type(&model, text)
      _ = press(&model, "enter")
    }
    #expect(model.history.lines == ["policy fixed", "guests 3"])
    _ = press(&model, ":")
    _ = type(&model, "gue")
    _ = press(&model, "up")
    #expect(line(model)?.edit.text == "guests 3")
    _ = press(&model, "up", "up")
    #expect(line(model)?.edit.text == "policy fixed")
    _ = press(&model, "down", "down")
    #expect(line(model)?.edit.text == "gue")
    _ = press(&model, "ctrl-r")
    _ = type(&model, "pol")
    #expect(line(model)?.edit.text == "policy fixed")
    #expect(Screenful.draw(model).lines.last?.contains("search 'pol'") == true)
    _ = press(&model, "ctrl-r")
    #expect(line(model)?.refusal != nil)
    _ = press(&model, "esc")
    #expect(line(model)?.edit.text == "gue")
    _ = press(&model, "esc")
    #expect(model.overlay == .none)
    #expect(CommandHistory((0..<500).map { "guests \($0)" }).lines.count == CommandHistory.most)
  }

  @Test("The line scrolls, and is drawn at every size", arguments: [(1, 1), (10, 3), (40, 10), (80, 24), (120, 36)])
  func sizes(width: Int, height: Int) {
    var model = model(width, height)
    _ = press(&model, ":")
    _ = type(&model, "set timeout " + String(repeating: "9", count: 300))
    let canvas = Screenful.draw(model)
    #expect(canvas.lines.count == height)
    #expect(canvas.lines.last?.hasSuffix("_") == true)
    if width >= 40 {
      _ = press(&model, "enter")
      #expect(Screenful.draw(model).plainText.contains("timeout"))
      _ = press(&model, "home")
      #expect(Screenful.draw(model).lines.last?.contains("set timeout 999") == true)
    }
  }

  @Test("No name of a command is the beginning of an other's, so that every name can be typed whole")
  func names() {
    let names = LineCommand.all.flatMap { [$0.name] + $0.short }
    #expect(Set(names).count == names.count)
    for command in LineCommand.all {
      #expect(LineCommand.named(command.name)?.name == command.name)
      #expect(command.usage.hasPrefix(":\(command.name)"))
      #expect(!command.help.isEmpty && !command.help.hasSuffix("."))
    }
  }
}
