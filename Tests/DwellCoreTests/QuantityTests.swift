import DwellCore
import Testing

/// Quantities as a person types them.
struct QuantityTests {
  @Test(
    "numbers with a unit are read",
    arguments: [
      ("1ms", Dimension.time, 1e6), ("250us", .time, 250e3), ("250µs", .time, 250e3), ("250μs", .time, 250e3),
      ("1.5 s", .time, 1.5e9), ("7ns", .time, 7), ("2min", .time, 120e9), ("64B", .bytes, 64), ("4KiB", .bytes, 4096),
      ("4kB", .bytes, 4000), ("100kpps", .packetRate, 100e3), ("2.5Mpps", .packetRate, 2.5e6),
      ("1e3pps", .packetRate, 1e3),
      ("800Mbps", .bitRate, 800e6), ("0.98", .number, 0.98), ("50%", .number, 0.5), ("12", .count, 12), ("0", .time, 0),
      ("-1ms", .time, -1e6),
    ])
  func readsUnits(text: String, dimension: Dimension, value: Double) throws {
    let quantity = try Quantity(parsing: text, as: [dimension])
    #expect(quantity.dimension == dimension && abs(quantity.value - value) <= 1e-12 * abs(value))
  }

  @Test("relative texts start from what there is")
  func readsRelative() throws {
    let current = Quantity(1e6, .time)
    #expect(try abs(Quantity(parsing: "+10%", as: [.time], current: current).value - 1.1e6) < 1e-6)
    #expect(try abs(Quantity(parsing: "-5%", as: [.time], current: current).value - 0.95e6) < 1e-6)
    #expect(throws: Quantity.Malformed.self) { try Quantity(parsing: "+10%", as: [.time]) }
  }

  @Test("the first of several dimensions that knows the unit is taken")
  func choosesDimension() throws {
    #expect(try Quantity(parsing: "10Mbps", as: [.packetRate, .bitRate]).dimension == .bitRate)
    #expect(try Quantity(parsing: "10Mpps", as: [.packetRate, .bitRate]).dimension == .packetRate)
  }

  @Test(
    "what is no quantity is refused in one line that quotes it",
    arguments: ["", "ms", "1", "5em", "1MS", "one", "1ms2", "nan", "inf", "1e999s", "--1ms", "0x10ms", "1,5ms", "½ms"])
  func refusesTheRest(text: String) {
    #expect {
      try Quantity(parsing: text, as: [.time])
    } throws: { error in
      let line = "\(error)"
      return line.contains("'\(text)'") && line.contains("ms") && !line.contains("\n")
    }
  }
}
