/// What of a run decides which panels there are and how much room they can use.
public struct RunShape: Sendable, Hashable {
  /// How packets cross to their guest.
  public enum Crossing: Sendable, Hashable {
    /// Several together, after a wait: everything can be shown.
    case inContainers
    /// Each on its own: nothing waits for a release, and nothing is estimated.
    case oneByOne
  }

  /// The number of guests.
  public var guests: Int
  /// How packets cross to their guest.
  public var crossing: Crossing

  /// A run with so many guests.
  public init(guests: Int, crossing: Crossing = .inContainers) {
    self.guests = guests
    self.crossing = crossing
  }
}
