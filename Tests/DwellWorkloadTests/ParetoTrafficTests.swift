import DwellCore
import DwellWorkload
import Testing

/// Self-similar traffic: its mean, its times, its Hurst exponent.
struct ParetoTrafficTests {
  /// The variance-time method: the variance of the mean count over a window of t goes as t^(2H−2).
  ///
  /// Guests are independent, so every guest is a sample path of its own; windows from 2 s, four mean periods, to 128 s.
  private func hurst(_ make: (UInt64) -> any TrafficSource, load: Double, paths: Int) -> Double {
    let windows = 4096
    var variances = Array(repeating: 0.0, count: 7)
    for path in 0..<paths {
      var source = make(UInt64(path + 1))
      let fine = counts(&source, windows: windows)
      for level in 0..<7 {
        let factor = 1 << level
        let mean = load * 2 * Double(factor)
        variances[level] += fine.merged(factor).variance(about: mean) / (mean * mean)
      }
    }
    let points = variances.enumerated().map { (x: Double($0), y: Elementary.log($1) / Elementary.ln2) }
    return 1 + slope(points) / 2
  }

  private func counts(_ source: inout any TrafficSource, windows: Int) -> CountStatistics {
    func open(_ source: inout some TrafficSource) -> CountStatistics {
      CountStatistics(&source, windows: windows, of: 2_000_000_000)
    }
    return open(&source)
  }

  @Test("the Hurst exponent is (3 − a)/2, and 1/2 where times have a variance", arguments: [(1.5, 0.75), (1.2, 0.9)])
  func isSelfSimilar(shape: Double, exponent: Double) {
    let load = 200.0
    let measured = hurst(
      { ParetoTraffic(parameters(load, seed: $0, [(ParetoTraffic.shape, shape)])) }, load: load, paths: 16)
    // Over 16 paths of 8192 s the method scatters by about 0.03, and the law holds only for long windows.
    #expect(abs(measured - exponent) < 0.08, "H is \(measured)")
  }

  @Test("the same method finds 1/2 for Poisson, and for times of finite variance")
  func othersAreNot() {
    let load = 200.0
    let poisson = hurst({ PoissonTraffic(parameters(load, seed: $0)) }, load: load, paths: 8)
    #expect(abs(poisson - 0.5) < 0.04, "H is \(poisson)")
    let short = hurst(
      { ParetoTraffic(parameters(load, seed: $0, [(ParetoTraffic.shape, 8)])) }, load: load, paths: 8)
    #expect(abs(short - 0.5) < 0.08, "H is \(short)")
  }

  @Test("the load is the mean from the start, over many runs", arguments: [1e4, 1e6])
  func loadIsTheMean(load: Double) {
    var sum = 0.0
    var squares = 0.0
    let runs = 400
    for seed in 1...runs {
      var source = ParetoTraffic(parameters(load, guests: 2, seed: UInt64(seed)))
      let n = Double(source.arrivals(until: Int64(1000 / load * 1e9)).count) - 1000
      sum += n
      squares += n * n
    }
    let spread = (squares / Double(runs)).squareRoot()
    // 32 sources, each on half the time: 8 on more or less of 16, about √(1000² · 1/32 + 1000).
    #expect(spread > 150 && spread < 220)
    #expect(abs(sum / Double(runs)) < 4 * spread / Double(runs).squareRoot())
  }

  @Test("off times follow the law", arguments: [1.2, 1.5, 3])
  func offTimesArePareto(shape: Double) {
    let knobs = [
      (ParetoTraffic.sources, 1), (ParetoTraffic.shape, shape), (ParetoTraffic.onTime, 1e6),
      (ParetoTraffic.offTime, 3e6),
    ]
    var source = ParetoTraffic(parameters(2e6, knobs))
    let times = source.arrivals(until: 8_000_000_000).map(\.time)
    // 8 Mpps while on: gaps beyond 20 µs are off times but for e^-160 of them, longer by 0.25 µs.
    let silences = zip(times, times.dropFirst()).map { Double($1 - $0) }.filter { $0 > 20_000 }
    let least = 3e6 * (shape - 1) / shape
    let n = Double(silences.count)
    #expect(n > 500)
    #expect(silences.allSatisfy { $0 > least })
    for factor in [1.5, 2, 4] {
      let share = Elementary.pow(1 / factor, shape)
      let longer = Double(silences.filter { $0 > least * factor + 250 }.count)
      #expect(abs(longer - n * share) < 4 * (n * share * (1 - share)).squareRoot() + 0.001 * n)
    }
  }

  @Test("turned knobs hold from then on, and the load stays the mean")
  func turnedKnobsHold() {
    let knobs = [(ParetoTraffic.onTime, 1e6), (ParetoTraffic.offTime, 1e6), (ParetoTraffic.shape, 6)]
    var source = ParetoTraffic(parameters(1e6, guests: 2, knobs))
    _ = source.arrivals(until: 5_000_000)
    for (name, value) in [
      ("pareto-sources", 40.0), ("pareto-sources", 3), ("pareto-on-time", 2e5), ("pareto-off-time", 3e5),
      ("pareto-shape", 4),
    ] {
      let known = source.setKnob(name, to: value, at: Instant(nanoseconds: 5_000_000))
      #expect(known)
    }
    let unknown = source.setKnob("calls", to: 2, at: Instant(nanoseconds: 5_000_000))
    #expect(!unknown)
    source.setGuests(4, at: Instant(nanoseconds: 5_000_000))
    let statistics = CountStatistics(&source, windows: 400, of: 5_000_000, from: 5_000_000)
    let deviation = statistics.variance(about: 5000).squareRoot()
    #expect(abs(statistics.mean - 5000) < 4 * deviation / 20)
    #expect(deviation > 80 && deviation < 600)
  }
}
