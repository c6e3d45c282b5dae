import DwellCore

/// How many packets of each guest stand in a queue: entries (start of service, packets), first in first out, forgotten once started.
///
/// Bounded by the packets the queue may hold; a full ring of a guest means a full queue.
struct StartQueues: ~Copyable {
  struct Entry: BitwiseCopyable {
    var start: Int64
    var packets: Int64
  }
  struct Place: BitwiseCopyable {
    var head: Int32 = 0
    var count: Int32 = 0
    var packets: Int64 = 0
  }

  private var entries: Slab<Entry>
  private var places: Slab<Place>
  // A power of two above the packets a queue may hold.
  private let length: Int

  init(guests: Int, limit: Int) {
    var length = 64
    while length < limit + 1 { length *= 2 }
    self.length = length
    entries = Slab(count: guests * length, filledWith: Entry(start: 0, packets: 0))
    places = Slab(count: guests, filledWith: Place())
  }

  /// The packets of `guest` that have not started by `time`.
  @inline(__always)
  mutating func waiting(_ guest: Int, at time: Int64) -> Int64 {
    while places[guest].count > 0 {
      let entry = entries[guest &* length &+ Int(places[guest].head)]
      guard entry.start <= time else { break }
      places[guest].head = (places[guest].head &+ 1) & Int32(truncatingIfNeeded: length &- 1)
      places[guest].count &-= 1
      places[guest].packets &-= entry.packets
    }
    // Back to the first place, so that a queue that is mostly empty stays in the cache.
    if places[guest].count == 0 { places[guest].head = 0 }
    return places[guest].packets
  }

  /// Takes those out that start at `time`, the oldest first, as long as they have `passed`, which is told how many came after them;
  /// returns their packets.
  mutating func start(_ guest: Int, at time: Int64, where passed: (_ back: Int) -> Bool) -> Int64 {
    var packets: Int64 = 0
    while places[guest].count > 0 {
      let entry = entries[guest &* length &+ Int(places[guest].head)]
      guard entry.start == time, passed(Int(places[guest].count) - 1) else { break }
      places[guest].head = (places[guest].head &+ 1) & Int32(truncatingIfNeeded: length &- 1)
      places[guest].count &-= 1
      places[guest].packets &-= entry.packets
      packets += entry.packets
    }
    return packets
  }

  /// `packets` packets of `guest` wait until `start`.
  @inline(__always)
  mutating func push(_ guest: Int, packets: Int64, start: Int64) {
    let place = (Int(places[guest].head) &+ Int(places[guest].count)) & (length &- 1)
    entries[guest &* length &+ place] = Entry(start: start, packets: packets)
    places[guest].count &+= 1
    places[guest].packets &+= packets
  }

  /// The same queues with room for more guests or packets.
  mutating func grow(guests: Int, limit: Int) {
    guard guests > places.count || limit >= length else { return }
    var larger = StartQueues(guests: max(guests, places.count), limit: max(limit, length - 1))
    for guest in 0..<min(guests, places.count) {
      for i in 0..<Int(places[guest].count) {
        let entry = entries[guest * length + (Int(places[guest].head) + i) & (length - 1)]
        larger.push(guest, packets: entry.packets, start: entry.start)
      }
    }
    self = larger
  }
}
