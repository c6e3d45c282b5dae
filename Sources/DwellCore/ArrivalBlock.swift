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
  /// Destination guests, counted from 0; `outside` for a packet that leaves the host, whose source must be told.
  public var guests: Slab<Int32>
  /// Whence packets come: a guest on this host, counted from 0, or `outside`. Of length 0 where no stage asks for it.
  public var sources: Slab<Int32>
  /// The number of packets in the block.
  public var count = 0
  /// The number of packets it may hold.
  public let capacity: Int

  /// The source of a packet that comes from no guest on this host, or the destination of one that goes to none.
  public static let outside: Int32 = -1

  /// Whether a block says whence its packets come.
  public enum Sources: Sendable {
    /// It does not.
    case untold
    /// It has the column; what a workload does not write there is `outside`.
    case told
  }

  /// An empty block for up to `capacity` packets.
  public init(capacity: Int = ArrivalBlock.usualCapacity, sources column: Sources = .untold) {
    precondition(capacity > 0, "a block holds at least 1 packet")
    self.capacity = capacity
    times = Slab(count: capacity, filledWith: 0)
    sizes = Slab(count: capacity, filledWith: 0)
    guests = Slab(count: capacity, filledWith: 0)
    sources = Slab(count: column == .told ? capacity : 0, filledWith: Self.outside)
  }

  /// Whether the block has a column of sources.
  @inlinable
  public var tellsSources: Bool { sources.count > 0 }

  /// Whether no further packet fits.
  @inlinable
  public var isFull: Bool { count == capacity }

  /// Lends times, sizes and guests of the packets from `start` to the end, three columns of one length.
  @inlinable
  @inline(__always)
  public func withColumns(
    from start: Int, _ body: (borrowing SlabView<Int64>, borrowing SlabView<Int32>, borrowing SlabView<Int32>) -> Void
  ) {
    let range = start..<max(count, start)
    times.withView(range) { times in
      sizes.withView(range) { sizes in
        guests.withView(range) { guests in body(times, sizes, guests) }
      }
    }
  }

  /// The first packet from `start` on that comes at `time` or later; `count` if none does.
  ///
  /// Cost: some 8 comparisons and one for every 16 packets passed over, two if all are.
  public func firstArrival(at time: Int64, from start: Int) -> Int {
    guard start < count, times[count &- 1] >= time else { return max(start, count) }
    var place = start
    while place &+ 16 < count, times[place &+ 16] < time { place &+= 16 }
    while times[place] < time { place &+= 1 }
    return place
  }

  /// Forgets all packets.
  @inlinable
  public mutating func removeAll() {
    count = 0
    if tellsSources { sources.fill(0..<capacity, with: Self.outside) }
  }

  /// Adds one packet at the end; the caller has made sure that it fits and that time does not run backwards.
  @inlinable
  public mutating func append(time: Int64, size: Int32, guest: Int32) {
    times[count] = time
    sizes[count] = size
    guests[count] = guest
    count &+= 1
  }

  /// Adds one packet from a guest to the outside; the block tells sources, and the same as for other packets holds.
  @inlinable
  public mutating func append(time: Int64, size: Int32, from guest: Int32) {
    sources[count] = guest
    append(time: time, size: size, guest: Self.outside)
  }
}
