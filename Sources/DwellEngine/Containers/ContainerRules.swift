/// What a container is opened with and keeps: a turned knob holds for containers opened afterwards (model rule 5.4).
public struct ContainerRules: Sendable, BitwiseCopyable, Equatable {
  /// Bytes it holds.
  public var capacity: Int32
  /// It leaves once its bytes reach this: capacity less the least useful room.
  public var closeAt: Int32
  /// It leaves once it holds so many packets.
  public var mostPackets: Int32
  /// The number of the tariff (costs, notification) it crosses under; the engine only carries it.
  public var tariff: Int32

  /// The storage of one guest's open container, in packets.
  public static let storage: Int32 = 1024

  /// Rules for containers of `capacity` bytes.
  ///
  /// - Parameters:
  ///   - maxPackets: packets after which it leaves; 0 for no limit but storage.
  ///   - minRoom: the room below which it leaves; 0 for exactly full only.
  public init(capacity: Int32, maxPackets: Int32 = 0, minRoom: Int32 = 0, tariff: Int32 = 0) {
    self.capacity = capacity
    closeAt = capacity - max(minRoom, 1) + 1
    mostPackets = maxPackets == 0 ? Self.storage : min(maxPackets, Self.storage)
    self.tariff = tariff
  }
}
