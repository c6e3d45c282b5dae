import DwellCore
import DwellSimulation
import DwellWorkload

/// Passes a source on; packets of an odd number of bytes come from guest 2 on this host.
struct NeighbourSource: TrafficSource {
  var inner: any TrafficSource

  mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    let first = block.count
    inner.fill(&block, until: limit)
    guard block.tellsSources else { return }
    for i in first..<block.count where !block.sizes[i].isMultiple(of: 2) { block.sources[i] = 1 }
  }

  var lookahead: TimeSpan? { inner.lookahead }
  mutating func follow(_ deliveries: borrowing DeliveryBlock) { inner.follow(deliveries) }
  var isExhausted: Bool { inner.isExhausted }
  mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) { inner.setLoad(packetsPerSecond, at: now) }
  mutating func setGuests(_ count: Int, at now: Instant) { inner.setGuests(count, at: now) }
  mutating func setKnob(_ name: String, to value: Double, at now: Instant) -> Bool {
    inner.setKnob(name, to: value, at: now)
  }
  mutating func stopSending(at end: Instant) { inner.stopSending(at: end) }
  mutating func takeWarnings() -> [String] { inner.takeWarnings() }
}

/// A transport that sends every second packet only.
struct HalvingTransport: TransportSource {
  var inner: any TrafficSource
  private var count = 0

  init(_ inner: any TrafficSource) { self.inner = inner }

  mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    let first = block.count
    inner.fill(&block, until: limit)
    var kept = first
    for i in first..<block.count {
      count += 1
      guard count.isMultiple(of: 2) else { continue }
      block.times[kept] = block.times[i]
      block.sizes[kept] = block.sizes[i]
      block.guests[kept] = block.guests[i]
      kept += 1
    }
    block.count = kept
  }

  mutating func dissolve(at now: Instant) -> any TrafficSource { inner }
  var lookahead: TimeSpan? { inner.lookahead }
  mutating func follow(_ deliveries: borrowing DeliveryBlock) { inner.follow(deliveries) }
  var isExhausted: Bool { inner.isExhausted }
  mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) { inner.setLoad(packetsPerSecond, at: now) }
  mutating func setGuests(_ count: Int, at now: Instant) { inner.setGuests(count, at: now) }
}

extension StageSet {
  /// The scenario's stages with some of the tests' own in their places.
  static func with(
    _ scenario: Scenario, intake: MakePacketStage? = nil, coalesce: MakePacketStage? = nil,
    bypass: MakePacketStage? = nil, regulate: MakePacketStage? = nil, transport: MakeTransport? = nil
  ) throws -> StageSet {
    func entry<Behaviour>(_ behaviour: Behaviour) -> StageEntry<Behaviour> {
      StageEntry(
        StageChoice(name: "of-the-tests", summary: "", source: "", confidence: ""), behaviour)
    }
    var set = try StageSet(scenario)
    if let intake { set.intake = entry(intake) }
    if let coalesce { set.coalesce = entry(coalesce) }
    if let bypass { set.bypass = entry(bypass) }
    if let regulate { set.regulate = entry(regulate) }
    if let transport { set.transport = entry(transport) }
    return set
  }

  /// Every place taken by a stage that does something.
  static func busy(_ scenario: Scenario) throws -> StageSet {
    try with(
      scenario, intake: { _ in PollingStage(ring: 40) }, coalesce: { _ in PairingStage() },
      bypass: { _ in DetourStage(losing: 7) }, regulate: { _ in GridStage(losing: 11) })
  }

  /// The same but for what regulates, and a bypass that holds each packet 7 µs before it declines it.
  static func holding(_ scenario: Scenario) throws -> StageSet {
    try with(
      scenario, intake: { _ in PollingStage() }, coalesce: { _ in PairingStage() },
      bypass: { _ in HesitatingStage() }, regulate: nil)
  }

  /// Every place taken by a stage that changes nothing.
  static func idle(_ scenario: Scenario) throws -> StageSet {
    let pass: MakePacketStage = { _ in PassingStage() }
    return try with(scenario, intake: pass, coalesce: pass, bypass: pass, regulate: pass)
  }
}
