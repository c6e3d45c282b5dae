import DwellCore
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation

/// A point of the trade-off plane with its words.
struct PlanePoint {
  /// Whose point it is.
  enum Kind {
    /// That of the settings in force.
    case present
    /// That of settings that were left, under the same traffic.
    case left
    /// That of other traffic or costs: it compares with nothing.
    case elsewhere
  }

  var kind: Kind
  /// Delay in nanoseconds.
  var delay: Double
  /// Packets per second.
  var ceiling: Double
  /// What is set differently among the points, such as `100 µs`, `16 KiB`.
  var settings: [String]

  /// All points, the present one first, then the newest.
  static func all(_ model: Model) -> [PlanePoint] {
    let trail = model.frame.trail.points.reversed()
    let same = trail.filter { !$0.isElsewhere(than: model.scenario) }
    let parts = Part.allCases.filter { part in
      same.contains { part.text($0.scenario) != part.text(model.scenario) }
    }
    let shown = parts.isEmpty ? [.timeout, .size] : parts
    func point(_ kind: Kind, _ scenario: Scenario, _ measured: TradePoint) -> PlanePoint {
      PlanePoint(
        kind: kind, delay: model.plane.delay.value(measured), ceiling: measured.ceiling,
        settings: shown.map { $0.text(scenario) })
    }
    // Where one was turned back to what it was, the point of before lies under the present one.
    return [point(.present, model.scenario, model.plane.present)]
      + same.filter { !Trail.areSame($0.scenario, model.scenario) }.map { point(.left, $0.scenario, $0.measured) }
      + trail.filter { $0.isElsewhere(than: model.scenario) }.map { point(.elsewhere, $0.scenario, $0.measured) }
  }

  // What tells two points of the same traffic apart.
  private enum Part: CaseIterable {
    case policy, timeout, size, alpha, rest

    func text(_ scenario: Scenario) -> String {
      switch self {
      case .policy: scenario.policy
      case .timeout: QuantityText.knob(EngineKnobs.timeout, scenario.value(of: EngineKnobs.timeout))
      case .size: QuantityText.knob(EngineKnobs.containerSize, scenario.value(of: EngineKnobs.containerSize))
      case .alpha:
        PolicyCatalog.policy(named: scenario.policy)?.usesAlpha == true
          ? "α " + QuantityText.knob(EngineKnobs.alpha, scenario.value(of: EngineKnobs.alpha)) : ""
      case .rest: scenario.system == "aggregation" ? "" : scenario.system
      }
    }
  }

  /// What is set otherwise than at another point, in one text; everything where that cannot be said.
  func difference(from other: PlanePoint?) -> String {
    guard let other, other.settings.count == settings.count else { return text }
    let own = zip(settings, other.settings).filter { $0 != $1 && !$0.isEmpty }.map(\.0)
    return own.isEmpty ? text : own.joined(separator: ", ")
  }

  /// The settings in one text.
  var text: String { settings.filter { !$0.isEmpty }.joined(separator: ", ") }
}
