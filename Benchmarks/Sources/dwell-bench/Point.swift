import ArgumentParser
import DwellCore
import DwellEngine
import DwellSimulation
import DwellWorkload

/// The three loads that speed is measured at.
enum Point: String, CaseIterable, ExpressibleByArgument {
  /// 1 guest, 64 B, 1 Mpps, T₀ 1 ms: long batches.
  case one = "1"
  /// 8 guests, four sizes, 20 Mpps, T₀ 5 µs: about 6 packets a container.
  case eight = "8"
  /// 1000 guests, IMIX, 20 Mpps, T₀ 100 µs: about 3 packets a container, out of the cache.
  case thousand = "1000"

  /// The scenario of this point; `packets` is left to the caller.
  func scenario(policy: String) throws -> Scenario {
    var scenario = Scenario()
    scenario.policy = policy
    scenario.arrivals = "poisson"
    switch self {
    case .one:
      scenario.guests = 1
      scenario.sizes = PacketSizes(bytes: 64)
      scenario.machine = "theory"
      scenario.knobs[KnobCatalog.load] = 1e6
      scenario.knobs[EngineKnobs.timeout] = 1e6
    case .eight:
      scenario.guests = 8
      scenario.sizes = try PacketSizes(parsing: "64:1,128:1,576:1,1500:1")
      scenario.machine = "fast-server"
      scenario.knobs[KnobCatalog.load] = 20e6
      scenario.knobs[EngineKnobs.timeout] = 5000
    case .thousand:
      scenario.guests = 1000
      scenario.sizes = .imix
      scenario.machine = "fast-server"
      scenario.knobs[KnobCatalog.load] = 20e6
      scenario.knobs[EngineKnobs.timeout] = 100_000
    }
    scenario.knobs[EngineKnobs.maxPackets] = 64
    return scenario
  }
}
