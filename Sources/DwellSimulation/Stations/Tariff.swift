import DwellCore
import DwellEngine

/// What a transfer costs, how its guest learns of it and what queues hold of it; fixed when the container opens (model rules 2
/// and 5.4).
struct Tariff: Hashable {
  /// When the guest gets an event.
  enum Notification: Hashable {
    /// With every transfer.
    case every
    /// Only when it sleeps.
    case sleeping
  }

  // Nanoseconds, as the machine says.
  let grant: Double
  let packet: Double
  let byte: Double
  let send: Double
  let event: Double
  let guestPacket: Double
  let wake: Double
  let notification: Notification
  /// Packets of the guest that each queue holds.
  let queueLimit: Int64
  /// Whether a container that does not fit a queue is lost whole, or by its tail.
  let dropsWhole: Bool
  // The two that are charged whole, in whole nanoseconds.
  let sendTime: Int64
  let wakeTime: Int64

  init(
    grant: Double, packet: Double, byte: Double, send: Double, event: Double, guestPacket: Double, wake: Double,
    notification: Notification, queueLimit: Int64, dropsWhole: Bool
  ) {
    self.grant = grant
    self.packet = packet
    self.byte = byte
    self.send = send
    self.event = event
    self.guestPacket = guestPacket
    self.wake = wake
    self.notification = notification
    self.queueLimit = queueLimit
    self.dropsWhole = dropsWhole
    sendTime = Int64(nearest: send)
    wakeTime = Int64(nearest: wake)
  }

  // A grant hands over one page of memory.
  static let pageBytes: Int64 = 4096

  func grants(bytes: Int64) -> Int64 { max((bytes + Self.pageBytes - 1) / Self.pageBytes, 1) }

  /// Driver work of packets that cross together, without the event, in whole nanoseconds.
  @inline(__always)
  func driverWork(grants: Int64, packets: Int64, bytes: Int64) -> Int64 {
    Int64(nearest: grant * Double(grants) + packet * Double(packets) + byte * Double(bytes))
  }

  /// Guest work of a transfer, in whole nanoseconds.
  @inline(__always)
  func guestWork(packets: Int64, notified: Bool) -> Int64 {
    Int64(nearest: (notified ? event : 0) + guestPacket * Double(packets))
  }

  /// Work per packet of the busier station, for transfers of `packets` packets of `bytes` bytes together, shared by `guests` guests.
  func workPerPacket(packets: Double, bytes: Double, container: Bool, guests: Int) -> Double {
    let pages = container ? Double(grants(bytes: Int64(bytes.rounded(.up)))) : packets
    let driver = grant * pages + packet * packets + byte * bytes + send
    let guest = (event + guestPacket * packets) / Double(max(guests, 1))
    return max(driver, guest) / max(packets, 1)
  }
}
