import DwellCore
import DwellMetrics

/// Release rules over the load: which waits least, which carries most.
enum ReleaseRules {
  private static let loads: [Double] = [20, 50, 100, 180, 250, 500, 1000, 1500]
  private static let rules: KeyValuePairs<String, Settings> = [
    alone: ["system": "vanilla", "stage": "notify=every"],
    "fixed": ["policy": "fixed"],
    gaps: ["policy": "adaptive", "n-k": "gap"],
    "self-clocked": ["policy": "self-clocked"],
  ]

  @Sendable static func run(seed: UInt64) throws(Knob.Refusal) -> Experiment {
    var comparisons: [Comparison] = []
    var curves: [Experiment.Plot.Curve] = []
    var gapPackets: [Double] = []
    for (name, rule) in rules {
      var points: [(x: Double, y: Double)] = []
      for load in loads {
        let summary = try summary(rule, load: load, seed)
        if carries(summary), let delay = summary.delay.mean { points.append((load, delay / 1e3)) }
        if name == gaps, (50...500).contains(load), let each = summary.containers.meanPackets {
          gapPackets.append(each)
          comparisons.append(
            Comparison(
              "\(name): packets per container at \(Int(load)) kpps", unit: "", published: 4.94, simulated: each,
              (each / 4.94 - 1).magnitude < 0.01 ? .holds : .fails))
        }
      }
      curves.append(.init(name, points))
      comparisons.append(try most(name, rule, seed))
      for point in points where [100, 500].contains(point.x) {
        comparisons.append(
          Comparison("\(name): mean delay at \(Int(point.x)) kpps", unit: "us", simulated: point.y))
      }
    }
    let packets = Replications(gapPackets).mean
    return Experiment(
      source: "packets per container and highest loads, from the rule and the costs (derived)",
      setting: [
        "one guest, Poisson, 64 B packets, 4096 B containers, T0 100 us, machine theory, an event with every transfer"
      ],
      comparisons: comparisons,
      plots: [
        Experiment.Plot(
          "mean delay by load", across: "load, kpps", upward: "mean delay, us", .logarithmic, curves)
      ],
      findings: [
        "D + 4V over gaps keeps about five packets a container at any load (\(QuantityText.significant(packets)) here), so it "
          + "shortens the wait, but carries 43 % of what full containers do.",
        "Self-clocked (leave as soon as the driver domain is idle) waits least at every load that all carry, needs no "
          + "timeout to be chosen, and carries as much as full containers.",
      ])
  }

  private static func summary(
    _ rule: Settings, load: Double, _ seed: UInt64
  ) throws(Knob.Refusal) -> Summary {
    try Trial(
      common, rule, ["load": "\(Int(load))kpps", "packets": "400000", "warmup": "10ms"], seed: seed
    ).summary()
  }

  // The highest load without loss (RFC 2544, section 26.1), found by halving.
  private static func most(_ name: String, _ rule: Settings, _ seed: UInt64) throws(Knob.Refusal) -> Comparison {
    var low = 50.0
    var high = 2000.0
    while high - low > 2 {
      let middle = (low + high) / 2
      let summary = try Trial(
        common, rule, ["load": "\(middle)kpps", "duration": "300ms", "warmup": "20ms"], seed: seed
      ).summary()
      if carries(summary) { low = middle } else { high = middle }
    }
    // 1 / (c_grant / packets per container + c_pkt), where the packets of a container do not depend on the load.
    let known = [gaps: 687.0, alone: 200, "fixed": 1600][name]
    let verdict = known.map { (low / $0 - 1).magnitude < 0.02 ? Comparison.Verdict.holds : .fails }
    return Comparison(
      "\(name): highest load without loss", unit: "kp/s", published: known, simulated: low, verdict ?? .unclaimed)
  }

  private static func carries(_ summary: Summary) -> Bool {
    guard let offered = summary.throughput.offered, let through = summary.throughput.packets else { return false }
    return summary.packets.dropped == 0 && through > 0.99 * offered
  }

  private static let gaps = "D + 4V of gaps"
  private static let alone = "packet by packet"
  private static let common: Settings = [
    "machine": "theory", "guests": "1", "packet-size": "64B", "timeout": "100us",
  ]
}
