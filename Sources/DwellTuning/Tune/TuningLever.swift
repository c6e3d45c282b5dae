import DwellCore

/// The knob of a family by which a limit is met: turned one way the goal gets better, until the limit breaks.
struct TuningLever: Hashable {
  /// The place of the knob among the family's.
  let place: Int
  /// The way on which the goal gets better: 1 towards high values, -1 towards low ones.
  let sign: Double
}

/// Where a setting lies to the limits and the goal.
struct TuningStanding: Sendable {
  /// The most that a limit is broken by, as a share of its bound; 0 or less: all hold, and the nearest to its bound has so much left.
  let excess: Double
  /// The goal as a cost.
  let cost: Double

  /// Whether all limits hold, and the goal has a value.
  var isMet: Bool { excess <= 0 && cost.isFinite }
}

extension Limit {
  /// By how much a value breaks it, as a share of the bound, and below 0 what is left to it; -∞ where there is nothing to come
  /// near to, ∞ where there is no value.
  func lean(of value: Double?) -> Double {
    guard let value, value.isFinite else { return .infinity }
    let scale = bound == 0 ? 1 : bound.magnitude
    switch relation {
    case .equal: return isMet(by: value) ? -.infinity : excess(of: value)
    case .atMost, .below: return isMet(by: value) ? min((value - bound) / scale, 0) : excess(of: value)
    case .atLeast, .above: return isMet(by: value) ? min((bound - value) / scale, 0) : excess(of: value)
    }
  }
}
