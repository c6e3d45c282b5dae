import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import Testing

/// What plots show of a policy's beliefs across a switch of system.
struct PlottedEstimateTests {
  @Test("No release time is plotted above T₀ or while packets cross one by one", arguments: ["adaptive", "fixed"])
  func endWithTheContainers(policy: String) throws {
    var scenario = Scenario()
    scenario.policy = policy
    scenario.guests = 2
    scenario.knobs[KnobCatalog.load] = 150_000
    scenario.knobs[EngineKnobs.timeout] = 500_000
    let simulator = try Simulator(scenario, recording: .plots)
    let view = View(window: .milliseconds(100), columns: 100)
    _ = simulator.snapshot(view)
    simulator.advance(to: Instant(nanoseconds: 40_000_000))
    // Containers stand open here, and leave under the deadlines they have.
    try simulator.apply(.system("vanilla"))
    simulator.advance(to: Instant(nanoseconds: 70_000_000))
    try simulator.apply(.system("aggregation"))
    simulator.advance(to: Instant(nanoseconds: 100_000_000))
    let snapshot = simulator.snapshot(view)
    let first = Int(snapshot.firstColumn.nanoseconds / snapshot.columnWidth.nanoseconds)
    // The column that begins at so many milliseconds; a bin, a little wider, goes to the column it begins in.
    func column(_ milliseconds: Int) -> Column { snapshot[.release][milliseconds - first] }
    for at in 1..<100 where !column(at).isEmpty { #expect(column(at).mean <= 500_000.5, "at \(at) ms") }
    #expect((5..<38).contains { !column($0).isEmpty } && (71..<100).contains { !column($0).isEmpty })
    #expect((38...40).contains { column($0).isEnded })
    for at in 42..<68 { #expect(column(at).isEmpty && !column(at).isEnded, "at \(at) ms") }
    #expect(!(5..<38).contains { column($0).isEnded } && !(68..<100).contains { column($0).isEnded })
  }
}
