package import DwellMetrics

/// Whether more comes than can be carried, told from the rates of a stretch (model rule 6.6).
///
/// A load above the ceiling at the present fill is none yet, for fuller containers may carry it, and a station that never rests is the
/// aim of some policies; where packets are lost as well, the backlog has grown over its bounds.
package enum Overload: Sendable, Equatable {
  /// All that comes is carried.
  case none
  /// More is offered than full containers could carry, or than can be carried at this fill while packets are lost.
  case aboveCeiling
  /// Packets are lost, more than one of a thousand, for another reason.
  case losses

  /// What rates say.
  package init(_ rates: Recent) {
    let isLosing = rates.dropped > 0.001 * rates.offered
    self =
      if rates.offered > rates.ceilingFull || isLosing && rates.offered > rates.ceiling {
        .aboveCeiling
      } else {
        isLosing ? .losses : .none
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
