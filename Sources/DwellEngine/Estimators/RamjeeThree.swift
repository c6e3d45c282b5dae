/// Ramjee's algorithm 3: D is the least delay of the talkspurt before; V as in algorithm 1.
///
/// Source: Ramjee et al. 1994. A container is our talkspurt, so D is the least n of the packets of the guest's container before; where
/// that had none (the one packet of a guest's first container has no gap) D stays. Until a container with an n has left, D is where it
/// began.
public struct RamjeeThree: DelayEstimator {
  /// D, V, and the least delay of the present talkspurt.
  public struct State: Sendable, BitwiseCopyable {
    var mean: Double
    var variation: Double
    // ∞ before the first of the talkspurt.
    var least: Double
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

  public static var followsContainers: Bool { true }

  public var blank: State { State(mean: 0, variation: 0, least: .infinity) }

  public func observe(_ n: Double, isFirst: Bool, _ s: inout State) {
    if isFirst, start == .firstSample {
      s = State(mean: n, variation: 0, least: n)
      return
    }
    s.least = min(s.least, n)
    s.variation = weight * s.variation + (1 - weight) * (s.mean - n).magnitude
  }

  public func containerLeft(_ s: inout State) {
    guard s.least < .infinity else { return }
    s.mean = s.least
    s.least = .infinity
  }

  public func mean(_ s: State) -> Double { s.mean }
  public func variation(_ s: State) -> Double { s.variation }
}

#if !hasFeature(Embedded)
  extension RamjeeThree: EstimatorDescription {
    public static let name = "ramjee-3"
    public static let summary = "D is the least delay of the container before"
    public static let source = "Ramjee et al. 1994, algorithm 3"
    public static let confidence = "recalled; container for talkspurt is our reading"

    public init(_ settings: PolicySettings) { self.init(weight: settings.alpha, start: settings.start) }

    public func explain(_ n: Double, count: Int64, isKnown: Bool, _ s: State) -> [Explanation.Line] {
      if count == 1, start == .firstSample, s.least < .infinity { return explainFirst(n) }
      // Once the container has left, D is a new one, and the V of before was reckoned with the old.
      let isOpen = s.least < .infinity
      return [
        .init(.mean, nil, s.mean, "least n of the container before"),
        variationLine(
          s.variation, weight: .alpha, weight, mean: s.mean, n, count: count, isKnown: isKnown && isOpen),
      ]
    }
  }
#endif
