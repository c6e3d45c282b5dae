/// What is counted by the instant it happens (model rule 6.4): a running total, so that a window is a difference.
public struct Counters: Sendable, BitwiseCopyable {
  /// Containers released: full, due, idle, other.
  public var released: (full: Int, due: Int, idle: Int, other: Int) = (0, 0, 0, 0)
  /// Packets in them, without `other`.
  public var containerPackets = 0
  /// Bytes over capacity, added up, without `other`.
  public var fill = 0.0
  /// Packets handed over.
  public var deliveredPackets = 0
  /// Bytes handed over.
  public var deliveredBytes: Int64 = 0
  /// Packets offered.
  public var offeredPackets = 0
  /// Bytes offered.
  public var offeredBytes: Int64 = 0
  /// Grant operations begun.
  public var grants = 0
  /// Events sent.
  public var notifications = 0
  /// Packets and transfers whose driver service ended.
  public var served: (packets: Int, transfers: Int, bytes: Int64) = (0, 0, 0)
  /// Busy time of the driver domain, in nanoseconds.
  public var driverBusy: Int64 = 0
  /// Busy time of all guests added up, in nanoseconds.
  public var guestBusy: Int64 = 0

  /// Nothing counted.
  public init() {}

  /// All containers.
  public var containers: Int { released.full + released.due + released.idle + released.other }

  /// What was counted since `earlier`.
  public func since(_ earlier: Counters) -> Counters {
    var d = self
    d.released.full -= earlier.released.full
    d.released.due -= earlier.released.due
    d.released.idle -= earlier.released.idle
    d.released.other -= earlier.released.other
    d.containerPackets -= earlier.containerPackets
    d.fill -= earlier.fill
    d.deliveredPackets -= earlier.deliveredPackets
    d.deliveredBytes -= earlier.deliveredBytes
    d.offeredPackets -= earlier.offeredPackets
    d.offeredBytes -= earlier.offeredBytes
    d.grants -= earlier.grants
    d.notifications -= earlier.notifications
    d.served.packets -= earlier.served.packets
    d.served.transfers -= earlier.served.transfers
    d.served.bytes -= earlier.served.bytes
    d.driverBusy -= earlier.driverBusy
    d.guestBusy -= earlier.guestBusy
    return d
  }

  /// Counts a transfer that has ended.
  @inline(__always)
  mutating func add(settled t: Transfer) {
    grants &+= Int(t.grants)
    if t.carriesBusyTime { driverBusy &+= t.handed &- t.start }
    if t.notified { notifications &+= 1 }
    served.packets &+= Int(t.served)
    served.transfers &+= 1
    served.bytes &+= t.servedBytes
    guard t.handedOver > 0 else { return }
    guestBusy &+= t.delivered &- t.guestStart
    deliveredPackets &+= Int(t.handedOver)
    deliveredBytes &+= t.handedBytes
  }

  /// Counts a transfer as far as it has come strictly before `time`.
  mutating func add(_ t: Transfer, before time: Int64) {
    guard !t.isRefused, t.start < time else { return }
    grants += Int(t.grants)
    if t.carriesBusyTime { driverBusy += min(t.handed, time) - t.start }
    guard t.handed < time else { return }
    if t.notified { notifications += 1 }
    served.packets += Int(t.served)
    served.transfers += 1
    served.bytes += t.servedBytes
    guard t.handedOver > 0 else { return }
    if t.guestStart < time { guestBusy += min(t.delivered, time) - t.guestStart }
    guard t.delivered < time else { return }
    deliveredPackets += Int(t.handedOver)
    deliveredBytes += t.handedBytes
  }
}
