import DwellCore
import DwellWorkload
import Testing

/// Poisson traffic against the law of its gaps and counts.
struct PoissonTrafficTests {
  @Test("counts, gaps and guests follow the Poisson law")
  func lawHolds() {
    var source = PoissonTraffic(parameters(2e6, guests: 4))
    let all = source.arrivals(until: 200_000_000)
    let n = 400_000.0
    #expect(abs(Double(all.count) - n) < 4 * n.squareRoot())
    for guest in Int32(0)..<4 {
      let times = all.filter { $0.guest == guest }.map(\.time)
      #expect(abs(Double(times.count) - n / 4) < 4 * (n / 4).squareRoot())
      let gaps = zip(times, times.dropFirst()).map { Double($1 - $0) }
      let m = Double(gaps.count)
      let mean = gaps.reduce(0, +) / m
      let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / m
      // Exponential of mean 2000 ns: sd of the mean 2000/√m, of the variance 2000²·√(8/m).
      #expect(abs(mean - 2000) < 4 * 2000 / m.squareRoot())
      #expect(abs(variance - 4e6) < 4 * 4e6 * (8 / m).squareRoot())
      let short = Double(gaps.filter { $0 < 500 }.count)
      let share = 1 - Elementary.exp(-0.25)
      #expect(abs(short - m * share) < 4 * (m * share * (1 - share)).squareRoot() + m * 5e-4)
    }
  }

  @Test("high rates keep their mean below the nanosecond")
  func highRatesKeepTheirMean() {
    var source = PoissonTraffic(parameters(150e6, guests: 8))
    let n = Double(source.arrivals(until: 10_000_000).count)
    #expect(abs(n - 1.5e6) < 4 * 1.5e6.squareRoot())
  }

  @Test("a turned load scales what is left of the running gap")
  func turnedLoadScales() throws {
    var plain = PoissonTraffic(parameters(1000))
    let first = try #require(plain.arrivals(until: 10_000_000_000).first).time
    let turn = first / 3
    var turned = PoissonTraffic(parameters(1000))
    #expect(turned.arrivals(until: turn).isEmpty)
    turned.setLoad(4000, at: Instant(nanoseconds: turn))
    let moved = try #require(turned.arrivals(until: 10_000_000_000).first).time
    #expect(abs(moved - (turn + (first - turn) / 4)) <= 1)
    turned.setLoad(1000, at: Instant(nanoseconds: 10_000_000_000))
    let late = turned.arrivals(until: 110_000_000_000).count
    #expect(abs(Double(late) - 100_000) < 4 * 100_000.squareRoot())
  }

  @Test("a turned number of guests leaves the times as they are")
  func turnedGuestsKeepTimes() {
    var plain = PoissonTraffic(parameters(1e6, guests: 2))
    var turned = PoissonTraffic(parameters(1e6, guests: 2))
    let expected = plain.arrivals(until: 2_000_000).map(\.time)
    var times = turned.arrivals(until: 1_000_000).map(\.time)
    turned.setGuests(100, at: Instant(nanoseconds: 1_000_000))
    let after = turned.arrivals(until: 2_000_000)
    times += after.map(\.time)
    #expect(times == expected)
    #expect(after.contains { $0.guest > 50 })
  }
}
