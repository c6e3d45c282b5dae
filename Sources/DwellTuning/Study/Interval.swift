import DwellMetrics

/// A mean over independent runs with its confidence interval by Student's t.
public struct Interval: Sendable, Equatable {
  /// The mean.
  public let mean: Double
  /// Half the width; ∞ for one run, which shows no spread.
  public let halfWidth: Double
  /// The number of runs.
  public let count: Int
  /// How sure intervals are where nothing else is asked.
  public static let usualLevel = 0.95

  /// Of one figure of each run; nil where one of them has none.
  ///
  /// - Parameter level: the share of such intervals that cover the truth.
  public init?(_ figures: [Double?], level: Double = Interval.usualLevel) {
    let values = figures.compactMap { $0 }
    guard !values.isEmpty, values.count == figures.count else { return nil }
    let runs = Replications(values)
    mean = runs.mean
    count = runs.count
    halfWidth =
      count > 1 ? StudentT.twoSided(level: level, freedom: Double(count - 1)) * runs.standardError : .infinity
  }

  /// Of what is known already.
  init(mean: Double, halfWidth: Double, count: Int) {
    self.mean = mean
    self.halfWidth = halfWidth
    self.count = count
  }

  /// Its lower end.
  public var low: Double { mean - halfWidth }
  /// Its upper end.
  public var high: Double { mean + halfWidth }
  /// Half the width over the mean; 0 where all runs agree on 0.
  public var relative: Double { halfWidth == 0 ? 0 : halfWidth / mean.magnitude }

  /// Whether 0 lies outside: of paired differences, whether they are more than noise.
  public var excludesZero: Bool { low > 0 || high < 0 }

  /// Whether it covers a value.
  public func covers(_ value: Double) -> Bool { low <= value && value <= high }
}
