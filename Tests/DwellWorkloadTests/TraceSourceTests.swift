import DwellCore
import DwellWorkload
import Foundation
import Testing

/// Traces made byte by byte, and what is read from them.
struct TraceSourceTests {
  private func read(
    _ capture: CaptureBytes, guests: Int = 8, speed: Double = 1, atEnd: TraceSource.AtEnd = .stop,
    until end: Int64 = 1_000_000_000_000, blocksOf capacity: Int = 256
  ) throws -> (all: [Arrival], warnings: [String], summary: TraceSummary) {
    try capture.withFile { path in
      var source = try TraceSource.open(path: path, guests: guests, speed: speed, atEnd: atEnd)
      let all = source.arrivals(until: end, blocksOf: capacity)
      #expect(source.isExhausted == (atEnd == .stop))
      return (all, source.takeWarnings(), source.summary)
    }
  }

  private func refusal(_ bytes: [UInt8]) throws -> TraceError.Cause? {
    try CaptureBytes.withFile(bytes) { path in
      do {
        _ = try TraceSource.open(path: path, guests: 1)
        return nil
      } catch let error as TraceError {
        #expect(error.path == path && error.description.contains(path) && !error.description.contains("\n"))
        return error.cause
      }
    }
  }

  @Test(
    "classic captures are read in both byte orders and both resolutions", arguments: CaptureBytes.Order.allCases,
    CaptureBytes.Resolution.allCases)
  func classicCaptures(order: CaptureBytes.Order, resolution: CaptureBytes.Resolution) throws {
    var capture = CaptureBytes(pcap: order, resolution)
    capture.packet(1_700_000_000, 999_998, Frame.plain(to: 1))
    capture.packet(1_700_000_001, 5, Frame.plain(to: 2, payload: 66))
    let unit: Int64 = resolution == .nanoseconds ? 1 : 1000
    let gap = 1_000_000_000 - 999_998 * unit + 5 * unit
    let (all, warnings, summary) = try read(capture)
    #expect(all == [Arrival(time: 0, size: 34, guest: 0), Arrival(time: gap, size: 100, guest: 1)])
    #expect(warnings.isEmpty && summary.packets == 2 && summary.bytes == 134 && summary.extent == .wholeFile)
    #expect(summary.meanRate == 1e9 / Double(gap))
  }

  @Test("pcapng with interfaces of different resolution", arguments: CaptureBytes.Order.allCases)
  func nextGeneration(order: CaptureBytes.Order) throws {
    var capture = CaptureBytes(pcapng: order)
    capture.interface(digits: 6)
    capture.interface(digits: 9)
    capture.packet(interface: 0, ticks: 1_700_000_000_000_010, Frame.plain(to: 1))
    capture.packet(interface: 1, ticks: 1_700_000_000_000_010_123, Frame.plain(to: 2))
    capture.packet(interface: 0, ticks: 1_700_000_000_000_011, Frame.plain(to: 1))
    #expect(try read(capture).all.map(\.time) == [0, 123, 1000])
    #expect(try read(capture).all.map(\.guest) == [0, 1, 0])
  }

  @Test("every link type gives sizes of Ethernet frames and finds the address")
  func linkTypes() throws {
    let ip4 = Frame.version4(to: 9, payload: 30)
    let ip6 = Frame.version6(to: 9)
    let cases: [(link: UInt32, frame: [UInt8], size: Int32)] = [
      (1, Frame.ethernet(0x0800, ip4), 64),
      (1, Frame.ethernet(0x86dd, ip6), 54),
      (1, Frame.ethernet(0x0800, tags: [0x8100], ip4), 68),
      (1, Frame.ethernet(0x86dd, tags: [0x88a8, 0x8100], ip6), 62),
      (113, Frame.cooked1(0x0800, ip4), 64),
      (113, Frame.cooked1(0x86dd, ip6), 54),
      (276, Frame.cooked2(0x0800, ip4), 64),
      (276, Frame.cooked2(0x86dd, ip6), 54),
      (101, ip4, 64),
      (101, ip6, 54),
      (228, ip4, 64),
      (229, ip6, 54),
      (0, [2, 0, 0, 0] + ip4, 64),
      (0, [0, 0, 0, 30] + ip6, 54),
    ]
    for (link, frame, size) in cases {
      var capture = CaptureBytes(pcap: .little, link: link)
      // Another address first, so that an address that is not found would show as guest 0.
      var other = frame
      other[frame.count == 40 || size == 54 || size == 62 ? frame.count - 1 : frame.count - 31] = 77
      capture.packet(1, 0, other)
      capture.packet(2, 0, frame)
      let all = try read(capture).all
      #expect(all.map(\.size) == [size, size], "link type \(link)")
      #expect(all.map(\.guest) == [0, 1], "link type \(link)")
    }
  }

