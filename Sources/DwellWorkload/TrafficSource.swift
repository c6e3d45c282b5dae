public import DwellCore

/// Where packets come from: a process that fills blocks of arrivals and may follow deliveries.
///
/// Its state after packet k is a function of k and of the commands before it, never of block sizes, speed or frame rate
/// (model rule 5.3). The driver forgets the type in closures, so calls are per block, never per packet.
public protocol TrafficSource: Sendable {
  /// Adds packets in time order, none at or after `limit`, until the block is full or no more are known; it may stop early.
  ///
  /// Guest numbers in the block lie in `0 ..< guests`; times never decrease over the life of the source. An empty block means:
  /// nothing before `limit` as far as is known now.
  mutating func fill(_ block: inout ArrivalBlock, until limit: Instant)

  /// The packet that `fill` would give first, asked in the same way; nothing changes.
  ///
  /// For stepping by hand, not for speed: the default fills a block with a copy. A source whose copies share something has its own.
  func nextArrival(before limit: Instant) -> NextArrival?

  /// How far behind a delivery the arrivals that follow from it stay, at least; `nil` if none ever do.
  ///
  /// The driver never asks beyond its next own event plus this span. A closed loop answers its least reply latency (1 ns or more).
  /// `zero`: some follow at the very instant; they are a round of their own, given once deliveries are complete beyond it.
  var lookahead: TimeSpan? { get }

  /// Tells what became of packets; called before the next `fill` whenever `lookahead` is not `nil`.
  mutating func follow(_ deliveries: borrowing DeliveryBlock)

  /// Whether no packet will ever come again, whatever is delivered.
  var isExhausted: Bool { get }

  /// Whether what comes follows from turns of knobs alone, without end and without warnings, and copies share nothing: then packets may
  /// be made long before their time, and on another thread.
  var isSelfContained: Bool { get }

  /// When a source that is exhausted is over, where that is later than 1 ns after its last packet: a closed loop has its last reply.
  var endOfTraffic: Instant? { get }

  /// What clients have had answered; `nil` where there are none.
  var requests: RequestTally? { get }

  /// A turned rate: what is left of each running gap is scaled by old over new (model rule 5.4). Ignored where load has no meaning.
  mutating func setLoad(_ packetsPerSecond: Double, at now: Instant)

  /// A turned number of guests; the load over all stays, so running gaps scale; packets for guests that left are no longer made.
  mutating func setGuests(_ count: Int, at now: Instant)

  /// A turned knob of this workload's own; returns whether it has such a knob.
  mutating func setKnob(_ name: String, to value: Double, at now: Instant) -> Bool

  /// No request is sent from this instant on (a closed loop at the end of the run); generators need not do anything.
  mutating func stopSending(at end: Instant)

  /// Lines to warn of once, such as a capture cut in the middle; emptied by reading.
  mutating func takeWarnings() -> [String]
}

extension TrafficSource {
  public func nextArrival(before limit: Instant) -> NextArrival? {
    var copy = self
    var block = ArrivalBlock(capacity: 1, sources: .told)
    copy.fill(&block, until: limit)
    guard block.count > 0 else { return nil }
    return NextArrival(time: block.times[0], size: block.sizes[0], guest: block.guests[0], source: block.sources[0])
  }
  public var lookahead: TimeSpan? { nil }
  public var isSelfContained: Bool { false }
  public var endOfTraffic: Instant? { nil }
  public var requests: RequestTally? { nil }
  public mutating func follow(_ deliveries: borrowing DeliveryBlock) {}
  public mutating func setKnob(_ name: String, to value: Double, at now: Instant) -> Bool { false }
  public mutating func stopSending(at end: Instant) {}
  public mutating func takeWarnings() -> [String] { [] }
}
