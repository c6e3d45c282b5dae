/// Ramjee's algorithm 1: D ← αD + (1 − α)n, V ← αV + (1 − α)|D − n| with the new D.
///
/// Source: Ramjee, Kurose, Towsley, Schulzrinne, INFOCOM 1994; confirmed by two independent implementations. Memory about
/// 1/(1 − α) observations.
public struct RamjeeOne: DelayEstimator {
  /// D and V.
  public struct State: Sendable, BitwiseCopyable {
    @usableFromInline var mean: Double
    @usableFromInline var variation: Double

    @usableFromInline init(mean: Double, variation: Double) {
      self.mean = mean
      self.variation = variation
    }
  }

  /// α.
  public var weight: Double
  /// Where D and V begin.
  public var start: EstimateStart

  /// An estimator of weight α.
  public init(weight: Double, start: EstimateStart) {
    self.weight = weight
    self.start = start
  }

  public var blank: State { State(mean: 0, variation: 0) }

  // A packet's only call into another file, so it must not be one.
  @inlinable
  @inline(__always)
  public func observe(_ n: Double, isFirst: Bool, _ s: inout State) {
    if isFirst, start == .firstSample {
      s = State(mean: n, variation: 0)
      return
    }
    s.mean = weight * s.mean + (1 - weight) * n
    s.variation = weight * s.variation + (1 - weight) * (s.mean - n).magnitude
  }

  public func mean(_ s: State) -> Double { s.mean }
  public func variation(_ s: State) -> Double { s.variation }
}

#if !hasFeature(Embedded)
  extension RamjeeOne: EstimatorDescription {
    public static let name = "ramjee-1"
    public static let summary = "exponential averages of delay and of its distance from them, one weight for both"
    public static let source = "Ramjee et al. 1994, algorithm 1; the paper, V.B"
    public static let confidence = "confirmed by two independent implementations"

    public init(_ settings: PolicySettings) { self.init(weight: settings.alpha, start: settings.start) }

    public func explain(_ n: Double, count: Int64, isKnown: Bool, _ s: State) -> [Explanation.Line] {
      if count == 1, start == .firstSample { return explainFirst(n) }
      let now = Expression.symbol(.sample, n)
      let before = Self.before(s.mean, weight: weight, now: n, count: count)
      let right = before.map { Expression.blend(.alpha, weight, past: .symbol(.meanBefore, $0), now: now) }
      return [
        .init(.mean, isKnown ? right : nil, s.mean, "mean of n"),
        variationLine(
          s.variation, weight: .alpha, weight, mean: s.mean, n, count: count, isKnown: isKnown),
      ]
    }
  }
#endif
