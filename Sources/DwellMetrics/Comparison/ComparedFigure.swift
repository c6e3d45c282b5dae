/// One number of two runs side by side.
public struct ComparedFigure: Sendable, Equatable {
  /// What is compared.
  public enum Metric: Sendable, Hashable, CaseIterable {
    /// Dwell, in nanoseconds.
    case dwellMean, dwellP50, dwellP99, dwellP999
    /// Delay from arrival to hand-over, in nanoseconds.
    case delayMean, delayP50, delayP99
    /// Packets handed over per second.
    case throughput
    /// What the busiest station could carry at the present batch, packets per second.
    case ceiling
    /// Share of the offered packets that were lost, 0 to 1.
    case lost
    /// Packets per container.
    case packetsPerContainer
    /// Share of the containers that left full, 0 to 1.
    case leftFull
    /// Events sent per second.
    case notifications
    /// Busy share of the driver domain, 0 to 1.
    case driverDomain
  }

  /// One of the two runs.
  public enum Side: Sendable, Hashable {
    /// The run that was left as it was.
    case a
    /// The run that was turned.
    case b
  }

  /// Which way is better.
  public enum Preference: Sendable, Hashable {
    /// The lower, such as waits and costs.
    case lower
    /// The higher, such as throughput.
    case higher
    /// Neither.
    case none
  }

  /// What is compared.
  public var metric: Metric
  /// Of A; nil where there is none.
  public var a: Double?
  /// Of B; nil where there is none.
  public var b: Double?
  /// Whether they differ by more than noise.
  public var verdict: Verdict
  /// Half the 95 % interval of B − A; nil where there is none, as for percentiles, whose verdict is one on ranks.
  public var halfWidth: Double?

  /// A figure of all of these.
  public init(_ metric: Metric, a: Double?, b: Double?, verdict: Verdict, halfWidth: Double? = nil) {
    self.metric = metric
    self.a = a
    self.b = b
    self.verdict = verdict
    self.halfWidth = halfWidth
  }

  /// B over A; nil where there is none.
  public var ratio: Double? {
    guard let a, let b, a > 0, a.isFinite, b.isFinite else { return nil }
    return b / a
  }

  /// The run that is better by more than noise; nil: none is known to be.
  public var better: Side? {
    guard verdict == .differs, let a, let b, a != b else { return nil }
    switch metric.preference {
    case .lower: return a < b ? .a : .b
    case .higher: return a > b ? .a : .b
    case .none: return nil
    }
  }
}

extension ComparedFigure.Metric {
  /// Which way is better. How containers leave is a means and no end.
  public var preference: ComparedFigure.Preference {
    switch self {
    case .dwellMean, .dwellP50, .dwellP99, .dwellP999, .delayMean, .delayP50, .delayP99: .lower
    case .lost, .notifications, .driverDomain: .lower
    case .throughput, .ceiling, .packetsPerContainer: .higher
    case .leftFull: .none
    }
  }
}
