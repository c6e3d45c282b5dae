/// Packets and bytes of a container in one word, so that a packet costs one load, one add and one store.
///
/// Two neighbouring fields written apart and read together stall on store forwarding, +5 ns a packet.
public struct Load: Sendable, BitwiseCopyable, Equatable {
  @usableFromInline var word: Int64

  @inlinable init(word: Int64) { self.word = word }

  /// Nothing.
  @inlinable
  public init() { word = 0 }

  /// The bytes; containers hold at most 2³¹.
  @inlinable
  public var bytes: Int64 { word & 0xffff_ffff }

  /// The packets.
  @inlinable
  public var packets: Int64 { word &>> 32 }

  /// Whether there is no packet.
  @inlinable
  public var isEmpty: Bool { word == 0 }

  /// This load and one packet of `size` bytes.
  @inlinable
  public func adding(size: Int32) -> Load { Load(word: word &+ ((1 &<< 32) | Int64(size))) }
}
