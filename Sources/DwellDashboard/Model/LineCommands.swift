import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal

extension LineCommand {
  /// Every command of the command line, in the order of the help; one entry each.
  package static let all: [LineCommand] = [
    LineCommand("set", [.setting, .value], "give any setting a value: 1.5ms, +10%") {
      (model, words) throws(Knob.Refusal) in
      try model.set(words[0], to: words.dropFirst().joined(separator: " "))
    },
    LineCommand("policy", [.policy], "switch the release policy") { (model, words) throws(Knob.Refusal) in
      try model.set("policy", to: words[0])
    },
    LineCommand("system", [.system], "switch the system, every stage") { (model, words) throws(Knob.Refusal) in
      try model.set("system", to: words[0])
    },
    LineCommand("stage", [.stage, .stageChoice], "switch one stage of the system") {
      (model, words) throws(Knob.Refusal) in
      guard Stage(rawValue: words[0]) != nil else {
        throw .notOneOf("stage", words[0], Stage.allCases.map(\.rawValue))
      }
      return try model.set(words[0], to: words[1])
    },
    LineCommand("workload", [.workload], "switch the traffic") { (model, words) throws(Knob.Refusal) in
      try model.set("arrivals", to: words[0])
    },
    LineCommand("machine", [.machine], "all costs of a machine at once") { (model, words) throws(Knob.Refusal) in
      try model.set("machine", to: words[0])
    },
    LineCommand("guests", [.typed("N")], "so many guests") { (model, words) throws(Knob.Refusal) in
      try model.set("guests", to: words[0])
    },
    LineCommand("guest", [.typed("N")], "look at a guest, counted from 1") { (model, words) throws(Knob.Refusal) in
      let knob = Knob(
        "guest", .count, in: 1...Double(max(model.scenario.guests, 1)), default: 1, scale: .linear(step: 1), help: "")
      model.guest = Int(try knob.value(parsing: words[0], current: Double(model.guest + 1))) - 1
      return []
    },
    LineCommand("speed", [.typed("FACTOR")], "virtual seconds per second: 0.1, x20") {
      (model, words) throws(Knob.Refusal) in
      let knob = Knob("speed", .number, in: Steps.speeds, default: 1, scale: .logarithmic, help: "")
      let text = words[0].hasPrefix("×") || words[0].hasPrefix("x") ? String(words[0].dropFirst()) : words[0]
      let speed = try knob.value(parsing: text, current: model.frame.speed)
      return speed == model.frame.speed ? [] : model.setSpeed(speed)
    },
    LineCommand("window", [.typed("TIME")], "the length of the time axis: 100us to 1h") {
      (model, words) throws(Knob.Refusal) in
      let (least, most) = (View.windows.lowerBound, View.windows.upperBound)
      let knob = Knob(
        "window", .time, in: Double(least.nanoseconds)...Double(most.nanoseconds), default: 1e9, scale: .logarithmic,
        help: "")
      let value = try knob.value(parsing: words[0], current: Double(model.window.nanoseconds))
      model.window = TimeSpan(nanoseconds: Int64(value.rounded()))
      return []
    },
    LineCommand("until", [.typed("CONDITION")], "run on until it holds: t>=2.5s, left=full, p>500us") {
      (model, words) throws(Knob.Refusal) in
      let condition = try Condition(parsing: words.joined(separator: " "))
      model.past?.clock = .stands
      return model.ask(.clock(.running), .until(condition))
    },
    LineCommand("pause", "pause, or go on") { (model, _) throws(Knob.Refusal) in model.togglePause() },
    LineCommand("restart", "from 0 with the same seed; :set seed for another") { (model, _) throws(Knob.Refusal) in
      model.perform(.restart)
    },
    LineCommand("save", [.typed("NAME")], "the present settings as a scenario file NAME.toml") {
      (model, words) throws(Knob.Refusal) in
      try model.save(named: words[0])
    },
    LineCommand("command", "the line for a shell that repeats this run") { (model, _) throws(Knob.Refusal) in
      try model.showLine()
    },
    LineCommand("panel", [.panel], "a panel to full screen and back") { (model, words) throws(Knob.Refusal) in
      guard PanelCatalog.panel(words[0]) != nil else {
        throw .notOneOf("panel", words[0], PanelCatalog.all.map(\.name))
      }
      model.toggleFullScreen(words[0])
      return []
    },
    LineCommand("layout", [.layout], "another layout") { (model, words) throws(Knob.Refusal) in
      guard LayoutCatalog.chosen.contains(words[0]) else {
        throw .notOneOf("layout", words[0], LayoutCatalog.chosen)
      }
      model.choose(layout: words[0])
      return []
    },
    LineCommand("theme", [.theme], optional: 1, "other colours; without a name a list of them") {
      (model, words) throws(Knob.Refusal) in
      guard let name = words.first else { return model.openThemes() }
      guard let index = model.catalogs.themes.firstIndex(of: name) else {
        throw .notOneOf("theme", name, model.catalogs.themes)
      }
      model.theme = index
      return [.theme(name)]
    },
    LineCommand("symbols", [.symbols], "other characters") { (model, words) throws(Knob.Refusal) in
      guard let symbols = model.catalogs.symbols.first(where: { $0.rawValue == words[0] }) else {
        throw .notOneOf("symbols", words[0], model.catalogs.symbols.map(\.rawValue))
      }
      model.symbols = symbols
      return [.symbols(symbols)]
    },
    LineCommand("export", short: ["e"], [.typed("NAME")], optional: 1, "data and picture of the screen as files") {
      (model, words) throws(Knob.Refusal) in
      if let name = words.first { _ = try FileName(name) }
      return model.export(named: words.first)
    },
    LineCommand(
      "emit", [.target, .typed("force")], optional: 1, "lines for a real machine, such as ethtool, as a file"
    ) {
      (model, words) throws(Knob.Refusal) in
      try model.emit(words)
    },
    LineCommand("help", "these commands") { (model, _) throws(Knob.Refusal) in
      let width = all.map(\.usage.count).max() ?? 0
      let lines = all.map { $0.usage + String(repeating: " ", count: width + 2 - $0.usage.count) + $0.help }
      model.overlay = .words(title: "commands", lines, scroll: 0)
      return []
    },
    LineCommand("quit", short: ["q"], "end") { (_, _) throws(Knob.Refusal) in [.quit] },
  ]
}
