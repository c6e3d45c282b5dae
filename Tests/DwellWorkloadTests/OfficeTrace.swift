import DwellCore

/// The shipped trace `traces/office.pcap`, made from nothing but a seed: two and a half seconds of a small office.
///
/// Voice calls and name queries run all the time and leave containers to their time-out; downloads, page loads and a burst of
/// small packets fill containers. Six destinations, one of them IPv6; ARP now and then.
enum OfficeTrace {
  private struct Packet {
    var time: Int64
    var size: Int
    var host: Int
    var transport: UInt8
    var port: UInt16
  }

  /// Frames are cut behind Ethernet and IPv6.
  private static let snap = 54
  /// Monday, 5 January 2026, 9:00 UTC.
  private static let start: Int64 = 1_767_603_600
  private static let duration: Int64 = 2_500_000_000
  private static let (tcp, udp, arp): (UInt8, UInt8, UInt8) = (6, 17, 0)

  /// The file.
  static var bytes: [UInt8] {
    var file = CaptureBytes(pcap: .little, .nanoseconds, link: 1, snap: UInt32(snap))
    for packet in packets {
      let second = packet.time / 1_000_000_000
      file.packet(
        UInt32(start + second), UInt32(packet.time % 1_000_000_000), cut(frame(packet)),
        original: packet.size)
    }
    return file.bytes
  }

  private static var packets: [Packet] {
    var all: [Packet] = []
    voice(&all)
    names(&all)
    pages(&all)
    downloads(&all)
    meters(&all)
    for i in 0..<5 {
      all.append(Packet(time: Int64(i) * 500_000_000 + 77_000_123, size: 60, host: 0, transport: arp, port: 0))
    }
    // Stable: packets of one instant keep the order they were made in.
    return all.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  /// Four calls, G.711: 218 B every 20 ms, a little late each.
  private static func voice(_ all: inout [Packet]) {
    let table = ExponentialTable()
    for call in 0..<4 {
      var words = RandomStream(seed: 7, name: "office voice", index: call)
      var due = Int64(words.next(below: 20_000_000))
      while due < duration {
        let late = Int64(words.nextExponential(mean: 150_000, table: table))
        all.append(Packet(time: due + late, size: 218, host: call, transport: udp, port: 4000 + UInt16(call)))
        due += 20_000_000
      }
    }
  }

  /// Name queries and the like: 150 small packets a second.
  private static func names(_ all: inout [Packet]) {
    let table = ExponentialTable()
    var words = RandomStream(seed: 7, name: "office names")
    var time = 0.0
    while true {
      time += words.nextExponential(mean: 1e9 / 150, table: table)
      guard time < Double(duration) else { return }
      let size = 70 + words.next(below: 90)
      all.append(Packet(time: Int64(time), size: size, host: words.next(below: 6), transport: udp, port: 53))
    }
  }

  /// 24 page loads of some 30 packets at about 60 kpps, three in four of them full.
  private static func pages(_ all: inout [Packet]) {
    let table = ExponentialTable()
    var words = RandomStream(seed: 7, name: "office pages")
    for page in 0..<24 {
      var time = Double(page) * 1e8 + words.nextUnit() * 1e8
      let host = words.next(below: 6)
      for _ in 0..<(20 + words.next(below: 20)) {
        let size = words.next(below: 4) > 0 ? 1514 : 66 + words.next(below: 900)
        all.append(Packet(time: Int64(time), size: size, host: host, transport: tcp, port: 443))
        time += words.nextExponential(mean: 16_000, table: table)
      }
    }
  }

  /// Three downloads of 550 full packets at line rate of a gigabit, less the pauses of its sender: 10 to 15 ms each.
  private static func downloads(_ all: inout [Packet]) {
    let table = ExponentialTable()
    for download in 0..<3 {
      var words = RandomStream(seed: 7, name: "office downloads", index: download)
      var time = Double([300_000_000, 1_150_000_000, 1_900_000_000][download])
      for i in 0..<550 {
        all.append(Packet(time: Int64(time), size: 1514, host: [1, 4, 2][download], transport: tcp, port: 8080))
        time += 12_304 + (i % 20 == 19 ? words.nextExponential(mean: 120_000, table: table) : 0)
      }
    }
  }

  /// Meters that report at once: 800 packets of 74 to 90 B within 4 ms, over all hosts.
  private static func meters(_ all: inout [Packet]) {
    let table = ExponentialTable()
    var words = RandomStream(seed: 7, name: "office meters")
    var time = 1.6e9
    for _ in 0..<800 {
      time += words.nextExponential(mean: 5_000, table: table)
      let size = 74 + words.next(below: 17)
      all.append(Packet(time: Int64(time), size: size, host: words.next(below: 6), transport: udp, port: 1883))
    }
  }

  private static func frame(_ packet: Packet) -> [UInt8] {
    let station: [UInt8] = [2, 0, 0, 0, 0, UInt8(packet.host + 1), 2, 0, 0, 0, 0, 0xfe]
    if packet.transport == arp {
      return station + [0x08, 0x06, 0, 1, 8, 0, 6, 4, 0, 1] + Array(repeating: 0, count: 20)
    }
    let length = packet.size - 14
    if packet.host == 5 {
      let header: [UInt8] = [0x60, 0, 0, 0, high(length - 40), low(length - 40), packet.transport, 64]
      let prefix: [UInt8] = [0x20, 0x01, 0x0d, 0xb8] + Array(repeating: 0, count: 11)
      return station + [0x86, 0xdd] + header + prefix + [0xfe] + prefix + [6] + [
        high(Int(packet.port)), low(Int(packet.port)),
      ]
    }
    // Documentation addresses: 192.0.2.1 to 198.51.100.11 and up (RFC 5737).
    var header: [UInt8] = [0x45, 0, high(length), low(length), 0, 0, 0x40, 0, 64, packet.transport, 0, 0, 192, 0, 2, 1]
    header += [198, 51, 100, UInt8(11 + packet.host)]
    var sum = 0
    for i in stride(from: 0, to: 20, by: 2) { sum += Int(header[i]) << 8 | Int(header[i + 1]) }
    while sum > 0xffff { sum = (sum & 0xffff) + sum >> 16 }
    header[10] = high(~sum & 0xffff)
    header[11] = low(~sum & 0xffff)
    let port = Int(packet.port)
    return station + [0x08, 0x00] + header + [
      high(port), low(port), 0xc3, 0x50, high(length - 20), low(length - 20), 0, 0,
    ]
  }

  private static func cut(_ frame: [UInt8]) -> [UInt8] {
    Array((frame + Array(repeating: 0, count: snap)).prefix(snap))
  }

  private static func high(_ value: Int) -> UInt8 { UInt8(value >> 8 & 255) }
  private static func low(_ value: Int) -> UInt8 { UInt8(value & 255) }
}
