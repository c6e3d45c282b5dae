public import DwellCore

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
}
