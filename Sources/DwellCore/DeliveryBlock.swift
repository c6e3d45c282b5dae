/// What became of packets: handed over or lost, guest by guest in the order they arrived.
///
/// Told to a source before it is asked for further packets, so closed loops follow what happened. Entries of one guest are
/// in that guest's FIFO order but for losses that overtake, which say by how many; times may lie ahead of the arrivals
/// processed so far, never behind them.
public struct DeliveryBlock: Sendable {
  /// The fate of a run of packets of one guest.
  public struct Entry: Sendable, BitwiseCopyable {
    /// Hand-over to the application, or the moment of loss, in nanoseconds.
    public var time: Int64
    /// The guest, counted from 0.
    public var guest: Int32
    /// The number of packets.
    public var packets: Int32
    /// Whether they were handed over or lost.
    public var fate: Fate
    /// How many earlier packets of the guest, of which nothing is known yet, they overtake: a full queue turns the newest away.
    public var overtaken: Int32
    /// Which way they went; packets of a guest on another leg are another queue.
    public var leg: Leg

    /// The fate of `packets` packets of `guest`.
    public init(time: Int64, guest: Int32, packets: Int32, fate: Fate, overtaken: Int32 = 0, leg: Leg = .toGuest) {
      self.time = time
      self.guest = guest
      self.leg = leg
      self.packets = packets
      self.fate = fate
      self.overtaken = overtaken
    }
  }

  /// How a packet ended.
  public enum Fate: UInt8, Sendable, BitwiseCopyable {
    /// Handed over to the application of the guest.
    case delivered
    /// Lost on the way.
    case dropped
  }

  /// The entries since the source was last told.
  public var entries: [Entry] = []
  /// Everything strictly before this instant, in nanoseconds, has been told: what is told later lies at it or after it.
  public var completeBefore: Int64 = 0

  /// An empty block.
  public init() {}
}
