/// A fixed 64-bit hash (FNV-1a over words, with a fold): for digests and for seeds of named streams.
///
/// Swift's `Hasher` is seeded anew in every process and must not reach a result (model rule 5.5).
public struct Fnv: Sendable, BitwiseCopyable, Equatable {
  /// The hash so far.
  public var value: UInt64

  /// The hash of nothing: the FNV offset basis.
  @inlinable
  public init() { value = 0xcbf2_9ce4_8422_2325 }

  /// Takes one 64-bit word in: h = (h xor w)·0x100000001b3, then h xor= h >> 32 (model rule 5.5).
  @inlinable
  public mutating func combine(_ word: UInt64) {
    let h = (value ^ word) &* 0x0000_0100_0000_01b3
    value = h ^ (h &>> 32)
  }

  /// Takes one signed word in, bit for bit.
  @inlinable
  public mutating func combine(_ word: Int64) { combine(UInt64(bitPattern: word)) }

  /// Takes the UTF-8 bytes of a name in, one word each.
  public mutating func combine(_ name: StaticString) {
    for i in 0..<name.utf8CodeUnitCount { combine(UInt64(name.utf8Start[i])) }
  }
}
