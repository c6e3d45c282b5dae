import DwellCore
import DwellDashboard
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import Testing

/// Real runs on the dashboard: what the session answers fits what the panels ask.
struct RunTests {
  /// A dashboard over a session, both driven by virtual time.
  private struct Run {
    var model: Model
    let core: SessionCore

    init(_ scenario: Scenario, window: TimeSpan = .milliseconds(50)) throws {
      model = Model(
        scenario: scenario, width: 120, height: 36, window: window, speed: 0.1, catalogs: .standard(themes: ["dark"]))
      core = try SessionCore(scenario: scenario, speed: 0.1, view: model.view)
    }

    mutating func press(_ name: String) {
      guard let key = Key(name: name) else { return }
      for effect in model.update(.key(key)) {
        if case .session(let command) = effect { core.apply(command) }
      }
    }

    mutating func advance(milliseconds: Int) {
      for _ in 0..<milliseconds {
        core.advance(virtual: .milliseconds(1))
        _ = model.update(.frame(core.frame()))
      }
    }

    var screen: String { Screenful.draw(model).lines.joined(separator: "\n") }
  }

  @Test("Every policy, then every system and workload, runs and is drawn without nonsense")
  func everythingIsDrawn() throws {
    var run = try Run(ScenarioCatalog.scenarios[0].scenario)
    let all = Catalogs.standard(themes: [])
    for (key, count) in [("p", all.policies.count), ("s", all.systems.count), ("w", all.workloads.count)] {
      for _ in 0..<count {
        run.advance(milliseconds: 15)
        let screen = run.screen
        #expect(!screen.contains("nan") && !screen.contains("inf"), "\(run.model.scenario.policy)")
        run.press(key)
      }
    }
    #expect(!run.model.frame.turns.isEmpty)
    #expect(run.screen.contains("turns"))
  }

  @Test("A turn is asked for, takes effect, and stands on the axis and in the list")
  func aTurnIsSeen() throws {
    var run = try Run(ScenarioCatalog.scenarios[0].scenario)
    run.advance(milliseconds: 30)
    run.press("t")
    run.advance(milliseconds: 10)
    let screen = run.screen
    #expect(screen.contains("▲ timeout 1 ms → 800 µs"))
    #expect(screen.contains("╷T₀ 1 ms → 800 µs"))
    #expect(screen.contains("T₀     800 µs"))
  }

  @Test("Ticks, columns and window agree: the newest column holds now, as many columns as the plot has dots")
  func columnsFit() throws {
    var run = try Run(ScenarioCatalog.scenarios[0].scenario)
    run.advance(milliseconds: 80)
    let snapshot = run.model.snapshot
    #expect(snapshot[.release].count == run.model.view.columns)
    let age = (snapshot.now - snapshot.firstColumn).nanoseconds / snapshot.columnWidth.nanoseconds
    #expect(age == Int64(snapshot[.release].count) - 1)
    let length = snapshot.columnWidth.nanoseconds * Int64(snapshot[.release].count)
    #expect(abs(length - run.model.window.nanoseconds) <= run.model.window.nanoseconds / 20)
  }

  @Test("Present rates are those of the packets served: an overloaded driver domain hands over its ceiling")
  func ceilingUnderOverload() throws {
    var scenario = Scenario()
    scenario.system = "vanilla"
    scenario.arrivals = "cbr"
    scenario.knobs[KnobCatalog.load] = 400_000
    var run = try Run(scenario)
    run.advance(milliseconds: 600)
    let brief = run.model.snapshot.brief
    #expect(abs(brief.offered - 400_000) < 2000)
    #expect(abs(brief.ceiling / brief.through - 1) < 0.02, "\(brief.ceiling) and \(brief.through)")
    #expect(brief.ceilingFull < brief.offered)
    #expect(run.screen.contains("offered above ceiling"))
  }

  @Test("No packet is shown to have waited longer than the cap, and none at all is 0 ns")
  func dwellIsExact() throws {
    var scenario = Scenario()
    scenario.policy = "fixed"
    scenario.knobs[KnobCatalog.load] = 1000
    var run = try Run(scenario, window: .milliseconds(500))
    run.advance(milliseconds: 300)
    let waited = run.model.snapshot.dwell
    #expect(waited.p99 <= 1e6 && waited.p99 > 0.97e6 && waited.max == 1e6)
    scenario.policy = "immediate"
    run = try Run(scenario, window: .milliseconds(500))
    run.advance(milliseconds: 100)
    #expect(run.model.snapshot.dwell.p99 == 0)
  }
}
