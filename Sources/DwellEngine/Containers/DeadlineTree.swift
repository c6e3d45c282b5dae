public import DwellCore

/// The earliest of one time per row (a guest, or one of its two legs): a tournament over keys `time · 2048 + row`.
///
/// Ties go to the lower row; 2048 rows and 104 days fit the key. Entries may be lower bounds, corrected when they come up.
/// Cost: O(log guests) a change, stopped at the first match that does not change.
public struct DeadlineTree: ~Copyable {
  /// The time of a guest that has none.
  public static let never: Int64 = 0x1f_ffff_ffff_ffff

  @usableFromInline var keys: Slab<UInt64>
  @usableFromInline let leaves: Int

  /// A tree for `guests` guests, none with a time.
  public init(guests: Int) {
    var leaves = 1
    while leaves < guests { leaves *= 2 }
    self.leaves = leaves
    keys = Slab(count: 2 * leaves, filledWith: .max)
  }

  /// The earliest time; `never` if there is none.
  @inlinable
  public var first: Int64 { Int64(truncatingIfNeeded: keys[1] &>> 11) }

  /// The guest of the earliest time.
  @inlinable
  public var firstGuest: Int { Int(truncatingIfNeeded: keys[1] & 2047) }

  /// The time of `guest`.
  @inlinable
  public func time(of guest: Int) -> Int64 { Int64(truncatingIfNeeded: keys[leaves &+ guest] &>> 11) }

  /// Gives `guest` the time `time`.
  @inlinable
  public mutating func set(_ guest: Int, to time: Int64) {
    var key =
      time >= Self.never ? UInt64.max : UInt64(truncatingIfNeeded: (time &<< 11) | Int64(truncatingIfNeeded: guest))
    var node = leaves &+ guest
    keys[node] = key
    while node > 1 {
      key = min(key, keys[node ^ 1])
      node = node &>> 1
      if keys[node] == key { return }
      keys[node] = key
    }
  }
}
