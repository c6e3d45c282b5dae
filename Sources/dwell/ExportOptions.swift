import ArgumentParser
import DwellCore
import DwellSimulation
import DwellTuning

/// The options that write settings as they are typed on a real machine.
struct ExportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The lines to type for \(Help.names(ExportCatalog.targets.map(\.name))); repeatable, or separated by commas.",
      valueName: "target"), completion: .list(ExportCatalog.targets.map(\.name)))
  var emit: [String] = []
  @Option(
    help: ArgumentHelp(
      "What the lines have to keep to as they are carried out there, repeatable: 'delay.p99<200us'.", valueName: "limit"
    ))
  var limit: [String] = []
  @Flag(help: "Emit also what changes a setting by more than 20 %, or breaks a limit.") var force = false
  @Option(help: ArgumentHelp("The network device of the lines (default: eth0).", valueName: "name")) var device: String?

  /// Whether there is room for the lines in what is printed.
  enum Room {
    case printed
    case none
  }

  /// The targets that were asked for.
  func targets(_ room: Room) throws(Failure) -> [ExportTarget] {
    let targets = try Failure.usage { () throws(Knob.Refusal) in try ExportCatalog.targets(named: emit) }
    guard !targets.isEmpty else {
      if force { throw .usage("--force is given, but nothing is emitted; --emit TARGET names what to write") }
      if !limit.isEmpty { throw .usage("--limit is given, but nothing is emitted; --emit TARGET names what to write") }
      if device != nil { throw .usage("--device is given, but nothing is emitted; --emit TARGET names what to write") }
      return []
    }
    // Settings as they are: nothing is carried out otherwise, so nothing is held against anything.
    if !limit.isEmpty, let whole = targets.first(where: { $0.accepts.isEmpty }) {
      throw .usage("--limit is given, but \(whole.name) writes the settings as they are; leave one of the two out")
    }
    guard room == .printed else { throw .usage("--emit has no place in CSV; give --format text or json") }
    return targets
  }

  /// The lines for all of them, with what comes of the settings.
  func emissions(of scenario: Scenario, for targets: [ExportTarget]) throws(Failure) -> [Emission] {
    guard !targets.isEmpty else { return [] }
    try Traces.check(scenario)
    let emissions = try Failure.usage { () throws(Knob.Refusal) in
      let trial = EmissionTrial(limits: try limit.map { text throws(Knob.Refusal) in try Limit(parsing: text) })
      // A capture is read once for all of them.
      let bytes = targets.allSatisfy(\.accepts.isEmpty) ? nil : try Emission.packetBytes(scenario)
      let device = device ?? "eth0"
      // What is wrong with the settings themselves is said before anything runs.
      for target in targets {
        _ = try Emission(
          of: scenario, for: target, device: device, packetBytes: bytes, consent: force ? .given : .needed)
      }
      return try targets.map { target throws(Knob.Refusal) in
        try Emission(of: scenario, for: target, device: device, packetBytes: bytes, consent: .given, under: trial)
      }
    }
    guard !force else { return emissions }
    // A neighbour that was taken for a limit may change a setting by far; a limit that cannot be met is no wrong usage.
    for emission in emissions where emission.changesMuch { if let line = emission.objection { throw .usage(line) } }
    for emission in emissions { if let line = emission.objection { throw .run(line) } }
    return emissions
  }
}
