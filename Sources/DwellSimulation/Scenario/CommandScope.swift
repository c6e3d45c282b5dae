import DwellCore
import DwellWorkload

extension Command {
  /// Whether it changes what arrives: workload and its knobs, load, guests. Two runs that are compared are both turned by it.
  ///
  /// Decided by where a knob is declared: by a traffic model, or as the load or the speed of a capture.
  public var turnsBoth: Bool {
    switch self {
    case .set(let name, _): Self.trafficKnobs.contains(name)
    case .policy, .system, .stage, .choices, .machine: false
    case .arrivals, .trace, .guests: true
    }
  }

  private static let trafficKnobs = Set(
    ([KnobCatalog.load, TraceSource.speed] + TrafficCatalog.models.flatMap(\.knobs)).map(\.name))
}
