/// Which guest acts next: a tournament over instants, equal ones by guest number.
///
/// A key is the nanosecond shifted by ten bits plus the guest, so one comparison decides; holds 1024 guests and 104 days. Cost: one
/// comparison a level, up to the first node that does not change.
struct GuestTournament: Sendable {
  // Node 1 is the winner, nodes 2i and 2i + 1 the players below node i, the last half the guests.
  private var nodes: [UInt64]
  private let width: Int

  /// A tournament of `count` guests, none of whom ever acts.
  init(count: Int) {
    var width = 1
    while width < count { width *= 2 }
    self.width = width
    nodes = Array(repeating: .max, count: 2 * width)
  }

  /// The least key.
  @inline(__always)
  var winner: UInt64 { nodes[1] }

  /// The key of `guest` acting at `time`.
  @inline(__always)
  static func key(_ time: FineTime, _ guest: Int) -> UInt64 {
    (time.ticks & ~1023) | UInt64(truncatingIfNeeded: guest)
  }

  /// The whole nanosecond of a key.
  @inline(__always)
  static func nanoseconds(_ key: UInt64) -> Int64 { Int64(truncatingIfNeeded: key &>> 10) }

  /// The guest of a key.
  @inline(__always)
  static func guest(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key & 1023) }

  /// Gives `guest` a new key.
  @inline(__always)
  mutating func set(_ guest: Int, _ key: UInt64) {
    var place = width &+ guest
    var nodes = self.nodes.mutableSpan
    nodes[place] = key
    while place > 1 {
      let least = min(nodes[place], nodes[place ^ 1])
      place &>>= 1
      if nodes[place] == least { return }
      nodes[place] = least
    }
  }
}
