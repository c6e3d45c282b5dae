import DwellEngine

/// What is remembered of one guest's containers, by release.
struct GuestBin: PyramidBin {
  var release = Spread()
  var timeout = Spread()
  var dwell = Spread()
  var mean = Spread()
  var variation = Spread()
  var sample = Spread()

  static var empty: GuestBin { GuestBin() }

  mutating func merge(_ other: GuestBin) {
    release.merge(other.release)
    timeout.merge(other.timeout)
    dwell.merge(other.dwell)
    mean.merge(other.mean)
    variation.merge(other.variation)
    sample.merge(other.sample)
  }
}

/// What is remembered of all guests' transfers, by release.
struct ReleaseBin: PyramidBin {
  var full: Float = 0
  var due: Float = 0
  var idle: Float = 0
  var other: Float = 0
  var transfers: Float = 0
  var packets: Float = 0
  // Those that the driver's queue had room for.
  var served: Float = 0
  var fill: Float = 0
  var fills: Float = 0
  var notifications: Float = 0
  var grants: Float = 0
  var driverWork: Float = 0
  var guestWork: Float = 0
  // What the work would have been with full containers.
  var fullWork: Float = 0

  static var empty: ReleaseBin { ReleaseBin() }

  mutating func count(_ cause: ReleaseCause) {
    switch cause {
    case .full: full = 1
    case .due: due = 1
    case .idle: idle = 1
    case .other: other = 1
    }
  }

  mutating func merge(_ other: ReleaseBin) {
    full += other.full
    due += other.due
    idle += other.idle
    self.other += other.other
    transfers += other.transfers
    packets += other.packets
    served += other.served
    fill += other.fill
    fills += other.fills
    notifications += other.notifications
    grants += other.grants
    driverWork += other.driverWork
    guestWork += other.guestWork
    fullWork += other.fullWork
  }
}

/// What is remembered of hand-overs, by instant of hand-over.
struct DeliveryBin: PyramidBin {
  var packets: Float = 0
  var bytes: Float = 0
  var dropped: Float = 0
  var delay = Spread()

  static var empty: DeliveryBin { DeliveryBin() }

  mutating func merge(_ other: DeliveryBin) {
    packets += other.packets
    bytes += other.bytes
    dropped += other.dropped
    delay.merge(other.delay)
  }
}

/// How many packets came.
struct ArrivalBin: PyramidBin {
  var packets: Float = 0

  static var empty: ArrivalBin { ArrivalBin() }

  mutating func merge(_ other: ArrivalBin) { packets += other.packets }
}
