/// Logarithm, exponential and power from + − × ÷ alone.
///
/// The C library's differ in the last place from machine to machine; results must not (model rule 5.1). Relative error
/// below 4·10⁻¹⁶ times a few; not for the per-packet path.
public enum Elementary {
  /// ln 2.
  public static let ln2 = 0.693147180559945309417

  /// The natural logarithm; −∞ at 0, NaN below.
  public static func log(_ x: Double) -> Double {
    if x == 0 { return -.infinity }
    if !(x > 0) || x == .infinity { return x > 0 ? x : .nan }
    var exponent = Double(x.exponent)
    var m = x.significand
    if m > 1.4142135623730951 {
      m *= 0.5
      exponent += 1
    }
    // ln m = 2 artanh((m − 1)/(m + 1)), a series in z² ≤ 0.0295.
    let z = (m - 1) / (m + 1)
    let z2 = z * z
    var sum = 0.0
    var k = 25.0
    while k >= 1 {
      sum = sum * z2 + 1 / k
      k -= 2
    }
    return exponent * ln2 + 2 * z * sum
  }

  /// e to the power `x`; 0 below −745, ∞ above 709.
  public static func exp(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 709.7 { return .infinity }
    if x < -745 { return 0 }
    let n = (x / ln2).rounded(.toNearestOrEven)
    // ln 2 in two parts, so that the rest keeps its last bits.
    let r = (x - n * 0.693147180369123816490) - n * 1.90821492927058770002e-10
    var sum = 1.0
    var k = 18.0
    while k >= 1 {
      sum = sum * r / k + 1
      k -= 1
    }
    let whole = Int(n)
    if whole < -1000 {
      return sum * Double(sign: .plus, exponent: -1000, significand: 1)
        * Double(sign: .plus, exponent: whole + 1000, significand: 1)
    }
    return sum * Double(sign: .plus, exponent: whole, significand: 1)
  }

  /// `base` to the power `exponent`, for a base above 0.
  public static func pow(_ base: Double, _ exponent: Double) -> Double {
    exponent == 0 ? 1 : exp(exponent * log(base))
  }
}
