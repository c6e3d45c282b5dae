import DwellCore
import DwellWorkload
import Testing

/// A closed loop against a world that answers after a fixed time.
struct ClosedLoopTrafficTests {
  /// Delivers every request `delay` later, in order, and asks as a driver does: never beyond its next event plus the lookahead.
  private struct World {
    var source: ClosedLoopTraffic
    var delay: Int64 = 50_000
    var pending: [(time: Int64, guest: Int32)] = []
    var sent: [Arrival] = []
    var most: [Int32: Int] = [:]

    mutating func run(until end: Int64, blocksOf capacity: Int, lose: (Arrival) -> Bool = { _ in false }) {
      var block = ArrivalBlock(capacity: capacity)
      var lost: [(time: Int64, guest: Int32)] = []
      while true {
        block.removeAll()
        let lookahead = source.lookahead?.nanoseconds ?? .max
        let horizon = min(end, (pending.first?.time ?? end) + lookahead)
        source.fill(&block, until: Instant(nanoseconds: horizon))
        for i in 0..<block.count {
          let request = Arrival(time: block.times[i], size: block.sizes[i], guest: block.guests[i])
          sent.append(request)
          if lose(request) {
            lost.append((request.time, request.guest))
          } else {
            pending.append((request.time + delay, request.guest))
          }
          let underway = pending.filter { $0.guest == request.guest && $0.time > request.time }.count
          most[request.guest] = max(most[request.guest] ?? 0, underway)
        }
        var told = DeliveryBlock()
        told.entries += lost.map { .init(time: $0.time, guest: $0.guest, packets: 1, fate: .dropped) }
        lost = []
        if block.count == 0 {
          guard let first = pending.first, first.time < end else { return }
          let due = pending.prefix { $0.time == first.time }
          told.entries += due.map { .init(time: $0.time, guest: $0.guest, packets: 1, fate: .delivered) }
          pending.removeFirst(due.count)
        }
        source.follow(told)
      }
    }
  }

  @Test("with no thinking all clients of all guests cycle together, by guest at each instant", arguments: [1, 7, 256])
  func allCycleTogether(capacity: Int) {
    var world = World(source: ClosedLoopTraffic(parameters(guests: 3, [(ClosedLoopTraffic.clients, 4)])))
    world.run(until: 1_000_000, blocksOf: capacity)
    // A cycle is 50 µs of service and 100 µs of latency.
    let expected = (0..<7).flatMap { cycle in
      (0..<12).map { Arrival(time: Int64(cycle) * 150_000, size: 64, guest: Int32($0 / 4)) }
    }
    #expect(world.sent == expected)
  }

  @Test("blocks change nothing where clients think", arguments: [1, 7, 256])
  func blocksChangeNothing(capacity: Int) {
    func run(_ capacity: Int) -> [Arrival] {
      let given = parameters(guests: 3, sizes: .imix, [(ClosedLoopTraffic.thinkTime, 200_000)])
      var world = World(source: ClosedLoopTraffic(given))
      world.run(until: 10_000_000, blocksOf: capacity)
      #expect(world.most.values.allSatisfy { $0 <= 10 })
      return world.sent
    }
    let all = run(4096)
    #expect(all.count > 500 && all.isOrdered)
    #expect(run(capacity) == all)
  }

  @Test("the rate is clients over service, latency and thinking")
  func rateFollowsFromTheCycle() {
    let given = parameters(guests: 2, [(ClosedLoopTraffic.thinkTime, 350_000), (ClosedLoopTraffic.clients, 20)])
    var world = World(source: ClosedLoopTraffic(given))
    world.run(until: 200_000_000, blocksOf: 64)
    // Renewal: 40 clients, cycles of mean 500 µs and deviation 350 µs in 200 ms.
    let n = 40.0 * 400
    #expect(abs(Double(world.sent.count) - n) < 4 * (n * 0.49).squareRoot() + 40)
  }

  @Test("a lost request is sent again after the retry time, with its size")
  func lostRequestsAreSentAgain() {
    let given = parameters(sizes: .imix, [(ClosedLoopTraffic.clients, 1), (ClosedLoopTraffic.retryTime, 1_000_000)])
    var world = World(source: ClosedLoopTraffic(given))
    var losses = 3
    world.run(until: 4_000_000, blocksOf: 4) { _ in
      losses -= 1
      return losses >= 0
    }
    #expect(world.sent.prefix(5).map(\.time) == [0, 1_000_000, 2_000_000, 3_000_000, 3_150_000])
    #expect(Set(world.sent.prefix(4).map(\.size)).count == 1)
  }

  @Test("none sends from the end on, and then it is exhausted")
  func stopsSending() {
    var world = World(source: ClosedLoopTraffic(parameters(guests: 2)))
    world.source.stopSending(at: Instant(nanoseconds: 500_000))
    world.run(until: 5_000_000, blocksOf: 64)
    #expect(world.sent.map(\.time).max() == 450_000 && world.source.isExhausted && world.pending.isEmpty)
  }

