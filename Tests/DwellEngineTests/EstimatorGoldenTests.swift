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

  /// domain.md 4: a delay above D counts a quarter.
  @Test func ramjeeTwoFollowsRisingDelays() {
    let golden = [10, 10.5, 10.497003, 15.372752, 15.364015]
    for (estimate, wanted) in zip(run(RamjeeTwo(weight: 0.998002, start: .firstSample)), golden) {
      #expect(abs(estimate.mean - wanted) < 1e-6)
    }
  }

  /// D is the least of the talkspurt before; until one is over it is where it began.
  @Test func ramjeeThreeGoesByTheTalkspurtBefore() {
    let estimator = RamjeeThree(weight: 0.5, start: .firstSample)
    var state = estimator.blank
    var seen: [[Double]] = []
    var isFirst = true
    for talkspurt in [[10.0, 12], [9, 30], [], [11]] {
      for n in talkspurt {
        estimator.observe(n, isFirst: isFirst, &state)
        isFirst = false
        seen.append([estimator.mean(state), estimator.variation(state)])
      }
      estimator.containerLeft(&state)
    }
    #expect(seen == [[10, 0], [10, 1], [10, 1], [10, 10.5], [9, 6.25]])
  }

  /// domain.md 4: a spike of 1500 after 405 that decays to 405, in ticks.
  @Test func ramjeeFourFollowsASpike() {
    let golden: [(n: Double, mean: Double, variation: Double)] = [
      (400, 400, 0), (410, 401.25, 1.094), (405, 401.719, 1.367), (1500, 1496.719, 1.606), (1450, 1446.719, 1.816),
      (1300, 1296.719, 1.999), (1100, 1096.719, 2.159), (900, 896.719, 2.300), (700, 696.719, 2.422),
      (500, 496.719, 2.530), (420, 416.719, 2.624), (410, 406.719, 2.706), (405, 406.719, 2.706),
      (400, 405.879, 3.102), (402, 405.394, 3.139),
    ]
    for tick in [1.0, 125_000] {
      let estimator = RamjeeFour(tick: tick, start: .firstSample)
      var state = estimator.blank
      for (index, wanted) in golden.enumerated() {
        estimator.observe(wanted.n * tick, isFirst: index == 0, &state)
        #expect(abs(estimator.mean(state) / tick - wanted.mean) < 6e-4, "\(wanted.n)")
        #expect(abs(estimator.variation(state) / tick - wanted.variation) < 6e-4, "\(wanted.n)")
      }
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
