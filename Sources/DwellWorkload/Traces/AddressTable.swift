import DwellCore

/// An IPv4 or IPv6 address; IPv4 ones in the mapped form `::ffff:a.b.c.d`.
struct HostAddress: Equatable, Sendable, BitwiseCopyable {
  var high: UInt64
  var low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  init(version4 address: UInt64) { self.init(high: 0, low: 0xffff_0000_0000 | address) }

  /// The same on every machine.
  var hash: UInt64 {
    var hash = Fnv()
    hash.combine(high)
    hash.combine(low)
    return hash.value
  }
}

/// Numbers addresses in the order they first appear.
///
/// Remembers 65536 of them, about 3 MB; a later one is not numbered but takes a number of its hash, still the same each time.
struct AddressTable: Sendable {
  /// How many addresses are remembered.
  static let capacity = 65536

  private struct Place: Sendable, BitwiseCopyable {
    var address: HostAddress
    /// Counted from 0; −1 where the place is free.
    var number: Int32
  }

  private static let free = Place(address: HostAddress(high: 0, low: 0), number: -1)

  // Open addressing, at most half full.
  private var places = Array(repeating: AddressTable.free, count: 256)
  private var count = 0
  private var last = AddressTable.free

  /// The number of `address`, 0 for the first that appeared.
  mutating func number(_ address: HostAddress) -> Int32 {
    if last.number >= 0, last.address == address { return last.number }
    let hash = address.hash
    var index = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[index].number >= 0, places[index].address != address { index = (index + 1) & (places.count - 1) }
    if places[index].number < 0 {
      guard count < Self.capacity else { return Int32(truncatingIfNeeded: hash >> 33) }
      places[index] = Place(address: address, number: Int32(count))
      count += 1
      last = places[index]
      if 2 * count > places.count { grow() }
      return last.number
    }
    last = places[index]
    return last.number
  }

  private mutating func grow() {
    let old = places
    places = Array(repeating: Self.free, count: 2 * old.count)
    for place in old where place.number >= 0 {
      var index = Int(truncatingIfNeeded: place.address.hash) & (places.count - 1)
      while places[index].number >= 0 { index = (index + 1) & (places.count - 1) }
      places[index] = place
    }
  }
}
