import DwellCore
import DwellMetrics
import DwellSimulation

/// The paper's section III: what aggregation does at a low rate, at a high rate, and when throughput is at its peak.
enum PaperRegimes {
  @Sendable static func run(seed: UInt64) throws(Knob.Refusal) -> Experiment {
    let low = try summary(load: "200pps", packets: "20000", seed)
    let high = try summary(load: "1Mpps", packets: "1000000", seed)
    let peak = try summary(load: "2Mpps", packets: "1000000", seed)
    let nearTimeout = share(low.dwell.mean, of: 1e6)
    let full = high.containers.fractionFull ?? .nan
    let shortened = share(high.dwell.mean, of: 1e6)
    let risen = share(peak.delay.mean, of: high.delay.mean ?? .nan)
    let calls = share(high.cost.notificationsPerSecond, of: low.cost.notificationsPerSecond ?? .nan)
    return Experiment(
      source: "Thakur, Goudar 2014, section III (scenarios 1 to 3)",
      setting: [
        "one guest, Poisson, 64 B packets, 4096 B containers, T0 1 ms, machine default",
        "low rate 200 pps, high rate 1 Mpps, peak 2 Mpps: the scenario paper-regimes, each rate by itself",
      ],
      comparisons: [
        claim("low rate: mean dwell over T0, near 1", nearTimeout, holds: nearTimeout > 0.9),
        claim("high rate: share of containers that leave full, near 1", full, holds: full > 0.99),
        claim("high rate: mean dwell over T0, small", shortened, holds: shortened < 0.1),
        claim("high rate: events per second over those at the low rate, above 1", calls, holds: calls > 1),
        claim("peak: mean delay over that at the high rate, above 1", risen, holds: risen > 1),
      ],
      findings: [
        "All three regimes are properties of any fixed timeout: the wait is T0 where few packets come, the time to fill "
          + "where many come, and at the peak a queue.",
        "The paper's first case lays the rise at the peak on waiting for the container; here containers wait "
          + "\(time(peak.dwell.mean)) of a delay of \(time(peak.delay.mean)), the rest is the queue before the driver domain.",
      ])
  }

  private static func time(_ nanoseconds: Double?) -> String {
    nanoseconds.map { QuantityText.time(nanoseconds: $0) } ?? "–"
  }

  private static func summary(load: String, packets: String, _ seed: UInt64) throws(Knob.Refusal) -> Summary {
    var preset = ScenarioCatalog.scenario(named: "paper-regimes")?.scenario ?? Scenario()
    preset.schedule = []
    return try Trial(preset, ["load": load, "packets": packets], seed: seed).summary()
  }

  private static func share(_ part: Double?, of whole: Double) -> Double { (part ?? .nan) / whole }

  private static func claim(_ figure: String, _ value: Double, holds: Bool) -> Comparison {
    Comparison(figure, unit: "", simulated: value, holds ? .holds : .fails)
  }
}
