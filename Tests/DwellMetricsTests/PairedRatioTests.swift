import DwellCore
import DwellMetrics
import Testing

struct PairedRatioTests {
  private typealias Term = PairedRatio.Term

  // Batches of two runs that share what arrives (a common part, heavy and slow) and differ in what they do with it.
  private static func batches(_ seed: UInt64, count: Int, slow: Double = 0, difference: Double) -> (
    a: [Term], b: [Term]
  ) {
    var random = RandomStream(seed: seed, name: "paired")
    var common = 0.0
    var own = 0.0
    var a: [Term] = []
    var b: [Term] = []
    for _ in 0..<count {
      common = 0.5 * common - Elementary.log(1 - random.nextUnit())
      own = slow * own + (random.nextUnit() - 0.5)
      let packets = (20 + 200 * random.nextUnit()).rounded()
      a.append(Term(packets * (5 + common), per: packets))
      b.append(Term(packets * (5 + common + difference + own), per: packets))
    }
    return (a, b)
  }

  private static func ratio(_ seed: UInt64, count: Int = 30, slow: Double = 0, difference: Double) -> PairedRatio {
    let (a, b) = batches(seed, count: count, slow: slow, difference: difference)
    return PairedRatio(a: a, b: b)
  }

  @Test("Two runs that did the same never differ", arguments: 1...50)
  func equal(seed: UInt64) {
    let (a, _) = Self.batches(seed, count: 25, difference: 0)
    let ratio = PairedRatio(a: a, b: a)
    #expect(ratio.a == ratio.b)
    #expect(ratio.verdict == .withinNoise)
  }

  @Test("A known difference is found though the arrivals vary far more than it is large")
  func found() {
    let ratio = Self.ratio(1, difference: 0.4)
    #expect(ratio.verdict == .differs)
    #expect((ratio.b - ratio.a - 0.4).magnitude < ratio.halfWidth)
    #expect(ratio.halfWidth < 0.25, "pairing takes away what the arrivals do to both: \(ratio.halfWidth)")
  }

  @Test("The 95 % interval covers a known mean difference in 88 to 100 of 100 seeds", arguments: [0.0, 0.4])
  func coverage(slow: Double) {
    let covered = (1...100).count { seed in
      let ratio = Self.ratio(UInt64(seed), count: 40, slow: slow, difference: 0.1)
      return (ratio.b - ratio.a - 0.1).magnitude <= ratio.halfWidth
    }
    #expect((88...100).contains(covered), "\(covered) of 100")
  }

  @Test("No difference is called one in at most 12 of 100 seeds")
  func falseAlarms() {
    let alarms = (1...100).count { Self.ratio(UInt64($0), count: 40, difference: 0).verdict == .differs }
    #expect(alarms <= 12, "\(alarms) of 100")
  }

  @Test("Few batches say nothing, and many that all resemble their neighbour are few")
  func early() {
    #expect(Self.ratio(1, count: PairedRatio.leastBatches - 1, difference: 5).verdict == .tooEarly)
    #expect(Self.ratio(1, count: PairedRatio.leastBatches + 5, difference: 5).verdict == .differs)
    let slope = (0..<40).map { Double($0) }
    let same = PairedRatio(a: slope.map { _ in Term(1, per: 1) }, b: slope.map { Term(1 + $0, per: 1) })
    #expect(same.verdict == .tooEarly, "one slow change, seen 40 times: \(same.freedom)")
  }

  @Test("Nothing counted is no number; a difference without any scatter is one")
  func corners() {
    let nothing = PairedRatio(
      a: Array(repeating: Term(0, per: 0), count: 20), b: Array(repeating: Term(1, per: 1), count: 20))
    #expect(nothing.a.isNaN)
    #expect(nothing.verdict == .tooEarly)
    #expect(PairedRatio(a: [], b: []).verdict == .tooEarly)
    let constant = PairedRatio(
      a: Array(repeating: Term(7, per: 1), count: 20), b: Array(repeating: Term(4, per: 1), count: 20))
    #expect(constant.halfWidth == 0)
    #expect(constant.verdict == .differs)
  }
}
