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
  }
#endif
