import DwellCore

/// Packets of one instant, held back until all of them are known, and given out by guest number (model rule 5.2).
struct HeldInstant: Sendable {
  private var time: Int64 = 0
  private var packets: [(size: Int32, guest: Int32)] = []
  private var taken = 0

  /// Whether nothing is held.
  @inline(__always)
  var isEmpty: Bool { taken == packets.count }

  /// Adds a packet of the instant `time`, behind those of the same guest.
  mutating func add(time: Int64, size: Int32, guest: Int32) {
    if isEmpty {
      packets.removeAll(keepingCapacity: true)
      taken = 0
    }
    self.time = time
    // Few packets share a nanosecond, so an insertion is enough.
    var place = packets.count
    while place > 0, packets[place - 1].guest > guest { place -= 1 }
    packets.insert((size, guest), at: place)
  }

  /// Gives out what fits into `block` and lies before `end`; the guests of packets may have left meanwhile.
  mutating func give(_ block: inout ArrivalBlock, before end: Int64) {
    guard time < end else { return }
    while taken < packets.count, !block.isFull {
      block.append(time: time, size: packets[taken].size, guest: packets[taken].guest)
      taken += 1
    }
  }

  /// Forgets packets of guests from `guests` on, who have left.
  mutating func keepGuests(below guests: Int) {
    packets = packets[taken...].filter { $0.guest < Int32(guests) }
    taken = 0
  }
}
