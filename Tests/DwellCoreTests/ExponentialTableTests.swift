import DwellCore
import Testing

/// The integer table against the logarithm it stands for.
struct ExponentialTableTests {
  private func exact(_ random: UInt64) -> Double { -Elementary.log(Double(random) * 0x1p-64) }

  @Test("draws are −ln u within 3·10⁻⁶, over all leading zeros and pieces")
  func drawsAreLogarithms() {
    let table = ExponentialTable()
    var stream = RandomStream(seed: 1, name: "table")
    for zeros in UInt64(0)..<60 {
      for _ in 0..<300 {
        let word = (stream.next() | 1 << 63) >> zeros
        let error = abs(Double(table.draw(word)) * 0x1p-40 - exact(word))
        // Beyond 31 bits of mantissa the rest of a short word is exact; the chord alone remains.
        #expect(error < 3e-6, "\(word)")
      }
    }
  }

  @Test("the ends of the range are finite and in order")
  func endsAreFinite() {
    let table = ExponentialTable()
    #expect(table.draw(.max) < 1 << 20)
    #expect(Double(table.draw(0)) * 0x1p-40 < 66 * Elementary.ln2)
    #expect(table.draw(0) > table.draw(1) && table.draw(1) > table.draw(2) && table.draw(2) > table.draw(3))
  }
}
