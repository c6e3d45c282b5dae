import DwellCore
import DwellWorkload

/// A source that was switched to while a run goes on: its time 0 is the instant of the switch.
struct LaterSource: TrafficSource {
  var base: any TrafficSource
  let start: Int64
  // Legs a guest has, and the packets on each that were on their way at the switch: what becomes of them is not this source's business.
  let legs: Int
  var foreign: [Int]

  mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    let first = block.count
    base.fill(&block, until: Instant(nanoseconds: local(limit.nanoseconds)))
    for i in first..<block.count { block.times[i] += start }
  }

  func nextArrival(before limit: Instant) -> NextArrival? {
    let until = Instant(nanoseconds: local(limit.nanoseconds))
    guard var next = base.nextArrival(before: until) else { return nil }
    next.time += start
    return next
  }

  var lookahead: TimeSpan? { base.lookahead }

  mutating func follow(_ deliveries: borrowing DeliveryBlock) {
    var own = DeliveryBlock()
    own.completeBefore = local(deliveries.completeBefore)
    for i in deliveries.entries.indices {
      var entry = deliveries.entries[i]
      let row = Int(entry.guest) * legs + (legs == 2 ? Int(entry.leg.rawValue) : 0)
      if row < foreign.count, foreign[row] > 0 {
        // A loss may overtake some of them, or all and be the source's own.
        let skipped = min(max(foreign[row] - Int(entry.overtaken), 0), Int(entry.packets))
        entry.overtaken = Int32(max(Int(entry.overtaken) - foreign[row], 0))
        foreign[row] -= skipped
        entry.packets -= Int32(skipped)
      }
      entry.time -= start
      if entry.packets > 0 { own.entries.append(entry) }
    }
    base.follow(own)
  }

  var isExhausted: Bool { base.isExhausted }
  var endOfTraffic: Instant? { base.endOfTraffic.map { Instant(nanoseconds: $0.nanoseconds + start) } }
  var requests: RequestTally? { base.requests?.later(by: start) }

  mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) { base.setLoad(packetsPerSecond, at: local(now)) }
  mutating func setGuests(_ count: Int, at now: Instant) { base.setGuests(count, at: local(now)) }
  mutating func setKnob(_ name: String, to value: Double, at now: Instant) -> Bool {
    base.setKnob(name, to: value, at: local(now))
  }
  mutating func stopSending(at end: Instant) { base.stopSending(at: local(end)) }
  mutating func takeWarnings() -> [String] { base.takeWarnings() }

  // What happens next may have to be worked out anew, such as after a turn: then it lies before all time, and nothing comes before 0.
  private func local(_ time: Int64) -> Int64 { time == .max ? .max : max(time, start) - start }

  private func local(_ instant: Instant) -> Instant { Instant(nanoseconds: instant.nanoseconds - start) }
}
