/// Where the packets are (model rule 6.1): received = waiting + in flight + delivered + dropped, at every instant.
public struct PacketCounts: Sendable, BitwiseCopyable, Equatable {
  /// Arrivals so far.
  public var offered = 0
  /// Offered less those lost at intake.
  public var received = 0
  /// Handed over to the application.
  public var delivered = 0
  /// Lost because a queue before a station was full.
  public var droppedQueue = 0
  /// Lost because a ring was full.
  public var droppedRing = 0
  /// Handed over too late to be played (playout buffers).
  public var late = 0
  /// In the card, held by coalesce, or in an open container.
  public var waiting = 0
  /// Released and not yet handed over.
  public var inFlight = 0

  /// No packets.
  public init() {}

  /// All lost packets.
  public var dropped: Int { droppedQueue + droppedRing + late }

  /// (offered − received + dropped in queues and rings) / offered; NaN before the first packet.
  public var droppedFraction: Double {
    offered == 0 ? .nan : Double(offered - received + droppedQueue + droppedRing) / Double(offered)
  }
}
