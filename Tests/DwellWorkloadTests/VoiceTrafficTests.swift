import DwellCore
import DwellWorkload
import Testing

/// Calls: their grid, their talkspurts, turns.
struct VoiceTrafficTests {
  @Test("every call sends 200 B every 20 ms, from a phase of its own")
  func callsKeepTheirGrid() {
    var source = VoiceTraffic(parameters(guests: 3, [(VoiceTraffic.calls, 7)]))
    let all = source.arrivals(until: 1_000_000_000)
    #expect(all.count == 3 * 7 * 50 && all.isOrdered)
    #expect(all.allSatisfy { $0.size == 200 })
    let round = all.prefix(21)
    #expect(Set(round.map(\.time)).count > 15 && round.allSatisfy { $0.time < 20_000_000 })
    for (i, packet) in all.enumerated() {
      #expect(
        packet == Arrival(time: round[i % 21].time + Int64(i / 21) * 20_000_000, size: 200, guest: round[i % 21].guest))
    }
  }

  @Test("phases are uniform")
  func phasesAreUniform() {
    var source = VoiceTraffic(parameters(guests: 10, [(VoiceTraffic.calls, 1000)]))
    let times = source.arrivals(until: 20_000_000).map(\.time)
    for part in Int64(0)..<10 {
      let n = Double(times.filter { $0 / 2_000_000 == part }.count)
      #expect(abs(n - 1000) < 4 * 900.squareRoot())
    }
  }

  @Test("with talkspurts calls send their share of the time", arguments: [352e6, 50e6], [650e6, 20e6])
  func talkspurtsHoldTheirShare(talk: Double, silence: Double) {
    let knobs = [
      (VoiceTraffic.calls, 200), (VoiceTraffic.talkspurts, 1), (VoiceTraffic.talkTime, talk),
      (VoiceTraffic.silenceTime, silence),
    ]
    var source = VoiceTraffic(parameters(guests: 2, knobs))
    let seconds = 60.0
    let n = Double(source.arrivals(until: Int64(seconds * 1e9)).count)
    let (t, s) = (talk / 1e9, silence / 1e9)
    // Time of talk in a time T: mean T·t/(t + s), variance 2·(ts)²/(t + s)³·T; a packet stands for 20 ms and rounds by one a spurt.
    let variance = 400 * 2500 * (2 * t * t * s * s / ((t + s) * (t + s) * (t + s)) * seconds) + 400 * seconds / (t + s)
    #expect(abs(n - 400 * 50 * seconds * t / (t + s)) < 4 * variance.squareRoot())
  }

  @Test("blocks and turns between them change nothing", arguments: [1, 7, 256])
  func blocksChangeNothing(capacity: Int) {
    func run(_ capacity: Int) -> [Arrival] {
      var source = VoiceTraffic(parameters(guests: 3, [(VoiceTraffic.talkspurts, 1), (VoiceTraffic.calls, 30)]))
      var all = source.arrivals(until: 500_000_001, blocksOf: capacity, stepsOf: 7_654_321)
      func turn(_ name: String, _ value: Double, _ time: Int64) {
        let known = source.setKnob(name, to: value, at: Instant(nanoseconds: time))
        #expect(known)
      }
      turn("calls", 50, 500_000_001)
      turn("voice-interval", 10e6, 500_000_001)
      all += source.arrivals(until: 700_000_000, blocksOf: capacity)
      source.setGuests(1, at: Instant(nanoseconds: 700_000_000))
      turn("calls", 5, 700_000_000)
      turn("talk-time", 100e6, 700_000_000)
      turn("silence-time", 100e6, 700_000_000)
      all += source.arrivals(until: 1_300_000_000, blocksOf: capacity, stepsOf: 1_000_003)
      source.setGuests(4, at: Instant(nanoseconds: 1_300_000_000))
      turn("talkspurts", 0, 1_300_000_000)
      turn("voice-size", 60, 1_300_000_000)
      all += source.arrivals(until: 1_500_000_000, blocksOf: capacity)
      turn("talkspurts", 1, 1_500_000_000)
      return all + source.arrivals(until: 1_700_000_000, blocksOf: capacity)
    }
    let all = run(4096)
    #expect(all.isOrdered && run(capacity) == all)
    #expect(all.filter { $0.time >= 700_000_000 && $0.time < 1_300_000_000 }.allSatisfy { $0.guest == 0 })
    // Four guests of five calls, 20 packets each in 0.2 s.
    #expect(all.filter { $0.time >= 1_300_000_000 && $0.time < 1_500_000_000 }.count == 4 * 5 * 20)
    #expect(all.allSatisfy { ($0.size == 60) == ($0.time >= 1_300_000_000) })
  }

  @Test("a turned interval scales what is left until each packet")
  func turnedIntervalScales() {
    var plain = VoiceTraffic(parameters())
    let expected = plain.arrivals(until: 40_000_000).map(\.time)
    var turned = VoiceTraffic(parameters())
    let turn: Int64 = 13_000_000
    var times = turned.arrivals(until: turn).map(\.time)
    let known = turned.setKnob("voice-interval", to: 40e6, at: Instant(nanoseconds: turn))
    #expect(known)
    times += turned.arrivals(until: turn + 40_000_000).map(\.time)
    #expect(times.count == turned.arrivals(until: turn + 80_000_000).count + expected.filter { $0 < turn }.count)
    for (time, old) in zip(times, expected) { #expect(time == (old < turn ? old : turn + 2 * (old - turn))) }
    let unknown = turned.setKnob("clients", to: 2, at: .zero)
    #expect(!unknown)
  }

  @Test("seeds and guests have phases of their own")
  func guestsHaveTheirOwnStreams() {
    func run(guests: Int, seed: UInt64) -> [Arrival] {
      var source = VoiceTraffic(parameters(guests: guests, seed: seed, [(VoiceTraffic.talkspurts, 1)]))
      return source.arrivals(until: 3_000_000_000).filter { $0.guest == 0 }
    }
    #expect(run(guests: 1, seed: 1) == run(guests: 5, seed: 1))
    #expect(run(guests: 1, seed: 1) != run(guests: 1, seed: 2))
  }
}
