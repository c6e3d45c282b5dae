import DwellCore
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import Testing

struct TrailTests {
  private static func scenario(timeout: Double = 20_000, load: Double = 320_000) -> Scenario {
    var scenario = Scenario()
    scenario.knobs[KnobCatalog.load] = load
    scenario.knobs[EngineKnobs.timeout] = timeout
    return scenario
  }

  private static func point(_ scenario: Scenario, packets: Int = 1000, dwell: Double = 5000) -> Trail.Point {
    Trail.Point(
      scenario: scenario,
      measured: TradePoint(
        span: .milliseconds(10), packets: packets, meanDwell: dwell, p99: 9000, ceiling: 5e5, offered: 3.2e5,
        packetsPerContainer: 4), until: .zero)
  }

  private static func core() throws -> SessionCore {
    var view = View(window: .milliseconds(100), columns: 60)
    view.wantsPoint = true
    return try SessionCore(scenario: scenario(), speed: 0.01, view: view)
  }

  private static func set(_ knob: Knob, _ value: Double) -> SessionCommand {
    .turn(.set(knob: knob.name, value: value))
  }

  @Test("It keeps the newest points, each setting once, and none of too few packets")
  func bounded() {
    var trail = Trail()
    for step in 1...Trail.most + 8 {
      trail.add(Self.point(Self.scenario(timeout: 1000 * Double(step)), dwell: Double(step)))
    }
    #expect(trail.points.count == Trail.most)
    #expect(trail.points.map(\.measured.meanDwell) == (9...Trail.most + 8).map(Double.init))
    trail.add(Self.point(Self.scenario(timeout: 20_000), dwell: 77))
    #expect(trail.points.count == Trail.most)
    #expect(trail.points.last?.measured.meanDwell == 77)
    let before = trail
    trail.add(Self.point(Self.scenario(timeout: 999_000), packets: Trail.fewestPackets - 1))
    #expect(trail == before)
  }

  @Test("A setting is what is in force, whoever chose it; a point of another load or machine is elsewhere")
  func sameness() {
    var chosen = Self.scenario()
    chosen.knobs[EngineKnobs.containerSize] = EngineKnobs.containerSize.defaultValue
    #expect(Trail.areSame(chosen, Self.scenario()))
    chosen.knobs[EngineKnobs.containerSize] = 8192
    #expect(!Trail.areSame(chosen, Self.scenario()))
    #expect(!Self.point(chosen).isElsewhere(than: Self.scenario()))
    #expect(Self.point(Self.scenario(load: 330_000)).isElsewhere(than: Self.scenario()))
    var other = Self.scenario()
    other.arrivals = "cbr"
    #expect(Self.point(other).isElsewhere(than: Self.scenario()))
    other = Self.scenario()
    other.knobs[CostKnobs.grant] = 1
    #expect(Self.point(other).isElsewhere(than: Self.scenario()))
  }

  @Test("A turn leaves the point of what was measured before it, since the turn before that")
  func turned() throws {
    let core = try Self.core()
    core.advance(virtual: .milliseconds(100))
    let first = core.frame().present
    core.apply(Self.set(EngineKnobs.timeout, 50_000))
    let left = try #require(core.frame().trail.points.first)
    #expect(left.measured == first)
    #expect(left.scenario.value(of: EngineKnobs.timeout) == 20_000)
    #expect(left.until == Instant(nanoseconds: 100_000_000))
    #expect(core.frame().present.packets == 0)
    core.advance(virtual: .milliseconds(100))
    let second = core.frame().present
    #expect(second.span <= .milliseconds(100))
    #expect(second.meanDwell > first.meanDwell)
    #expect(second.ceiling > first.ceiling)
    // Longer waits, fuller containers, the same load.
    #expect((second.offered / first.offered - 1).magnitude < 0.1)
    core.apply(Self.set(EngineKnobs.timeout, 20_000))
    core.advance(virtual: .milliseconds(100))
    core.apply(Self.set(EngineKnobs.timeout, 30_000))
    #expect(core.frame().trail.points.map { $0.scenario.value(of: EngineKnobs.timeout) } == [50_000, 20_000])
  }

  @Test("Steps on the way to a value leave no points, nor does a refused one; a restart forgets")
  func steps() throws {
    let core = try Self.core()
    core.advance(virtual: .milliseconds(100))
    for value in [25_000.0, 30_000, 40_000] {
      core.apply(Self.set(EngineKnobs.timeout, value))
      // A tenth of a second at this speed.
      core.advance(virtual: .milliseconds(1))
    }
    core.apply(Self.set(EngineKnobs.timeout, -1))
    #expect(core.frame().trail.points.map { $0.scenario.value(of: EngineKnobs.timeout) } == [20_000])
    core.apply(.restart)
    #expect(core.frame().trail.points.isEmpty)
    #expect(core.frame().present.packets == 0)
  }

  @Test("Nothing is measured for a view that does not want it")
  func unwanted() throws {
    let core = try SessionCore(
      scenario: Self.scenario(), speed: 0.01, view: View(window: .milliseconds(100), columns: 60))
    core.advance(virtual: .milliseconds(100))
    #expect(core.frame().present.packets == 0)
    #expect(core.frame().snapshot.map.isEmpty)
  }
}
