/// A waiting packet in one word: arrival time above, size below.
///
/// The time is kept modulo 2⁴⁷ ns (39 hours), so a wait is exact as long as it is shorter; sizes up to 65536 take 17 bits.
public enum PacketWord {
  /// The bits that hold the size.
  public static let sizeBits: Int64 = 17
  @usableFromInline static let sizeMask: UInt64 = (1 << 17) - 1

  /// The word of a packet of `size` bytes that came at `time` nanoseconds.
  @inlinable
  public static func pack(time: Int64, size: Int32) -> UInt64 {
    (UInt64(bitPattern: time) &<< 17) | UInt64(UInt32(bitPattern: size))
  }

  /// What to subtract a word from, and shift down by 17, to get its wait until `time`.
  @inlinable
  public static func reference(_ time: Int64) -> UInt64 { (UInt64(bitPattern: time) &<< 17) | sizeMask }

  /// The wait in nanoseconds until the time of `reference`.
  @inlinable
  public static func wait(_ word: UInt64, until reference: UInt64) -> Int64 {
    Int64(bitPattern: (reference &- word) &>> 17)
  }

  /// Twice the wait in nanoseconds until the time of `reference`, plus 1: what histograms count by.
  @inlinable
  public static func doubleWaitPlusOne(_ word: UInt64, until reference: UInt64) -> Int64 {
    Int64(bitPattern: (reference &- word) &>> 16 | 1)
  }

  /// The size in bytes.
  @inlinable
  public static func size(_ word: UInt64) -> Int64 { Int64(bitPattern: word & sizeMask) }
}
