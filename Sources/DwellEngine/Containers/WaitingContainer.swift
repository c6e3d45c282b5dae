/// An open container on its way from one aggregator to another, when the policy or system is switched (model rule 5.4).
public struct WaitingContainer: Sendable {
  /// The guest, counted from 0.
  public var guest: Int
  /// Its load, opening, deadline and rules.
  public var open: OpenContainer
  /// Its packet words, oldest first.
  public var packets: [UInt64]
}