  @Test(
    "guests are destinations by first appearance, modulo N; what is not IP or was cut before its address goes to guest 1"
  )
  func guestsByAddress() throws {
    var capture = CaptureBytes(pcap: .little)
    let arp = Frame.ethernet(0x0806, Array(repeating: 0, count: 28))
    let frames = [
      Frame.plain(to: 50), arp, Frame.plain(to: 7), Frame.plain(to: 50), Frame.ethernet(0x86dd, Frame.version6(to: 7)),
      Frame.plain(to: 9), Array(Frame.plain(to: 7).prefix(33)), Frame.plain(to: 7), [], [1, 2, 3],
      Array(Frame.ethernet(0x0800, tags: [0x8100], []).prefix(15)),
    ]
    for (i, frame) in frames.enumerated() { capture.packet(UInt32(i), 0, frame, original: 60) }
    #expect(try read(capture).all.map(\.guest) == [0, 0, 1, 0, 2, 3, 0, 1, 0, 0, 0])
    #expect(try read(capture, guests: 3).all.map(\.guest) == [0, 0, 1, 0, 2, 0, 0, 1, 0, 0, 0])
    #expect(try read(capture).all.allSatisfy { $0.size == 60 })
  }

  @Test("original lengths count, between 1 B and 64 KiB")
  func originalLengths() throws {
    var capture = CaptureBytes(pcap: .little, snap: 34)
    for (i, length) in [1514, 0, 65536, 70_000].enumerated() {
      capture.packet(UInt32(i), 0, Frame.plain(to: 1), original: length)
    }
    #expect(try read(capture).all.map(\.size) == [1514, 1, 65536, 65536])
  }

  @Test("stamps that go back are raised to the last one, counted, and warned of once")
  func stampsThatGoBack() throws {
    var capture = CaptureBytes(pcap: .little)
    for (seconds, nanoseconds) in [(10, 0), (10, 500), (10, 200), (9, 0), (10, 600)] {
      capture.packet(UInt32(seconds), UInt32(nanoseconds), Frame.plain(to: 1))
    }
    let (all, warnings, summary) = try read(capture)
    #expect(all.map(\.time) == [0, 500, 500, 500, 600])
    #expect(summary.raisedStamps == 2 && warnings.count == 1)
    #expect(warnings.first?.contains("packet 3") == true)
  }

  @Test("a capture cut anywhere in its last packet is used up to there, with a warning")
  func cutCaptures() throws {
    var whole = CaptureBytes(pcap: .little)
    whole.packet(1, 0, Frame.plain(to: 1))
    whole.packet(2, 0, Frame.plain(to: 2))
    let last = 16 + 34
    for missing in 1..<last {
      var cut = whole
      cut.bytes.removeLast(missing)
      let (all, warnings, summary) = try read(cut)
      #expect(all.map(\.time) == [0] && summary.packets == 1)
      #expect(warnings.count == 1 && warnings.first?.contains("cut inside packet 2") == true)
    }
    var next = CaptureBytes(pcapng: .little)
    next.interface(digits: 9)
    next.packet(interface: 0, ticks: 5, Frame.plain(to: 1))
    next.packet(interface: 0, ticks: 6, Frame.plain(to: 1))
    next.bytes.removeLast(3)
    #expect(try read(next).warnings.first?.contains("cut inside packet 2") == true)
  }

  @Test("damage later in the file ends the trace with a warning")
  func damagedCapture() throws {
    var capture = CaptureBytes(pcap: .little)
    capture.packet(1, 0, Frame.plain(to: 1))
    capture.bytes += Array(repeating: 0xff, count: 64)
    let (all, warnings, _) = try read(capture)
    #expect(all.count == 1 && warnings.count == 1 && warnings.first?.contains("damaged after packet 1") == true)
  }

  @Test("a capture without a packet, an empty file, garbage and strange frames are refused")
  func refusals() throws {
    let header = CaptureBytes(pcap: .little)
    #expect(try refusal(header.bytes) == .empty)
    #expect(try refusal(header.bytes + [1, 2, 3]) == .empty)
    var next = CaptureBytes(pcapng: .big)
    next.interface(digits: 6)
    #expect(try refusal(next.bytes) == .empty)
    for bytes in [[], [0xd4], Array(header.bytes.prefix(20)), Array("this is not a capture at all".utf8)] {
      guard case .notACapture = try refusal(bytes) else {
        Issue.record("\(bytes) was not refused as no capture")
        continue
      }
    }
    var radio = CaptureBytes(pcap: .little, link: 127)
    radio.packet(1, 0, [1, 2, 3])
    #expect(try refusal(radio.bytes) == .linkType("IEEE802_11_RADIO"))
  }

  @Test("missing files, folders and devices are refused")
  func refusedPlaces() {
    let folder = FileManager.default.temporaryDirectory.path
    let cases: [(path: String, cause: TraceError.Cause)] = [
      ("/nowhere/at/all.pcap", .missing), ("", .missing), ("-", .missing), (folder, .folder), ("/dev/zero", .special),
    ]
    for (path, cause) in cases {
      #expect(throws: TraceError(path: path, cause: cause)) { try TraceSource.open(path: path, guests: 1) }
    }
  }

