import Foundation

/// Points of Student's t distribution at any level.
///
/// Source: G. W. Hill, Algorithm 396: Student's t-quantiles, CACM 13 (1970) 619; to five digits and better from 3 degrees of freedom on,
/// exact for 1 and 2. The normal points in it are found by Newton's method on the error function.
enum StudentQuantile {
  /// How many standard errors a two-sided interval of `level` reaches; ∞ below one degree of freedom.
  static func twoSided(level: Double, freedom: Double) -> Double {
    let tails = 1 - level
    guard freedom >= 1, tails > 0, tails < 1 else { return freedom >= 1 && tails >= 1 ? 0 : .infinity }
    let n = freedom
    if n < 2 { return cos(tails * .pi / 2) / sin(tails * .pi / 2) }
    if n < 3 { return (2 / (tails * (2 - tails)) - 2).squareRoot() }
    let a = 1 / (n - 0.5)
    let b = 48 / (a * a)
    var c = ((20700 * a / b - 98) * a - 16) * a + 96.36
    let d = ((94.5 / (b + c) - 3) / b + 1) * (a * .pi / 2).squareRoot() * n
    var y = pow(d * tails, 2 / n)
    if y > 0.05 + a {
      let x = -normal(tails / 2)
      y = x * x
      if n < 5 { c += 0.3 * (n - 4.5) * (x + 0.6) }
      c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b
      y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
      y = expm1(a * y * y)
    } else {
      y =
        ((1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) + 0.5 / (n + 4)) * y - 1) * (n + 1) / (n + 2)
        + 1 / y
    }
    return (n * y).squareRoot()
  }

  /// The point below which a share of the normal distribution lies, for a share below one half.
  private static func normal(_ share: Double) -> Double {
    var z = -(-2 * log(share)).squareRoot()
    for _ in 0..<40 {
      let below = 0.5 * erfc(-z / 2.0.squareRoot())
      let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      let step = (below - share) / density
      z -= min(max(step, -1), 1)
      if step.magnitude < 1e-12 { break }
    }
    return z
  }
}
