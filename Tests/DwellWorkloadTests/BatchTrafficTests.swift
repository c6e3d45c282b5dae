import DwellCore
import DwellWorkload
import Testing

/// Batches: their law, their instants, how counts spread, turns.
struct BatchTrafficTests {
  @Test("counts have the load as mean and the dispersion 2B − 1", arguments: [1e4, 1e6], [1.0, 2.5, 8, 100])
  func momentsHold(load: Double, size: Double) {
    var source = BatchTraffic(parameters(load, guests: 3, [(BatchTraffic.size, size)]))
    let span = Int64(200 * size / load * 1e9)
    let statistics = CountStatistics(&source, windows: 2000, of: span)
    let mean = load * Double(span) / 1e9
    let dispersion = 2 * size - 1
    #expect(abs(statistics.mean - mean) < 4 * (mean * dispersion / 2000).squareRoot())
    #expect(abs(statistics.dispersion(about: mean) / dispersion - 1) < 4 * (2.0 / 2000).squareRoot() * 1.1)
  }

  @Test("batches are geometric and share one instant")
  func batchesAreGeometric() {
    var source = BatchTraffic(parameters(1000, [(BatchTraffic.size, 4)]))
    let times = source.arrivals(until: 400_000_000_000).map(\.time)
    var batches: [Int64: Double] = [:]
    for time in times { batches[time, default: 0] += 1 }
    let n = Double(batches.count)
    #expect(abs(n - 100_000) < 4 * 100_000.squareRoot())
    for k in 1...4 {
      // P(k) = (1 − p)·p^(k−1) with p = 3/4.
      let share = 0.25 * Elementary.pow(0.75, Double(k - 1))
      let count = Double(batches.values.filter { $0 == Double(k) }.count)
      #expect(abs(count - n * share) < 4 * (n * share * (1 - share)).squareRoot())
    }
    let mean = Double(times.count) / n
    #expect(abs(mean - 4) < 4 * (12 / n).squareRoot())
  }

  @Test("batches of one packet are alone")
  func batchesOfOne() {
    var source = BatchTraffic(parameters(1000, [(BatchTraffic.size, 1)]))
    let times = source.arrivals(until: 10_000_000_000).map(\.time)
    #expect(Set(times).count == times.count && times.count > 9000)
  }

  @Test("a rare batch keeps its rate")
  func rareBatches() {
    var source = BatchTraffic(parameters(1, guests: 2, [(BatchTraffic.size, 10_000)]))
    let times = Set(source.arrivals(until: 4_000_000_000_000_000).map(\.time))
    // One batch in 10000 s over both guests.
    #expect(abs(Double(times.count) - 400) < 4 * 20)
  }

  @Test("a turned load or size scales what is left of the gap")
  func turnsScale() throws {
    var plain = BatchTraffic(parameters(1000))
    let first = try #require(plain.arrivals(until: 10_000_000_000).first).time
    let turn = first / 3
    for change in ["load", "size"] {
      var turned = BatchTraffic(parameters(1000))
      #expect(turned.arrivals(until: turn).isEmpty)
      if change == "load" {
        turned.setLoad(4000, at: Instant(nanoseconds: turn))
      } else {
        let known = turned.setKnob("batch-size", to: 2, at: Instant(nanoseconds: turn))
        #expect(known)
      }
      let moved = try #require(turned.arrivals(until: 10_000_000_000).first).time
      #expect(abs(moved - (turn + (first - turn) / 4)) <= 1)
    }
    let unknown = plain.setKnob("calls", to: 2, at: .zero)
    #expect(!unknown)
  }
}
