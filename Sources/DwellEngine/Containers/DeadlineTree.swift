public import DwellCore

/// The earliest of one time per guest: a tournament over keys `time · 1024 + guest`.
///
/// Ties go to the lower guest; 1024 guests and 104 days fit the key. Entries may be lower bounds, corrected when they come up.
/// Cost: O(log guests) a change, stopped at the first match that does not change.
public struct DeadlineTree: ~Copyable {
  /// The time of a guest that has none.
  public static let never = Int64.max &>> 10

  @usableFromInline var keys: Slab<Int64>
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
  public var first: Int64 { keys[1] &>> 10 }

  /// The guest of the earliest time.
  @inlinable
  public var firstGuest: Int { Int(keys[1] & 1023) }

  /// The time of `guest`.
  @inlinable
  public func time(of guest: Int) -> Int64 { keys[leaves &+ guest] &>> 10 }

  /// Gives `guest` the time `time`.
  @inlinable
  public mutating func set(_ guest: Int, to time: Int64) {
    var key = time >= Self.never ? Int64.max : (time &<< 10) | Int64(guest)
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
