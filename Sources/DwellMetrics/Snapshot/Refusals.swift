import DwellCore

/// The last containers that a full queue turned away whole, for the list of events: nothing more happens to them.
struct Refusals: ~Copyable {
  private static let most = 256

  private var transfers = Slab(count: 256, filledWith: Transfer())
  // How many transfers had been kept for settling before each.
  private var places = Slab(count: 256, filledWith: 0)
  /// How many there were.
  private(set) var number = 0

  mutating func keep(_ transfer: Transfer, at place: Int) {
    let slot = number & (Self.most - 1)
    transfers[slot] = transfer
    places[slot] = place
    number += 1
  }

  /// The `index`-th newest, with its place; nil beyond those kept.
  func newest(_ index: Int) -> (transfer: Transfer, place: Int)? {
    guard index < min(number, Self.most) else { return nil }
    let slot = (number - 1 - index) & (Self.most - 1)
    return (transfers[slot], places[slot])
  }
}
