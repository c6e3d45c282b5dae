package import DwellCore
import DwellEngine
package import DwellSimulation
import DwellWorkload

/// A row of the list of settings: a knob, or a choice among names.
package struct ListedSetting: Sendable, Hashable {
  /// What it is.
  package enum Kind: Sendable, Hashable {
    /// A knob of engine, policy, stage, workload or machine.
    case knob(Knob)
    /// One of the names, turned by a command.
    case choice(Choice)
    /// What holds for a whole run: only another run changes it.
    case fixed
  }

  /// A choice that is no knob.
  package enum Choice: Sendable, Hashable {
    case system, policy, machine, arrivals, guests, seed
    case stage(Stage)
  }

  /// The name, as it is typed.
  package var name: String
  /// The symbol in formulas; the name where there is none.
  package var symbol: String
  /// The part of the run it belongs to.
  package var group: String
  /// What it is.
  package var kind: Kind
  /// The present value.
  package var value: String
  /// What it may be.
  package var range: String
  /// What it is where nothing is chosen.
  package var standard: String
  /// One line of help.
  package var help: String
  /// Why a turn of it changes nothing now; nil where it does.
  package var reason: String?

  /// Whether it stands where it does when nothing is chosen.
  package var isDefault: Bool { value == standard }

  // MARK: All of them

  /// Every setting of a scenario: by groups, those that mean something before those that do not.
  package static func all(_ scenario: Scenario) -> [ListedSetting] {
    var names: Set<String> = []
    var rows: [ListedSetting] = []
    func add(_ group: String, _ settings: [ListedSetting]) {
      for var setting in settings where names.insert(setting.name).inserted {
        setting.group = group
        rows.append(setting)
      }
    }
    func knobs(_ knobs: [Knob]) -> [ListedSetting] {
      // Looked up only where it is shown: a list of them is made for every key.
      knobs.filter { !names.contains($0.name) }
        .map { ListedSetting($0, scenario, isInForce: namesInForce.contains($0.name)) }
    }
    let inForce = KnobCatalog.knobs(of: scenario)
    let namesInForce = Set(inForce.map(\.name))
    let policy = PolicyCatalog.policy(named: scenario.policy)
    add("policy", [policyChoice(scenario)] + knobs(EngineKnobs.all + (policy?.knobs ?? [])))
    let traffic = inForce.filter { knob in
      knob == KnobCatalog.load || knob == TraceSource.speed
        || TrafficCatalog.model(named: scenario.arrivals)?.knobs.contains(knob) == true
    }
    add("workload", workloadChoices(scenario) + knobs(traffic))
    var stages: [ListedSetting] = []
    for stage in Stage.allCases {
      stages.append(stageChoice(stage, scenario))
      stages += knobs(StageCatalog.choice(scenario.choice(on: stage), on: stage)?.knobs ?? [])
    }
    add("system", [systemChoice(scenario)] + stages)
    add("machine and its costs", [machineChoice(scenario)] + knobs(CostKnobs.all))
    add("of other choices", knobs(KnobCatalog.all))
    return rows
  }

  private init(_ knob: Knob, _ scenario: Scenario, isInForce: Bool) {
    name = knob.name
    symbol = knob.symbol
    group = ""
    kind = .knob(knob)
    value = Knobs.text(knob, scenario.value(of: knob))
    range =
      knob.dimension == .choice
      ? knob.choices.joined(separator: " ")
      : "\(QuantityText.knob(knob, knob.range.lowerBound))…\(QuantityText.knob(knob, knob.range.upperBound))"
    standard = Knobs.text(knob, scenario.standardValue(of: knob))
    help = knob.help
    reason =
      isInForce
      ? KnobCatalog.reasonForNoEffect(of: knob, in: scenario) : KnobCatalog.owner(of: knob, in: scenario)
  }

  private init(
    _ name: String, _ kind: Kind, _ value: String, range: String, standard: String, help: String,
    reason: String? = nil
  ) {
    self.name = name
    symbol = name
    group = ""
    self.kind = kind
    self.value = value
    self.range = range
    self.standard = standard
    self.help = help
    self.reason = reason
  }

  // MARK: Choices

  private static func policyChoice(_ scenario: Scenario) -> ListedSetting {
    let standard = SystemCatalog.system(named: scenario.system)?.policy ?? Scenario().policy
    return ListedSetting(
      "policy", .choice(.policy), scenario.policy, range: "\(PolicyCatalog.policies.count) policies",
      standard: standard, help: PolicyCatalog.policy(named: scenario.policy)?.summary ?? "when containers leave",
      reason: scenario.aggregates ? nil : "in system \(scenario.system) packets cross one by one")
  }

  private static func systemChoice(_ scenario: Scenario) -> ListedSetting {
    ListedSetting(
      "system", .choice(.system), scenario.system, range: "\(SystemCatalog.systems.count) systems",
      standard: Scenario().system, help: SystemCatalog.system(named: scenario.system)?.summary ?? "every stage at once")
  }

  private static func stageChoice(_ stage: Stage, _ scenario: Scenario) -> ListedSetting {
    let choices = StageCatalog.choices(on: stage)
    let present = scenario.choice(on: stage)
    let ofSystem = SystemCatalog.system(named: scenario.system)?.choice(on: stage) ?? choices.first?.name ?? present
    return ListedSetting(
      stage.rawValue, .choice(.stage(stage)), present, range: choices.map(\.name).joined(separator: " "),
      standard: ofSystem, help: StageCatalog.choice(present, on: stage)?.summary ?? "a stage of the system",
      reason: choices.count > 1 ? nil : "there is only \(present)")
  }

  private static func machineChoice(_ scenario: Scenario) -> ListedSetting {
    ListedSetting(
      "machine", .choice(.machine), scenario.machine, range: MachineCatalog.machines.map(\.name).joined(separator: " "),
      standard: Scenario().machine,
      help: MachineCatalog.machine(named: scenario.machine)?.summary ?? "costs and wake-up")
  }

  private static func workloadChoices(_ scenario: Scenario) -> [ListedSetting] {
    let arrivals: ListedSetting
    if let trace = scenario.trace {
      let file = trace.path.split(separator: "/").last.map(String.init) ?? trace.path
      arrivals = ListedSetting(
        "arrivals", .choice(.arrivals), file, range: "\(TrafficCatalog.models.count) models", standard: file,
        help: "a capture; undo brings it back, from its beginning")
    } else {
      arrivals = ListedSetting(
        "arrivals", .choice(.arrivals), scenario.arrivals, range: "\(TrafficCatalog.models.count) models",
        standard: Scenario().arrivals,
        help: TrafficCatalog.model(named: scenario.arrivals)?.summary ?? "where packets come from")
    }
    return [
      arrivals,
      ListedSetting(
        "guests", .choice(.guests), "\(scenario.guests)", range: "1…1024", standard: "\(Scenario().guests)",
        help: "guests that packets go to"),
      ListedSetting(
        "packet-size", .fixed, scenario.usesSizes ? scenario.sizes.text : "its own", range: "1 B…64 KiB",
        standard: "576",
        help: "sizes of packets", reason: "holds for a whole run: dwell --packet-size"),
      ListedSetting(
        "seed", .choice(.seed), "\(scenario.seed)", range: "0 or more", standard: "\(Scenario().seed)",
        help: "everything random follows from it; a turn runs again from 0"),
      ListedSetting(
        Directions.name, .fixed, scenario.directions.rawValue,
        range: Directions.allCases.map(\.rawValue).joined(separator: " "), standard: Directions.rx.rawValue,
        help: "legs that aggregate", reason: "holds for a whole run: dwell --set directions=both"),
    ]
  }
}
