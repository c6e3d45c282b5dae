/// What one packet went through so far: the parts of its delay, in nanoseconds, which add up to it (model rule 6.3).
///
/// Only packets that are followed one by one have one; others share what their transfer went through.
public struct Journey: Sendable, BitwiseCopyable, Equatable {
  /// The guest it goes to, counted from 0.
  public var guest: Int32
  /// Its bytes.
  public var size: Int32
  /// When it reached the card.
  public var arrived: Int64
  /// From the card to the end of its poll, and in coalesce.
  public var intake: Int64 = 0
  /// In a container.
  public var dwell: Int64 = 0
  /// Before the driver domain, or in a ring.
  public var queue: Int64 = 0
  /// At the driver domain and at the guest.
  public var service: Int64 = 0
  /// From the end of driver service to the start of guest service.
  public var notify: Int64 = 0
  /// After the unloader.
  public var regulate: Int64 = 0

  /// A packet that has just reached the card.
  public init(guest: Int32, size: Int32, arrived: Int64) {
    self.guest = guest
    self.size = size
    self.arrived = arrived
  }

  /// All of it so far.
  public var delay: Int64 { intake + dwell + queue + service + notify + regulate }
}
