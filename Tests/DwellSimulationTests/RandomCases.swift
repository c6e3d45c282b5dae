import DwellCore
import DwellSimulation
import DwellWorkload

/// Random small cases that aim at the corners: equal instants, bursts, exact fill, small queues, every knob turned.
struct RandomCases {
  private var random: RandomStream
  private var grid: Int64 = 1000

  init(seed: UInt64) {
    random = RandomStream(seed: seed, name: "cases")
  }

  /// A case for the given choices.
  mutating func make(policy: String, cross: String, notify: String, turns: Bool) -> TestCase {
    grid = pick([1, 100, 1000, 5000])
    var scenario = Scenario()
    scenario.system = "aggregation"
    scenario.stages = [.cross: cross, .notify: notify]
    if cross == "container" { scenario.policy = policy }
    scenario.machine = "paper"
    scenario.guests = pick([1, 1, 2, 3, 5])
    scenario.seed = random.next()
    for name in NaiveKnob.all where chance(0.7) { scenario.knobs.choose(name, value(of: name)) }
    let capacity = Int(scenario.knobs.chosenValue("container-size") ?? 4096)
    scenario.sizes = PacketSizes(bytes: pick([64, 576, 1500]))
    let arrivals = arrivals(guests: scenario.guests + (turns ? 2 : 0), capacity: capacity)
    let last = arrivals.last?.arrival ?? 0
    scenario.duration = .nanoseconds(last + pick([1, 0, 1, 1000]) + (last == 0 ? 1 : 0))
    scenario.ending = chance(0.8) ? .drain : .cut
    return TestCase(
      scenario: scenario, arrivals: arrivals, stops: stops(until: last, arrivals: arrivals, turns: turns),
      blockCapacity: pick([1, 7, 256]), follows: chance(0.5) && (cross, notify) != ("copy", "sleeping"))
  }

  private mutating func arrivals(guests: Int, capacity: Int) -> [NaivePacket] {
    let favourites = [capacity, capacity / 2, capacity / 4, capacity / 3, 64, 576, 1500, capacity + 1, 9000, 65536]
    let sizes = (0..<3).map { _ in min(max(1, pick(favourites)), 65536) }
    let largest = max(1, min(capacity, 65536))
    let stretch: Int64 = pick([1, 3, 20])
    var now: Int64 = 0
    return (0..<pick([5, 40, 150])).map { _ in
      switch random.next(below: 10) {
      case 0..<4: break  // the same instant
      case 4..<9: now += grid * stretch * Int64(1 + random.next(below: 4))
      default: now += grid * Int64(random.next(below: 2000))
      }
      let size = chance(0.8) ? pick(sizes) : 1 + random.next(below: largest)
      return NaivePacket(arrival: now, size: size, guest: random.next(below: guests))
    }
  }

  private mutating func stops(until last: Int64, arrivals: [NaivePacket], turns: Bool) -> [(Int64, Command?)] {
    var times = (0..<pick([0, 2, 12])).map { _ in
      chance(0.5) ? pick(arrivals).arrival : Int64(random.next(below: Int(last) + 1))
    }
    times.sort()
    return times.map { ($0, turns && chance(0.8) ? command() : nil) }
  }

  private mutating func command() -> Command {
    switch random.next(below: 10) {
    case 0, 1: return .policy(pick(NaiveKnob.policies))
    case 2: return .guests(1 + random.next(below: 5))
    case 3: return .system(pick(SystemCatalog.systems.map(\.name)))
    case 4: return .machine(pick(["default", "theory", "paper", "fast-server"]))
    default:
      let name = pick(NaiveKnob.all)
      return .set(knob: name, value: value(of: name))
    }
  }

  /// A value of a knob that is likely to matter in these cases.
  private mutating func value(of name: String) -> Double {
    let step = Double(grid)
    switch name {
    case "timeout": return max(1000, step * Double(pick([1, 2, 5, 10, 40, 300, 3000])))
    case "container-size": return Double(pick([64, 100, 256, 576, 2048, 4096, 16384]))
    case "alpha": return pick([0, 0.5, 0.875, 0.99])
    case "max-packets": return Double(pick([0, 1, 2, 5]))
    case "min-room": return Double(pick([0, 64, 1500]))
    case "queue-packets": return Double(pick([0, 1, 2, 3, 7, 30]))
    case "printed-unit": return step * pick([1, 10, 100])
    case "printed-d0": return Double(pick([0, 1, 10]))
    case "transit-base": return step * pick([0, 1, 5])
    case "transit-spread": return step * pick([0, 1, 5])
    case "n-k", "estimator": return Double(pick([0, 1, 2, 3]))
    case "tick": return max(1, step * pick([0.001, 0.01, 1]))
    case "hold-factor": return pick([0, 0.5, 0.75, 1])
    case "hold-step", "hold-floor": return step * pick([0, 1, 5, 40])
    case "size-share": return pick([0.01, 0.1, 0.5, 1])
    case "target-utilisation": return pick([0.05, 0.3, 0.8])
    case "after-pause", "start", "reading", "restart", "drop": return Double(pick([0, 1]))
    case "c-byte": return pick([0, 0.25, 2])
    case "c-send", "wake-latency": return step * Double(pick([0, 1, 4, 20]))
    default: return step * pick([0, 0.25, 1, 1.5, 10])  // the other costs, in nanoseconds
    }
  }

  private mutating func chance(_ p: Double) -> Bool { random.nextUnit() < p }

  private mutating func pick<Value>(_ values: [Value]) -> Value { values[random.next(below: values.count)] }
}

/// The names that the random cases turn.
enum NaiveKnob {
  static let policies = PolicyCatalog.policies.map(\.name)
  static let all = [
    "timeout", "container-size", "alpha", "max-packets", "min-room", "queue-packets", "drop", "n-k", "start",
    "reading", "restart", "printed-unit", "printed-d0", "transit-base", "transit-spread", "c-grant", "c-pkt",
    "c-byte", "c-send", "c-irq", "c-gpkt", "wake-latency", "estimator", "tick", "hold-factor", "hold-step",
    "hold-floor",
    "size-share", "target-utilisation", "after-pause",
  ]
}
