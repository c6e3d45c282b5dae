public import DwellCore
import DwellEngine
public import DwellSimulation
import DwellWorkload

/// The trade-off of a container with a fixed timeout under Poisson traffic of one size, in closed form: for every timeout and capacity
/// the mean dwell and the throughput that the busiest station could reach.
///
/// Guests get their own Poisson streams of load/N each. Dwell by ``StaticContainer``; the ceiling is the mean of packets over the
/// mean of work per container (model rule 6), exact for machines whose work does not depend on what came before.
public struct StaticPlane: Sendable, Equatable {
  /// A point of the plane.
  public struct Point: Sendable, Hashable {
    /// Mean dwell in nanoseconds.
    public var dwell: Double
    /// Packets per second.
    public var ceiling: Double
  }

  private let rate: Double
  private let guests: Double
  private let size: Int
  // Packets after which a container leaves; 0: only its bytes count.
  private let mostPackets: Int
  private let page: Double
  private let packet: Double
  private let byte: Double
  private let send: Double
  private let event: Double
  private let guestPacket: Double

  /// The most packets of a container for which the sums are worked out.
  public static let mostFitting = 1024

  /// The plane of a scenario's traffic and costs; nil where ``gap(in:)`` says why.
  public init?(_ scenario: Scenario) {
    guard Self.gap(in: scenario) == nil, let part = scenario.sizes.parts.first else { return nil }
    guests = Double(max(scenario.guests, 1))
    rate = scenario.value(of: KnobCatalog.load) / guests
    size = part.bytes
    mostPackets = Int(scenario.value(of: EngineKnobs.maxPackets))
    page = scenario.value(of: CostKnobs.grant)
    packet = scenario.value(of: CostKnobs.packet)
    byte = scenario.value(of: CostKnobs.byte)
    send = scenario.value(of: CostKnobs.send)
    event = scenario.value(of: CostKnobs.event)
    guestPacket = scenario.value(of: CostKnobs.guestPacket)
  }

  /// What of a scenario no closed form is known for, such as `adaptive`; nil where there is one.
  public static func gap(in scenario: Scenario) -> String? {
    guard scenario.aggregates else { return "system \(scenario.system)" }
    guard scenario.policy == "fixed" else { return scenario.policy }
    if scenario.trace != nil { return "a trace" }
    guard scenario.arrivals == "poisson" else { return "\(scenario.trafficWord) traffic" }
    guard scenario.hasOneSize else { return "mixed sizes" }
    guard scenario.directions == .rx else { return "two directions" }
    for stage in Stage.allCases {
      switch stage {
      case .cross, .transport: continue
      case .notify where scenario.choice(on: stage) != "every": return "notify \(scenario.choice(on: stage))"
      case .notify: continue
      default:
        let choice = scenario.choice(on: stage)
        if choice != StageCatalog.choices(on: stage).first?.name { return "\(stage.rawValue) \(choice)" }
      }
    }
    return scenario.value(of: EngineKnobs.minRoom) > 0 ? "min-room" : nil
  }

  /// The point of a timeout and a capacity in bytes; nil where a packet does not fit or too many do.
  public func point(timeout: TimeSpan, capacity: Int) -> Point? {
    var capacity = capacity
    // A container that leaves with its k-th packet is one that k packets fill exactly.
    if mostPackets > 0, capacity / size >= mostPackets { capacity = mostPackets * size }
    guard (1...Self.mostFitting).contains(capacity / size) else { return nil }
    let container = StaticContainer(rate: rate, timeout: timeout, capacity: capacity, size: size)
    // A grant hands over one page of memory.
    let driver = container.mean { count in
      let pages = Double(max((count * size + 4095) / 4096, 1))
      return page * pages + (packet + byte * Double(size)) * Double(count) + send
    }
    let guest = container.mean { event + guestPacket * Double($0) } / guests
    let work = max(driver, guest)
    return Point(dwell: container.meanDwell, ceiling: work > 0 ? container.meanPackets * 1e9 / work : .infinity)
  }
}
