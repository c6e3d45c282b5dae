import DwellCore
import DwellDashboard
import DwellMetrics
import DwellSimulation
import DwellTerminal
import DwellTuning
import DwellWorkload
import Foundation

/// Everything of one kind that can be chosen, from its catalog.
struct Listing {
  /// The kinds (contract).
  enum What: String, CaseIterable {
    case policies, estimators, systems, stages, machines, traffic, scenarios, themes, keys, knobs, exports, tours,
      config
  }

  /// One thing.
  struct Row {
    var name: String
    var summary: String
    /// What a table shows between name and summary.
    var columns: [String] = []
    /// What JSON says besides.
    var details: [(name: String, value: Report)] = []

    var report: Report { .object([("name", .text(name)), ("summary", .text(summary))] + details) }
  }

  let rows: [Row]
  private let what: What
  private let heads: [String]

  /// The list of one kind; keys are those of `bindings`.
  init(_ what: What, themesDirectory: String?, bindings: BindingTable = .standard) {
    self.what = what
    var heads: [String] = []
    switch what {
    case .policies:
      heads = ["release time"]
      rows = PolicyCatalog.policies.map(Self.row)
    case .estimators:
      rows = EstimatorCatalog.estimators.map {
        Row(name: $0.name, summary: $0.summary, details: Self.origin($0.source, $0.confidence))
      }
    case .systems:
      heads = ["stages"]
      rows = SystemCatalog.systems.map(Self.row)
    case .stages:
      heads = ["stage"]
      rows = Stage.allCases.flatMap { stage in StageCatalog.choices(on: stage).map { Self.row($0, stage) } }
    case .machines:
      rows = MachineCatalog.machines.map(Self.row)
    case .traffic:
      heads = ["turned by"]
      rows = TrafficCatalog.models.map(Self.row)
    case .scenarios:
      rows = ScenarioCatalog.scenarios.map {
        Row(
          name: $0.name, summary: $0.summary,
          details: [("speed", .number($0.speed)), ("settings", $0.scenario.report)])
      }
    case .themes:
      let catalog = ThemeCatalog.standard(themesDirectory: themesDirectory)
      heads = ["kind"]
      rows = catalog.entries.map { Self.row($0, catalog) }
    case .keys:
      heads = ["keys"]
      rows = bindings.bindings.map(Self.row)
    case .knobs:
      heads = ["range", "default"]
      rows = (KnobCatalog.all + [Directions.knob]).map(Self.row)
    case .config:
      heads = ["default"]
      rows = ConfigurationText.entries.map {
        Row(
          name: $0.table.isEmpty ? $0.name : "\($0.table).\($0.name)", summary: $0.help,
          details: [("default", $0.value.map { .text($0) } ?? .nothing)])
      }
    case .exports:
      heads = ["semantics"]
      rows = ExportCatalog.targets.map(Self.row)
    case .tours: rows = []
    }
    self.heads = heads
  }

  /// The list as a person reads it.
  var lines: [String] {
    // Printed as the file itself, to be kept as it is.
    if what == .config { return ConfigurationText.lines }
    if rows.isEmpty { return ["there are no \(what.rawValue) yet"] }
    let head = ["name"] + heads + ["summary"]
    let table = [head] + rows.map { [$0.name] + $0.columns + [$0.summary] }
    return TextTable(table, alignments: head.map { _ in .left }).lines
  }

  // MARK: Rows

  private static func origin(_ source: String, _ confidence: String) -> [(name: String, value: Report)] {
    [("source", .text(source)), ("confidence", .text(confidence))]
  }

  private static func names(_ knobs: [Knob]) -> Report { .list(knobs.map { .text($0.name) }) }

  private static func row(_ policy: PolicyEntry) -> Row {
    Row(
      name: policy.name, summary: policy.summary, columns: [policy.formula],
      details: [("formula", .text(policy.formula)), ("knobs", names(policy.knobs))]
        + origin(policy.source, policy.confidence))
  }

  private static func row(_ system: SystemEntry) -> Row {
    let stages = Stage.allCases.map { (stage: $0, choice: system.choice(on: $0)) }
    let told = stages.filter { system.stages[$0.stage] != nil }.map { "\($0.stage.rawValue)=\($0.choice)" }
    return Row(
      name: system.name, summary: system.summary, columns: [told.joined(separator: " ")],
      details: [("stages", .object(stages.map { ($0.stage.rawValue, .text($0.choice)) }))]
        + [("policy", system.policy.map { .text($0) } ?? .nothing)] + origin(system.source, system.confidence))
  }

  private static func row(_ choice: StageChoice, _ stage: Stage) -> Row {
    Row(
      name: choice.name, summary: choice.summary, columns: [stage.rawValue],
      details: [("stage", .text(stage.rawValue))] + origin(choice.source, choice.confidence))
  }

