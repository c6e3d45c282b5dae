import DwellCore
import DwellEngine
import DwellSimulation
import DwellWorkload

/// What the tests that hold for everything go through; a new entry of a catalog is tested without an edit here.
enum Catalogs {
  static let policies = NaiveKnob.policies
  static let workloads = TrafficCatalog.models.map(\.name)
  static let duration = TimeSpan.milliseconds(100)

  /// A small busy run: three guests, 100 kp/s, 576 B, T0 = 200 µs, so that containers leave full and due.
  static func scenario(policy: String, workload: String) -> Scenario {
    var scenario = Scenario()
    scenario.policy = policy
    scenario.arrivals = workload
    scenario.guests = 3
    scenario.sizes = PacketSizes(bytes: 576)
    scenario.duration = duration
    scenario.knobs[EngineKnobs.timeout] = 2e5
    scenario.reach(packetsPerSecond: 100_000)
    scenario.knobs.choose("on-time", 3e6)
    scenario.knobs.choose("off-time", 2e6)
    return scenario
  }
}
