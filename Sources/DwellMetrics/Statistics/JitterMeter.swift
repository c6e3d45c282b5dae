/// The jitter of one guest's packets in delivery order: RFC 3550's J and the packet delay variation between neighbours.
///
/// J ← J + (|D| − J)/16 with D the difference of consecutive delays, in integers with 16 binary places, so that every machine agrees.
public struct JitterMeter: Sendable, BitwiseCopyable {
  @usableFromInline var lastDelay: Int64 = -1
  @usableFromInline var lastDelivery: Int64 = -1
  @usableFromInline var scaled: Int64 = 0

  /// Before the first packet.
  public init() {}

  // By how much a delay differs from the one before; a guest's first packet has no neighbour and differs by nothing.
  @inline(__always)
  func difference(_ delay: Int64) -> Int64 {
    lastDelay < 0 ? 0 : Int64(bitPattern: (delay &- lastDelay).magnitude)
  }

  init(lastDelay: Int64, lastDelivery: Int64, scaled: Int64) {
    self.lastDelay = lastDelay
    self.lastDelivery = lastDelivery
    self.scaled = scaled
  }

  /// The sums that several meters feed.
  public struct Totals: Sendable, BitwiseCopyable {
    /// Packets whose J was counted.
    public var count: Int64 = 0
    @usableFromInline var scaledSum: Int128 = 0
    @usableFromInline var scaledMax: Int64 = 0
    @usableFromInline var variationSum: Int128 = 0

    /// Nothing counted.
    public init() {}

    /// Packet mean of J, in nanoseconds.
    public var mean: Double? { count > 0 ? Double(scaledSum) / 65536 / Double(count) : nil }
    /// Greatest J, in nanoseconds.
    public var greatest: Double? { count > 0 ? Double(scaledMax) / 65536 : nil }
    /// Mean |delay difference| of neighbours, in nanoseconds.
    public var variation: Double? { count > 0 ? Double(variationSum) / Double(count) : nil }
  }
}
