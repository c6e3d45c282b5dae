import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload

/// A run of the engine on a source from the catalog, with everything written down that can be seen from outside.
struct WatchedRun {
  /// What went into the engine.
  var arrivals: [NaivePacket.Plain] = []
  var releases: [ContainerNote] = []
  /// What became of the packets, by guest; empty unless asked for.
  var fates: [Int: [NaiveFate]] = [:]
  /// Where the packets were at each look, and at the end.
  var looks: [PacketCounts] = []
  var packets = PacketCounts()
  var digest: UInt64 = 0
  var summary: Summary

  /// Runs `scenario` to its end, looking at the given instants.
  ///
  /// - Throws: `Knob.Refusal` where the scenario is refused.
  init(_ scenario: Scenario, lookingAt instants: [Int64] = [], following: Bool = false) throws {
    let log = Box<[NaivePacket.Plain]>([])
    let source = WatchedSource(inner: try WatchedRun.source(of: scenario), log: SharedBox(log))
    let simulator = try Simulator(scenario, source: source, blockCapacity: ArrivalBlock.usualCapacity)
    let notes = Box<[ContainerNote]>([])
    simulator.observeReleases { notes.value.append($0) }
    for instant in instants {
      simulator.advance(to: Instant(nanoseconds: instant))
      looks.append(simulator.packets)
    }
    simulator.finish()
    summary = simulator.summary()
    packets = simulator.packets
    digest = simulator.digest
    // A block may hold packets beyond the last that was asked for.
    arrivals = Array(log.value.prefix(packets.offered))
    releases = notes.value
    if following { fates = try WatchedRun.fates(of: arrivals, scenario) }
  }

  /// The same packets in a run that goes on long after the last, so that the source hears of every delivery.
  private static func fates(of arrivals: [NaivePacket.Plain], _ scenario: Scenario) throws -> [Int: [NaiveFate]] {
    var longer = scenario
    longer.duration = .seconds(10)
    let packets = arrivals.map { NaivePacket(arrival: $0.time, size: Int($0.size), guest: Int($0.guest)) }
    let log = FateLog()
    let source = ScriptedSource(packets, guests: scenario.guests, log: log)
    try Simulator(longer, source: source, blockCapacity: ArrivalBlock.usualCapacity).finish()
    return log.fates
  }

  /// The traffic of a scenario from the catalog.
  ///
  /// - Throws: `Knob.Refusal` where the model is not in the catalog or refuses its knobs.
  static func source(of scenario: Scenario) throws(Knob.Refusal) -> any TrafficSource {
    guard let model = TrafficCatalog.model(named: scenario.arrivals) else {
      throw Knob.Refusal("no traffic model \(scenario.arrivals)")
    }
    return try model.make(
      TrafficParameters(
        load: scenario.value(of: KnobCatalog.load), guests: scenario.guests, seed: scenario.seed,
        sizes: scenario.sizes, knobs: scenario.knobs, replies: scenario.directions == .rx ? .counted : .sent))
  }

  /// The packets of each container, in order of release: those of a guest leave as they came.
  ///
  /// Not for `copy`, where packets leave without a container.
  var contents: [(note: ContainerNote, arrivals: [Int64])] {
    var waiting: [Int: ArraySlice<Int64>] = [:]
    for (guest, packets) in Dictionary(grouping: arrivals, by: { Int($0.guest) }) {
      waiting[guest] = packets.map(\.time)[...]
    }
    return releases.map { note in
      let inside = waiting[note.guest, default: []].prefix(note.packets)
      waiting[note.guest, default: []].removeFirst(inside.count)
      return (note, Array(inside))
    }
  }

  /// ∫ packets in open containers dt in packet nanoseconds, swept over arrivals and releases.
  var packetTimeInContainers: Int64 {
    var changes = arrivals.map { (time: $0.time, change: 1) }
    changes += releases.map { ($0.released.nanoseconds, -$0.packets) }
    changes.sort { $0.time < $1.time }
    var inside: Int64 = 0
    var area: Int64 = 0
    var last: Int64 = 0
    for (time, change) in changes {
      area += inside * (time - last)
      inside += Int64(change)
      last = time
    }
    return area
  }
}

/// Passes a source on and writes down what it makes.
struct WatchedSource: TrafficSource {
  var inner: any TrafficSource
  let log: SharedBox<[NaivePacket.Plain]>

  mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    let before = block.count
    inner.fill(&block, until: limit)
    for i in before..<block.count {
      // Where sources are told there are two legs.
      let guest = block.guests[i]
      let row =
        !block.tellsSources ? guest : guest == ArrivalBlock.outside ? 2 * block.sources[i] + 1 : 2 * guest
      log.box.value.append(.init(time: block.times[i], size: block.sizes[i], guest: row))
    }
  }

  var lookahead: TimeSpan? { inner.lookahead }

  mutating func follow(_ deliveries: borrowing DeliveryBlock) {
    inner.follow(deliveries)
  }

  var isExhausted: Bool { inner.isExhausted }

  var requests: RequestTally? { inner.requests }

  mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) { inner.setLoad(packetsPerSecond, at: now) }

  mutating func setGuests(_ count: Int, at now: Instant) { inner.setGuests(count, at: now) }

  mutating func setKnob(_ name: String, to value: Double, at now: Instant) -> Bool {
    inner.setKnob(name, to: value, at: now)
  }

  mutating func stopSending(at end: Instant) { inner.stopSending(at: end) }

  mutating func takeWarnings() -> [String] { inner.takeWarnings() }
}

/// A box that may stand in a source; one thread uses it.
struct SharedBox<Value>: @unchecked Sendable {
  let box: Box<Value>

  init(_ box: Box<Value>) { self.box = box }
}
