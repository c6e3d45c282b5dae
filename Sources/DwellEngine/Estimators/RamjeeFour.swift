#if !hasFeature(Embedded)
  public import DwellCore
#endif

/// Ramjee's algorithm 4: as algorithm 1 with the weight 0.875, but a spike of delay is followed step by step until it is over.
///
/// Source: Ramjee et al. 1994; constants as in an independent implementation. A spike begins where two delays differ by more than
/// 2V + 800 ticks and ends where their smoothed slope is at most 63 ticks; the delay that ends it changes nothing. Ticks of 125 µs are
/// those of 8 kHz audio; our default is 1 µs, for delays inside a host. α is not used.
public struct RamjeeFour: DelayEstimator {
  /// D, V and what is known of a spike.
  public struct State: Sendable, BitwiseCopyable {
    var mean: Double
    var variation: Double
    var slope: Double
    var last: Double
    var lastButOne: Double
    var mode: Mode
  }

  /// How delays are followed.
  public enum Mode: UInt8, Sendable, BitwiseCopyable {
    /// By averages.
    case normal
    /// Step by step, in a spike.
    case impulse
  }

  /// The weight of the past in D and V.
  public static let weight = 0.875
  /// Ticks beyond 2V by which two delays differ where a spike begins.
  public static let entry = 800.0
  /// Ticks of slope at which a spike ends.
  public static let exit = 63.0

  /// The length of a tick, in the caller's unit.
  public var tick: Double
  /// Where D and V begin.
  public var start: EstimateStart

  /// An estimator with ticks of that length.
  public init(tick: Double, start: EstimateStart) {
    self.tick = tick
    self.start = start
  }

  public var blank: State {
    State(mean: 0, variation: 0, slope: 0, last: 0, lastButOne: 0, mode: .normal)
  }

  public func observe(_ n: Double, isFirst: Bool, _ s: inout State) {
    if isFirst, start == .firstSample {
      s = State(mean: n, variation: 0, slope: 0, last: n, lastButOne: n, mode: .normal)
      return
    }
    let step = n - s.last
    if s.mode == .normal {
      // A slope is that of a spike, or of the one that the last delay ended.
      s.slope = 0
      if step.magnitude > 2 * s.variation.magnitude + Self.entry * tick { s.mode = .impulse }
    } else {
      s.slope = s.slope / 2 + (2 * n - s.last - s.lastButOne).magnitude / 8
      if s.slope <= Self.exit * tick {
        s.mode = .normal
        s.lastButOne = s.last
        s.last = n
        return
      }
    }
    s.mean = s.mode == .normal ? (1 - Self.weight) * n + Self.weight * s.mean : s.mean + step
    s.variation = (1 - Self.weight) * (n - s.mean).magnitude + Self.weight * s.variation
    s.lastButOne = s.last
    s.last = n
  }

  public func mean(_ s: State) -> Double { s.mean }
  public func variation(_ s: State) -> Double { s.variation }
}

#if !hasFeature(Embedded)
  extension RamjeeFour: EstimatorDescription {
    public static let name = "ramjee-4"
    public static let summary = "averages of weight 0.875 that follow a spike of delay step by step"
    public static let source = "Ramjee et al. 1994, algorithm 4"
    public static let confidence = "seen in an independent implementation; a tick of 1 µs is our choice"

    /// The unit of the thresholds.
    public static let tick = Knob(
      "tick", .time, in: 1...1e9, default: 1000, scale: .logarithmic,
      help: "ramjee-4: unit of its thresholds 800 and 63; 125 µs for 8 kHz audio")

    public static var knobs: [Knob] { [tick] }

    public init(_ settings: PolicySettings) {
      self.init(tick: settings.value(Self.tick), start: settings.start)
    }

    /// The weight of the past, as a letter.
    static let weightSymbol = FormulaSymbol("w", .plain, .number)
    /// The observation before the last.
    static let lastSymbol = FormulaSymbol("nₖ₋₁", .sample)

    public func explain(_ n: Double, count: Int64, isKnown: Bool, _ s: State) -> [Explanation.Line] {
      if count == 1, start == .firstSample { return explainFirst(n) }
      let now = Expression.symbol(.sample, n)
      if s.mode == .normal, s.slope > 0 {
        return [
          .init(.mean, .symbol(.meanBefore, s.mean), s.mean, "unchanged: n ended a spike"),
          .init(.variation, .symbol(.variationBefore, s.variation), s.variation, "unchanged"),
        ]
      }
      let w = Self.weight
      let mean: Expression?
      switch s.mode {
      case .normal:
        let before = Self.before(s.mean, weight: w, now: n, count: count)
        mean = before.map { .blend(Self.weightSymbol, w, past: .symbol(.meanBefore, $0), now: now) }
      case .impulse:
        let step = Expression.difference(now, .symbol(Self.lastSymbol, s.lastButOne))
        mean = .sum([.symbol(.meanBefore, s.mean - (n - s.lastButOne)), step])
      }
      return [
        .init(.mean, mean, s.mean, s.mode == .normal ? "mean of n" : "in a spike: step by step"),
        variationLine(
          s.variation, weight: Self.weightSymbol, w, mean: s.mean, n, count: count, isKnown: true),
      ]
    }
  }
#endif
