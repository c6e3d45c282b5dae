import DwellCore
import DwellMetrics
import Testing

struct MomentsTests {
  private static func moments(_ values: [Int64]) -> Moments {
    var moments = Moments()
    for value in values {
      moments.add(count: 1, sum: value, squares: Int128(value) * Int128(value), least: value, greatest: value)
    }
    return moments
  }

  /// In two passes over the list.
  private static func naive(_ values: [Int64]) -> (mean: Double, deviation: Double) {
    let n = Double(values.count)
    let origin = values[0]
    // Differences are exact; so nothing cancels.
    let mean = values.reduce(0.0) { $0 + Double($1 - origin) } / n
    let squares = values.reduce(0.0) { $0 + (Double($1 - origin) - mean) * (Double($1 - origin) - mean) }
    return (Double(origin) + mean, (squares / n).squareRoot())
  }

  @Test(
    "Mean and deviation are those of the list, also of huge values that hardly differ",
    arguments: [(Int64(0), 1000), (0, 1_000_000_000_000), (1_000_000_000_000, 3), (100_000_000_000_000, 1000)])
  func againstTheList(origin: Int64, spread: Int) {
    var random = RandomStream(seed: 1, name: "moments")
    let values = (0..<2000).map { _ in origin + Int64(random.next(below: spread)) }
    let moments = Self.moments(values)
    let naive = Self.naive(values)
    #expect(moments.count == 2000)
    #expect(moments.least == values.min())
    #expect(moments.greatest == values.max())
    #expect(abs((moments.mean ?? .nan) - naive.mean) <= 1e-12 * naive.mean)
    #expect(abs((moments.deviation ?? .nan) - naive.deviation) <= 1e-9 * naive.deviation)
  }

  @Test("Nothing has neither mean nor deviation; equal values have no deviation")
  func corners() {
    #expect(Moments().mean == nil)
    #expect(Moments().deviation == nil)
    #expect(Self.moments([7, 7, 7]).deviation == 0)
    #expect(Self.moments([0]).mean == 0)
  }

  @Test("Beyond 128 bits the deviation is still close")
  func overflow() {
    // Σx² fits, n Σx² does not.
    var moments = Moments()
    let low = Int128(1_000_000_000_000)
    let high = 3 * low
    for _ in 0..<1000 {
      moments.add(
        count: 1_000_000, sum: Int64(2 * low) * 1_000_000, squares: (low * low + high * high) / 2 * 1_000_000,
        least: Int64(low), greatest: Int64(high))
    }
    #expect(abs((moments.mean ?? .nan) - 2e12) <= 1)
    #expect(abs((moments.deviation ?? .nan) - 1e12) <= 1e4)
  }

  @Test("Parts put together are the whole, in any order")
  func parts() {
    var random = RandomStream(seed: 2, name: "moments")
    let values = (0..<600).map { _ in Int64(random.next(below: 1 << 40)) }
    let whole = Self.moments(values)
    for order in [[0, 1, 2], [2, 0, 1]] {
      var sum = Moments()
      for part in order { sum.add(Self.moments(Array(values[part * 200..<(part + 1) * 200]))) }
      #expect(sum.count == whole.count && sum.total == whole.total)
      #expect(sum.mean == whole.mean && sum.deviation == whole.deviation)
      #expect(sum.least == whole.least && sum.greatest == whole.greatest)
    }
  }
}
