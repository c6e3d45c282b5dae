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
  /// The values of the model's own knobs.
  public var knobs: KnobValues

  /// The parameters of a model.
  public init(load: Double, guests: Int, seed: UInt64, sizes: PacketSizes, knobs: KnobValues = KnobValues()) {
    self.load = load
    self.guests = guests
    self.seed = seed
    self.sizes = sizes
    self.knobs = knobs
  }
}
