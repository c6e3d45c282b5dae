/// What happened in a run in a stretch of virtual time. Additive: two neighbours together are their sum.
public struct Stretch: Sendable, Equatable {
  /// Its length in seconds.
  public var seconds = 0.0
  /// Dwell of the packets released.
  public var dwell = WaitTotals()
  /// Delay of the packets handed over.
  public var delay = WaitTotals()
  /// Packets offered.
  public var offered = 0.0
  /// Packets handed over.
  public var delivered = 0.0
  /// Packets lost.
  public var lost = 0.0
  /// Packets whose driver service ended.
  public var served = 0.0
  /// Containers released, without those that left for another reason than size, deadline or idleness.
  public var containers = 0.0
  /// Packets in them.
  public var containerPackets = 0.0
  /// Containers that left full.
  public var full = 0.0
  /// Events sent.
  public var notifications = 0.0
  /// Busy seconds of the driver domain.
  public var driverBusy = 0.0
  /// Busy seconds of the guest of every row.
  public var guestBusy: [Double] = []

  /// Nothing happened.
  public init() {}

  /// Takes a neighbour in.
  public mutating func add(_ other: Stretch) {
    seconds += other.seconds
    dwell.add(other.dwell)
    delay.add(other.delay)
    offered += other.offered
    delivered += other.delivered
    lost += other.lost
    served += other.served
    containers += other.containers
    containerPackets += other.containerPackets
    full += other.full
    notifications += other.notifications
    driverBusy += other.driverBusy
    for (index, busy) in other.guestBusy.enumerated() {
      if index < guestBusy.count { guestBusy[index] += busy } else { guestBusy.append(busy) }
    }
  }

  /// The busy seconds of the guest of a row.
  func busy(_ row: Int?) -> Double {
    guard let row else { return driverBusy }
    return row < guestBusy.count ? guestBusy[row] : 0
  }

  /// The row of the guest that is busier than the driver domain; nil: the driver domain is the busiest.
  var busiestRow: Int? {
    guard let row = guestBusy.indices.max(by: { guestBusy[$0] < guestBusy[$1] }) else { return nil }
    return guestBusy[row] > driverBusy ? row : nil
  }
}
