package import DwellCore
import DwellSession
import DwellSimulation
import DwellTerminal
import DwellWorkload

extension Model {
  /// The settings that the list shows, in its order.
  package func listed(_ list: KnobList) -> [ListedSetting] {
    SettingSearch.matches(list.filter.text, in: ListedSetting.all(scenario))
  }

  /// The chosen setting of the list: the one named, else the first that matches.
  package func chosen(_ list: KnobList) -> ListedSetting? {
    let rows = listed(list)
    return rows.first { $0.name == list.chosen } ?? rows.first
  }

  // MARK: Keys

  /// Opens the list at the selected knob.
  mutating func openKnobList() {
    var list = KnobList()
    list.chosen = selectedKnob?.name
    overlay = .knobs(list)
  }

  mutating func pressed(_ key: Key, in before: KnobList, _ caution: Caution) -> [Effect] {
    var list = before
    let rows = listed(list)
    let place = rows.firstIndex { $0.name == list.chosen } ?? 0
    let chosen = rows.indices.contains(place) ? rows[place] : nil
    func choose(_ index: Int) {
      guard !rows.isEmpty else { return }
      list.chosen = rows[min(max(index, 0), rows.count - 1)].name
      list.hasTurned = false
    }
    var effects: [Effect] = []
    switch bindings.command(for: key, in: .list) {
    case .knobPrevious: choose(place == 0 ? rows.count - 1 : place - 1)
    case .knobNext: choose(place + 1 == rows.count ? 0 : place + 1)
    case .editStart: choose(0)
    case .editEnd: choose(rows.count - 1)
    case .stepDown: effects = turnListed(chosen, .down, .fine, caution, &list)
    case .stepUp: effects = turnListed(chosen, .up, .fine, caution, &list)
    case .coarseDown: effects = turnListed(chosen, .down, .coarse, caution, &list)
    case .coarseUp: effects = turnListed(chosen, .up, .coarse, caution, &list)
    case .knobDefault:
      if let chosen {
        list.chosen = chosen.name
        effects = turnToStandard(chosen, caution)
        if !effects.isEmpty { list.hasTurned = true }
      }
    case .typeValue:
      if let chosen, let knob = knob(of: chosen) {
        list.chosen = chosen.name
        overlay = .prompt(Prompt(knob, list: list))
        return []
      }
      if let chosen { tell("\(chosen.name) \(chosen.reason ?? "cannot be turned")") }
    case .pinKnob:
      if let chosen { return pin(chosen) }
    case .back:
      overlay = .none
      if list.hasTurned, let chosen, case .knob = chosen.kind { return pin(chosen) }
      return []
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case let command?:
      _ = list.filter.edit(command)
      list.chosen = nil
    case nil:
      guard let scalar = key.typed, list.filter.insert(scalar) else { return [] }
      list.chosen = nil
      list.hasTurned = false
    }
    overlay = .knobs(list)
    return effects
  }

  /// Brings a knob of the list to the knobs of the dashboard, selected.
  private mutating func pin(_ setting: ListedSetting) -> [Effect] {
    guard case .knob(let knob) = setting.kind else {
      tell("\(setting.name) is no knob; the list turns it, or :\(Self.word(for: setting))")
      return []
    }
    overlay = .none
    if !knobs.contains(knob) { pinned = knob }
    selected = knobs.firstIndex(of: knob) ?? selected
    return []
  }

  private static func word(for setting: ListedSetting) -> String {
    switch setting.kind {
    case .choice(.stage(let stage)): "stage \(stage.rawValue) NAME"
    case .choice(.arrivals): "workload NAME"
    case .choice: "\(setting.name) NAME"
    case .knob, .fixed: "set \(setting.name) VALUE"
    }
  }

  // MARK: Turning

  /// The greatest seed that a typed number names exactly: 2⁵³.
  private static var mostSeed: Double { 9_007_199_254_740_992 }

  private mutating func turnListed(
    _ setting: ListedSetting?, _ direction: Knob.Direction, _ step: Knob.Step, _ caution: Caution,
    _ list: inout KnobList
  ) -> [Effect] {
    guard let setting else { return [] }
    list.chosen = setting.name
    list.hasTurned = true
    let up = direction == .up
    func after(_ name: String, _ names: [String]) -> String? {
      Steps.name(after: name, in: names, by: direction.rawValue)
    }
    switch setting.kind {
    case .fixed:
      tell("\(setting.name) \(setting.reason ?? "cannot be turned")")
      return []
    case .knob(let knob):
      let present = scenario.value(of: knob)
      var next = knob.stepped(present, direction, step)
      // Choices go round and round.
      if knob.dimension == .choice {
        let count = Double(max(knob.choices.count, 1))
        next = (present + Double(direction.rawValue) + count).truncatingRemainder(dividingBy: count)
      }
      guard next != present else {
        tell("\(knob.name) goes no further; it lies \(knob.rangeText)")
        return []
      }
      return turn(knob, to: next)
    case .choice(.system): return after(scenario.system, catalogs.systems).map { choose(system: $0) } ?? []
    case .choice(.policy): return cyclePolicy(direction.rawValue)
    case .choice(.machine):
      return after(scenario.machine, MachineCatalog.machines.map(\.name)).map { choose(machine: $0) } ?? []
    case .choice(.stage(let stage)):
      let names = StageCatalog.choices(on: stage).map(\.name)
      guard let name = after(scenario.choice(on: stage), names) else {
        tell("\(stage.rawValue): \(setting.reason ?? "there is no other choice")")
        return []
      }
      return choose(stage: stage, name)
    case .choice(.arrivals): return cycleWorkload(direction.rawValue)
    case .choice(.guests): return setGuests(Steps.guests(scenario.guests, more: up))
    case .choice(.seed):
      return reseed(up ? scenario.seed &+ 1 : scenario.seed == 0 ? 0 : scenario.seed - 1, caution)
    }
  }

