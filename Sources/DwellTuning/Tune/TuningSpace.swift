public import DwellCore
import DwellEngine
public import DwellSimulation
import DwellWorkload

/// What tuning may turn: choices, and under each of them the knobs that change something there.
///
/// A knob without effect, such as α under `fixed`, is no part of a family; so no setting is run twice under two names.
public struct TuningSpace: Sendable, Hashable {
  /// What is tuned: the present settings, and for a target those that it can express and come next to them.
  public let scenario: Scenario
  /// The settings as they stand.
  public let present: Scenario
  /// What is searched, in the order in which it was given.
  public let sides: [TuningSide]
  /// Every combination of choices.
  public let families: [TuningFamily]

  /// The most combinations of choices.
  public static let mostFamilies = 64

  /// The space over some sides; without any, the usual ones.
  ///
  /// - Parameters:
  ///   - present: the settings as they stand.
  ///   - asked: what is searched; nil: the usual.
  ///   - target: nothing is searched but what this can express; nil: anything.
  ///   - coarse: the most settings of the coarse grid; it has at least one point a family.
  /// - Throws: `Knob.Refusal`, one line: what is wrong, what was given, what is allowed.
  public init(
    _ present: Scenario, _ asked: [TuningSide]? = nil, for target: ExportTarget? = nil, coarse: Int = 220
  ) throws(Knob.Refusal) {
    let sides: [TuningSide]
    if let asked { sides = asked } else { sides = try TuningSide.usual(around: present, for: target) }
    self.present = present
    self.sides = sides
    let scenario = try Self.base(present, target)
    self.scenario = scenario
    for (place, side) in sides.enumerated() where sides[..<place].contains(where: { $0.name == side.name }) {
      throw Knob.Refusal("\(side.name) is given twice; one range or list per knob is allowed")
    }
    var drafts = try Self.combinations(scenario, sides)
    let numbers = sides.filter { if case .choices = $0.extent { false } else { true } }
    for index in drafts.indices {
      if let target { drafts[index].scenario = try target.settled(drafts[index].scenario) }
      drafts[index].sides = numbers.filter { side in
        side.knob.map { Self.reason($0, drafts[index].scenario, target) == nil } ?? false
      }
    }
    if asked == nil, !scenario.aggregates {
      throw Knob.Refusal(
        "there is nothing to tune in system \(scenario.system): its packets cross one by one, and no container waits; "
          + Self.systems)
    }
    for side in sides where !Self.isUsed(side, drafts) {
      throw Knob.Refusal("\(side.name) changes nothing here: \(Self.words(side, scenario, target))")
    }
    families = Self.fitted(
      drafts.map { draft in
        TuningFamily(
          choices: draft.choices, sides: draft.sides, scenario: draft.scenario, counts: draft.sides.map(\.coarseCount))
      }, coarse)
  }

  private struct Draft {
    var choices: [Setting] = []
    var scenario: Scenario
    var sides: [TuningSide] = []
  }

  // What decides whether others mean anything comes first.
  private static func combinations(_ scenario: Scenario, _ sides: [TuningSide]) throws(Knob.Refusal) -> [Draft] {
    var drafts = [Draft(scenario: scenario)]
    let choices = sides.enumerated().filter { if case .choices = $0.element.extent { true } else { false } }
    let order = choices.sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
    for (_, side) in order {
      guard case .choices(let names) = side.extent else { continue }
      var next: [Draft] = []
      for draft in drafts {
        if reason(side, draft.scenario) != nil {
          next.append(draft)
          continue
        }
        for name in names {
          var made = ScenarioDraft(draft.scenario)
          let setting = Setting(side.name, name)
          try made.add([setting])
          try made.scenario.validate()
          next.append(Draft(choices: draft.choices + [setting], scenario: made.scenario))
        }
        guard next.count <= mostFamilies else {
          throw Knob.Refusal(
            "the choices make more than \(mostFamilies) combinations; name fewer, or use dwell sweep for a whole grid")
        }
      }
      drafts = next
    }
    var distinct: [Draft] = []
    for draft in drafts where !distinct.contains(where: { $0.scenario == draft.scenario }) { distinct.append(draft) }
    return distinct
  }

