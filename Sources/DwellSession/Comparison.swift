public import DwellMetrics
public import DwellSimulation

/// What the screen is told while two runs go on side by side; the frame's own snapshot and settings are those of B.
public struct Comparison: Sendable {
  /// How far the two runs are.
  public enum Phase: Sendable, Hashable {
    /// A is being run up to where B is, so much of it; B's clock waits.
    case catchingUp(Double)
    /// Both go on together.
    case together
  }

  /// What both runs have in common.
  public enum Arrivals: Sendable, Hashable {
    /// The same packets at the same instants.
    case same
    /// The same draws: clients wait for answers, so that arrivals follow deliveries.
    case sameDraws
  }

  /// How far the two runs are.
  public var phase: Phase
  /// The settings of A.
  public var settings: Scenario
  /// Run A through the same view; nil while it catches up.
  public var snapshot: Snapshot?
  /// What both runs have in common.
  public var arrivals = Arrivals.same
  /// Numbers of both, over ``seconds``.
  public var figures: [ComparedFigure] = []
  /// Virtual seconds that the numbers cover: since the fork, or since what is turned was turned last.
  public var seconds = 0.0
  /// The number of common batches.
  public var batches = 0

  /// A comparison with A's settings, in which nothing is known yet.
  public init(_ phase: Phase, settings: Scenario) {
    self.phase = phase
    self.settings = settings
  }

  /// The figure of a metric; nil before there is one.
  public subscript(metric: ComparedFigure.Metric) -> ComparedFigure? { figures.first { $0.metric == metric } }
}
