import DwellCore
import DwellWorkload

/// One packet as a test sees it.
struct Arrival: Equatable {
  var time: Int64
  var size: Int32
  var guest: Int32
}

extension TrafficSource {
  /// All packets before `limit`, asked for in blocks of `capacity`.
  mutating func arrivals(until limit: Int64, blocksOf capacity: Int = 1024) -> [Arrival] {
    var block = ArrivalBlock(capacity: capacity)
    var all: [Arrival] = []
    while true {
      block.removeAll()
      fill(&block, until: Instant(nanoseconds: limit))
      if block.count == 0 { return all }
      for i in 0..<block.count {
        all.append(Arrival(time: block.times[i], size: block.sizes[i], guest: block.guests[i]))
      }
    }
  }

  /// As `arrivals(until:blocksOf:)`, the limit moved on by odd steps.
  mutating func arrivals(until limit: Int64, blocksOf capacity: Int, stepsOf step: Int64) -> [Arrival] {
    var all: [Arrival] = []
    var now: Int64 = 0
    while now < limit {
      now = min(now + step, limit)
      all += arrivals(until: now, blocksOf: capacity)
    }
    return all
  }
}

extension [Arrival] {
  /// Whether time never runs back and packets of one instant come by guest.
  var isOrdered: Bool {
    zip(self, dropFirst()).allSatisfy { $0.time < $1.time || ($0.time == $1.time && $0.guest <= $1.guest) }
  }
}

/// Parameters with what a test varies.
func parameters(
  _ load: Double = 1e6, guests: Int = 1, seed: UInt64 = 1, sizes: PacketSizes = PacketSizes(bytes: 64),
  _ knobs: [(Knob, Double)] = []
) -> TrafficParameters {
  var values = KnobValues()
  for (knob, value) in knobs { values[knob] = value }
  return TrafficParameters(load: load, guests: guests, seed: seed, sizes: sizes, knobs: values)
}