  @Test("a loop begins one mean gap after the last packet", arguments: [1, 2, 3, 256])
  func loops(capacity: Int) throws {
    var capture = CaptureBytes(pcap: .little)
    for nanoseconds in [100, 200, 700] {
      capture.packet(5, UInt32(nanoseconds), Frame.plain(to: UInt8(nanoseconds & 127)))
    }
    let (all, warnings, summary) = try read(capture, atEnd: .loop, until: 2000, blocksOf: capacity)
    #expect(all.map(\.time) == [0, 100, 600, 900, 1000, 1500, 1800, 1900])
    #expect(all.map(\.guest) == [0, 1, 2, 0, 1, 2, 0, 1])
    #expect(warnings.isEmpty && summary.packets == 3 && summary.extent == .wholeFile)
  }

  @Test("a loop of a single packet keeps a distance")
  func singlePacketLoop() throws {
    var capture = CaptureBytes(pcap: .little)
    capture.packet(5, 0, Frame.plain(to: 1))
    #expect(try read(capture, atEnd: .loop, until: 3_000_001).all.map(\.time) == [0, 1_000_000, 2_000_000, 3_000_000])
    #expect(try read(capture).summary.meanRate == nil)
  }

  @Test("speed divides gaps, and turned it scales what is left of the running one")
  func speedScalesGaps() throws {
    var capture = CaptureBytes(pcap: .little)
    for i in 0..<5 { capture.packet(0, UInt32(i) * 1000, Frame.plain(to: 1)) }
    #expect(try read(capture, speed: 4).all.map(\.time) == [0, 250, 500, 750, 1000])
    try capture.withFile { path in
      var source = try TraceSource.open(path: path, guests: 1)
      #expect(source.arrivals(until: 1500).map(\.time) == [0, 1000])
      let known1 = source.setKnob("trace-speed", to: 0.5, at: Instant(nanoseconds: 1500))
      #expect(known1)
      #expect(source.arrivals(until: 3000).map(\.time) == [2500])
      let known2 = source.setKnob("trace-speed", to: 10, at: Instant(nanoseconds: 3000))
      #expect(known2)
      #expect(source.arrivals(until: 9000).map(\.time) == [3075, 3175])
      let known3 = source.setKnob("load", to: 10, at: Instant(nanoseconds: 9000))
      #expect(!known3)
    }
  }

  @Test("a trace ends with one warning before a stamp 104 days or more after the first, and a loop begins anew there")
  func absurdStamps() throws {
    for far in [9_007_200, 1 << 40, UInt64(Int64.max)] {
      var capture = CaptureBytes(pcapng: .little)
      capture.interface(digits: 0)
      for ticks in [0, 9_007_199, far, 3] { capture.packet(interface: 0, ticks: ticks, Frame.plain(to: 1)) }
      for speed in [0.001, 1, 1000] {
        let (all, warnings, summary) = try read(capture, speed: speed, until: .max)
        #expect(all.map(\.time) == (speed < 1 ? [0] : [0, Int64(9_007_199e9 / speed)]))
        #expect(warnings.count == 1 && summary.extent == .wholeFile || speed < 1)
        #expect(warnings.first?.contains("104 days") == true)
      }
      try capture.withFile { path in
        var source = try TraceSource.open(path: path, guests: 1, speed: 1000, atEnd: .loop)
        #expect(source.arrivals(until: 40_000_000_000_000).count == 5)
        #expect(source.takeWarnings().count == 1)
      }
    }
  }

  @Test("a packet that a slow trace would bring after 104 days still comes where the speed is turned in time")
  func slowTrace() throws {
    var capture = CaptureBytes(pcap: .little)
    capture.packet(0, 0, Frame.plain(to: 1))
    capture.packet(10_000, 0, Frame.plain(to: 1))
    let (all, warnings, _) = try read(capture, speed: 0.001, until: .max)
    #expect(all.map(\.time) == [0])
    #expect(warnings.count == 1 && warnings.first?.contains("packet 2 would come after 104 days") == true)
    try capture.withFile { path in
      var source = try TraceSource.open(path: path, guests: 1, speed: 0.001)
      #expect(source.arrivals(until: 1_000_000_000_000).map(\.time) == [0])
      let isKnown = source.setKnob("trace-speed", to: 1, at: Instant(nanoseconds: 1_000_000_000_000))
      #expect(isKnown)
      #expect(source.arrivals(until: .max).map(\.time) == [10_999_000_000_000])
      #expect(source.takeWarnings().isEmpty)
    }
  }

  @Test("more addresses than are remembered still go to one guest each")
  func manyAddresses() throws {
    var capture = CaptureBytes(pcap: .little)
    let addresses = 70_000
    for round in 0..<2 {
      for i in 0..<addresses {
        var frame = Frame.plain(to: UInt8(i & 255))
        frame[31] = UInt8(i >> 16 & 255)
        frame[32] = UInt8(i >> 8 & 255)
        capture.packet(UInt32(round), UInt32(i), frame)
      }
    }
    let guests = try read(capture, guests: 1000).all.map(\.guest)
    #expect(guests.count == 2 * addresses)
    #expect(Array(guests[..<addresses]) == Array(guests[addresses...]))
    #expect(guests[..<65_536].enumerated().allSatisfy { $0.element == Int32($0.offset % 1000) })
    #expect(guests.allSatisfy { (0..<1000).contains($0) })
  }
}
