import DwellCore
import DwellWorkload
import Testing

/// Two states: the mean, how counts spread, turns.
struct MmppTrafficTests {
  private static let fast = [(MmppTraffic.highTime, 1e6), (MmppTraffic.lowTime, 5e6)]

  @Test("counts have the mean and the dispersion of the process", arguments: [1e5, 1e6], [2.0, 25])
  func momentsHold(load: Double, ratio: Double) {
    var source = MmppTraffic(parameters(load, Self.fast + [(MmppTraffic.ratio, ratio)]))
    let span = 10e-3
    let statistics = CountStatistics(&source, windows: 2000, of: 10_000_000)
    let (out, back) = (1000.0, 200.0)
    let low = load * (out + back) / (ratio * back + out)
    let high = ratio * low
    // Index of dispersion of counts (Heffes and Lucantoni): 1 + (I − 1)·(1 − (1 − e^(−st))/(st)), s = σ₁₂ + σ₂₁.
    let s = out + back
    let limit = 2 * out * back * (high - low) * (high - low) / (s * s * (high * back + low * out))
    let dispersion = 1 + limit * (1 - (1 - Elementary.exp(-s * span)) / (s * span))
    let mean = load * span
    #expect(abs(statistics.mean - mean) < 4 * (mean * (1 + limit) / 2000).squareRoot())
    // 2000 windows, hardly dependent: the spread of a measured variance is about √(2/2000), here with longer tails.
    #expect(abs(statistics.dispersion(about: mean) / dispersion - 1) < 0.15)
  }

  @Test("it is on and off traffic told by other knobs")
  func isOnOff() {
    var source = MmppTraffic(parameters(1000, guests: 3, sizes: .imix))
    let knobs = [(OnOffTraffic.onTime, 100e6), (OnOffTraffic.offTime, 500e6), (OnOffTraffic.offRate, 0.04)]
    var same = OnOffTraffic(parameters(1000, guests: 3, sizes: .imix, knobs))
    let all = source.arrivals(until: 10_000_000_000)
    #expect(all == same.arrivals(until: 10_000_000_000) && all.count > 1000)
  }

  @Test("equal rates are Poisson, also after a turn")
  func turnsHold() {
    var source = MmppTraffic(parameters(1e6, guests: 2, Self.fast))
    _ = source.arrivals(until: 5_000_000)
    let turn = Instant(nanoseconds: 5_000_000)
    let known = ["rate-ratio", "high-time", "low-time"].map {
      source.setKnob($0, to: $0 == "rate-ratio" ? 1 : 2e6, at: turn)
    }
    #expect(known == [true, true, true])
    let other = source.setKnob("off-rate", to: 1, at: turn)
    #expect(!other)
    let statistics = CountStatistics(&source, windows: 1000, of: 1_000_000, from: 5_000_000)
    #expect(abs(statistics.mean - 1000) < 4)
    #expect(abs(statistics.dispersion(about: 1000) - 1) < 4 * (2.0 / 1000).squareRoot())
  }
}
