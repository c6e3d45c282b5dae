import DwellCore
import DwellWorkload
import Testing

struct BurstinessTests {
  private static func burstiness(_ source: some TrafficSource, until end: Int64) -> Burstiness {
    var source = source
    var burstiness = Burstiness()
    var block = ArrivalBlock()
    var first: Int64?
    while true {
      block.removeAll()
      source.fill(&block, until: Instant(nanoseconds: end))
      if block.count == 0 { return burstiness }
      for i in 0..<block.count {
        let start = first ?? block.times[i]
        first = start
        burstiness.add(block.times[i] - start)
      }
    }
  }

  private static func model(_ name: String, _ load: Double, seed: UInt64, _ knobs: [(String, Double)] = []) throws
    -> any TrafficSource
  {
    let model = try #require(TrafficCatalog.model(named: name))
    let chosen = try knobs.map { name, value in (try #require(model.knobs.first { $0.name == name }), value) }
    return try model.make(parameters(load, seed: seed, chosen))
  }

  @Test("Poisson has dispersion 1 at every scale and remembers nothing", arguments: 1...6)
  func poisson(seed: Int) throws {
    let source = try Self.model("poisson", 100_000, seed: UInt64(seed))
    let burstiness = Self.burstiness(source, until: 2_000_000_000)
    let scales = burstiness.scales
    #expect(scales.count > 8)
    for scale in scales {
      // Five standard errors of a variance from so many windows.
      let slack = 5 * (2 / Double(scale.windows - 1)).squareRoot()
      #expect((scale.dispersion - 1).magnitude < slack, "\(scale)")
      #expect((scale.mean / scale.seconds / 100_000 - 1).magnitude < 0.02)
    }
    let hurst = try #require(burstiness.hurst)
    #expect((hurst.value - 0.5).magnitude < max(2 * hurst.halfWidth, 0.02), "\(hurst)")
    #expect(hurst.halfWidth < 0.1)
  }

  @Test("Even packets have dispersion 0 and no Hurst parameter that means anything")
  func constant() throws {
    let source = try Self.model("cbr", 100_000, seed: 1)
    let burstiness = Self.burstiness(source, until: 1_000_000_000)
    for scale in burstiness.scales where scale.seconds > 1e-3 { #expect(scale.dispersion < 0.01, "\(scale)") }
    #expect((burstiness.hurst?.value ?? 0) < 0.3)
    // Whole windows alike: gaps of 4 µs in windows of 4, 8, 16 µs.
    var even = Burstiness()
    for packet in 0..<10_000 { even.add(Int64(packet) * 4000) }
    #expect(even.scales.allSatisfy { $0.dispersion == 0 } && even.hurst == nil)
  }

  @Test("On and off times with heavy tails remember long", arguments: 1...3)
  func pareto(seed: Int) throws {
    let model = try #require(TrafficCatalog.model(named: "pareto"))
    let knobs = model.knobs.filter { $0.dimension == .time }.map { ($0.name, 2e6) }
    let source = try Self.model("pareto", 200_000, seed: UInt64(seed), knobs)
    let hurst = try #require(Self.burstiness(source, until: 3_000_000_000).hurst)
    #expect(hurst.value > 0.6 && hurst.value < 0.95, "\(hurst)")
  }

  @Test("Counts by hand, empty windows included")
  func byHand() throws {
    var burstiness = Burstiness()
    // Windows of 1 µs hold 3, 0, 1, 0 and so on; the last, unfinished one does not count.
    for round in 0..<64 {
      for _ in 0..<3 { burstiness.add(Int64(round) * 4000) }
      burstiness.add(Int64(round) * 4000 + 2500)
    }
    burstiness.add(64 * 4000)
    let scales = burstiness.scales
    #expect(scales.map(\.seconds) == [1e-6, 2e-6, 4e-6, 8e-6, 16e-6, 32e-6])
    let shortest = try #require(scales.first)
    #expect(shortest.windows == 256 && shortest.mean == 1 && shortest.most == 3)
    // Variance of 3, 0, 1, 0 about 1, by n − 1.
    #expect((shortest.dispersion - 1.5 * 256 / 255).magnitude < 1e-12)
    #expect((scales[1].dispersion - 1 * 128 / 127.0 / 2).magnitude < 1e-12)
    #expect(scales.dropFirst(2).allSatisfy { $0.dispersion == 0 })
  }

  @Test("Few packets say nothing, and long silences cost nothing")
  func few() {
    #expect(Burstiness().scales.isEmpty && Burstiness().hurst == nil)
    var one = Burstiness()
    one.add(0)
    #expect(one.scales.isEmpty && one.hurst == nil)
    var far = Burstiness()
    for packet in 0..<100 { far.add(Int64(packet) << 46) }
    #expect(far.hurst == nil)
  }
}
