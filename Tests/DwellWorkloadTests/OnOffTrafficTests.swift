import DwellCore
import DwellWorkload
import Testing

/// Bursts: their mean, their shape, their turns.
struct OnOffTrafficTests {
  @Test("the load is the long-run mean, whatever is sent in off periods", arguments: [0, 0.01, 0.5, 1])
  func loadIsTheMean(offRate: Double) {
    let knobs = [(OnOffTraffic.offRate, offRate), (OnOffTraffic.onTime, 1.3e6), (OnOffTraffic.offTime, 1e6)]
    var source = OnOffTraffic(parameters(1e6, guests: 4, knobs))
    let seconds = 2.0
    let all = source.arrivals(until: Int64(seconds * 1e9))
    // Time on in t: variance 2·(on·off)²/(on + off)³·t for one guest; the rate differs by on rate·(1 − r) between the periods.
    let (on, off) = (1.3e-3, 1e-3)
    let onRate = 0.25e6 * (on + off) / (on + offRate * off)
    let spread = 2 * (on * off) * (on * off) / ((on + off) * (on + off) * (on + off)) * seconds
    let variance = 4 * (onRate * onRate * (1 - offRate) * (1 - offRate) * spread) + 1e6 * seconds
    #expect(abs(Double(all.count) - 1e6 * seconds) < 4 * variance.squareRoot())
    for guest in Int32(0)..<4 { #expect(all.contains { $0.guest == guest }) }
  }

  @Test("silent off periods are silent and last as long as they should")
  func offPeriodsAreSilent() {
    let knobs = [(OnOffTraffic.onTime, 1e6), (OnOffTraffic.offTime, 2e6)]
    var source = OnOffTraffic(parameters(1e6, knobs))
    let times = source.arrivals(until: 3_000_000_000).map(\.time)
    // On rate 3 Mpps: a gap beyond 10 µs is an off period but for e^-30 of them.
    let silences = zip(times, times.dropFirst()).map { Double($1 - $0) }.filter { $0 > 10_000 }
    let n = Double(silences.count)
    let mean = silences.reduce(0, +) / n
    #expect(abs(n - 1000) < 4 * 1000.squareRoot())
    // Off periods below 10 µs are not seen, which leaves the mean of the rest 10 µs longer; two half gaps go with each.
    #expect(abs(mean - 2_010_000) < 4 * 2e6 / n.squareRoot())
  }

  @Test("another number of guests leaves the others' periods and sizes alone")
  func guestsHaveTheirOwnStreams() {
    var two = OnOffTraffic(parameters(2e6, guests: 2, sizes: .imix))
    var three = OnOffTraffic(parameters(3e6, guests: 3, sizes: .imix))
    let end: Int64 = 100_000_000
    for guest in Int32(0)..<2 {
      let alone = two.arrivals(until: end).filter { $0.guest == guest }
      let among = three.arrivals(until: end).filter { $0.guest == guest }
      #expect(alone == among)
      two = OnOffTraffic(parameters(2e6, guests: 2, sizes: .imix))
      three = OnOffTraffic(parameters(3e6, guests: 3, sizes: .imix))
    }
  }

  @Test("a turned load scales what is left of the gap, also across a change of period")
  func turnedLoadScales() throws {
    // Off nearly as loud as on, so that periods hardly matter for the first packet.
    let knobs = [(OnOffTraffic.offRate, 1.0)]
    var plain = OnOffTraffic(parameters(100, knobs))
    let first = try #require(plain.arrivals(until: 10_000_000_000).first).time
    var turned = OnOffTraffic(parameters(100, knobs))
    let turn = first / 2
    #expect(turned.arrivals(until: turn).isEmpty)
    turned.setLoad(50, at: Instant(nanoseconds: turn))
    let moved = try #require(turned.arrivals(until: 10_000_000_000).first).time
    #expect(abs(moved - (turn + 2 * (first - turn))) <= 2)
    let after = turned.arrivals(until: 1_010_000_000_000).count
    #expect(abs(Double(after) - 50_000) < 4 * 50_000.squareRoot())
  }

  @Test("knobs turned while it runs hold from then on")
  func turnedKnobsHold() {
    var source = OnOffTraffic(parameters(1e6, guests: 2, [(OnOffTraffic.onTime, 1e6), (OnOffTraffic.offTime, 1e6)]))
    _ = source.arrivals(until: 5_000_000)
    let known1 = source.setKnob("off-rate", to: 1, at: Instant(nanoseconds: 5_000_000))
    #expect(known1)
    let known2 = source.setKnob("off-time", to: 3e6, at: Instant(nanoseconds: 5_000_000))
    #expect(known2)
    let known3 = source.setKnob("clients", to: 3, at: Instant(nanoseconds: 5_000_000))
    #expect(!known3)
    let n = Double(source.arrivals(until: 205_000_000).count)
    // Off as loud as on is Poisson.
    #expect(abs(n - 200_000) < 4 * 200_000.squareRoot())
  }
}
