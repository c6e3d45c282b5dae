import DwellCore

/// Packets of an instant that did not fit into a block any more: at one instant packets come by guest number (model rule 5.2),
/// so all of them must be known before the first is given out.
struct HeldInstant: Sendable {
  private var time: Int64 = 0
  private var guests: [Int32] = []
  private var sizes: [Int32] = []
  private var taken = 0

  /// Whether nothing is held.
  @inline(__always)
  var isEmpty: Bool { taken == guests.count }

  /// Gives out what fits into `block` and lies before `end`.
  mutating func give(_ block: inout ArrivalBlock, before end: Int64) {
    guard time < end else { return }
    while taken < guests.count, !block.isFull {
      block.append(time: time, size: sizes[taken], guest: guests[taken])
      taken += 1
    }
  }

  /// Holds the packets for `late`, which share the last instant of `block` and found it full.
  ///
  /// The guests of that instant, in the block from `start` on and here, are put in order together; sizes are independent of guests and
  /// stay where they are.
  mutating func hold(_ late: [Int32], sizes: [Int32], behind block: inout ArrivalBlock, from start: Int) {
    time = block.times[block.count - 1]
    self.sizes = sizes
    var first = block.count
    while first > start, block.times[first - 1] == time { first -= 1 }
    var all = late
    for i in first..<block.count { all.append(block.guests[i]) }
    all.sort()
    for i in first..<block.count { block.guests[i] = all[i - first] }
    guests = Array(all[(block.count - first)...])
    taken = 0
  }

  /// Forgets packets of guests from `count` on, who have left.
  mutating func keepGuests(below count: Int) {
    let kept = (taken..<guests.count).filter { guests[$0] < Int32(count) }
    sizes = kept.map { sizes[$0] }
    guests = kept.map { guests[$0] }
    taken = 0
  }
}

extension ArrivalBlock {
  /// Moves the guest at `index` down among those of equal instant, in order already and not before `start`.
  mutating func orderTie(at index: Int, from start: Int) {
    // Few packets share a nanosecond, so an insertion is enough.
    var place = index
    while place > start, times[place - 1] == times[index], guests[place - 1] > guests[place] {
      (guests[place - 1], guests[place]) = (guests[place], guests[place - 1])
      place -= 1
    }
  }
}
