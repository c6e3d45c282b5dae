import DwellCore

/// Round numbers: 1, 2, 5 per decade, and finer ladders.
package enum Ladder {
  /// The mantissas of axes and windows.
  package static let coarse: [Double] = [1, 2, 5]
  /// The mantissas for the top of a linear axis: close enough that a plot is not left half empty.
  package static let tops: [Double] = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]

  /// The least number of the ladder not below `x`; 0 for what is not positive and finite.
  package static func atLeast(_ x: Double, _ mantissas: [Double] = coarse) -> Double {
    guard x > 1e-300, x < 1e300 else { return 0 }
    let exponent = exponent(of: x)
    for mantissa in mantissas {
      let value = number(mantissa, exponent)
      if value >= x * (1 - 1e-9) { return value }
    }
    return number(1, exponent + 1)
  }

  /// The greatest number of the ladder not above `x`; 0 for what is not positive and finite.
  package static func atMost(_ x: Double, _ mantissas: [Double] = coarse) -> Double {
    guard x > 1e-300, x < 1e300 else { return 0 }
    let exponent = exponent(of: x)
    for mantissa in mantissas.reversed() {
      let value = number(mantissa, exponent)
      if value <= x * (1 + 1e-9) { return value }
    }
    return number(1, exponent)
  }

  /// The next number of the ladder above `x`.
  package static func above(_ x: Double) -> Double { atLeast(x * (1 + 1e-6)) }

  /// The next number of the ladder below `x`.
  package static func below(_ x: Double) -> Double { atMost(x * (1 - 1e-6)) }

  /// The power of ten at or below `x`, which must be positive and finite.
  package static func decade(of x: Double) -> Double { number(1, exponent(of: x)) }

  /// The decimal exponent of `x`, which must be positive and finite.
  package static func exponent(of x: Double) -> Int {
    (Elementary.log(x) / Elementary.log(10) + 1e-9).rounded(.down).whole(in: -308...308)
  }

  /// `mantissa` × 10 to the power `exponent`, divided rather than multiplied so that 0.005 is 0.005.
  private static func number(_ mantissa: Double, _ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<min(abs(exponent), 308) { power *= 10 }
    return exponent < 0 ? mantissa / power : mantissa * power
  }
}
