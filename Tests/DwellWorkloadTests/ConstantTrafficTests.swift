import DwellCore
import DwellWorkload
import Testing

/// Constant traffic, to the nanosecond.
struct ConstantTrafficTests {
  @Test("packet m comes at the floor of m/load, for guest m mod N, without drift", arguments: [1, 2, 7, 1000])
  func exactTimes(guests: Int) {
    var source = ConstantTraffic(parameters(3e6, guests: guests))
    let all = source.arrivals(until: 1_000_000_000)
    #expect(all.count == 3_000_000)
    var wrong = 0
    for (m, packet) in all.enumerated()
    where packet.time != Int64(m) * 1000 / 3 || packet.guest != Int32(m % guests) {
      wrong += 1
    }
    #expect(wrong == 0)
  }

  @Test("loads that are no whole number keep their rate")
  func fractionalLoad() {
    var source = ConstantTraffic(parameters(0.5, guests: 1))
    #expect(source.arrivals(until: 6_000_000_000).map(\.time) == [0, 2_000_000_000, 4_000_000_000])
  }

  @Test("a turned load scales what is left of each gap")
  func turnedLoad() {
    var source = ConstantTraffic(parameters(1000, guests: 2))
    #expect(source.arrivals(until: 2_500_000).map(\.time) == [0, 1_000_000, 2_000_000])
    // Left: 1.5 ms for guest 1, whose turn is at 4 ms, and 0.5 ms for guest 2, whose turn is at 3 ms.
    source.setLoad(500, at: Instant(nanoseconds: 2_500_000))
    #expect(
      source.arrivals(until: 10_000_000).map { [$0.time, Int64($0.guest)] } == [
        [3_500_000, 1], [5_500_000, 0], [7_500_000, 1], [9_500_000, 0],
      ])
  }

  @Test("guests that leave stop, those that stay send faster, those that join begin as at time 0")
  func turnedGuests() {
    var source = ConstantTraffic(parameters(1000, guests: 4))
    #expect(source.arrivals(until: 4_500_000).map(\.guest) == [0, 1, 2, 3, 0])
    // Left: guest 1 3.5 ms, guest 2 0.5 ms, each halved.
    source.setGuests(2, at: Instant(nanoseconds: 4_500_000))
    #expect(
      source.arrivals(until: 8_000_000).map { [$0.time, Int64($0.guest)] } == [
        [4_750_000, 1], [6_250_000, 0], [6_750_000, 1],
      ])
    // Left: guest 1 0.25 ms, guest 2 0.75 ms, each times 1.5; guest 3 two thirds of its gap of 3 ms later.
    source.setGuests(3, at: Instant(nanoseconds: 8_000_000))
    #expect(
      source.arrivals(until: 12_000_000).map { [$0.time, Int64($0.guest)] } == [
        [8_375_000, 0], [9_125_000, 1], [10_000_000, 2], [11_375_000, 0],
      ])
  }

  @Test("beyond a packet per nanosecond the guests of one instant come in order", arguments: [1, 3, 64])
  func manyPerInstant(capacity: Int) {
    var source = ConstantTraffic(parameters(2.5e9, guests: 4, sizes: .imix))
    let all = source.arrivals(until: 1000, blocksOf: capacity)
    #expect(all.count == 2500 && all.isOrdered)
  }
}
