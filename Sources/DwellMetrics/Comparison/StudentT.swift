import DwellCore

/// Student's t distribution: how many standard errors an interval reaches.
///
/// Its two tails are an incomplete beta function, Pr(|T| > t) = I(ν/2, 1/2; ν/(ν + t²)) (Abramowitz and Stegun 26.5.27, 26.7.1), worked
/// out by its continued fraction (26.5.8) and solved for t by Newton's method between brackets. Relative error below 10⁻⁸ for
/// any degrees of freedom, whole or not; from a million on they count as a million, which is within 10⁻⁵ of the normal distribution.
public enum StudentT {
  /// How many standard errors a two-sided 95 % interval reaches; ∞ below one degree of freedom.
  public static func twoSided95(freedom: Double) -> Double { twoSided(level: 0.95, freedom: freedom) }

  /// How many standard errors a two-sided interval of `level` reaches; ∞ below one degree of freedom and from a level of 1 on, 0 at
  /// a level of 0 and below.
  ///
  /// Cost: some ten evaluations of the distribution, each of a few dozen terms.
  public static func twoSided(level: Double, freedom: Double) -> Double {
    guard freedom >= 1, level < 1 else { return .infinity }
    guard level > 0 else { return 0 }
    let curve = Curve(freedom: min(freedom, mostFreedom))
    let tails = 1 - level
    var (low, high) = (0.0, 1.0)
    while curve.tails(beyond: high) > tails, high < 1e150 { (low, high) = (high, high * 2) }
    var t = (low + high) / 2
    for _ in 0..<200 {
      let excess = curve.tails(beyond: t) - tails
      if excess > 0 { low = t } else { high = t }
      let newton = t + excess / (2 * curve.density(at: t))
      let next = newton > low && newton < high ? newton : (low + high) / 2
      if (next - t).magnitude <= 1e-13 * t { return next }
      t = next
    }
    return t
  }

  private static let mostFreedom = 1e6
}

/// The distribution of so many degrees of freedom.
private struct Curve {
  private let freedom: Double
  // ln of Γ((ν + 1)/2) / Γ(ν/2) Γ(1/2).
  private let scale: Double

  init(freedom: Double) {
    self.freedom = freedom
    scale = Self.logGamma((freedom + 1) / 2) - Self.logGamma(freedom / 2) - 0.572364942924700087
  }

  /// The share that lies further than `t` from 0, for `t` above 0.
  func tails(beyond t: Double) -> Double {
    let square = t * t
    let (a, b) = (freedom / 2, 0.5)
    let (x, rest) = (freedom / (freedom + square), square / (freedom + square))
    let front = Elementary.exp(scale + a * Elementary.log(x) + b * Elementary.log(rest))
    // The fraction converges fast on this side only.
    if x < (a + 1) / (a + b + 2) { return front * Self.fraction(a, b, x) / a }
    return 1 - front * Self.fraction(b, a, rest) / b
  }

  func density(at t: Double) -> Double {
    Elementary.exp(
      scale - Elementary.log(freedom) / 2 - (freedom + 1) / 2 * Elementary.log(1 + t * t / freedom))
  }

  // Lentz's way through the continued fraction of the incomplete beta function.
  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    func kept(_ value: Double) -> Double { value.magnitude < 1e-300 ? 1e-300 : value }
    var c = 1.0
    var d = 1 / kept(1 - (a + b) * x / (a + 1))
    var product = d
    for step in 1...5000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / kept(1 + even * d)
      c = kept(1 + even / c)
      product *= c * d
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / kept(1 + odd * d)
      c = kept(1 + odd / c)
      product *= c * d
      if (c * d - 1).magnitude < 1e-15 { break }
    }
    return product
  }

  // Stirling's series (Abramowitz and Stegun 6.1.41), for arguments moved up to where it is exact.
  private static func logGamma(_ z: Double) -> Double {
    var z = z
    var shift = 0.0
    while z < 12 {
      shift += Elementary.log(z)
      z += 1
    }
    let inverse = 1 / (z * z)
    let series =
      (((((-691.0 / 360_360 * inverse + 1.0 / 1188) * inverse - 1.0 / 1680) * inverse + 1.0 / 1260) * inverse
        - 1.0 / 360) * inverse + 1.0 / 12) / z
    return (z - 0.5) * Elementary.log(z) - z + 0.918938533204672742 + series - shift
  }
}
