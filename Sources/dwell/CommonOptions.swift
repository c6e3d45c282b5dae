import ArgumentParser
import DwellCore
import DwellEngine
import DwellSimulation
import DwellWorkload

/// The options that say what is run (contract, "Options common to …").
struct CommonOptions: ParsableArguments {
  @Option(help: Help.scenario, completion: .list(ScenarioCatalog.scenarios.map(\.name))) var scenario: String?
  @Option(help: "Every stage at once: \(Help.names(SystemCatalog.systems.map(\.name))).") var system: String?
  @Option(help: ArgumentHelp("One stage, repeatable: cross=copy, notify=sleeping.", valueName: "stage=choice"))
  var stage: [String] = []
  @Option(help: "When containers leave: \(Help.names(PolicyCatalog.policies.map(\.name))).") var policy: String?
  @Option(help: "Costs and wake-up: \(Help.names(MachineCatalog.machines.map(\.name))).") var machine: String?
  @Option(parsing: .unconditional, help: Help.knob(EngineKnobs.containerSize)) var containerSize: String?
  @Option(parsing: .unconditional, help: Help.knob(EngineKnobs.timeout)) var timeout: String?
  @Option(parsing: .unconditional, help: Help.knob(EngineKnobs.alpha)) var alpha: String?
  @Option(parsing: .unconditional, help: Help.knob(KnobCatalog.load, "; bit rates too")) var load: String?
  @Option(help: "Traffic: \(Help.names(TrafficCatalog.models.map(\.name))).") var arrivals: String?
  @Option(help: ArgumentHelp("Arrivals and sizes from a pcap or pcapng file.", valueName: "file"), completion: .file())
  var trace: String?
  @Option(parsing: .unconditional, help: Help.knob(TraceSource.speed)) var traceSpeed: String?
  @Flag(help: "Start the trace again at its end.") var loop = false
  @Option(parsing: .unconditional, help: "One size (576B), imix, or bytes:weight (40:7,576:4,1500:1).")
  var packetSize: String?
  @Option(parsing: .unconditional, help: "Number of guests, 1 to 1024 (default: 2).") var guests: String?
  @Option(parsing: .unconditional, help: "Everything random follows from it (default: 1).") var seed: String?
  @Option(parsing: .unconditional, help: "Virtual time (default: 10s; a trace: to its end).") var duration: String?
  @Option(parsing: .unconditional, help: "Packets offered, instead of or besides a duration.") var packets: String?
  @Option(parsing: .unconditional, help: "Virtual time left out of the statistics (default: 0s).") var warmup: String?
  @Flag(help: "Do not follow what is inside at the end.") var noDrain = false
  @Option(help: ArgumentHelp("Any knob by its name (dwell list knobs), repeatable.", valueName: "knob=value"))
  var set: [String] = []
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A turn at a virtual instant, repeatable: '1s guests=4'.", valueName: "time knob=value"))
  var at: [String] = []
  @Flag(help: "Percentiles for every guest, not only for at most 16.") var guestPercentiles = false

  /// The options as settings; `--set` is a layer of its own.
  private var settings: [Setting] {
    let single: [(String, String?)] = [
      ("system", system), ("policy", policy), ("machine", machine), ("container-size", containerSize),
      ("timeout", timeout), ("alpha", alpha), ("load", load), ("arrivals", arrivals), ("trace", trace),
      ("trace-speed", traceSpeed), ("packet-size", packetSize), ("guests", guests), ("seed", seed),
      ("duration", duration), ("packets", packets), ("warmup", warmup),
    ]
    let switches = [("loop", loop), ("no-drain", noDrain), ("guest-percentiles", guestPercentiles)]
    return single.compactMap { name, text in text.map { Setting(name, $0) } } + stage.map { Setting("stage", $0) }
      + at.map { Setting("at", $0) }
      + switches.compactMap { name, isOn in isOn ? Setting(name, "true") : nil }
  }

  /// The settings that are given by options, those of `--set` too, as far as they can be read.
  var given: [Setting] {
    settings
      + set.compactMap { text in
        text.firstIndex(of: "=").map { Setting(String(text[..<$0]), String(text[text.index(after: $0)...])) }
      }
  }

  /// Whether none of the options is given.
  var isUntouched: Bool { scenario == nil && settings.isEmpty && set.isEmpty }

  /// The scenario: built-in or preset, configuration, options, `--set`; later wins.
  ///
  /// - Parameters:
  ///   - standard: the preset where none is named; nil: the built-in scenario.
  ///   - preset: one that comes instead of what `--scenario` names.
  func resolved(
    _ configuration: Configuration, standard: String?, preset: String? = nil
  ) throws(Failure) -> Scenario {
    let named = configuration["scenario"]
    var draft: ScenarioDraft
    do { draft = try Self.start(preset ?? scenario ?? named?.text ?? standard) } catch {
      guard scenario == nil, let place = named?.place else { throw error }
      throw .run("\(place): \(error.line)")
    }
    try Failure.file { () throws(Knob.Refusal) in try draft.add(configuration.settings, as: .preferred) }
    try Failure.usage { () throws(Knob.Refusal) in
      try draft.add(settings)
      for text in set { try draft.add([try Self.knob(text)]) }
      try draft.scenario.validate()
    }
    return draft.scenario
  }

  /// Speed at which the scenario is best watched, where it is a preset.
  func presetSpeed(_ configuration: Configuration, standard: String) -> Double? {
    ScenarioCatalog.scenario(named: scenario ?? configuration["scenario"]?.text ?? standard)?.speed
  }

  private static func start(_ name: String?) throws(Failure) -> ScenarioDraft {
    guard let name else { return ScenarioDraft() }
    if let entry = ScenarioCatalog.scenario(named: name) { return ScenarioDraft(entry.scenario) }
    guard ScenarioFile.isPath(name) else {
      let names = ScenarioCatalog.scenarios.map(\.name).joined(separator: ", ")
      throw .usage("scenario is '\(name)', but must be one of \(names), or the path of a TOML file")
    }
    return try Failure.file { () throws(Knob.Refusal) in try ScenarioFile(path: name).draft() }
  }

  private static func knob(_ text: String) throws(Knob.Refusal) -> Setting {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw Knob.Refusal("--set is '\(text)', but must be KNOB=VALUE such as timeout=500us")
    }
    let name = String(text[..<equals])
    guard KnobCatalog.knob(named: name) != nil || name == Directions.name else {
      if Setting.names.contains(name) { throw Knob.Refusal("'\(name)' is no knob; the option --\(name) sets it") }
      throw .unknownKnob(name)
    }
    return Setting(name, String(text[text.index(after: equals)...]))
  }
}

/// Lines of help that come from the catalogs.
enum Help {
  static let scenario = ArgumentHelp(
    "A preset (\(names(ScenarioCatalog.scenarios.map(\.name)))) or a TOML file.", valueName: "name-or-file")

  static func names(_ names: [String]) -> String { names.joined(separator: ", ") }

  static func knob(_ knob: Knob, _ more: String = "") -> ArgumentHelp {
    let help = knob.help.prefix(1).uppercased() + knob.help.dropFirst()
    return ArgumentHelp(
      "\(help): \(knob.rangeText)\(more) (default: \(QuantityText.knob(knob, knob.defaultValue))).")
  }
}
