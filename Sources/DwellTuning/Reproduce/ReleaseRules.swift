import DwellCore
import DwellMetrics
import DwellSimulation

/// Release rules over the load: which waits least, which carries most.
enum ReleaseRules {
  private static let loads: [Double] = [20, 50, 100, 180, 250, 500, 1000, 1500]
  private static let alone = "packet by packet"
  private static let fixed = "fixed"
  private static let gaps = "D + 4V of gaps"
  private static let selfClocked = "self-clocked"
  private static let rules: KeyValuePairs<String, Settings> = [
    alone: ["system": "vanilla", "stage": "notify=every"],
    fixed: ["policy": "fixed"],
    gaps: ["policy": "adaptive", "n-k": "gap"],
    selfClocked: ["policy": "self-clocked"],
    "in-window": ["policy": "in-window"],
    "model-based": ["policy": "model-based"],
    "throttle": ["policy": "throttle"],
    "adaptive-size": ["policy": "adaptive-size"],
  ]
  // As many as can be told apart in one plot.
  private static let drawn = 6

  /// What one rule did.
  private struct Outcome {
    var name: String
    var most: Double
    /// Mean delay in microseconds by load in kpps, where all of the load was carried.
    var delays: [(x: Double, y: Double)] = []
    /// Packets per container at the same loads.
    var packets: [Double] = []

    func delay(at load: Double) -> Double? { delays.first { $0.x == load }?.y }
  }

  @Sendable static func run(seed: UInt64) throws(Knob.Refusal) -> Experiment {
    var outcomes: [Outcome] = []
    for (name, rule) in rules { outcomes.append(try outcome(name, rule, seed)) }
    return Experiment(
      source: "release rules held against each other; no source shows these figures",
      setting: [
        "one guest, Poisson, 64 B packets, 4096 B containers, T0 100 µs, machine theory, an event with every transfer",
        "highest load without loss by halving, runs of 300 ms (after RFC 2544)",
      ],
      comparisons: outcomes.flatMap(comparisons),
      plots: [
        Experiment.Plot(
          "mean delay by load", across: "load, kpps", upward: "mean delay, µs", .logarithmic,
          outcomes.prefix(drawn).map { .init($0.name, $0.delays) })
      ],
      findings: findings(outcomes))
  }

  private static func outcome(_ name: String, _ rule: Settings, _ seed: UInt64) throws(Knob.Refusal) -> Outcome {
    var outcome = Outcome(name: name, most: try most(rule, seed))
    for load in loads {
      let summary = try Trial(
        Scenario(), common, rule, ["load": "\(Int(load))kpps", "packets": "400000", "warmup": "10ms"], seed: seed
      ).summary()
      guard carries(summary), let delay = summary.delay.mean else { continue }
      outcome.delays.append((load, delay / 1e3))
      outcome.packets.append(summary.containers.meanPackets ?? 1)
    }
    return outcome
  }

  private static func comparisons(_ outcome: Outcome) -> [Comparison] {
    // The costs were fitted to 1600 kp/s and to an eighth of it.
    let published: Double? = [alone: 200, fixed: 1600][outcome.name]
    let most = Comparison(
      "\(outcome.name): highest load without loss", unit: "kpps", published: published, simulated: outcome.most,
      fitted: published == nil ? [] : ["c-grant", "c-pkt"], published == nil ? .unclaimed : .fitted)
    return [most]
      + [100, 500].compactMap { load in
        outcome.delay(at: load).map {
          Comparison("\(outcome.name): mean delay at \(Int(load)) kpps", unit: "µs", simulated: $0)
        }
      }
  }

  private static func findings(_ outcomes: [Outcome]) -> [String] {
    func named(_ name: String) -> Outcome? { outcomes.first { $0.name == name } }
    guard let gap = named(gaps), let full = named(fixed), let clocked = named(selfClocked) else { return [] }
    // Below 3.94/T0 the rule stands at its cap.
    let each = zip(gap.delays, gap.packets).filter { $0.0.x >= 50 }.map(\.1)
    let ends = [each.min(), each.max()].compactMap { $0.map { QuantityText.significant($0) } }
    let spread = ends.first == ends.last ? Array(ends.prefix(1)) : ends
    let least = clocked.delays.count { point in
      outcomes.allSatisfy { ($0.delay(at: point.x) ?? .infinity) >= point.y }
    }
    return [
      "D + 4V over gaps keeps \(spread.joined(separator: " to ")) packets a container at every load from 50 kpps on, so it "
        + "shortens the wait but carries \(QuantityText.percent(gap.most / full.most)) of what full containers do.",
      "Self-clocked (leave as soon as the driver domain is idle) waits least at \(least) of \(clocked.delays.count) loads, "
        + "carries \(QuantityText.percent(clocked.most / full.most)) of what full containers do, and needs no timeout to be "
        + "chosen.",
    ]
  }

  // The highest load without loss (RFC 2544, section 26.1), found by halving.
  private static func most(_ rule: Settings, _ seed: UInt64) throws(Knob.Refusal) -> Double {
    var low = 50.0
    var high = 2000.0
    while high - low > 2 {
      let middle = (low + high) / 2
      let summary = try Trial(
        Scenario(), common, rule, ["load": "\(middle)kpps", "duration": "300ms", "warmup": "20ms"], seed: seed
      ).summary()
      if carries(summary) { low = middle } else { high = middle }
    }
    return low
  }

  private static func carries(_ summary: Summary) -> Bool {
    guard let offered = summary.throughput.offered, let through = summary.throughput.packets else { return false }
    return summary.packets.dropped == 0 && through > 0.99 * offered
  }

  private static let common: Settings = [
    "machine": "theory", "guests": "1", "packet-size": "64B", "timeout": "100us",
  ]
}