  @Test("clients and guests that join send at once; those that leave send no more")
  func clientsComeAndGo() {
    var world = World(source: ClosedLoopTraffic(parameters(guests: 1, [(ClosedLoopTraffic.clients, 2)])))
    world.run(until: 200_000, blocksOf: 64)
    let turn = Instant(nanoseconds: 200_000)
    let known1 = world.source.setKnob("clients", to: 5, at: turn)
    #expect(known1)
    world.source.setGuests(2, at: turn)
    world.run(until: 290_000, blocksOf: 64)
    #expect(world.sent.filter { $0.time == 200_000 }.map(\.guest) == [0, 0, 0, 1, 1, 1, 1, 1])
    let later = Instant(nanoseconds: 290_000)
    let known2 = world.source.setKnob("clients", to: 1, at: later)
    #expect(known2)
    world.source.setGuests(1, at: later)
    let before = world.sent.count
    world.run(until: 2_000_000, blocksOf: 64)
    let rest = world.sent.dropFirst(before)
    #expect(rest.allSatisfy { $0.guest == 0 } && rest.count == 12)
    let known3 = world.source.setKnob("off-rate", to: 1, at: later)
    #expect(!known3)
  }

  @Test("a block reaches no further than one latency beyond its first request")
  func reachIsBounded() {
    let given = parameters(guests: 1, [(ClosedLoopTraffic.clients, 100), (ClosedLoopTraffic.thinkTime, 1e7)])
    var source = ClosedLoopTraffic(given)
    var told = DeliveryBlock()
    #expect(source.arrivals(until: 1).count == 100)
    told.entries = [.init(time: 10, guest: 0, packets: 100, fate: .delivered)]
    source.follow(told)
    var block = ArrivalBlock()
    source.fill(&block, until: .never)
    #expect(block.count > 0 && block.count < 100)
    #expect(block.times[block.count - 1] - block.times[0] < 100_000)
  }

  @Test("a client stops after its samples, and then the source is exhausted at the last reply", arguments: [1, 7, 256])
  func clientsStop(capacity: Int) throws {
    let knobs = [
      (ClosedLoopTraffic.clients, 2.0), (ClosedLoopTraffic.samples, 5), (ClosedLoopTraffic.responseSize, 512),
      (ClosedLoopTraffic.thinkTime, 50_000), (ClosedLoopTraffic.think, 1),
    ]
    var world = World(source: ClosedLoopTraffic(parameters(guests: 3, knobs)))
    #expect(!world.source.isExhausted && world.source.endOfTraffic == nil)
    world.run(until: 100_000_000, blocksOf: capacity)
    #expect(world.sent.count == 30 && world.source.isExhausted)
    let tally = try #require(world.source.requests)
    // Cycles of 50 µs of service, 100 µs of latency, 50 µs of thinking; nobody thinks after the last.
    #expect(tally.answered == 30 && tally.responseBytes == 30 * 512 && tally.firstStart == 0)
    #expect(tally.lastEnd == 4 * 200_000 + 150_000 && world.source.endOfTraffic?.nanoseconds == tally.lastEnd)
    #expect(tally.responseTime == 30 * 150_000)
    #expect(tally.ends == (0..<5).flatMap { [Int64](repeating: Int64($0) * 200_000 + 150_000, count: 6) })
  }

  @Test("more samples let clients go on; who leaves and comes again begins anew")
  func samplesAreTurned() {
    let knobs = [(ClosedLoopTraffic.clients, 1.0), (ClosedLoopTraffic.samples, 2)]
    var world = World(source: ClosedLoopTraffic(parameters(guests: 2, knobs)))
    world.run(until: 1_000_000, blocksOf: 64)
    #expect(world.sent.map(\.time) == [0, 0, 150_000, 150_000])
    let known = world.source.setKnob("samples", to: 3, at: Instant(nanoseconds: 1_000_000))
    #expect(known)
    world.run(until: 2_000_000, blocksOf: 64)
    #expect(world.sent.dropFirst(4).map(\.time) == [1_000_000, 1_000_000])
    world.source.setGuests(1, at: Instant(nanoseconds: 2_000_000))
    world.source.setGuests(2, at: Instant(nanoseconds: 3_000_000))
    world.run(until: 9_000_000, blocksOf: 64)
    #expect(world.sent.dropFirst(6).map(\.guest) == [1, 1, 1] && world.source.isExhausted)
    let end = world.source.setKnob("samples", to: 0, at: Instant(nanoseconds: 9_000_000))
    #expect(end)
    world.run(until: 10_000_000, blocksOf: 64)
    #expect(world.sent.count > 20)
  }

  @Test("a request that was lost counts from when it was sent first")
  func lossesCount() {
    let given = parameters(guests: 1, [(ClosedLoopTraffic.clients, 1), (ClosedLoopTraffic.samples, 1)])
    var world = World(source: ClosedLoopTraffic(given))
    var losses = 2
    world.run(until: 1_000_000_000, blocksOf: 4) { _ in
      losses -= 1
      return losses >= 0
    }
    #expect(world.source.requests?.responseTime == 400_150_000 && world.source.requests?.answered == 1)
  }

  @Test("constant thinking keeps clients together")
  func constantThinking() {
    let given = parameters(
      guests: 1,
      [
        (ClosedLoopTraffic.clients, 3), (ClosedLoopTraffic.thinkTime, 850_000), (ClosedLoopTraffic.think, 1),
      ])
    var world = World(source: ClosedLoopTraffic(given))
    world.run(until: 5_000_000, blocksOf: 64)
    #expect(world.sent.map(\.time) == (0..<5).flatMap { [Int64](repeating: $0 * 1_000_000, count: 3) })
  }
}
