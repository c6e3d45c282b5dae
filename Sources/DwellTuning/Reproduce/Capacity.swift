import DwellCore
import DwellMetrics
import DwellSimulation

/// What one driver domain carries: Bourguiba's 1600 kp/s with containers, and 700 % more than without.
enum Capacity {
  private static let fitted = ["c-grant 4.44 µs", "c-pkt 0.54 µs"]

  @Sendable static func run(seed: UInt64) throws(Knob.Refusal) -> Experiment {
    let alone = try throughput(["system": "vanilla"], seed)
    let together = try throughput(["policy": "fixed", "timeout": "100us"], seed)
    return Experiment(
      source: "Bourguiba et al., ICC 2011; Computer Communications 35(3), 2012 (abstracts)",
      setting: [
        "one guest, 64 B packets, 4096 B containers (64 packets), machine default, three million packets a second offered",
        "700 % more is read as eight times as much",
      ],
      comparisons: [
        Comparison(
          "throughput with containers", unit: "kpps", published: 1600, simulated: together / 1e3, fitted: fitted,
          .fitted),
        Comparison("throughput packet by packet", unit: "kpps", simulated: alone / 1e3),
        Comparison(
          "containers over packet by packet", unit: "", published: 8, simulated: together / alone, fitted: fitted,
          .fitted),
      ],
      findings: [
        "Two numbers were published, two costs fitted to them: a calibration, no test. What follows from the costs, such as "
          + "the gain at other sizes and loads, is the model's prediction."
      ])
  }

  private static func throughput(
    _ settings: Settings, _ seed: UInt64
  ) throws(Knob.Refusal) -> Double {
    let summary = try Trial(
      Scenario(), ["guests": "1", "packet-size": "64B", "load": "3Mpps", "duration": "500ms", "warmup": "50ms"],
      settings,
      seed: seed
    ).summary()
    return summary.throughput.packets ?? .nan
  }
}
