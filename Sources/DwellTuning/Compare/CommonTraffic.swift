import DwellCore
public import DwellSimulation
import DwellWorkload

/// What settings side by side have in common of their traffic, and so what a difference between them is a difference of.
public enum CommonTraffic: Sendable, Hashable {
  /// The same packets at the same instants.
  case arrivals
  /// The same draws: clients wait for answers, so that arrivals follow deliveries.
  case draws
  /// Less: of which settings what differs from the first, such as `load`.
  case differs([Difference])

  /// A setting whose workload is not that of the first.
  public struct Difference: Sendable, Hashable {
    /// Its place among the settings.
    public let place: Int
    /// What differs.
    public let names: [String]
  }

  /// Of scenarios that are run with the same seeds.
  public init(_ scenarios: [Scenario]) {
    let traffic = scenarios.map(Self.traffic)
    let differences = traffic.indices.dropFirst().compactMap { place -> Difference? in
      let names = Self.names(traffic[0], traffic[place])
      return names.isEmpty ? nil : Difference(place: place, names: names)
    }
    guard differences.isEmpty else {
      self = .differs(differences)
      return
    }
    self = scenarios.contains(where: Self.waits) ? .draws : .arrivals
  }

  private static func names(_ first: [(name: String, text: String)], _ other: [(name: String, text: String)])
    -> [String]
  {
    let texts = Dictionary(first.map { ($0.name, $0.text) }) { old, _ in old }
    let names = other.filter { texts[$0.name] != $0.text }.map(\.name)
    // Another model has other knobs, which says no more.
    return names.first == "arrivals" ? ["arrivals"] : names
  }

  // What decides arrivals, by name. What is turned on the way counts as far as it turns the workload.
  private static func traffic(_ scenario: Scenario) -> [(name: String, text: String)] {
    let source = scenario.trace.map { "trace \($0.path) \($0.end)" } ?? scenario.arrivals
    let schedule = scenario.schedule.filter(\.command.turnsBoth)
      .map { "\($0.instant.nanoseconds) \($0.command)" }
    return [
      ("arrivals", source), ("packet-size", scenario.usesSizes ? scenario.sizes.text : ""),
      ("directions", scenario.directions.rawValue), ("guests", "\(scenario.guests)"), ("seed", "\(scenario.seed)"),
    ] + KnobCatalog.trafficKnobs(of: scenario).map { ($0.name, QuantityText.exact($0, scenario.value(of: $0))) }
      + [("at", schedule.joined(separator: "; "))]
  }

  // Whether arrivals follow deliveries, from the beginning or by a command on the way.
  private static func waits(_ scenario: Scenario) -> Bool {
    var steps = [scenario]
    for entry in scenario.schedule { steps.append(steps[steps.count - 1].after(entry.command)) }
    return steps.contains { step in
      var step = step
      step.schedule = []
      return (try? Simulator(step))?.followsDeliveries ?? false
    }
  }
}
