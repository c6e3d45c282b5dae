import DwellMetrics
import Testing

struct StudentTTests {
  @Test(
    "Points agree with the tables to their last digit",
    arguments: [
      (1.0, 0.95, 12.706), (2, 0.95, 4.303), (3, 0.95, 3.182), (4, 0.95, 2.776), (4, 0.99, 4.604), (9, 0.95, 2.262),
      (9, 0.999, 4.781), (30, 0.99, 2.750), (40, 0.95, 2.021), (120, 0.95, 1.980), (1, 0.999, 636.619),
    ])
  func tables(freedom: Double, level: Double, point: Double) {
    #expect((StudentT.twoSided(level: level, freedom: freedom) - point).magnitude < 5.1e-4)
  }

  @Test("One and two degrees of freedom have closed forms", arguments: [0.1, 0.5, 0.9, 0.95, 0.99, 0.9998, 0.999_999])
  func few(level: Double) {
    let tails = 1 - level
    // Two: t² = 2/(q(2 − q)) − 2.
    let two = (2 / (tails * (2 - tails)) - 2).squareRoot()
    #expect((StudentT.twoSided(level: level, freedom: 2) / two - 1).magnitude < 1e-8)
    // One: the share beyond t is 1 − (2/π) arctan t; 0.5 gives 1 exactly.
    #expect((StudentT.twoSided(level: 0.5, freedom: 1) - 1).magnitude < 1e-10)
  }

  @Test("Many degrees of freedom are the normal distribution", arguments: [1e6, 1e9, Double.infinity])
  func many(freedom: Double) {
    // Its points to nine digits; t is larger by (z³ + z)/4ν.
    for (level, z) in [(0.95, 1.959_963_985), (0.99, 2.575_829_304), (0.999, 3.290_526_731)] {
      let expected = z + (z * z * z + z) / 4e6
      #expect((StudentT.twoSided(level: level, freedom: freedom) / expected - 1).magnitude < 2e-8)
    }
  }

  @Test("Between whole degrees, and from few to many, points only fall; levels only raise them")
  func order() {
    var last = Double.infinity
    for step in 0..<400 {
      let point = StudentT.twoSided95(freedom: 1 + Double(step) * 0.25)
      #expect(point < last && point > 1.9599)
      last = point
    }
    #expect(StudentT.twoSided(level: 0.9, freedom: 7.5) < StudentT.twoSided(level: 0.95, freedom: 7.5))
    #expect(StudentT.twoSided95(freedom: 0.5) == .infinity && StudentT.twoSided(level: 1, freedom: 5) == .infinity)
    #expect(StudentT.twoSided(level: 0, freedom: 5) == 0)
  }
}
