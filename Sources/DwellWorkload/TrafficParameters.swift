public import DwellCore

/// What a traffic model is made from.
public struct TrafficParameters: Sendable {
  /// The long-run mean over all guests, in packets per second.
  public var load: Double
  /// The number of guests, 1 to 1024.
  public var guests: Int
  /// The seed everything random follows from.
  public var seed: UInt64
  /// The sizes of the packets.
  public var sizes: PacketSizes
  /// What clients get back.
  public var replies: Replies
  /// The values of the model's own knobs.
  public var knobs: KnobValues

  /// Whether what a guest answers is sent as packets.
  public enum Replies: Sendable {
    /// It is counted, but is no packet.
    case counted
    /// Its packets arrive on the leg from the guest to the outside; the blocks to fill tell sources.
    case sent
  }

  /// The parameters of a model.
  public init(
    load: Double, guests: Int, seed: UInt64, sizes: PacketSizes, knobs: KnobValues = KnobValues(),
    replies: Replies = .counted
  ) {
    self.replies = replies
    self.load = load
    self.guests = guests
    self.seed = seed
    self.sizes = sizes
    self.knobs = knobs
  }
}
