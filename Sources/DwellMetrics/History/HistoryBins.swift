import DwellEngine

/// What is remembered of one guest's containers, by release; times in nanoseconds.
///
/// The values that a container has one of lie side by side, so that one vector operation takes all of them in.
struct GuestBin: PyramidBin {
  /// Least, sum, greatest and number of four values: release time, mean, variation, observation.
  struct Values: BitwiseCopyable {
    var low = SIMD4<Float>(repeating: .infinity)
    var sum = SIMD4<Float>.zero
    var high = SIMD4<Float>(repeating: -.infinity)
    var count = SIMD4<Float>.zero

    /// Takes one value of each in; a lane that is NaN does not count.
    @inline(__always)
    mutating func add(_ value: SIMD4<Float>) {
      let isThere = value .== value
      low.replace(with: value, where: value .< low)
      high.replace(with: value, where: value .> high)
      sum += SIMD4<Float>.zero.replacing(with: value, where: isThere)
      count += SIMD4<Float>.zero.replacing(with: 1, where: isThere)
    }

    @inline(__always)
    mutating func merge(_ other: Values) {
      low.replace(with: other.low, where: other.low .< low)
      high.replace(with: other.high, where: other.high .> high)
      sum += other.sum
      count += other.count
    }

    /// From here on there is no release time, mean or variation: see ``Column/ended``.
    mutating func end() { high = SIMD4(.infinity, .infinity, .infinity, high.w) }

    func spread(_ lane: Int) -> Spread {
      Spread(low: low[lane], sum: sum[lane], high: high[lane], count: count[lane])
    }
  }

  private var values = Values()
  private(set) var timeout = Spread()
  private(set) var dwell = Spread()

  static var empty: GuestBin { GuestBin() }

  /// Takes a container in that left with `estimate` while T0 was `timeout`.
  @inline(__always)
  mutating func add(_ t: Transfer, _ estimate: Estimate, timeout t0: Float) {
    values.add(
      SIMD4(
        Float(estimate.release), Float(estimate.mean), Float(estimate.variation), Float(estimate.sample)))
    timeout.add(t0)
    dwell.add(
      low: Float(t.shortestWait), sum: Float(t.waits), high: Float(t.released &- t.opened), count: Float(t.packets))
  }

  /// The guest's packets cross one by one from here on, so that no estimate is in force.
  mutating func endEstimates() { values.end() }

  mutating func merge(_ other: GuestBin) {
    values.merge(other.values)
    timeout.merge(other.timeout)
    dwell.merge(other.dwell)
  }

  var release: Spread { values.spread(0) }
  var mean: Spread { values.spread(1) }
  var variation: Spread { values.spread(2) }
  var sample: Spread { values.spread(3) }
}

/// What is remembered of all guests' transfers, by release; work in nanoseconds.
struct ReleaseBin: PyramidBin {
  private(set) var full: UInt32 = 0
  private(set) var due: UInt32 = 0
  private(set) var idle: UInt32 = 0
  private(set) var other: UInt32 = 0
  private(set) var transfers: UInt32 = 0
  private(set) var packets: UInt32 = 0
  // Those that the driver's queue had room for.
  private(set) var served: UInt32 = 0
  private(set) var notifications: UInt32 = 0
  private(set) var grants: UInt32 = 0
  // Bytes over capacity, of containers but the too large and the left.
  private(set) var fill: Float = 0
  // What the work would have been with full containers.
  private(set) var fullWork: Float = 0
  private(set) var driverWork: Int64 = 0
  private(set) var guestWork: Int64 = 0

  static var empty: ReleaseBin { ReleaseBin() }

  /// The containers whose fill is counted.
  var fills: UInt32 { full &+ due &+ idle }

  @inline(__always)
  mutating func add(_ t: Transfer) {
    transfers &+= 1
    packets &+= UInt32(truncatingIfNeeded: t.packets)
    if t.isContainer { count(t) }
    guard !t.isRefused else { return }
    served &+= UInt32(truncatingIfNeeded: t.served)
    grants &+= UInt32(truncatingIfNeeded: t.grants)
    notifications &+= t.notified ? 1 : 0
    driverWork &+= t.carriesBusyTime ? t.handed &- t.start : 0
    fullWork += t.fullWork * Float(t.served)
    guestWork &+= t.handedOver > 0 ? t.delivered &- t.guestStart : 0
  }

  @inline(__always)
  private mutating func count(_ t: Transfer) {
    switch t.cause {
    case .full: full &+= 1
    case .due: due &+= 1
    case .idle: idle &+= 1
    case .other:
      other &+= 1
      return
    }
    fill += Float(t.bytes) / Float(t.capacity)
  }

  mutating func merge(_ other: ReleaseBin) {
    full &+= other.full
    due &+= other.due
    idle &+= other.idle
    self.other &+= other.other
    transfers &+= other.transfers
    packets &+= other.packets
    served &+= other.served
    notifications &+= other.notifications
    grants &+= other.grants
    fill += other.fill
    fullWork += other.fullWork
    driverWork &+= other.driverWork
    guestWork &+= other.guestWork
  }
}

/// What is remembered of hand-overs, by instant of hand-over.
struct DeliveryBin: PyramidBin {
  private(set) var packets: UInt32 = 0
  private(set) var dropped: UInt32 = 0
  private(set) var bytes: Int64 = 0
  private(set) var delay = Spread()

  static var empty: DeliveryBin { DeliveryBin() }

  @inline(__always)
  mutating func add(_ t: Transfer) {
    packets &+= UInt32(truncatingIfNeeded: t.handedOver)
    bytes &+= t.handedBytes
    let after = t.delivered &- t.released
    delay.add(
      low: Float(t.shortestWait &+ after), sum: Float(t.waits &+ after &* Int64(t.packets)),
      high: Float(t.delivered &- t.opened), count: Float(t.packets))
  }

  mutating func add(dropped count: Int) { dropped &+= UInt32(truncatingIfNeeded: count) }

  mutating func merge(_ other: DeliveryBin) {
    packets &+= other.packets
    dropped &+= other.dropped
    bytes &+= other.bytes
    delay.merge(other.delay)
  }
}

/// How many packets came.
struct ArrivalBin: PyramidBin {
  private(set) var packets: UInt32 = 0

  static var empty: ArrivalBin { ArrivalBin() }

  mutating func add(_ count: Int) { packets &+= UInt32(truncatingIfNeeded: count) }

  mutating func merge(_ other: ArrivalBin) { packets &+= other.packets }
}
