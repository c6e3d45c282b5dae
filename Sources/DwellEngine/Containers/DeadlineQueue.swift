import DwellCore

/// The earliest of one time per row: a line of those that came in order, and a tournament of those that did not.
///
/// Under one timeout containers fall due in the order they opened, so most deadlines join the end of the line and leave at its front,
/// whatever the number of guests. A row that is given another time leaves its entry in the line, which is passed over when it comes
/// to the front. Ties go to the lower row. The line is bounded: where it is full, the tournament takes the rest. Cost: a few
/// instructions a change in the line, O(log rows) in the tournament.
package struct DeadlineQueue: ~Copyable {
  /// The time of a row that has none.
  package static var never: Int64 { DeadlineTree.never }

  private var tournament: DeadlineTree
  // Of each row its time, doubled, and 1 where it stands in the tournament.
  private var places: Slab<Int64>
  // Keys in order, from `head` to `tail`; both grow for ever and are masked.
  private var line: Slab<UInt64>
  private var head = 0
  private var tail = 0
  // The first key that holds and the last one; `.max` and 0 where the line is empty.
  private var front = UInt64.max
  private var back: UInt64 = 0

  /// A queue for `rows` rows, none with a time.
  package init(rows: Int) {
    tournament = DeadlineTree(guests: rows)
    places = Slab(count: rows, filledWith: Self.never &<< 1)
    var length = 16
    while length < 2 * rows { length *= 2 }
    line = Slab(count: length, filledWith: .max)
  }

  private var least: UInt64 {
    @inline(__always) get { min(front, tournament.least) }
  }

  /// The earliest time; `never` if there is none.
  package var first: Int64 {
    @inline(__always) get { DeadlineTree.time(least) }
  }

  /// The row of the earliest time.
  package var firstRow: Int {
    @inline(__always) get { DeadlineTree.row(least) }
  }

  /// The time of `row`.
  @inline(__always)
  package func time(of row: Int) -> Int64 { places[row] &>> 1 }

  /// Gives `row` the time `time`.
  @inline(__always)
  package mutating func set(_ row: Int, to time: Int64) {
    let place = places[row]
    guard place & 1 == 0 else { return setInTournament(row, to: time) }
    guard place &>> 1 != time else { return }
    let key = DeadlineTree.key(time, row)
    if time >= Self.never {
      places[row] = Self.never &<< 1
    } else if key >= back, tail &- head < line.count {
      places[row] = time &<< 1
      line[tail & (line.count &- 1)] = key
      tail &+= 1
      back = key
      if front == .max { front = key }
    } else {
      setInTournament(row, to: time)
    }
    if DeadlineTree.row(front) == row { passOver() }
  }

  @inline(never)
  private mutating func setInTournament(_ row: Int, to time: Int64) {
    tournament.set(row, to: time)
    places[row] = time >= Self.never ? Self.never &<< 1 : time &<< 1 | 1
  }

  // Until the first of the line holds.
  @inline(__always)
  private mutating func passOver() {
    while head < tail {
      let key = line[head & (line.count &- 1)]
      if places[DeadlineTree.row(key)] == DeadlineTree.time(key) &<< 1 {
        front = key
        return
      }
      head &+= 1
    }
    front = .max
    back = 0
  }
}
