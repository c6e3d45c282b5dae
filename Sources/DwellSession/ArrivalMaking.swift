public import DwellSimulation

/// When the packets of a run are made; results do not depend on it.
public enum ArrivalMaking: Sendable {
  /// As they are needed.
  case inTurn
  /// Ahead, on a thread of their own, where the source depends on nothing but turns and there is a core for it.
  case ahead

  /// What a simulator does with its sources for that.
  public var arranging: Simulator.Arranging {
    switch self {
    case .inTurn: { $0 }
    case .ahead: { AheadSource.ofWhatMay($0) }
    }
  }
}
