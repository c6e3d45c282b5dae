import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellWorkload
import Testing

/// Packets made ahead on another thread are those that the source makes when it is asked.
struct AheadSourceTests {
  private static let models = TrafficCatalog.models.filter { model in
    (try? model.make(parameters(model)).isSelfContained) == true
  }.map(\.name)

  private static func parameters(_ model: TrafficModel, load: Double = 10e6, guests: Int = 3) throws
    -> TrafficParameters
  {
    TrafficParameters(load: load, guests: guests, seed: 7, sizes: .imix)
  }

  private static func source(_ name: String) throws -> any TrafficSource {
    let model = try #require(TrafficCatalog.model(named: name))
    return try model.make(parameters(model))
  }

  private struct Packet: Equatable {
    var time: Int64
    var size: Int32
    var guest: Int32
  }

  private static func next(_ source: any TrafficSource, _ limit: Instant) -> Packet? {
    source.nextArrival(before: limit).map { Packet(time: $0.time, size: $0.size, guest: $0.guest) }
  }

  private static func packets(
    _ source: inout some TrafficSource, capacity: Int, until limit: Instant, most: Int = .max
  ) -> [Packet] {
    var all: [Packet] = []
    var block = ArrivalBlock(capacity: capacity)
    while all.count < most {
      block.removeAll()
      source.fill(&block, until: limit)
      if block.count == 0 { break }
      for i in 0..<block.count {
        all.append(Packet(time: block.times[i], size: block.sizes[i], guest: block.guests[i]))
      }
    }
    return all
  }

  @Test(
    "Every source that may run ahead gives the same packets, whatever is turned and however it is asked",
    arguments: models)
  func samePackets(name: String) throws {
    var random = RandomStream(seed: 3, name: "ahead")
    var plain = try Self.source(name)
    let given = AheadSource(try Self.source(name))
    var ahead: any TrafficSource = given
    var now = Instant.zero
    // Calls come a thousand times more slowly.
    let longest = name == "voip" ? 4_000_000_000 : 4_000_000
    // Until the thread has made its share, however late it begins; a turn now and then throws away what it made.
    var stretches = 0
    while given.blocksTaken < 60 || stretches < 200 {
      stretches += 1
      let limit = now + TimeSpan(nanoseconds: Int64(random.next(below: stretches % 10 == 0 ? 10 : longest)))
      let capacity = [64, 64, 64, 64, 7][random.next(below: 5)]
      #expect(Self.next(ahead, limit) == Self.next(plain, limit))
      let wanted = Self.packets(&plain, capacity: 64, until: limit)
      let got = Self.packets(&ahead, capacity: capacity, until: limit)
      #expect(got == wanted, "stretch \(stretches)")
      if got != wanted { break }
      now = limit
      switch random.next(below: 12) {
      case 0:
        let load = [3e6, 10e6, 1e5][random.next(below: 3)]
        plain.setLoad(load, at: now)
        ahead.setLoad(load, at: now)
      case 1:
        let guests = 1 + random.next(below: 6)
        plain.setGuests(guests, at: now)
        ahead.setGuests(guests, at: now)
      default: break
      }
      guard stretches < 100_000 else {
        Issue.record("the thread never made anything")
        break
      }
    }
  }

  @Test("A session whose packets are made ahead has the digest of one whose packets are made in turn")
  func sameSession() throws {
    var scenario = Scenario()
    scenario.arrivals = "poisson"
    scenario.machine = "fast-server"
    scenario.knobs[KnobCatalog.load] = 5e6
    func digests(_ arrivals: ArrivalMaking) throws -> [UInt64] {
      var random = RandomStream(seed: 5, name: "session")
      let view = View(window: .milliseconds(100), columns: 60)
      let core = try SessionCore(scenario: scenario, speed: 1, view: view, arrivals: arrivals)
      var digests: [UInt64] = []
      for round in 0..<120 {
        core.advance(virtual: TimeSpan(nanoseconds: Int64(random.next(below: 3_000_000))))
        switch round % 12 {
        case 1: core.apply(.turn(.set(knob: KnobCatalog.load.name, value: 1e6 + Double(random.next(below: 9)) * 1e6)))
        case 3: core.apply(.turn(.guests(1 + random.next(below: 8))))
        case 5: core.apply(.turn(.policy(round % 24 == 5 ? "adaptive" : "fixed")))
        case 7: core.apply(.turn(.arrivals(round % 24 == 7 ? "onoff" : "poisson")))
        case 9: core.apply(.undo)
        case 11: core.apply(round % 36 == 35 ? .restart : .nextEvent)
        default: break
        }
        if core.clock == .paused { core.apply(.resume) }
        digests.append(core.digest)
      }
      return digests
    }
    let inTurn = try digests(.inTurn)
    #expect(Set(inTurn).count > 100)
    #expect(try digests(.ahead) == inTurn)
  }

  @Test("What is told of packets, and a machine of one core, have no thread of their own")
  func notAhead() throws {
    let poisson = try Self.source("poisson")
    #expect(AheadSource.ofWhatMay(poisson, cores: 2) is AheadSource)
    #expect(!(AheadSource.ofWhatMay(poisson, cores: 1) is AheadSource))
    let loop = try Self.source("closed-loop")
    #expect(!(AheadSource.ofWhatMay(loop, cores: 2) is AheadSource))
  }
}
