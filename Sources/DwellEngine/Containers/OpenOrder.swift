import DwellCore

/// The open containers in the order they were opened, ties to the lower row: a ring of rows that each know their neighbours.
///
/// Containers open in the order of time, so a new one joins at the end, and one that leaves is taken out wherever it stands. Cost: a
/// few instructions for either, whatever the number of rows.
package struct OpenOrder: ~Copyable {
  // 16 bytes, so that a row is one load of a cache line.
  private struct Place: BitwiseCopyable {
    var opened: Int64
    var next: Int32
    var previous: Int32
  }

  // One a row, and one more where the ring begins and ends.
  private var places: Slab<Place>
  private var end: Int { places.count &- 1 }

  /// Room for `rows` rows, none open.
  package init(rows: Int) {
    let end = Int32(rows)
    places = Slab(count: rows + 1, filledWith: Place(opened: .min, next: end, previous: end))
  }

  /// Whether no row is open.
  package var isEmpty: Bool {
    @inline(__always) get { Int(places[end].next) == end }
  }

  /// The row that was opened first; meaningless where none is open.
  package var first: Int {
    @inline(__always) get { Int(places[end].next) }
  }

  /// Row `row`, which is not open, opens at `time`. Cost: a step for each that opened later, or at that time with a higher number.
  @inline(__always)
  package mutating func append(_ row: Int, at time: Int64) {
    let end = end
    precondition(UInt(bitPattern: row) < UInt(bitPattern: end), "there is no such row")
    var before = Int(places[end].previous)
    while before != end, places[before].opened > time || places[before].opened == time && before > row {
      before = Int(places[before].previous)
    }
    let after = places[before].next
    places[row] = Place(opened: time, next: after, previous: Int32(truncatingIfNeeded: before))
    places[before].next = Int32(truncatingIfNeeded: row)
    places[Int(after)].previous = Int32(truncatingIfNeeded: row)
  }

  /// Row `row`, which is open, is so no longer.
  @inline(__always)
  package mutating func remove(_ row: Int) {
    let place = places[row]
    places[Int(place.previous)].next = place.next
    places[Int(place.next)].previous = place.previous
  }
}
