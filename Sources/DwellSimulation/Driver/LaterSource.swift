import DwellCore
import DwellWorkload

/// A source that was switched to while a run goes on: its time 0 is the instant of the switch.
struct LaterSource: TrafficSource {
  var base: any TrafficSource
  let start: Int64

  mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    let first = block.count
    base.fill(&block, until: Instant(nanoseconds: limit.nanoseconds == .max ? .max : limit.nanoseconds - start))
    for i in first..<block.count { block.times[i] += start }
  }

  var lookahead: TimeSpan? { base.lookahead }

  mutating func follow(_ deliveries: borrowing DeliveryBlock) {
    // What was sent before the switch is not this source's.
    var later = DeliveryBlock()
    for i in deliveries.entries.indices {
      var entry = deliveries.entries[i]
      entry.time -= start
      later.entries.append(entry)
    }
    base.follow(later)
  }

  var isExhausted: Bool { base.isExhausted }

  mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) { base.setLoad(packetsPerSecond, at: local(now)) }
  mutating func setGuests(_ count: Int, at now: Instant) { base.setGuests(count, at: local(now)) }
  mutating func setKnob(_ name: String, to value: Double, at now: Instant) -> Bool {
    base.setKnob(name, to: value, at: local(now))
  }
  mutating func stopSending(at end: Instant) { base.stopSending(at: local(end)) }
  mutating func takeWarnings() -> [String] { base.takeWarnings() }

  private func local(_ instant: Instant) -> Instant { Instant(nanoseconds: instant.nanoseconds - start) }
}
