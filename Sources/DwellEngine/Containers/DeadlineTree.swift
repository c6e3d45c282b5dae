import DwellCore

/// The earliest of one time per row (a guest, or one of its two legs): a tournament over keys `time · 2048 + row`.
///
/// Ties go to the lower row; 2048 rows and 104 days fit the key. Entries may be lower bounds, corrected when they come up.
/// Cost: O(log guests) a change, stopped at the first match that does not change.
struct DeadlineTree: ~Copyable {
  /// The time of a guest that has none.
  static let never: Int64 = 0x1f_ffff_ffff_ffff

  @usableFromInline var keys: Slab<UInt64>
  @usableFromInline let leaves: Int

  /// A tree for `guests` guests, none with a time.
  init(guests: Int) {
    var leaves = 1
    while leaves < guests { leaves *= 2 }
    self.leaves = leaves
    keys = Slab(count: 2 * leaves, filledWith: .max)
  }

  /// The key of `row` at `time`; `.max` for never.
  @inlinable
  static func key(_ time: Int64, _ row: Int) -> UInt64 {
    time >= never ? UInt64.max : UInt64(truncatingIfNeeded: (time &<< 11) | Int64(truncatingIfNeeded: row))
  }

  /// The time of a key.
  @inlinable
  static func time(_ key: UInt64) -> Int64 { Int64(truncatingIfNeeded: key &>> 11) }

  /// The row of a key.
  @inlinable
  static func row(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key & 2047) }

  /// The least key; `.max` if there is none.
  @inlinable
  var least: UInt64 { keys[1] }

  /// Gives `row` the time `time`.
  @inlinable
  mutating func set(_ row: Int, to time: Int64) {
    var key = Self.key(time, row)
    var node = leaves &+ row
    keys[node] = key
    while node > 1 {
      key = min(key, keys[node ^ 1])
      node = node &>> 1
      if keys[node] == key { return }
      keys[node] = key
    }
  }
}
