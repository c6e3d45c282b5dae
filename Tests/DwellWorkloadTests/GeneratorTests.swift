import DwellCore
import DwellWorkload
import Testing

/// What holds for every model of the catalog that takes a load.
struct GeneratorTests {
  private static let names = TrafficCatalog.models.filter { $0.loadUse == .offered }.map(\.name)
  private static let sized = TrafficCatalog.models.filter {
    if case .own = $0.sizeUse { return false }
    return $0.loadUse == .offered
  }.map(\.name)
  // Lines fast enough for every load here.
  private static let knobs = [(OnOffTraffic.offRate, 0.1), (MessageTraffic.lineRate, 1e12)]
  private static let mix = [(1, 1e6), (3, 5e6), (7, 400e6), (1000, 20e6)]

  private func make(_ name: String, _ parameters: TrafficParameters) throws -> any TrafficSource {
    try #require(TrafficCatalog.model(named: name)).make(parameters)
  }

  @Test("blocks and odd limits change nothing", arguments: names, [1, 7, 256, 4096])
  func blocksChangeNothing(name: String, capacity: Int) throws {
    for (guests, load) in Self.mix {
      let given = parameters(load, guests: guests, sizes: .imix, Self.knobs)
      let end = Int64(20_000 / load * 1e9)
      var whole = try make(name, given)
      var pieces = try make(name, given)
      let expected = whole.arrivals(until: end, blocksOf: 100_000)
      #expect(expected.count > 2000 || name == "onoff")
      #expect(pieces.arrivals(until: end, blocksOf: capacity, stepsOf: end / 97 + 1) == expected)
      #expect(expected.isOrdered)
      #expect(expected.allSatisfy { $0.guest >= 0 && $0.guest < Int32(guests) && $0.time >= 0 && $0.time < end })
    }
  }

  @Test("turns at the same instants change nothing either", arguments: names, [1, 7, 4096])
  func turnsAreIndependentOfBlocks(name: String, capacity: Int) throws {
    func run(_ capacity: Int) throws -> [Arrival] {
      var source = try make(name, parameters(8e6, guests: 5, sizes: .imix, [(OnOffTraffic.offRate, 0.2)]))
      var all = source.arrivals(until: 100_003, blocksOf: capacity)
      source.setLoad(21e6, at: Instant(nanoseconds: 100_003))
      all += source.arrivals(until: 250_000, blocksOf: capacity)
      source.setGuests(2, at: Instant(nanoseconds: 250_000))
      all += source.arrivals(until: 400_001, blocksOf: capacity)
      source.setGuests(9, at: Instant(nanoseconds: 400_001))
      _ = source.setKnob("off-time", to: 5e4, at: Instant(nanoseconds: 400_001))
      return all + source.arrivals(until: 900_000, blocksOf: capacity)
    }
    let all = try run(100_000)
    #expect(try run(capacity) == all)
    #expect(all.isOrdered)
    #expect(all.allSatisfy { $0.time < 250_000 || $0.time >= 400_001 || $0.guest < 2 })
    #expect(all.contains { $0.guest > 4 })
  }

  @Test("the seed decides", arguments: names)
  func seedDecides(name: String) throws {
    func run(_ seed: UInt64) throws -> [Arrival] {
      var source = try make(name, parameters(1e6, guests: 3, seed: seed, sizes: .imix))
      return source.arrivals(until: 500_000_000)
    }
    #expect(try run(1) == run(1))
    #expect(try run(1) != run(2))
  }

  @Test("sizes come with their weights and disturb no time", arguments: sized)
  func sizesComeWithTheirWeights(name: String) throws {
    var source = try make(name, parameters(1e6, guests: 2, sizes: .imix))
    var plain = try make(name, parameters(1e6, guests: 2))
    let all = source.arrivals(until: 400_000_000)
    let same = plain.arrivals(until: 400_000_000)
    #expect(all.map(\.time) == same.map(\.time) && all.map(\.guest) == same.map(\.guest))
    let n = Double(all.count)
    for (size, share) in [(64, 7.0 / 12), (594, 4.0 / 12), (1518, 1.0 / 12)] {
      let count = Double(all.filter { $0.size == Int32(size) }.count)
      #expect(abs(count - n * share) < 4 * (n * share * (1 - share)).squareRoot())
    }
    #expect(all.allSatisfy { [64, 594, 1518].contains($0.size) } && same.allSatisfy { $0.size == 64 })
  }

  @Test("a model that can says what makes a rate, and makes it", arguments: TrafficCatalog.models.map(\.name))
  func ratesAreReached(name: String) throws {
    let model = try #require(TrafficCatalog.model(named: name))
    guard let valueForRate = model.valueForRate else {
      #expect(model.loadUse == .refused)
      #expect(try model.make(parameters(1e5)).lookahead != nil, "then it follows deliveries")
      return
    }
    for (guests, rate) in [(1, 5e3), (4, 6e4)] {
      let value = valueForRate(rate, guests, parameters(rate, Self.knobs).knobs)
      let own = model.knobs.filter { $0.name == model.fourthKnob }.map { ($0, value) }
      var source = try make(name, parameters(value, guests: guests, sizes: .imix, Self.knobs + own))
      let count = source.arrivals(until: 20_000_000_000).count
      #expect(abs(Double(count) / 20 / rate - 1) < 0.25, "\(count) packets")
    }
  }

  @Test("the catalog names what is built, once, with one line each")
  func catalogIsSound() {
    #expect(!TrafficCatalog.models.isEmpty)
    #expect(Set(TrafficCatalog.models.map(\.name)).count == TrafficCatalog.models.count)
    // A name has one range and one default, whatever model it is asked of.
    let knobs = Set(TrafficCatalog.models.flatMap(\.knobs))
    #expect(Set(knobs.map(\.name)).count == knobs.count)
    for model in TrafficCatalog.models {
      #expect(!model.summary.isEmpty && !model.source.isEmpty && !model.summary.hasSuffix("."))
      #expect(model.fourthKnob == "load" || model.knobs.contains { $0.name == model.fourthKnob })
      #expect((model.fourthKnob == "load") == (model.loadUse == .offered))
      for knob in model.knobs { #expect(knob.range.contains(knob.defaultValue)) }
    }
    #expect(TrafficCatalog.model(named: "none") == nil)
  }
}
