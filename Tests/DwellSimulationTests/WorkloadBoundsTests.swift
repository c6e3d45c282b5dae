import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// Every workload with each of its knobs turned to its bounds while it runs: sound, and the same for all blocks (model 5.3, 5.4).
@Suite struct WorkloadBoundsTests {
  /// The knob at its highest, lowest and default value from 5, 10 and 15 ms on, guests joining and leaving in between.
  private func scenario(_ workload: String, _ knob: Knob) throws -> Scenario {
    let unit = Quantity.units(of: knob.dimension).first?.symbol ?? ""
    func text(_ value: Double) -> String {
      knob.dimension == .choice ? knob.choices[Int(value)] : "\(value)\(unit)"
    }
    let turns = [
      "5ms \(knob.name)=\(text(knob.range.upperBound))", "7ms guests=6",
      "10ms \(knob.name)=\(text(knob.range.lowerBound))",
      "12ms guests=2", "15ms \(knob.name)=\(text(knob.defaultValue))", "17ms load=300kpps",
    ]
    var draft = ScenarioDraft(Catalogs.scenario(policy: "fixed", workload: workload))
    let isLoaded = TrafficCatalog.model(named: workload)?.loadUse == .offered
    try draft.add((isLoaded ? turns : turns.dropLast()).map { Setting("at", $0) } + [Setting("duration", "20ms")])
    return draft.scenario
  }

  @Test(arguments: TrafficCatalog.models.flatMap { model in model.knobs.map { (model.name, $0.name) } })
  func isSoundAtItsBounds(workload: String, name: String) throws {
    let knob = try #require(KnobCatalog.knob(named: name))
    let scenario = try scenario(workload, knob)
    let run = try WatchedRun(scenario)
    // Catalogs' own settings may hold fewer packets back than a bound does, but never all.
    #expect(run.packets.offered > 100)
    #expect(run.packets.received == run.packets.delivered + run.packets.dropped)
    #expect(zip(run.arrivals, run.arrivals.dropFirst()).allSatisfy { $0.time <= $1.time })
    #expect(run.arrivals.allSatisfy { $0.time < 20_000_000 && $0.size >= 1 && $0.size <= 65_536 })
    #expect(run.arrivals.allSatisfy { $0.guest < ($0.time < 7_000_000 ? 3 : $0.time < 12_000_000 ? 6 : 2) })
    let refused = run.summary.warnings.filter { $0.hasPrefix("at ") }
    #expect(refused.isEmpty, "\(refused)")
    for capacity in [1, 7, 4096] {
      let source = try WatchedRun.source(of: scenario)
      let simulator = try Simulator(scenario, source: source, blockCapacity: capacity)
      simulator.finish()
      #expect(simulator.digest == run.digest, "blocks of \(capacity)")
    }
  }
}
