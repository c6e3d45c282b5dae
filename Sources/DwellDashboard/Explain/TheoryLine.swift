import DwellCore
package import DwellMetrics
package import DwellSimulation
import DwellTuning

/// What a closed form says of the present settings, beside what was measured lately; for the explanation.
package enum TheoryLine {
  /// The sentences; nil where no closed form holds, or nothing happened lately.
  ///
  /// Cost: as many terms as packets fit into a container, at most 1024.
  package static func text(_ scenario: Scenario, _ recent: Recent) -> String? {
    guard let theory = Theory(scenario) else { return nil }
    func time(_ nanoseconds: Double) -> String { QuantityText.time(nanoseconds: nanoseconds) }
    func lately(_ words: String, _ value: Double) -> String { value.isFinite ? "; lately \(words)" : "" }
    if let dwell = theory.value(of: MetricCatalog.dwellMean), let each = theory.value(of: MetricCatalog.packetsEach) {
      let seen = "\(time(recent.dwell)) and \(QuantityText.significant(recent.packetsPerContainer))"
      return
        "In theory (\(theory.name)) E[W] = \(time(dwell * 1e9)), and \(QuantityText.significant(each)) packets leave together"
        + lately(seen, recent.dwell + recent.packetsPerContainer) + "."
    }
    guard let wait = theory.value(of: MetricCatalog.queueMean), let busy = theory.value(of: MetricCatalog.driverDomain)
    else { return nil }
    return
      "In theory (\(theory.name)) a packet waits \(time(wait * 1e9)) for the driver domain, busy to \(QuantityText.percent(busy))"
      + lately("busy to \(QuantityText.percent(recent.driverUtilisation))", recent.driverUtilisation) + "."
  }
}
