#if !hasFeature(Embedded)
  public import DwellCore

  /// What catalogs, menus and help say of an estimator, and how it is made from settings.
  public protocol EstimatorDescription: DelayEstimator {
    /// The name in options and files, such as `ramjee-1`.
    static var name: String { get }
    /// One line of what it is, without a full stop.
    static var summary: String { get }
    /// Where it comes from.
    static var source: String { get }
    /// How sure that is.
    static var confidence: String { get }
    /// The knobs of its own, besides α and the start.
    static var knobs: [Knob] { get }

    /// The estimator under these settings.
    init(_ settings: PolicySettings)

    /// How the last observation n, number `count` since `blank`, led to D and to V; the values before it are reckoned back.
    ///
    /// - Parameter isKnown: whether the estimator had its present parameters then.
    func explain(_ n: Double, count: Int64, isKnown: Bool, _ state: State) -> [Explanation.Line]
  }

  extension EstimatorDescription {
    public static var knobs: [Knob] { [] }

    /// The lines after a first observation that D and V begin with.
    func explainFirst(_ n: Double) -> [Explanation.Line] {
      [
        .init(.mean, .symbol(.sample, n), n, "the first n"),
        .init(.variation, .number(0), 0, "no deviation yet"),
      ]
    }

    /// `V = α·V + (1 − α)·|D − n|`, with the V before reckoned back; no right side where that cannot be.
    func variationLine(
      _ value: Double, weight: FormulaSymbol, _ w: Double, mean: Double, _ n: Double, count: Int64, isKnown: Bool
    ) -> Explanation.Line {
      let deviation = Expression.magnitude(.difference(.symbol(.mean, mean), .symbol(.sample, n)))
      let before = Self.before(value, weight: w, now: (mean - n).magnitude, count: count)
      let right = before.map {
        Expression.blend(weight, w, past: .symbol(.variationBefore, max($0, 0)), now: deviation)
      }
      return .init(.variation, isKnown ? right : nil, value, "mean deviation")
    }

    /// The mean before `now` was blended in with the weight `weight` for the past; nil where nothing of it is left in `value`.
    ///
    /// Before the first observation it was 0. What rounding leaves of a zero is one.
    static func before(_ value: Double, weight: Double, now: Double, count: Int64) -> Double? {
      guard weight > 0 else { return nil }
      let before = count == 1 ? 0 : (value - (1 - weight) * now) / weight
      return before.magnitude < 1e-9 * max(value.magnitude, now.magnitude) ? 0 : before
    }
  }
#endif
