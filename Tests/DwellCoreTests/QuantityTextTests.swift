import DwellCore
import Testing

/// Numbers as a person reads them.
struct QuantityTextTests {
  @Test("times keep three digits, nanoseconds are whole, units step at 1000")
  func times() {
    let cases: [(Double, String)] = [
      (0, "0 ns"), (1, "1 ns"), (999, "999 ns"), (8_920, "8.92 µs"), (500_000, "500 µs"), (1e6, "1.00 ms"),
      (999_700, "1.00 ms"), (12_345_678, "12.3 ms"), (1e9, "1.00 s"), (.nan, "–"), (.infinity, "–"),
    ]
    for (value, text) in cases { #expect(QuantityText.time(nanoseconds: value) == text) }
    #expect(QuantityText.time(nanoseconds: 1e6, .dropped) == "1 ms")
    #expect(QuantityText.time(nanoseconds: 1.5e6, .dropped) == "1.5 ms")
  }

  @Test("rates, sizes, shares and counts")
  func others() {
    #expect(QuantityText.packetRate(240e3, .dropped) == "240 kpps" && QuantityText.packetRate(2.5e6) == "2.50 Mpps")
    #expect(QuantityText.bitRate(800e6, .dropped) == "800 Mbps" && QuantityText.rate(47_900) == "47.9 k/s")
    #expect(QuantityText.bytes(4096) == "4096 B" && QuantityText.bytes(65536) == "64 KiB")
    #expect(QuantityText.percent(0.37) == "37 %" && QuantityText.percent(.nan) == "–")
    #expect(QuantityText.count(12).count == 2 && QuantityText.count(371_599).count == 7)
    #expect(QuantityText.fixed(1.005, digits: 1) == "1.0" && QuantityText.fixed(-2.25, digits: 1) == "−2.3")
    #expect(QuantityText.significant(0.012) == "0.0120" && QuantityText.significant(603) == "603")
  }

  @Test("what is written is read again as the same value")
  func roundTrips() throws {
    let knobs = [
      Knob("t", .time, in: 1...1e12, default: 1, scale: .logarithmic, help: "t"),
      Knob("l", .packetRate, in: 1...1e10, default: 1, scale: .logarithmic, help: "l"),
      Knob("b", .bytes, in: 512...1_048_576, default: 512, scale: .doubling(step: 512), help: "b"),
      Knob("a", .number, in: 0...0.999, default: 0.5, scale: .complement, help: "a"),
      Knob("n", .count, in: 1...1024, default: 1, scale: .linear(step: 1), help: "n"),
    ]
    for knob in knobs {
      var value = knob.range.lowerBound
      for _ in 0..<120 {
        #expect(abs(try knob.value(parsing: QuantityText.knob(knob, value)) - value) <= 1e-6 * value)
        value = knob.stepped(value, .up, .fine)
      }
    }
  }
}
