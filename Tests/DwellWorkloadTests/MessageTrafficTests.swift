import DwellCore
import DwellWorkload
import Testing

/// Messages: how they are cut, how their packets follow each other, how counts spread, turns.
struct MessageTrafficTests {
  @Test("65535 B make 43 packets of 1500 B and one of 1035 B, back to back at 10 Gbit/s")
  func messageIsCut() throws {
    var source = MessageTraffic(parameters(1000))
    let message = source.arrivals(until: 10_000_000_000).prefix(44)
    #expect(message.map(\.size) == Array(repeating: 1500, count: 43) + [1035])
    let times = message.map(\.time)
    // 1500 B take 1200 ns, 1035 B 828 ns.
    #expect(zip(times, times.dropFirst()).map { $1 - $0 } == Array(repeating: 1200, count: 42) + [828])
  }

  @Test("at one instant if so wanted, and cut where asked")
  func messageComesAtOnce() throws {
    let knobs = [(MessageTraffic.pace, 1.0), (MessageTraffic.mtu, 4096), (MessageTraffic.size, 10_000)]
    var source = MessageTraffic(parameters(1000, knobs))
    let message = source.arrivals(until: 10_000_000_000).prefix(3)
    #expect(message.map(\.size) == [4096, 4096, 1808] && Set(message.map(\.time)).count == 1)
  }

  @Test("counts have the load as mean and the packets of a message as dispersion", arguments: [1e4, 1e6])
  func momentsHold(load: Double) {
    var source = MessageTraffic(parameters(load, guests: 2, [(MessageTraffic.pace, 1)]))
    let span = Int64(200 * 44 / load * 1e9)
    let statistics = CountStatistics(&source, windows: 2000, of: span)
    let mean = load * Double(span) / 1e9
    #expect(abs(statistics.mean - mean) < 4 * (mean * 44 / 2000).squareRoot())
    #expect(abs(statistics.dispersion(about: mean) / 44 - 1) < 4 * (2.0 / 2000).squareRoot() * 1.1)
  }

  @Test("a guest's messages wait for each other on its line, and all come", arguments: [0.1, 0.9])
  func messagesWait(use: Double) {
    // 1000 B at 1 Gbit/s: 8 µs a packet, 5 packets a message.
    let knobs = [(MessageTraffic.lineRate, 1e9), (MessageTraffic.mtu, 1000), (MessageTraffic.size, 5000)]
    let load = 2 * 125_000 * use
    var source = MessageTraffic(parameters(load, guests: 2, knobs))
    let warned = source.takeWarnings()
    #expect(warned.isEmpty)
    let all = source.arrivals(until: 4_000_000_000)
    #expect(all.isOrdered)
    for guest in Int32(0)..<2 {
      let times = all.filter { $0.guest == guest }.map(\.time)
      #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= 7999 })
    }
    #expect(abs(Double(all.count) - 4 * load) < 4 * (4 * load * 5).squareRoot() + 1000)
  }

  @Test("more than the lines can bring is warned of, and the lines are full")
  func overloadIsWarnedOf() {
    let knobs = [(MessageTraffic.lineRate, 1e9), (MessageTraffic.mtu, 1000), (MessageTraffic.size, 5000)]
    var source = MessageTraffic(parameters(1e6, guests: 2, knobs))
    let warned = source.takeWarnings()
    #expect(warned.count == 1 && warned[0].contains("250 kpps"))
    let none = source.takeWarnings()
    #expect(none.isEmpty)
    let n = source.arrivals(until: 1_000_000_000).count
    #expect(abs(n - 250_000) < 20)
  }

  @Test("a turned load scales what is left until the next message; one underway keeps its pace")
  func turnsScale() throws {
    var plain = MessageTraffic(parameters(1000))
    let all = plain.arrivals(until: 60_000_000_000)
    let first = all[0].time - 1200
    let turn = first / 2
    var turned = MessageTraffic(parameters(1000))
    #expect(turned.arrivals(until: turn).isEmpty)
    turned.setLoad(500, at: Instant(nanoseconds: turn))
    let moved = turned.arrivals(until: 60_000_000_000)
    #expect(abs(moved[0].time - 1200 - (turn + 2 * (first - turn))) <= 2)

    var midway = MessageTraffic(parameters(1000))
    let until = all[10].time + 600
    #expect(midway.arrivals(until: until).count == 11)
    midway.setLoad(1, at: Instant(nanoseconds: until))
    let known = midway.setKnob("mtu", to: 100, at: Instant(nanoseconds: until))
    #expect(known)
    #expect(midway.arrivals(until: all[43].time + 1) == Array(all[11..<44]))
    let slower = midway.setKnob("line-rate", to: 1e9, at: Instant(nanoseconds: all[43].time + 1))
    #expect(slower)
    let next = midway.arrivals(until: 1_000_000_000_000_000).prefix(656)
    #expect(next.map(\.size) == Array(repeating: 100, count: 655) + [35])
    #expect(zip(next, next.dropFirst().dropLast()).allSatisfy { abs($1.time - $0.time - 800) <= 1 })
  }

  @Test("a slower line stretches what is left of the packet on it")
  func lineTurnScales() {
    var plain = MessageTraffic(parameters(1000))
    let all = plain.arrivals(until: 60_000_000_000)
    var turned = MessageTraffic(parameters(1000))
    let turn = all[0].time + 200
    #expect(turned.arrivals(until: turn).count == 1)
    let known = turned.setKnob("line-rate", to: 5e9, at: Instant(nanoseconds: turn))
    #expect(known)
    let times = turned.arrivals(until: all[43].time + 60_000).map(\.time)
    #expect(abs(times[0] - (turn + 2000)) <= 1 && abs(times[1] - times[0] - 2400) <= 1)
  }

  @Test("a load beyond the lines is warned of when it comes to that, not at every turn beyond")
  func overloadIsToldOnce() {
    var source = MessageTraffic(parameters(1e5, [(MessageTraffic.lineRate, 1e9)]))
    #expect(source.takeWarnings().count == 1)
    source.setLoad(2e5, at: Instant(nanoseconds: 1000))
    _ = source.setKnob("line-rate", to: 9e8, at: Instant(nanoseconds: 2000))
    #expect(source.takeWarnings().isEmpty)
    source.setLoad(1e3, at: Instant(nanoseconds: 3000))
    #expect(source.takeWarnings().isEmpty)
    source.setLoad(1e5, at: Instant(nanoseconds: 4000))
    #expect(source.takeWarnings().count == 1)
  }
}
