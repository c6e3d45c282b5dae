import DwellCore

extension LinkLayer {
  /// A hash of both addresses, the protocol and, for TCP, UDP, DCCP and SCTP, both ports; `nil` where it is no IP or was cut before.
  ///
  /// Later fragments of a packet carry no ports, so they are flows of their addresses alone.
  func flow(_ frame: Span<UInt8>) -> UInt64? {
    guard let start = network(frame), frame.count > start else { return nil }
    var hash = Fnv()
    var next = start
    let transport: UInt8
    switch frame[start] >> 4 {
    case 4 where frame.count >= start + 20:
      transport = frame[start + 9]
      for place in (start + 12)..<(start + 20) { hash.combine(Int64(frame[place])) }
      let isLater = (Int(frame[start + 6]) << 8 | Int(frame[start + 7])) & 0x1FFF != 0
      next = isLater ? frame.count : start + 4 * Int(frame[start] & 15)
    case 6 where frame.count >= start + 40:
      transport = frame[start + 6]
      for place in (start + 8)..<(start + 40) { hash.combine(Int64(frame[place])) }
      next = start + 40
    default: return nil
    }
    hash.combine(Int64(transport))
    if [6, 17, 33, 132].contains(transport), frame.count >= next + 4 {
      for place in next..<(next + 4) { hash.combine(Int64(frame[place])) }
    }
    return hash.value
  }

  // Where the IP header begins; VLAN tags are skipped.
  private func network(_ frame: Span<UInt8>) -> Int? {
    switch self {
    case .ethernet: return Self.behindTags(frame, typeAt: 12)
    case .cooked1: return Self.behindTags(frame, typeAt: 14)
    case .cooked2: return frame.count >= 2 ? 20 : nil
    case .raw: return 0
    case .loopback: return 4
    }
  }

  private static func behindTags(_ frame: Span<UInt8>, typeAt start: Int) -> Int? {
    var place = start
    while frame.count >= place + 2 {
      switch Int(frame[place]) << 8 | Int(frame[place + 1]) {
      case 0x8100, 0x88a8, 0x9100: place += 4
      case 0x0800, 0x86dd: return place + 2
      default: return nil
      }
    }
    return nil
  }
}
