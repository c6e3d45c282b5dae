/// A run of packet arrivals in time order: times, sizes and guests as three flat arrays.
///
/// What a workload fills and an aggregator empties; its length is a matter of speed only and never of results (model rule 5.3).
public struct ArrivalBlock: ~Copyable {
  /// The usual number of packets a block holds; 256 to 4096 make no difference in speed.
  public static let usualCapacity = 1024

  /// Arrival instants in nanoseconds, never decreasing.
  public var times: Slab<Int64>
  /// Packet sizes in bytes: layer-2 frame without FCS, 1 to 65536.
  public var sizes: Slab<Int32>
  /// Destination guests, counted from 0.
  public var guests: Slab<Int32>
  /// The number of packets in the block.
  public var count = 0
  /// The number of packets it may hold.
  public let capacity: Int

  /// An empty block for up to `capacity` packets.
  public init(capacity: Int = ArrivalBlock.usualCapacity) {
    precondition(capacity > 0, "a block holds at least 1 packet")
    self.capacity = capacity
    times = Slab(count: capacity, filledWith: 0)
    sizes = Slab(count: capacity, filledWith: 0)
    guests = Slab(count: capacity, filledWith: 0)
  }

  /// Whether no further packet fits.
  @inlinable
  public var isFull: Bool { count == capacity }

  /// Forgets all packets.
  @inlinable
  public mutating func removeAll() { count = 0 }

  /// Adds one packet at the end; the caller has made sure that it fits and that time does not run backwards.
  @inlinable
  public mutating func append(time: Int64, size: Int32, guest: Int32) {
    times[count] = time
    sizes[count] = size
    guests[count] = guest
    count &+= 1
  }
}
