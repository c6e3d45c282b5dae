import DwellCore
import DwellSimulation
import DwellWorkload

/// The driver domain where every packet leaves at once: Poisson arrivals, one server, any service time (M/G/1).
///
/// E[queue] = λ·E[S²] / 2(1 − ρ), Pollaczek and Khinchine; ρ = λ·E[S]. All guests share it, with no bound to the queue.
struct SingleServer {
  /// Packets per second over all guests.
  let rate: Double
  /// Mean service at the driver domain, in nanoseconds.
  let meanService: Double
  /// Mean wait before it, in nanoseconds; not finite from a utilisation of 1 on.
  let meanWait: Double
  /// Whether the guest's end takes no time.
  let isAlone: Bool

  /// The busy share of the driver domain.
  var utilisation: Double { rate * meanService / 1e9 }

  /// Why it has no mean; nil where it has one.
  var gap: String? {
    utilisation < 1 ? nil : "a driver domain busy to \(QuantityText.percent(utilisation))"
  }

  init(_ scenario: Scenario) {
    rate = scenario.value(of: KnobCatalog.load)
    func cost(_ knob: Knob) -> Double { scenario.value(of: knob) }
    var mean = 0.0
    var square = 0.0
    let total = Double(scenario.sizes.parts.reduce(0) { $0 + $1.weight })
    for part in scenario.sizes.parts {
      let pages = Double(max((part.bytes + 4095) / 4096, 1))
      // In whole nanoseconds, as it is simulated.
      let crossing = pages * cost(CostKnobs.grant) + cost(CostKnobs.packet) + Double(part.bytes) * cost(CostKnobs.byte)
      let service = crossing.rounded() + cost(CostKnobs.send).rounded()
      mean += service * Double(part.weight) / total
      square += service * service * Double(part.weight) / total
    }
    meanService = mean
    let busy = rate * mean / 1e9
    meanWait = busy < 1 ? rate / 1e9 * square / (2 * (1 - busy)) : .infinity
    isAlone = [CostKnobs.event, CostKnobs.guestPacket, CostKnobs.wake].allSatisfy { cost($0) == 0 }
  }
}
