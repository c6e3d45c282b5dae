/// Ramjee's algorithm 2: as algorithm 1, but a delay above D is followed faster, with the weight β = 0.75 for the past.
///
/// Source: Ramjee et al. 1994; β as in an independent implementation. V keeps the weight α.
public struct RamjeeTwo: DelayEstimator {
  /// D and V.
  public struct State: Sendable, BitwiseCopyable {
    var mean: Double
    var variation: Double
  }

  /// β, the weight of the past where a delay is above D.
  public static let risingWeight = 0.75

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
    let past = n > s.mean ? Self.risingWeight : weight
    s.mean = past * s.mean + (1 - past) * n
    s.variation = weight * s.variation + (1 - weight) * (s.mean - n).magnitude
  }

  public func mean(_ s: State) -> Double { s.mean }
  public func variation(_ s: State) -> Double { s.variation }
}

#if !hasFeature(Embedded)
  extension RamjeeTwo: EstimatorDescription {
    public static let name = "ramjee-2"
    public static let summary = "as ramjee-1, but D follows rising delays with the weight 0.75"
    public static let source = "Ramjee et al. 1994, algorithm 2"
    public static let confidence = "seen in an independent implementation"

    public init(_ settings: PolicySettings) { self.init(weight: settings.alpha, start: settings.start) }

    /// β, the weight of the past where a delay is above D.
    static let beta = FormulaSymbol("β", .plain, .number)

    public func explain(_ n: Double, count: Int64, isKnown: Bool, _ s: State) -> [Explanation.Line] {
      if count == 1, start == .firstSample { return explainFirst(n) }
      // The new D lies between the old one and n.
      let rises = n > s.mean
      let past = rises ? Self.risingWeight : weight
      let before = Self.before(s.mean, weight: past, now: n, count: count)
      let right = before.map {
        Expression.blend(
          rises ? Self.beta : .alpha, past, past: .symbol(.meanBefore, $0), now: .symbol(.sample, n))
      }
      return [
        .init(.mean, isKnown ? right : nil, s.mean, rises ? "n above D: faster" : "mean of n"),
        variationLine(
          s.variation, weight: .alpha, weight, mean: s.mean, n, count: count, isKnown: isKnown),
      ]
    }
  }
#endif
