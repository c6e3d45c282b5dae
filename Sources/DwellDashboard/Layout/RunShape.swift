/// What of a run decides which panels there are and how much room they can use.
public struct RunShape: Sendable, Hashable {
  /// How packets cross to their guest.
  public enum Crossing: Sendable, Hashable {
    /// Several together, after a wait: everything can be shown.
    case inContainers
    /// Each on its own: nothing waits for a release, and nothing is estimated.
    case oneByOne
  }

  /// What the policy believes of a guest's delays.
  public enum Belief: Sendable, Hashable {
    /// Its estimates can be plotted.
    case estimates
    /// Nothing: there is no more to show than its rule.
    case nothing
  }

  /// How many runs there are.
  public enum Runs: Sendable, Hashable {
    /// One.
    case one
    /// A and B on the same arrivals.
    case two
  }

  /// The number of guests.
  public var guests: Int
  /// How packets cross to their guest.
  public var crossing: Crossing
  /// What the policy believes.
  public var belief: Belief
  /// How many runs there are.
  public var runs = Runs.one

  /// A run with so many guests.
  public init(guests: Int, crossing: Crossing = .inContainers, belief: Belief = .estimates) {
    self.guests = guests
    self.crossing = crossing
    self.belief = belief
  }
}
