import DwellCore
import DwellWorkload

/// A list of arrivals as a source; it may listen to what becomes of its packets.
struct ScriptedSource: TrafficSource {
  private let arrivals: [NaivePacket.Plain]
  private var next = 0
  private var guests: Int
  private let log: FateLog?
  private let legs: Int

  /// With two legs the arrivals name 2 · guest + leg.
  init(_ arrivals: [NaivePacket], guests: Int, legs: Int = 1, log: FateLog? = nil) {
    self.legs = legs
    self.arrivals = arrivals.map { .init(time: $0.arrival, size: Int32($0.size), guest: Int32($0.guest)) }
    self.guests = guests
    self.log = log
  }

  mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    while next < arrivals.count, arrivals[next].time < limit.nanoseconds, !block.isFull {
      let packet = arrivals[next]
      next += 1
      if legs == 2 {
        let guest = packet.guest / 2
        guard guest < guests else { continue }
        if packet.guest % 2 == 1 {
          block.append(time: packet.time, size: packet.size, from: guest)
        } else {
          block.append(time: packet.time, size: packet.size, guest: guest)
        }
      } else if packet.guest < guests {
        block.append(time: packet.time, size: packet.size, guest: packet.guest)
      }
    }
  }

  var lookahead: TimeSpan? { log == nil ? nil : .microseconds(10) }

  mutating func follow(_ deliveries: borrowing DeliveryBlock) { log?.take(deliveries.entries, legs: legs) }

  // While it listens it wants to be asked, since that is when it is told.
  var isExhausted: Bool { log == nil && next == arrivals.count }

  mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) {}

  mutating func setGuests(_ count: Int, at now: Instant) { guests = count }
}

extension NaivePacket {
  /// A packet as a value.
  struct Plain: Sendable {
    var time: Int64
    var size: Int32
    var guest: Int32
  }
}

/// What a source was told, guest by guest; used by one thread.
final class FateLog: @unchecked Sendable {
  private(set) var fates: [Int: [NaiveFate]] = [:]

  func take(_ entries: [DeliveryBlock.Entry], legs: Int) {
    for entry in entries {
      let row = Int(entry.guest) * legs + (entry.leg == .toOutside ? 1 : 0)
      fates[row, default: []].append(
        NaiveFate(time: entry.time, packets: Int(entry.packets), delivered: entry.fate == .delivered))
    }
  }
}
