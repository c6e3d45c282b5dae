/// How long and how often a setting is run, so that its figures can be trusted.
public struct RunPlan: Sendable, Hashable {
  /// What is left out at the beginning of a run.
  public enum WarmUp: Sendable, Hashable {
    /// The longer of 500 packets a guest and 20·T0 (model rule 6; design, tuning).
    case usual
    /// As the scenario says.
    case asked
  }

  /// How often a setting is run.
  public enum Replications: Sendable, Hashable {
    /// So often.
    case count(Int)
    /// From 5 times on, until half the 95 % interval of a metric is at most this share of its mean; at most so often.
    case precision(Double, of: Metric, most: Int)
  }

  /// What is left out.
  public var warmUp: WarmUp
  /// How often.
  public var replications: Replications
  /// Packets offered after the warm-up, where the scenario says nothing of its length; more where the traffic comes in bursts, so that
  /// a run sees enough of them (``TrafficCycle``), at most twenty times as many.
  public var packets: Int

  /// The usual plan.
  public init(
    warmUp: WarmUp = .usual, replications: Replications = .count(10), packets: Int = RunPlan.usualPackets
  ) {
    self.warmUp = warmUp
    self.replications = replications
    self.packets = packets
  }

  /// Packets of a run where nobody says.
  public static let usualPackets = 100_000
  /// The fewest runs from which an interval is taken, where precision decides.
  public static let fewest = 5
  /// The most runs of a setting.
  public static let most = 10_000

  /// How many runs of a setting come first; a capture has all its windows.
  func first(of setup: Setup) -> Int {
    if let windows = setup.mostRuns { return windows }
    switch replications {
    case .count(let count): return min(max(count, 1), Self.most)
    case .precision(_, _, let most): return min(Self.fewest, most)
    }
  }

  /// How many runs there must be after these; as many as there are where they suffice.
  func enough(after figures: [Figures]) -> Int {
    switch replications {
    case .count: return figures.count
    case .precision(let share, let metric, let most):
      guard figures.count < most else { return figures.count }
      // What does not exist, such as a percentile of too few packets, gets no better by more runs.
      guard let interval = Interval(figures.map { $0[metric] }), interval.relative > share else { return figures.count }
      // The width goes with the root of the count; not all at once, since the first guess of the spread is a rough one.
      let ratio = interval.relative / share
      let aim = Double(figures.count) * min(ratio * ratio, 2)
      return min(max(Int(aim.rounded(.up)), figures.count + 1), most)
    }
  }
}
