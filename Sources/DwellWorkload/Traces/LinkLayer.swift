/// How frames of a capture are built: where IP begins, and how long the frame would be on Ethernet.
enum LinkLayer: Sendable {
  case ethernet
  /// Linux cooked, version 1: 16 bytes, the protocol in the last two.
  case cooked1
  /// Linux cooked, version 2: 20 bytes, the protocol in the first two.
  case cooked2
  /// IP without a header before it.
  case raw
  /// Four bytes of address family, in the order of the machine that wrote them.
  case loopback

  /// The layer of libpcap's number, as far as it is read (numbers of the LINKTYPE registry and their older aliases on Linux).
  init?(dataLink number: Int32) {
    switch number {
    case 1: self = .ethernet
    case 113: self = .cooked1
    case 276: self = .cooked2
    case 12, 14, 101, 228, 229: self = .raw
    case 0, 108: self = .loopback
    default: return nil
    }
  }

  /// The size of the layer-2 frame: headers that are not Ethernet's count as its 14 bytes (model rule 7); 1 to 65536.
  func frameSize(original: UInt32) -> Int32 {
    let header: Int64
    switch self {
    case .ethernet: header = 14
    case .cooked1: header = 16
    case .cooked2: header = 20
    case .raw: header = 0
    case .loopback: header = 4
    }
    return Int32(min(max(Int64(original) - header + 14, 1), 65536))
  }

  /// The destination address of an IP packet; `nil` where it is none, or was cut before the address.
  func destination(_ frame: Span<UInt8>) -> HostAddress? {
    switch self {
    case .ethernet: return Self.networkLayer(frame, typeAt: 12)
    case .cooked1: return Self.networkLayer(frame, typeAt: 14)
    case .cooked2: return frame.count >= 2 ? Self.network(frame, type: Self.word(frame, 0), at: 20) : nil
    case .raw: return Self.internet(frame, at: 0)
    case .loopback: return Self.internet(frame, at: 4)
    }
  }

  private static func networkLayer(_ frame: Span<UInt8>, typeAt place: Int) -> HostAddress? {
    guard frame.count >= place + 2 else { return nil }
    return network(frame, type: word(frame, place), at: place + 2)
  }

  /// Skips VLAN tags (802.1Q, 802.1ad and the older 0x9100), as many as there are.
  private static func network(_ frame: Span<UInt8>, type: Int, at start: Int) -> HostAddress? {
    var (type, place) = (type, start)
    while type == 0x8100 || type == 0x88a8 || type == 0x9100 {
      guard frame.count >= place + 4 else { return nil }
      type = word(frame, place + 2)
      place += 4
    }
    return type == 0x0800 || type == 0x86dd ? internet(frame, at: place) : nil
  }

  /// Reads the version from the packet itself, which loopback and raw frames leave to it.
  private static func internet(_ frame: Span<UInt8>, at start: Int) -> HostAddress? {
    guard frame.count > start else { return nil }
    switch frame[start] >> 4 {
    case 4 where frame.count >= start + 20: return HostAddress(version4: long(frame, start + 16))
    case 6 where frame.count >= start + 40:
      return HostAddress(
        high: long(frame, start + 24) << 32 | long(frame, start + 28),
        low: long(frame, start + 32) << 32 | long(frame, start + 36))
    default: return nil
    }
  }

  private static func word(_ frame: Span<UInt8>, _ place: Int) -> Int {
    Int(frame[place]) << 8 | Int(frame[place + 1])
  }

  private static func long(_ frame: Span<UInt8>, _ place: Int) -> UInt64 {
    UInt64(word(frame, place)) << 16 | UInt64(word(frame, place + 2))
  }
}
