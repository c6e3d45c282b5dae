import DwellCore
import DwellEngine

/// What a transfer costs and how its guest learns of it; fixed when the container opens (model rules 2 and 5.4).
struct Tariff: Hashable {
  /// When the guest gets an event.
  enum Notification: Hashable {
    /// With every transfer.
    case every
    /// Only when it sleeps.
    case sleeping
  }

  // Nanoseconds, as the machine says.
  var grant: Double
  var packet: Double
  var byte: Double
  var send: Double
  var event: Double
  var guestPacket: Double
  var wake: Double
  var notification: Notification

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
