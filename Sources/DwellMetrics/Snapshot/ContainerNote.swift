public import DwellCore
public import DwellEngine

/// One container as the screen tells of it.
public struct ContainerNote: Sendable, BitwiseCopyable {
  /// Its number in the run, counted from 1 over all guests in order of release.
  public var number: Int
  /// The guest, counted from 0.
  public var guest: Int
  /// Why it left.
  public var cause: ReleaseCause
  /// The packets in it.
  public var packets: Int
  /// The bytes in it.
  public var bytes: Int
  /// The capacity it was opened with, in bytes.
  public var capacity: Int
  /// When its first packet came.
  public var opened: Instant
  /// When it left.
  public var released: Instant
  /// When its last packet was handed over; `never` if it was dropped.
  public var delivered: Instant
  /// Which way it went.
  public var leg: Leg

  /// A note of all of these.
  public init(
    number: Int, guest: Int, cause: ReleaseCause, packets: Int, bytes: Int, capacity: Int, opened: Instant,
    released: Instant, delivered: Instant, leg: Leg = .toGuest
  ) {
    self.number = number
    self.leg = leg
    self.guest = guest
    self.cause = cause
    self.packets = packets
    self.bytes = bytes
    self.capacity = capacity
    self.opened = opened
    self.released = released
    self.delivered = delivered
  }
}
