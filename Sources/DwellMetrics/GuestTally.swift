public import DwellCore
import DwellEngine

/// What is counted of one guest over the run.
public struct GuestTally: Sendable, BitwiseCopyable {
  /// Dwell of packets that arrived in the window.
  public var dwell = Moments()
  /// Delay of packets that arrived in the window and were handed over.
  public var delay = Moments()
  @usableFromInline var jitter = JitterMeter()
  /// Hashes of releases, deliveries and drops, each in this guest's order.
  public var releases = Fnv()
  /// Of deliveries.
  public var deliveries = Fnv()
  /// Of drops.
  public var drops = Fnv()
  /// Packets released, or that crossed alone.
  public var released = 0
  /// Packets handed over so far.
  public var delivered = 0
  /// Packets lost so far.
  public var dropped = 0
  /// Of the released, delivered and dropped ones, those that arrived before the window.
  public var early: (released: Int, delivered: Int, dropped: Int) = (0, 0, 0)
  /// Bytes released.
  public var releasedBytes: Int64 = 0
  /// Containers released: full, due, idle, other.
  public var containers: (full: Int, due: Int, idle: Int, other: Int) = (0, 0, 0, 0)
  /// Packets in them, without `other`.
  public var containerPackets = 0
  /// Bytes over capacity added up, without `other`.
  public var fill = 0.0
  /// Bytes handed over.
  public var deliveredBytes: Int64 = 0

  /// Busy time of the guest, in nanoseconds.
  public var busy: Int64 = 0

  /// Nothing counted.
  public init() {}

  // One access to the tally for all that a transfer changes at its release.
  @inline(__always)
  mutating func count(released t: Transfer) {
    released &+= Int(t.packets)
    releasedBytes &+= t.bytes
    early.released &+= Int(t.early)
    guard t.isContainer else { return }
    releases.combine(t.released)
    releases.combine(UInt64(t.cause.rawValue))
    releases.combine(Int64(t.packets))
    releases.combine(t.bytes)
    switch t.cause {
    case .full: containers.full &+= 1
    case .due: containers.due &+= 1
    case .idle: containers.idle &+= 1
    case .other:
      containers.other &+= 1
      return
    }
    containerPackets &+= Int(t.packets)
    fill += Double(t.bytes) / Double(t.capacity)
  }

  // Delay is dwell plus what all packets of the transfer share, so its moments follow from those of dwell.
  @inline(__always)
  mutating func count(
    jitter meter: JitterMeter, countsDwell: Bool, count: Int64, sum: Int64, squares: Int128, least: Int64,
    greatest: Int64, after: Int64
  ) {
    jitter = meter
    if countsDwell { dwell.add(count: count, sum: sum, squares: squares, least: least, greatest: greatest) }
    delay.add(
      count: count, sum: sum &+ count &* after,
      squares: squares &+ Int128(after) &* Int128(2 &* sum &+ count &* after), least: least &+ after,
      greatest: greatest &+ after)
  }

  // One access for all that a hand-over changes.
  @inline(__always)
  mutating func count(delivered t: Transfer) {
    deliveries.combine(t.delivered)
    deliveries.combine(Int64(t.handedOver))
    delivered &+= Int(t.handedOver)
    early.delivered &+= Int(min(t.early, t.handedOver))
    deliveredBytes &+= t.handedBytes
    busy &+= t.delivered &- t.guestStart
  }
}
