import DwellCore
import DwellSimulation
import DwellWorkload

/// The driver domain where every packet leaves at once: Poisson arrivals, one server, any service time (M/G/1).
///
/// E[queue] = λ·E[S²] / 2(1 − ρ), Pollaczek and Khinchine; ρ = λ·E[S]. All guests share it, with no bound to the queue; ``overflow(beyond:)``
/// says how much the bound that a real queue has matters.
struct SingleServer {
  /// Packets per second over all guests.
  let rate: Double
  /// Mean service at the driver domain, in nanoseconds.
  let meanService: Double
  /// Mean wait before it, in nanoseconds; not finite from a utilisation of 1 on.
  let meanWait: Double
  /// Whether the guest's end takes no time.
  let isAlone: Bool
  /// The busy share of the busiest guest's end.
  let guestUtilisation: Double
  // Service times in nanoseconds with their shares.
  private let services: [(time: Double, share: Double)]

  /// The busy share of the driver domain.
  var utilisation: Double { rate * meanService / 1e9 }

  /// Why it has no mean; nil where it has one.
  var gap: String? {
    utilisation < 1 ? nil : "a driver domain busy to \(QuantityText.percent(utilisation))"
  }

  init(_ scenario: Scenario) {
    rate = scenario.value(of: KnobCatalog.load)
    func cost(_ knob: Knob) -> Double { scenario.value(of: knob) }
    var services: [(time: Double, share: Double)] = []
    let total = Double(scenario.sizes.parts.reduce(0) { $0 + $1.weight })
    for part in scenario.sizes.parts {
      let pages = Double(max((part.bytes + 4095) / 4096, 1))
      // In whole nanoseconds, as it is simulated.
      let crossing = pages * cost(CostKnobs.grant) + cost(CostKnobs.packet) + Double(part.bytes) * cost(CostKnobs.byte)
      let service = crossing.rounded() + cost(CostKnobs.send).rounded()
      services.append((service, Double(part.weight) / total))
    }
    let mean = services.reduce(0) { $0 + $1.time * $1.share }
    let square = services.reduce(0) { $0 + $1.time * $1.time * $1.share }
    self.services = services
    meanService = mean
    let busy = rate * mean / 1e9
    meanWait = busy < 1 ? rate / 1e9 * square / (2 * (1 - busy)) : .infinity
    isAlone = [CostKnobs.event, CostKnobs.guestPacket, CostKnobs.wake].allSatisfy { cost($0) == 0 }
    let each = cost(CostKnobs.event) + cost(CostKnobs.guestPacket)
    guestUtilisation = rate / Double(max(scenario.guests, 1)) * each / 1e9
  }

  /// About how likely it is that a packet finds `count` others there, if nothing bounds them.
  ///
  /// The tail of M/G/1 falls by a factor 1/z per packet, where z > 1 solves z = E[exp(λ(z − 1)S)] (Tijms, A First Course in Stochastic
  /// Models, chapter on the M/G/1 queue); its constant is taken as 1.
  func overflow(beyond count: Int) -> Double {
    guard utilisation < 1, utilisation > 0 else { return utilisation > 0 ? 1 : 0 }
    func excess(_ z: Double) -> Double {
      services.reduce(0) { $0 + $1.share * Elementary.exp(rate / 1e9 * (z - 1) * $1.time) } - z
    }
    // Below z the sum is less than its argument, above it is more.
    var (low, high) = (1.0, 2.0)
    while excess(high) < 0, high < 1e9 { (low, high) = (high, high * 2) }
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if excess(middle) < 0 { low = middle } else { high = middle }
    }
    return Elementary.exp(-Double(count) * Elementary.log(high))
  }
}