  private static func rank(_ side: TuningSide) -> Int { Setting.names.firstIndex(of: side.name) ?? Setting.names.count }

  // What a search for a target begins from; where only other policies are meant there, the first of them.
  private static func base(_ present: Scenario, _ target: ExportTarget?) throws(Knob.Refusal) -> Scenario {
    guard let target, present.aggregates else { return present }
    var scenario = present
    if let policies = target.reach.policies, !policies.contains(present.policy), let first = policies.first {
      scenario.policy = first
    }
    return try target.settled(scenario)
  }

  private static func reason(_ side: TuningSide, _ scenario: Scenario, _ target: ExportTarget? = nil) -> String? {
    if let knob = side.knob { return reason(knob, scenario, target) }
    guard side.name == "policy", !scenario.aggregates else { return nil }
    return "in system \(scenario.system) packets cross one by one"
  }

  private static func reason(_ knob: Knob, _ scenario: Scenario, _ target: ExportTarget?) -> String? {
    if let target, !target.reach.expresses(knob, under: scenario.policy) {
      return "\(target.name) has no form of \(knob.name) with policy \(scenario.policy)"
    }
    if let owner = KnobCatalog.ownerElsewhere(of: knob, in: scenario) { return owner }
    return KnobCatalog.reasonForNoEffect(of: knob, in: scenario)
  }

  private static func isUsed(_ side: TuningSide, _ drafts: [Draft]) -> Bool {
    drafts.contains { draft in
      draft.sides.contains { $0.name == side.name } || draft.choices.contains { $0.name == side.name }
    }
  }

  private static func words(_ side: TuningSide, _ scenario: Scenario, _ target: ExportTarget?) -> String {
    let words = reason(side, scenario, target) ?? "no choice that is searched uses it"
    guard !scenario.aggregates else { return words }
    return words + "; " + systems
  }

  private static var systems: String {
    "systems with containers are "
      + SystemCatalog.systems.map(\.name).filter(Self.hasContainers).joined(separator: ", ")
  }

  private static func hasContainers(_ system: String) -> Bool {
    var scenario = Scenario()
    scenario.system = system
    return scenario.aggregates
  }

  /// The same with a coarse grid of at most so many settings, as far as each family can have fewer.
  func fitted(to most: Int) -> TuningSpace { TuningSpace(self, Self.fitted(families, most)) }

  /// The settings of the coarse grid.
  var coarseCount: Int { families.reduce(0) { $0 + $1.coarse.count } }

  private init(_ space: TuningSpace, _ families: [TuningFamily]) {
    scenario = space.scenario
    present = space.present
    sides = space.sides
    self.families = families
  }

  // Which knob has most values: of a time three are enough, since where a limit breaks along it is searched.
  private static func weight(_ side: TuningSide, _ count: Int) -> Double {
    guard side.knob?.dimension == .time, side.isSpread, count > 1 else { return Double(count) }
    return Double(count) * (count > 3 ? 1.6 : 0.9)
  }

  // Fewer values of the knob that has most, until the coarse grid is small enough.
  private static func fitted(_ families: [TuningFamily], _ most: Int) -> [TuningFamily] {
    var families = families
    func size(_ family: TuningFamily) -> Int {
      family.counts.reduce(1) { $0.multipliedReportingOverflow(by: $1).overflow ? Int.max / 128 : $0 * $1 }
    }
    while true {
      let sizes = families.map(size)
      var total = 0
      for size in sizes { total = total.addingReportingOverflow(size).overflow ? .max : total + size }
      guard total > most, let largest = sizes.indices.max(by: { sizes[$0] < sizes[$1] }) else { return families }
      let counts = families[largest].counts
      let sides = families[largest].sides
      let weights = counts.indices.map { weight(sides[$0], counts[$0]) }
      guard let widest = weights.indices.max(by: { weights[$0] < weights[$1] }), counts[widest] > 1 else {
        return families
      }
      // Long lists shrink fast.
      families[largest].counts[widest] = max(counts[widest] > 64 ? counts[widest] / 2 : counts[widest] - 1, 1)
    }
  }
}
