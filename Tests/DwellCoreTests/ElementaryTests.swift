import DwellCore
import Foundation
import Testing

/// Our own logarithm, exponential and power against the C library's and against known values.
struct ElementaryTests {
  private func near(_ a: Double, _ b: Double, _ ulps: Double = 8) -> Bool {
    a == b || abs(a - b) <= ulps * max(abs(a), abs(b)) * Double.ulpOfOne
  }

  @Test("log agrees with the C library from the least to the greatest number")
  func logAgrees() {
    var x = 1e-300
    while x < 1e300 {
      // Near 1 the value vanishes, so its absolute error counts.
      #expect(near(Elementary.log(x), Foundation.log(x)) || abs(Elementary.log(x) - Foundation.log(x)) < 1e-16)
      x *= 1.37
    }
    for k in 1...100 {
      let x = 1 + Double(k) * 1e-3
      #expect(near(Elementary.log(x), Foundation.log(x)))
    }
  }

  @Test("exp agrees with the C library over its whole range")
  func expAgrees() {
    for x in stride(from: -700.0, through: 700, by: 0.739) { #expect(near(Elementary.exp(x), Foundation.exp(x))) }
    for x in stride(from: -744.0, through: -709, by: 0.5) {
      #expect(
        abs(Elementary.exp(x) - Foundation.exp(x)) <= 2 * Double.leastNonzeroMagnitude + 1e-13 * Foundation.exp(x))
    }
  }

  @Test("pow agrees with the C library")
  func powAgrees() {
    for base in [0.1, 0.5, 0.99, 1, 2, 10, 12345.678] {
      for exponent in [-20, -1.5, 0, 0.25, 1, 3, 17.5] {
        #expect(near(Elementary.pow(base, exponent), Foundation.pow(base, exponent), 400))
      }
    }
  }

  @Test("the edges are what mathematics says")
  func edges() {
    #expect(Elementary.log(1) == 0 && Elementary.exp(0) == 1 && Elementary.pow(0.3, 0) == 1)
    #expect(Elementary.log(0) == -.infinity && Elementary.log(.infinity) == .infinity)
    #expect(Elementary.log(-1).isNaN && Elementary.log(.nan).isNaN && Elementary.exp(.nan).isNaN)
    #expect(Elementary.exp(1000) == .infinity && Elementary.exp(-1000) == 0)
    #expect(Elementary.exp(.infinity) == .infinity && Elementary.exp(-.infinity) == 0)
    #expect(Elementary.log(.leastNonzeroMagnitude) < -744)
  }
}
