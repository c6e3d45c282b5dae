import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// A run that goes straight to its end settles at once what nobody can ask about; one that is looked at on the way may not. Both
/// say the same.
@Suite struct SettlingAtOnceTests {
  /// What makes the end, the window, the losses or the order of things another.
  static let cases: [[Setting]] = [
    [Setting("system", "vanilla"), Setting("load", "2Mpps")],
    [Setting("policy", "immediate"), Setting("load", "3Mpps"), Setting("queue-packets", "64")],
    [Setting("packets", "5001"), Setting("warmup", "7ms")],
    [Setting("arrivals", "closed-loop"), Setting("directions", "both"), Setting("clients", "40")],
    [Setting("arrivals", "closed-loop"), Setting("directions", "tx"), Setting("stage", "notify=every")],
    [Setting("directions", "both"), Setting("load", "1Mpps")],
    [Setting("at", "8ms stage=notify=sleeping"), Setting("at", "16ms stage=cross=copy"), Setting("load", "900kpps")],
    [Setting("at", "5ms system=vanilla"), Setting("at", "11ms system=aggregation"), Setting("load", "1Mpps")],
    [Setting("at", "9ms guests=1"), Setting("warmup", "3ms"), Setting("no-drain", "true")],
  ]

  private static func scenario(_ settings: [Setting]) throws -> Scenario {
    var base = Catalogs.scenario(policy: "adaptive", workload: "poisson")
    base.duration = .milliseconds(20)
    var draft = ScenarioDraft(base)
    try draft.add(settings)
    return draft.scenario
  }

  private static func outcome(_ simulator: Simulator) -> [String] {
    simulator.finish()
    return ["\(simulator.digest)", "\(simulator.packets)", "\(simulator.summary())", "\(simulator.log.map(\.instant))"]
  }

  @Test(arguments: cases.indices)
  func saysTheSameAsARunInSlices(number: Int) throws {
    let scenario = try Self.scenario(Self.cases[number])
    let whole = try Self.outcome(Simulator(scenario))
    let sliced = try Simulator(scenario)
    for step in 1...400 {
      sliced.advance(to: Instant(nanoseconds: Int64(step) * 61_001))
      if step % 7 == 0 { _ = sliced.packets }
    }
    #expect(Self.outcome(sliced) == whole)
  }
}
