/// One figure of two runs on the same arrivals, as a ratio of sums over common batches, and how sure their difference is.
///
/// A mean, a rate and a share are all ratios of sums (waits over packets, packets over seconds, full containers over containers). Batch
/// i contributes dᵢ = (yᵢ − r·xᵢ)/x̄ of B less that of A to the difference of ratios (linearised ratio estimator: W. G. Cochran,
/// Sampling Techniques, 3rd ed., 6.4, on paired batches); what the arrivals do to both cancels. Neighbouring batches resemble each
/// other while they are shorter than what goes on, so n batches count as n(1 − ρ)/(1 + ρ), ρ the correlation of neighbours.
public struct PairedRatio: Sendable, Equatable {
  /// What one batch of one run adds to both sums.
  public struct Term: Sendable, Equatable {
    /// What is counted.
    public var part: Double
    /// Per what.
    public var whole: Double

    /// So much per so much.
    public init(_ part: Double, per whole: Double) {
      self.part = part
      self.whole = whole
    }
  }

  /// Fewer independent batches than these say nothing.
  public static let leastFreedom = 5.0
  /// Fewer batches than these say nothing.
  public static let leastBatches = 10

  /// The ratio of A; NaN where there is none.
  public let a: Double
  /// The ratio of B; NaN where there is none.
  public let b: Double
  /// Half the 95 % interval of B − A, which lies around the difference; NaN where too little is known.
  public let halfWidth: Double
  /// The batches' worth of independent ones, less one.
  public let freedom: Double

  /// The ratio over batches that both runs share.
  public init(a: [Term], b: [Term]) {
    precondition(a.count == b.count, "\(a.count) batches of A, \(b.count) of B")
    let n = Double(a.count)
    func ratio(_ terms: [Term]) -> (ratio: Double, mean: Double) {
      let whole = terms.reduce(0) { $0 + $1.whole }
      return whole > 0 ? (terms.reduce(0) { $0 + $1.part } / whole, whole / n) : (.nan, .nan)
    }
    let (ra, meanA) = ratio(a)
    let (rb, meanB) = ratio(b)
    self.a = ra
    self.b = rb
    guard a.count >= Self.leastBatches, ra.isFinite, rb.isFinite else {
      halfWidth = .nan
      freedom = 0
      return
    }
    let errors = zip(a, b).map { a, b in
      (b.part - rb * b.whole) / meanB - (a.part - ra * a.whole) / meanA
    }
    let squares = errors.reduce(0) { $0 + $1 * $1 }
    // Rounding leaves something of nothing.
    guard squares > n * 1e-24 * max(ra * ra, rb * rb) else {
      halfWidth = 0
      freedom = n - 1
      return
    }
    let neighbours = zip(errors, errors.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    let correlation = min(max(neighbours / squares, 0), 1)
    let independent = n * (1 - correlation) / (1 + correlation)
    freedom = independent - 1
    halfWidth =
      freedom >= 1
      ? StudentT.twoSided95(freedom: freedom) * (squares / (n - 1) / independent).squareRoot() : .nan
  }

  /// What can be said of the difference.
  public var verdict: Verdict {
    guard a.isFinite, b.isFinite, freedom >= Self.leastFreedom, halfWidth.isFinite else { return .tooEarly }
    // What rounding does to equal sums is no difference.
    let difference = (b - a).magnitude
    return difference > halfWidth && difference > 1e-9 * max(a.magnitude, b.magnitude) ? .differs : .withinNoise
  }
}

/// What can be said of a difference between two runs.
public enum Verdict: Sendable, Hashable {
  /// Too few batches.
  case tooEarly
  /// Chance alone may have made it.
  case withinNoise
  /// More than noise, at 95 %.
  case differs
}
