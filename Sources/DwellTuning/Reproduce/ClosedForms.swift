import DwellCore
import DwellMetrics
import DwellSimulation

/// A fixed timeout under Poisson traffic of one size, against the formulas for packets per container and mean dwell.
enum ClosedForms {
  private static let timeout = TimeSpan.milliseconds(10)
  private static let runs = 20
  // 3.29 standard errors: one case in a thousand lies outside by chance.
  private static let width = 3.29

  @Sendable static func run(seed: UInt64) throws(Knob.Refusal) -> Experiment {
    var comparisons: [Comparison] = []
    for (size, fit) in [(2048, "K = 2"), (64, "K = 64"), (1500, "K = 2, not exact"), (576, "K = 7, not exact")] {
      for rate in [100.0, 500, 2000] {
        comparisons += try point(size: size, fit: fit, rate: rate, seed)
      }
    }
    let met = comparisons.count { $0.verdict == .holds }
    return Experiment(
      source: "closed forms of a container with a fixed timeout (derived)",
      setting: [
        "one guest, Poisson, T0 10 ms, 4096 B containers; \(runs) runs of 20000 packets each",
        "holds: within \(QuantityText.significant(width)) standard errors of the formula",
        "E[N] = 1 + sum of q(i), i to K-1; E[W] = sum of i q(i), i to M, over rate E[N]; q(i) = Pr(Poisson(rate T0) >= i); "
          + "M = K-1 where K packets fill it exactly, else K",
      ],
      comparisons: comparisons,
      findings: ["\(met) of \(comparisons.count) figures lie within their bounds."])
  }

  private static func point(
    size: Int, fit: String, rate: Double, _ seed: UInt64
  ) throws(Knob.Refusal) -> [Comparison] {
    var packets: [Double] = []
    var dwells: [Double] = []
    for run in 0..<runs {
      let summary = try Trial(
        Scenario(),
        [
          "policy": "fixed", "machine": "theory", "guests": "1", "packet-size": "\(size)B", "timeout": "10ms",
          "load": "\(Int(rate))pps", "packets": "20000",
        ], seed: Trial.seed(seed, run: run)
      ).summary()
      packets.append(summary.containers.meanPackets ?? .nan)
      dwells.append(summary.dwell.mean ?? .nan)
    }
    let theory = StaticContainer(rate: rate, timeout: timeout, capacity: 4096, size: size)
    let words = "\(fit), \(QuantityText.packetRate(rate, .dropped))"
    return [
      compare("packets per container, \(words)", "", theory.meanPackets, packets, scale: 1),
      compare("mean dwell, \(words)", "ms", theory.meanDwell, dwells, scale: 1e-6),
    ]
  }

  private static func compare(
    _ figure: String, _ unit: String, _ theory: Double, _ figures: [Double], scale: Double
  ) -> Comparison {
    let simulated = Replications(figures)
    // The last container of a run is seldom whole: one in some hundred.
    let isMet = simulated.covers(theory, width: width, resolution: theory * 0.002)
    return Comparison(
      figure, unit: unit, published: theory * scale, simulated: simulated.mean * scale, isMet ? .holds : .fails)
  }
}
