public import DwellCore
import DwellEngine
import DwellWorkload

/// Every knob by its name.
public enum KnobCatalog {
  /// Offered load over all guests; a bit rate is accepted too.
  public static let load = Knob(
    "load", .packetRate, in: 1...1e9, default: 100_000, scale: .logarithmic, help: "packets offered to all guests")

  /// All knobs there are, each name once: engine, costs, stages, policies, workloads.
  public static let all: [Knob] = {
    var knobs: [Knob] = []
    var names: Set<String> = []
    let sources =
      [EngineKnobs.all, [load], CostKnobs.all, [TraceSource.speed], StageCatalog.knobs]
      + PolicyCatalog.policies.map(\.knobs)
      + TrafficCatalog.models.map(\.knobs)
    for knob in sources.joined() where names.insert(knob.name).inserted { knobs.append(knob) }
    return knobs
  }()

  /// The knob of that name, if there is one.
  public static func knob(named name: String) -> Knob? { all.first { $0.name == name } }

  /// The four that the dashboard shows first: α, timeout, container size, and what the workload's fourth knob turns.
  public static func first(of scenario: Scenario) -> [Knob] {
    let fourth: Knob =
      scenario.trace != nil
      ? TraceSource.speed
      : TrafficCatalog.model(named: scenario.arrivals).flatMap { knob(named: $0.fourthKnob) } ?? load
    return [EngineKnobs.alpha, EngineKnobs.timeout, EngineKnobs.containerSize, fourth]
  }

  /// The knobs that mean something in a scenario: containers, its policy, its stages, its workload, costs.
  public static func knobs(of scenario: Scenario) -> [Knob] {
    let policy = PolicyCatalog.policy(named: scenario.policy)?.knobs ?? []
    let stages = Stage.allCases.flatMap { StageCatalog.choice(scenario.choice(on: $0), on: $0)?.knobs ?? [] }
    return EngineKnobs.all + policy + stages + trafficKnobs(of: scenario) + CostKnobs.all
  }

  /// The knobs of a scenario's workload.
  public static func trafficKnobs(of scenario: Scenario) -> [Knob] {
    scenario.trace != nil ? [TraceSource.speed] : model(scenario)
  }

  /// Why a turn of a knob changes nothing in a scenario as it stands, for a message; nil where it does.
  public static func reasonForNoEffect(of knob: Knob, in scenario: Scenario) -> String? {
    guard EngineKnobs.all.contains(knob) else { return nil }
    guard scenario.aggregates else { return "in system \(scenario.system) packets cross one by one" }
    guard let policy = PolicyCatalog.policy(named: scenario.policy) else { return nil }
    if knob == EngineKnobs.alpha, !policy.usesAlpha { return "policy \(policy.name) weighs no past" }
    if [EngineKnobs.timeout, EngineKnobs.maxPackets, EngineKnobs.minRoom].contains(knob), !policy.waits {
      return "policy \(policy.name) lets no packet wait"
    }
    return nil
  }

  private static func model(_ scenario: Scenario) -> [Knob] {
    guard let model = TrafficCatalog.model(named: scenario.arrivals) else { return [load] }
    return model.loadUse == .offered ? [load] + model.knobs : model.knobs
  }

  /// Names near to one that does not exist, for a message; at most three.
  public static func near(_ name: String, among names: [String]) -> [String] {
    // Half of a short name may be mistyped, else any other short one would be near.
    let most = min(max(name.count / 2, 1), max(2, name.count / 3))
    return names.map { ($0, distance(name, $0)) }.filter { $0.1 <= most || $0.0.contains(name) }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(3).map(\.0)
  }

  /// `near is load`, `near are load, loop`.
  public static func nearWords(_ near: [String]) -> String {
    (near.count == 1 ? "near is " : "near are ") + near.joined(separator: ", ")
  }

  // Levenshtein's, over the UTF-8 bytes.
  private static func distance(_ a: String, _ b: String) -> Int {
    let x = Array(a.utf8)
    let y = Array(b.utf8)
    var row = Array(0...y.count)
    for i in x.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in y.indices {
        let up = row[j + 1]
        row[j + 1] = min(min(up, row[j]) + 1, diagonal + (x[i] == y[j] ? 0 : 1))
        diagonal = up
      }
    }
    return row[y.count]
  }
}
