import DwellCore
package import DwellMetrics
package import DwellSimulation
import DwellTuning

/// What a closed form says of some settings, worked out once.
struct TheoryMemory: Sendable {
  private var scenario: Scenario?
  private(set) var line: TheoryLine?

  /// Works it out anew where the settings are others.
  mutating func settle(_ scenario: Scenario) {
    guard self.scenario != scenario else { return }
    self.scenario = scenario
    line = TheoryLine(scenario)
  }
}

/// What a closed form says of the present settings, beside what was measured lately; for the explanation.
package struct TheoryLine: Sendable {
  private let name: String
  private let dwell: Double?
  private let each: Double?
  private let wait: Double?
  private let busy: Double?

  /// Of some settings; nil where no closed form holds.
  ///
  /// Cost: as many terms as packets fit into a container, at most 1024.
  package init?(_ scenario: Scenario) {
    guard let theory = Theory(scenario) else { return nil }
    name = theory.name
    dwell = theory.value(of: MetricCatalog.dwellMean)
    each = theory.value(of: MetricCatalog.packetsEach)
    wait = theory.value(of: MetricCatalog.queueMean)
    busy = theory.value(of: MetricCatalog.driverDomain)
  }

  /// The sentences, beside what was measured lately; nil where there is nothing to say.
  package func text(_ recent: Recent) -> String? {
    func time(_ nanoseconds: Double) -> String { QuantityText.time(nanoseconds: nanoseconds) }
    func lately(_ words: String, _ value: Double) -> String { value.isFinite ? "; lately \(words)" : "" }
    if let dwell, let each {
      let seen = "\(time(recent.dwell)) and \(QuantityText.significant(recent.packetsPerContainer))"
      return
        "In theory (\(name)) E[W] = \(time(dwell * 1e9)), and \(QuantityText.significant(each)) packets leave together"
        + lately(seen, recent.dwell + recent.packetsPerContainer) + "."
    }
    guard let wait, let busy else { return nil }
    return
      "In theory (\(name)) a packet waits \(time(wait * 1e9)) for the driver domain, busy to \(QuantityText.percent(busy))"
      + lately("busy to \(QuantityText.percent(recent.driverUtilisation))", recent.driverUtilisation) + "."
  }
}
