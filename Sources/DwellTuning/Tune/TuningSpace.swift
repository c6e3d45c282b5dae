public import DwellCore
import DwellEngine
public import DwellSimulation
import DwellWorkload

/// What tuning may turn: choices, and under each of them the knobs that change something there.
///
/// A knob without effect, such as α under `fixed`, is no part of a family; so no setting is run twice under two names.
public struct TuningSpace: Sendable, Hashable {
  /// What is tuned.
  public let scenario: Scenario
  /// What is searched, in the order in which it was given.
  public let sides: [TuningSide]
  /// Every combination of choices.
  public let families: [TuningFamily]

  /// The most combinations of choices.
  public static let mostFamilies = 64

  /// The space over some sides; without any, the usual ones.
  ///
  /// - Parameter coarse: the most settings of the coarse grid; it has at least one point a family.
  /// - Throws: `Knob.Refusal`, one line: what is wrong, what was given, what is allowed.
  public init(_ scenario: Scenario, _ sides: [TuningSide] = TuningSide.usual, coarse: Int = 220) throws(Knob.Refusal) {
    self.scenario = scenario
    self.sides = sides
    for (place, side) in sides.enumerated() where sides[..<place].contains(where: { $0.name == side.name }) {
      throw Knob.Refusal("\(side.name) is given twice; one range or list per knob is allowed")
    }
    var drafts = try Self.combinations(scenario, sides)
    let numbers = sides.filter { if case .choices = $0.extent { false } else { true } }
    for index in drafts.indices {
      drafts[index].sides = numbers.filter { $0.knob.map { Self.reason($0, drafts[index].scenario) == nil } ?? false }
    }
    for side in sides where !Self.isUsed(side, drafts) {
      throw Knob.Refusal("\(side.name) changes nothing here: \(Self.words(side, scenario))")
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

  private static func reason(_ side: TuningSide, _ scenario: Scenario) -> String? {
    if let knob = side.knob { return reason(knob, scenario) }
    guard side.name == "policy", !scenario.aggregates else { return nil }
    return "in system \(scenario.system) packets cross one by one"
  }

  private static func reason(_ knob: Knob, _ scenario: Scenario) -> String? {
    if let owner = KnobCatalog.ownerElsewhere(of: knob, in: scenario) { return owner }
    return KnobCatalog.reasonForNoEffect(of: knob, in: scenario)
  }

  private static func isUsed(_ side: TuningSide, _ drafts: [Draft]) -> Bool {
    drafts.contains { draft in
      draft.sides.contains { $0.name == side.name } || draft.choices.contains { $0.name == side.name }
    }
  }

  private static func words(_ side: TuningSide, _ scenario: Scenario) -> String {
    let words = reason(side, scenario) ?? "no choice that is searched uses it"
    guard !scenario.aggregates else { return words }
    return words + "; systems with containers are "
      + SystemCatalog.systems.map(\.name).filter(Self.hasContainers).joined(separator: ", ")
  }

  private static func hasContainers(_ system: String) -> Bool {
    var scenario = Scenario()
    scenario.system = system
    return scenario.aggregates
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
      guard let widest = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[widest] > 1 else {
        return families
      }
      // Long lists shrink fast.
      families[largest].counts[widest] = max(counts[widest] > 64 ? counts[widest] / 2 : counts[widest] - 1, 1)
    }
  }
}
