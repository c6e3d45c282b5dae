/// A packet that is about to come.
public struct NextArrival: Sendable, BitwiseCopyable {
  /// When, in nanoseconds.
  public var time: Int64
  /// Its size in bytes.
  public var size: Int32
  /// The guest it goes to, counted from 0, or `ArrivalBlock.outside`.
  public var guest: Int32
  /// The guest it comes from, or `ArrivalBlock.outside`.
  public var source: Int32

  /// A packet of all of these.
  public init(time: Int64, size: Int32, guest: Int32, source: Int32) {
    self.time = time
    self.size = size
    self.guest = guest
    self.source = source
  }
}
