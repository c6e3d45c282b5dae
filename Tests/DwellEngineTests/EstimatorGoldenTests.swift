import DwellEngine
import Testing

/// domain.md 3.2: vectors worked out by hand from the recursion, in any unit.
@Suite struct EstimatorGoldenTests {
  private let samples = [10.0, 12, 9, 30, 11]

  @Test func ramjeeOneFromTheFirstSample() {
    let golden = [
      (10, 0, 10), (10.02, 0.0198, 10.0992), (10.0098, 0.0297, 10.1286), (10.209702, 0.227306, 11.118926),
      (10.217605, 0.232857, 11.149032),
    ]
    let estimates = run(RamjeeOne(weight: 0.99, start: .firstSample))
    for (estimate, wanted) in zip(estimates, golden) {
      #expect(abs(estimate.mean - wanted.0) < 1e-6)
      #expect(abs(estimate.variation - wanted.1) < 1e-6)
      #expect(abs(estimate.mean + 4 * estimate.variation - wanted.2) < 1e-6)
    }
  }

  @Test func ramjeeOneFromZero() {
    let golden = [0.496, 1.08228, 1.509185, 2.969943, 3.461936]
    for (estimate, wanted) in zip(run(RamjeeOne(weight: 0.99, start: .zero)), golden) {
      #expect(abs(estimate.mean + 4 * estimate.variation - wanted) < 1e-6)
    }
  }

  /// V is taken with the new D: with the old one it would be 0.02 after the second sample.
  @Test func variationGoesByTheNewMean() {
    let second = run(RamjeeOne(weight: 0.99, start: .firstSample))[1]
    #expect(abs(second.variation - 0.01 * (12 - 10.02)) < 1e-12)
  }

  /// With no memory the estimate is the last sample.
  @Test func weightZeroForgetsAll() {
    for (estimate, n) in zip(run(RamjeeOne(weight: 0, start: .zero)), samples) {
      #expect(estimate.mean == n)
      #expect(estimate.variation == 0)
    }
  }

  private func run<Estimator: DelayEstimator>(_ estimator: Estimator) -> [(mean: Double, variation: Double)] {
    var state = estimator.blank
    return samples.enumerated().map { index, n in
      estimator.observe(n, isFirst: index == 0, &state)
      return (estimator.mean(state), estimator.variation(state))
    }
  }
}
