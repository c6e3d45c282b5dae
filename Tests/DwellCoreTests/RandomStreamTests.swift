import DwellCore
import Testing

/// The generator against its authors' algorithm written anew, and its streams against each other.
struct RandomStreamTests {
  /// xoshiro256++ as published, with its state open.
  private struct Reference {
    var s: [UInt64]

    init(seed: UInt64) {
      var x = seed
      s = (0..<4).map { _ in
        x = x &+ 0x9e37_79b9_7f4a_7c15
        var z = x
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
      }
    }

    mutating func next() -> UInt64 {
      func rotated(_ x: UInt64, _ k: UInt64) -> UInt64 { (x << k) | (x >> (64 - k)) }
      let result = rotated(s[0] &+ s[3], 23) &+ s[0]
      let t = s[1] << 17
      s[2] ^= s[0]
      s[3] ^= s[1]
      s[1] ^= s[2]
      s[0] ^= s[3]
      s[2] ^= t
      s[3] = rotated(s[3], 45)
      return result
    }
  }

  @Test("words are those of xoshiro256++ seeded by splitmix64 from the hash of seed, name and index")
  func wordsAreThePublishedOnes() {
    var hash = Fnv()
    hash.combine(UInt64(42))
    for byte in "gaps".utf8 { hash.combine(UInt64(byte)) }
    hash.combine(UInt64(3))
    var reference = Reference(seed: hash.value)
    var stream = RandomStream(seed: 42, name: "gaps", index: 3)
    for _ in 0..<1000 { #expect(stream.next() == reference.next()) }
  }

  @Test("seed, name and index each make another stream")
  func streamsDiffer() {
    var firsts: Set<UInt64> = []
    for seed in UInt64(0)..<20 {
      for index in 0..<20 {
        for var stream in [
          RandomStream(seed: seed, name: "a", index: index), RandomStream(seed: seed, name: "b", index: index),
        ] {
          firsts.insert(stream.next())
        }
      }
    }
    #expect(firsts.count == 800)
  }

  @Test("bounded draws are in range and even", arguments: [1, 2, 6, 1000])
  func boundedDraws(bound: Int) {
    var stream = RandomStream(seed: 1, name: "bounded")
    let n = 100_000
    var counts = Array(repeating: 0, count: bound)
    for _ in 0..<n { counts[stream.next(below: bound)] += 1 }
    // Chi squared has mean bound − 1 and variance 2(bound − 1).
    let mean = Double(n) / Double(bound)
    let chi = counts.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) / mean }
    #expect(abs(chi - Double(bound - 1)) <= 5 * (2 * Double(bound - 1)).squareRoot())
  }

  @Test("unit draws lie in [0, 1) with mean one half")
  func unitDraws() {
    var stream = RandomStream(seed: 1, name: "unit")
    let draws = (0..<100_000).map { _ in stream.nextUnit() }
    #expect(draws.allSatisfy { $0 >= 0 && $0 < 1 })
    let mean = draws.reduce(0, +) / 1e5
    let bound = 4 * (1.0 / 12 / 1e5).squareRoot()
    #expect(abs(mean - 0.5) < bound)
  }

  @Test("exponential draws have the mean asked for and the memory of none")
  func exponentialDraws() {
    let table = ExponentialTable()
    var stream = RandomStream(seed: 1, name: "exponential")
    let draws = (0..<200_000).map { _ in stream.nextExponential(mean: 5, table: table) }
    let n = Double(draws.count)
    let mean = draws.reduce(0, +) / n
    let bound = 4 * 5 / n.squareRoot()
    #expect(abs(mean - 5) < bound)
    for multiple in 1...6 {
      let share = Elementary.exp(-Double(multiple))
      let count = Double(draws.filter { $0 > 5 * Double(multiple) }.count)
      #expect(abs(count - n * share) < 4 * (n * share).squareRoot())
    }
  }
}
