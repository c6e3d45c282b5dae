import DwellCore

/// Counts flows: addresses, protocol, ports. Remembers 65536 of them, in 1 MB; then it says that there are more.
struct FlowTally {
  /// How many are told apart.
  static let capacity = 65536

  private(set) var count = 0
  /// Whether there were more than can be told apart.
  private(set) var hasMore = false

  // Hashes by open addressing, at most half full; 0 where a place is free.
  private var places = Array(repeating: UInt64(0), count: 256)
  private var last: UInt64 = 0

  /// Takes the flow of a packet.
  mutating func add(_ hash: UInt64) {
    let hash = hash | 1
    guard hash != last else { return }
    last = hash
    var index = Int(truncatingIfNeeded: hash >> 1) & (places.count - 1)
    while places[index] != 0, places[index] != hash { index = (index + 1) & (places.count - 1) }
    guard places[index] == 0 else { return }
    guard count < Self.capacity else {
      hasMore = true
      return
    }
    places[index] = hash
    count += 1
    if 2 * count > places.count { grow() }
  }

  private mutating func grow() {
    let old = places
    places = Array(repeating: 0, count: 2 * old.count)
    for hash in old where hash != 0 {
      var index = Int(truncatingIfNeeded: hash >> 1) & (places.count - 1)
      while places[index] != 0 { index = (index + 1) & (places.count - 1) }
      places[index] = hash
    }
  }
}
