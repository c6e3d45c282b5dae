import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellTuning
import DwellWorkload
import Testing

struct StaticPlaneTests {
  private static func scenario(_ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
    var scenario = Scenario()
    scenario.knobs[KnobCatalog.load] = 320_000
    scenario.knobs[EngineKnobs.timeout] = 20_000
    change(&scenario)
    return scenario
  }

  @Test("The dwell of a point is that of the closed form at each guest's share of the load", arguments: [1, 2, 5])
  func dwell(guests: Int) throws {
    let plane = try #require(StaticPlane(Self.scenario { $0.guests = guests }))
    for (microseconds, capacity) in [(2, 4096), (20, 4096), (100, 16384), (1000, 65536)] {
      let timeout = TimeSpan.microseconds(Int64(microseconds))
      let form = StaticContainer(rate: 320_000 / Double(guests), timeout: timeout, capacity: capacity, size: 576)
      let point = try #require(plane.point(timeout: timeout, capacity: capacity))
      #expect(point.dwell == form.meanDwell)
    }
  }

  @Test("With one page the ceiling is 1 / (c_n / E[N] + c_p + m c_byte)")
  func ceiling() throws {
    let scenario = Self.scenario { $0.knobs[CostKnobs.event] = 0 }
    let plane = try #require(StaticPlane(scenario))
    let timeout = TimeSpan.microseconds(20)
    let form = StaticContainer(rate: 160_000, timeout: timeout, capacity: 4096, size: 576)
    func cost(_ knob: Knob) -> Double { scenario.value(of: knob) }
    let each = (cost(CostKnobs.grant) + cost(CostKnobs.send)) / form.meanPackets
    let work = each + cost(CostKnobs.packet) + 576 * cost(CostKnobs.byte)
    let point = try #require(plane.point(timeout: timeout, capacity: 4096))
    #expect((point.ceiling * work / 1e9 - 1).magnitude < 1e-12)
  }

  @Test("A run gives what the closed form says, also of several pages and of a limit to packets")
  func simulated() throws {
    for (capacity, most) in [(4096.0, 0.0), (16384, 0), (16384, 5)] {
      var scenario = Self.scenario { $0.packets = 200_000 }
      scenario.knobs[EngineKnobs.timeout] = 60_000
      scenario.knobs[EngineKnobs.containerSize] = capacity
      scenario.knobs[EngineKnobs.maxPackets] = most
      let summary = try Simulator(scenario).summary()
      let point = try #require(
        StaticPlane(scenario)?.point(timeout: .microseconds(60), capacity: Int(capacity)))
      let dwell = try #require(summary.dwell.mean)
      let ceiling = try #require(summary.throughput.ceiling)
      #expect((dwell / point.dwell - 1).magnitude < 0.02, "\(capacity) \(most): \(dwell) and \(point.dwell)")
      #expect((ceiling / point.ceiling - 1).magnitude < 0.02, "\(capacity) \(most): \(ceiling) and \(point.ceiling)")
    }
  }

  @Test("Where no closed form is known it says for what, and there is no plane")
  func gaps() throws {
    #expect(StaticPlane.gap(in: Self.scenario()) == nil)
    let cases: [(String, (inout Scenario) -> Void)] = [
      ("adaptive", { $0.policy = "adaptive" }), ("on/off traffic", { $0.arrivals = "onoff" }),
      ("mixed sizes", { $0.sizes = .imix }), ("system vanilla", { $0.system = "vanilla" }),
      ("a trace", { $0.trace = Scenario.Trace(path: "a.pcap") }),
      ("min-room", { $0.knobs[EngineKnobs.minRoom] = 1500 }),
    ]
    for (words, change) in cases {
      let scenario = Self.scenario(change)
      #expect(StaticPlane.gap(in: scenario) == words)
      #expect(StaticPlane(scenario) == nil)
    }
    // A packet that does not fit goes alone, which the form does not know.
    let plane = try #require(StaticPlane(Self.scenario()))
    #expect(plane.point(timeout: .microseconds(20), capacity: 512) == nil)
  }
}
