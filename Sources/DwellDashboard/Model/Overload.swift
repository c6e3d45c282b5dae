package import DwellMetrics

/// Whether more comes than can be carried, told from the rates of a stretch (model rule 6.6).
///
/// A load above the ceiling at the present fill is none yet, for fuller containers may carry it; it is where a station never rests all
/// the same, or packets are lost.
package enum Overload: Sendable, Equatable {
  /// All that comes is carried.
  case none
  /// More is offered than full containers could carry, or than is carried at this fill by stations that never rest.
  case aboveCeiling
  /// Packets are lost, more than one of a thousand, for another reason.
  case losses

  // A station that is busy for less may be so by chance, as at the beginning of a run or under a cursor in a short window.
  private static let leastSeconds = 0.02

  /// What rates say.
  package init(_ rates: Recent) {
    let busiest = max(rates.driverUtilisation, rates.guestUtilisation)
    self =
      if rates.offered > rates.ceilingFull {
        .aboveCeiling
      } else if rates.seconds >= Self.leastSeconds, rates.offered > rates.ceiling, busiest >= 0.98 {
        .aboveCeiling
      } else if rates.dropped > 0.001 * rates.offered {
        .losses
      } else {
        .none
      }
  }

  /// What the status line says of it, in full and where there is little room; nil for nothing.
  package var words: (text: String, short: String)? {
    switch self {
    case .none: nil
    case .aboveCeiling: ("offered above ceiling", "overload")
    case .losses: ("packets are lost", "losses")
    }
  }
}