  /// Begins the run anew with another seed, where the key before has warned of it.
  private mutating func reseed(_ seed: UInt64, _ caution: Caution) -> [Effect] {
    guard seed != scenario.seed else { return [] }
    guard caution == .reseeding(seed) else {
      tell("the same key again restarts the run with seed \(seed)")
      self.caution = .reseeding(seed)
      return []
    }
    return thaw() + [.session(.seed(seed))]
  }

  /// Gives a setting the value it has where nothing is chosen, or says why not.
  private mutating func turnToStandard(_ setting: ListedSetting, _ caution: Caution) -> [Effect] {
    guard setting.kind != .fixed else {
      tell("\(setting.name) \(setting.reason ?? "cannot be turned")")
      return []
    }
    // A turned machine sets all its costs anew, whatever its name.
    let effects = setting.kind == .choice(.machine) && setting.isDefault ? [] : standardEffects(setting, caution)
    if effects.isEmpty, self.caution == .none { tell("\(setting.name) stands at its default, \(setting.standard)") }
    return effects
  }

  private mutating func standardEffects(_ setting: ListedSetting, _ caution: Caution) -> [Effect] {
    guard let value = standardValue(of: setting) else { return [] }
    if setting.kind == .choice(.seed) { return reseed(UInt64(max(value, 0)), caution) }
    return turn(setting, to: value)
  }

  /// The knob by which a value for a setting is read, with its choices where it has some; nil where it holds for a run.
  package func knob(of setting: ListedSetting) -> Knob? {
    func names(_ names: [String], _ present: String) -> Knob {
      Knob(setting.name, choices: names, default: names.firstIndex(of: present) ?? 0, help: setting.help)
    }
    switch setting.kind {
    case .fixed: return nil
    case .knob(let knob): return knob
    case .choice(.system): return names(catalogs.systems, scenario.system)
    case .choice(.policy): return names(catalogs.policies, scenario.policy)
    case .choice(.arrivals): return names(catalogs.workloads, scenario.arrivals)
    case .choice(.machine): return names(MachineCatalog.machines.map(\.name), scenario.machine)
    case .choice(.stage(let stage)):
      return names(StageCatalog.choices(on: stage).map(\.name), scenario.choice(on: stage))
    case .choice(.guests):
      return Knob("guests", .count, in: 1...1024, default: 2, scale: .logarithmic, help: setting.help)
    case .choice(.seed):
      return Knob("seed", .count, in: 0...Self.mostSeed, default: 1, scale: .logarithmic, help: setting.help)
    }
  }

  /// The present value of a setting, where relative texts such as `+10%` start from.
  package func value(of setting: ListedSetting) -> Double? {
    switch setting.kind {
    case .knob(let knob): scenario.value(of: knob)
    case .choice(.guests): Double(scenario.guests)
    case .choice(.seed): Double(scenario.seed)
    case .choice, .fixed: nil
    }
  }

  /// The value of a setting where nothing is chosen; nil where it holds for a run.
  private func standardValue(of setting: ListedSetting) -> Double? {
    // What a knob shows is rounded.
    if case .knob(let knob) = setting.kind { return scenario.standardValue(of: knob) }
    return knob(of: setting).flatMap { try? $0.value(parsing: setting.standard) }
  }

  /// Gives a setting a value that its knob has read; a new seed begins the run anew.
  mutating func turn(_ setting: ListedSetting, to value: Double) -> [Effect] {
    func name() -> String? {
      guard let choices = knob(of: setting)?.choices, value >= 0, value < Double(choices.count) else { return nil }
      return choices[Int(value)]
    }
    switch setting.kind {
    case .fixed: return []
    case .knob(let knob): return turn(knob, to: value)
    case .choice(.guests): return value == Double(scenario.guests) ? [] : setGuests(Int(value))
    case .choice(.seed): return value >= 0 && value <= Self.mostSeed ? thaw() + [.session(.seed(UInt64(value)))] : []
    case .choice(.system): return name().map { choose(system: $0) } ?? []
    case .choice(.policy): return name().map { choose(policy: $0) } ?? []
    case .choice(.machine): return name().map { choose(machine: $0) } ?? []
    case .choice(.arrivals): return name().map { choose(arrivals: $0) } ?? []
    case .choice(.stage(let stage)): return name().map { choose(stage: stage, $0) } ?? []
    }
  }

  mutating func choose(system name: String) -> [Effect] {
    name == scenario.system && scenario.stages.isEmpty ? [] : ask(.system(name), .turn(.system(name)))
  }

  mutating func choose(policy name: String) -> [Effect] {
    if !scenario.aggregates {
      tell("policy \(name) waits for containers: in system \(scenario.system) packets cross one by one")
    }
    return name == scenario.policy ? [] : ask(.policy(name), .turn(.policy(name)))
  }

  mutating func choose(machine name: String) -> [Effect] { ask(.machine(name), .turn(.machine(name))) }

  mutating func choose(arrivals name: String) -> [Effect] {
    name == scenario.arrivals && scenario.trace == nil ? [] : ask(.arrivals(name), .turn(.arrivals(name)))
  }

  mutating func choose(stage: Stage, _ name: String) -> [Effect] {
    guard name != scenario.choice(on: stage) else { return [] }
    // As the system has it is no override.
    let choice = name == SystemCatalog.system(named: scenario.system)?.choice(on: stage) ? nil : name
    return ask(.stage(stage, choice), .turn(.stage(stage, choice)))
  }
}
