import DwellCore
import Testing

/// The digest's hash, step by step as model rule 5.5 writes it.
struct FnvTests {
  @Test("a word goes in by h = (h xor w)·0x100000001b3, h xor= h >> 32")
  func oneStep() {
    var hash = Fnv()
    #expect(hash.value == 0xcbf2_9ce4_8422_2325)
    var h: UInt64 = 0xcbf2_9ce4_8422_2325
    for word in [0, 1, .max, 0x0123_4567_89ab_cdef] as [UInt64] {
      hash.combine(word)
      h = (h ^ word) &* 0x100_0000_01b3
      h ^= h >> 32
      #expect(hash.value == h)
    }
  }

  @Test("signed words go in bit for bit, names byte for byte")
  func otherKinds() {
    var (signed, plain) = (Fnv(), Fnv())
    signed.combine(Int64(-2))
    plain.combine(UInt64.max - 1)
    #expect(signed == plain)
    var (name, bytes) = (Fnv(), Fnv())
    name.combine("µs" as StaticString)
    for byte in "µs".utf8 { bytes.combine(UInt64(byte)) }
    #expect(name == bytes)
  }

  @Test("order matters")
  func orderMatters() {
    var (a, b) = (Fnv(), Fnv())
    a.combine(UInt64(1))
    a.combine(UInt64(2))
    b.combine(UInt64(2))
    b.combine(UInt64(1))
    #expect(a != b)
  }
}
