import Foundation

/// Builds capture files byte by byte, so that tests know what is in them.
struct CaptureBytes {
  /// The byte order of the machine that is said to have written the file.
  enum Order: CaseIterable {
    case little, big
  }

  /// The resolution of stamps.
  enum Resolution: CaseIterable {
    case microseconds, nanoseconds
  }

  var bytes: [UInt8] = []
  let order: Order

  /// A classic pcap header.
  init(pcap order: Order, _ resolution: Resolution = .nanoseconds, link: UInt32 = 1, snap: UInt32 = 65535) {
    self.order = order
    put32(resolution == .nanoseconds ? 0xa1b2_3c4d : 0xa1b2_c3d4)
    put16(2)
    put16(4)
    put32(0)
    put32(0)
    put32(snap)
    put32(link)
  }

  /// A pcapng section header.
  init(pcapng order: Order) {
    self.order = order
    put32(0x0a0d_0d0a)
    put32(28)
    put32(0x1a2b_3c4d)
    put16(1)
    put16(0)
    put32(0xffff_ffff)
    put32(0xffff_ffff)
    put32(28)
  }

  mutating func put16(_ value: UInt16) { put(UInt64(value), 2) }
  mutating func put32(_ value: UInt32) { put(UInt64(value), 4) }

  private mutating func put(_ value: UInt64, _ count: Int) {
    let parts = (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    bytes += order == .little ? parts : parts.reversed()
  }

  /// A classic record.
  mutating func packet(_ seconds: UInt32, _ fraction: UInt32, _ frame: [UInt8], original: Int? = nil) {
    put32(seconds)
    put32(fraction)
    put32(UInt32(frame.count))
    put32(UInt32(original ?? frame.count))
    bytes += frame
  }

  /// A pcapng interface whose stamps count 10^-`digits` seconds.
  mutating func interface(link: UInt16 = 1, digits: UInt8) {
    put32(1)
    put32(32)
    put16(link)
    put16(0)
    put32(65535)
    put16(9)
    put16(1)
    bytes += [digits, 0, 0, 0]
    put32(0)
    put32(32)
  }

  /// A pcapng packet.
  mutating func packet(interface: UInt32, ticks: UInt64, _ frame: [UInt8], original: Int? = nil) {
    let padding = (4 - frame.count % 4) % 4
    let length = UInt32(32 + frame.count + padding)
    put32(6)
    put32(length)
    put32(interface)
    put32(UInt32(ticks >> 32))
    put32(UInt32(truncatingIfNeeded: ticks))
    put32(UInt32(frame.count))
    put32(UInt32(original ?? frame.count))
    bytes += frame + Array(repeating: 0, count: padding)
    put32(length)
  }

  /// Gives `body` the path of a file with these bytes.
  func withFile<Result>(_ body: (String) throws -> Result) throws -> Result {
    try Self.withFile(bytes, body)
  }

  /// Gives `body` the path of a file with `bytes`, gone afterwards.
  static func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: "dwell-\(UUID().uuidString).pcap")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }
}

/// Frames of every kind, with a destination that the last byte tells.
enum Frame {
  /// An IPv4 header for `10.0.0.last`, and `payload` zeros.
  static func version4(to last: UInt8, payload: Int = 0) -> [UInt8] {
    [0x45, 0, 0, 0, 0, 0, 0, 0, 64, 17, 0, 0, 192, 0, 2, 1, 10, 0, 0, last] + Array(repeating: 0, count: payload)
  }

  /// An IPv6 header for `2001:db8::last`.
  static func version6(to last: UInt8) -> [UInt8] {
    let source: [UInt8] = [0x20, 1, 0x0d, 0xb8] + Array(repeating: 0, count: 11) + [0xff]
    let target: [UInt8] = [0x20, 1, 0x0d, 0xb8] + Array(repeating: 0, count: 11) + [last]
    return [0x60, 0, 0, 0, 0, 0, 17, 64] + source + target
  }

  /// An Ethernet frame, with VLAN tags before its type.
  static func ethernet(_ type: UInt16, tags: [UInt16] = [], _ body: [UInt8]) -> [UInt8] {
    var frame: [UInt8] = Array(repeating: 2, count: 12)
    for tag in tags { frame += [UInt8(tag >> 8), UInt8(tag & 255), 0, 5] }
    return frame + [UInt8(type >> 8), UInt8(type & 255)] + body
  }

  /// An IPv4 packet to `10.0.0.last` on Ethernet.
  static func plain(to last: UInt8, payload: Int = 0) -> [UInt8] {
    ethernet(0x0800, version4(to: last, payload: payload))
  }

  /// A Linux cooked frame, version 1.
  static func cooked1(_ type: UInt16, _ body: [UInt8]) -> [UInt8] {
    Array(repeating: 0, count: 14) + [UInt8(type >> 8), UInt8(type & 255)] + body
  }

  /// A Linux cooked frame, version 2.
  static func cooked2(_ type: UInt16, _ body: [UInt8]) -> [UInt8] {
    [UInt8(type >> 8), UInt8(type & 255)] + Array(repeating: 0, count: 18) + body
  }
}
