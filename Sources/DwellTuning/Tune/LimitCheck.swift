/// How a setting lies to a limit.
public struct LimitCheck: Sendable {
  /// The limit.
  public let limit: Limit
  /// The metric over the runs; nil where it does not exist.
  public let interval: Interval?

  /// Of some runs of a setting.
  public init(_ limit: Limit, _ sample: Sample) {
    self.limit = limit
    interval = sample.interval(limit.metric)
  }

  /// Whether the mean keeps to it.
  public var isMet: Bool { limit.isMet(by: interval?.mean) }

  /// Whether the bound lies within the interval: other arrivals may decide otherwise.
  public var isOnTheEdge: Bool {
    guard let interval, interval.halfWidth.isFinite, interval.halfWidth > 0 else { return false }
    return interval.covers(limit.bound)
  }
}
