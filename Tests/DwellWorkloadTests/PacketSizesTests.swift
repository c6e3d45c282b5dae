import DwellCore
import DwellWorkload
import Testing

/// Sizes as a person writes them.
struct PacketSizesTests {
  @Test("one size, imix and weights are read")
  func readsMixes() throws {
    #expect(try PacketSizes(parsing: "576B") == PacketSizes(bytes: 576))
    #expect(try PacketSizes(parsing: "IMIX") == .imix)
    let mix = try PacketSizes(parsing: "40:7,576:4,1500:1")
    #expect(mix.parts.map(\.bytes) == [40, 576, 1500] && mix.parts.map(\.weight) == [7, 4, 1])
    #expect(mix.mean == 4084.0 / 12)
    #expect(PacketSizes.imix.mean == 4342.0 / 12)
  }

  @Test(
    "what is no mix is refused in one line",
    arguments: [
      "", "0B", "65537B", "576", "1.5B", "64:0", "64:1000001", "0:1", "70000:1", "64:1,", ":", "64:x", "a:b", "64:1:2",
      "-1:1", "64,128",
      "imix,64:1", Array(repeating: "64:1", count: 65).joined(separator: ","),
    ])
  func refusesTheRest(text: String) {
    #expect {
      try PacketSizes(parsing: text)
    } throws: { error in
      let line = "\(error)"
      return line.contains("packet-size") && !line.contains("\n")
    }
  }

  @Test("several sizes without weights are told what a mix looks like, not of a unit")
  func sizesWithoutWeights() {
    #expect {
      try PacketSizes(parsing: "64,128")
    } throws: { error in
      let line = "\(error)"
      return line.contains("'64,128'") && line.contains("40:7,576:4") && !line.contains("unit")
    }
  }

  @Test("uneven weights are drawn as they are written", arguments: ["1:1,2:1000000", "10:3,20:5,30:7,40:11,50:13"])
  func weightsAreExact(text: String) throws {
    let sizes = try PacketSizes(parsing: text)
    var source = PoissonTraffic(parameters(1e9, sizes: sizes))
    let all = source.arrivals(until: 1_000_000)
    let total = Double(sizes.parts.reduce(0) { $0 + $1.weight })
    for part in sizes.parts {
      let mean = Double(all.count) * Double(part.weight) / total
      let count = Double(all.filter { $0.size == Int32(part.bytes) }.count)
      #expect(abs(count - mean) <= 4 * mean.squareRoot() + 4)
    }
  }
}