  private static func row(_ target: ExportTarget) -> Row {
    let steps = target.reach.steps.map { step -> Report in
      .object([
        ("knob", .text(step.knob.name)), ("step", step.knob.report(step.step)),
        ("policies", step.policies.map { .list($0.map { .text($0) }) } ?? .nothing),
        ("minimum", step.knob.report(step.range.lowerBound)), ("maximum", step.knob.report(step.range.upperBound)),
      ])
    }
    return Row(
      name: target.name, summary: target.summary, columns: [target.semantics.rawValue],
      details: [
        ("semantics", .text(target.semantics.rawValue)),
        ("policies", .list((target.reach.policies ?? PolicyCatalog.policies.map(\.name)).map { .text($0) })),
        ("steps", .list(steps)), ("cannot_express", .list(target.limits.map { .text($0) })),
      ] + origin(target.source, target.confidence))
  }

  private static func row(_ machine: MachineEntry) -> Row {
    var scenario = Scenario()
    scenario.machine = machine.name
    let costs = CostKnobs.all.map { ($0.reportName, $0.report(scenario.value(of: $0))) }
    return Row(
      name: machine.name, summary: machine.summary,
      details: [("costs", .object(costs))] + origin(machine.source, machine.confidence))
  }

  private static func row(_ model: TrafficModel) -> Row {
    Row(
      name: model.name, summary: model.summary, columns: [model.fourthKnob],
      details: [("turned_by", .text(model.fourthKnob)), ("knobs", names(model.knobs))]
        + origin(model.source, model.confidence))
  }

  private static func row(_ entry: ThemeCatalog.Entry, _ catalog: ThemeCatalog) -> Row {
    let place = entry.path ?? "built in"
    let details: [(name: String, value: Report)] = [("path", entry.path.map { .text($0) } ?? .nothing)]
    do {
      let kind = try catalog.theme(entry).kind == .dark ? "dark" : "light"
      return Row(
        name: entry.name, summary: place, columns: [kind], details: [("kind", .text(kind))] + details)
    } catch {
      return Row(
        name: entry.name, summary: "cannot be used: \(error.description)", columns: ["–"],
        details: [("kind", .nothing)] + details)
    }
  }

  private static func row(_ binding: Binding) -> Row {
    let keys = binding.keys.map(\.name)
    let place = binding.context == .main ? "" : " (\(binding.context.rawValue))"
    return Row(
      name: binding.command.rawValue, summary: help(binding) + place,
      columns: [keys.isEmpty ? "–" : keys.joined(separator: " ")],
      details: [("keys", .list(keys.map { .text($0) })), ("context", .text(binding.context.rawValue))])
  }

  /// What one command does: its half of `fewer, more guests`, or the topic and which way.
  private static func help(_ binding: Binding) -> String {
    let command = binding.command
    let topics = KeyTopic.all.filter { $0.commands.contains(command) }
    guard
      let topic = topics.first(where: { $0.context == binding.context }) ?? topics.first(where: { $0.context != .tune })
    else {
      switch command {
      case .promptAccept: return "set the value"
      case .promptErase: return "erase a character"
      case .promptClear: return "erase all"
      case .scrollUp: return "scroll up"
      case .scrollDown: return "scroll down"
      case .pageUp: return "a page up"
      case .pageDown: return "a page down"
      case .turnsGo: return "go back to that turn"
      default: return command.rawValue
      }
    }
    guard topic.commands.count > 1, let index = topic.commands.firstIndex(of: command) else { return topic.help }
    let halves = topic.help.components(separatedBy: ", ")
    if halves.count == 2 {
      // `fewer, more guests` shares its end, `next event, container` its beginning.
      let words = halves.map { $0.split(separator: " ") }
      switch (words[0].count, words[1].count) {
      case (1, 2...): return index == 0 ? (words[0] + words[1].dropFirst()).joined(separator: " ") : halves[1]
      case (2..., 1): return index == 0 ? halves[0] : (words[0].dropLast() + words[1]).joined(separator: " ")
      case (2..., 2...): return halves[index]
      default: break
      }
    }
    return topic.help + ", " + (command.rawValue.split(separator: "-").last ?? "")
  }

  private static func row(_ knob: Knob) -> Row {
    let number = knob.dimension != .choice
    return Row(
      name: knob.name, summary: knob.help,
      columns: [knob.rangeText, QuantityText.knob(knob, knob.defaultValue)],
      details: [
        ("json_name", .text(knob.reportName)), ("symbol", .text(knob.symbol)),
        ("minimum", number ? knob.report(knob.range.lowerBound) : .nothing),
        ("maximum", number ? knob.report(knob.range.upperBound) : .nothing),
        ("default", knob.report(knob.defaultValue)), ("choices", .list(knob.choices.map { .text($0) })),
      ])
  }
}
