import DwellCore
import DwellWorkload
import Testing

struct TraceReportTests {
  @Test("Sizes, flows, addresses and guests are counted as they stand in the file")
  func counts() throws {
    var capture = CaptureBytes(pcap: .little)
    // Two flows to one address, told apart by their ports; one more address; one that is no IP.
    func ports(_ source: UInt8) -> [UInt8] { [0, source, 0, 53] }
    capture.packet(10, 0, Frame.ethernet(0x0800, Frame.version4(to: 1) + ports(7)), original: 100)
    capture.packet(10, 1000, Frame.ethernet(0x0800, Frame.version4(to: 1) + ports(8)), original: 100)
    capture.packet(10, 2000, Frame.ethernet(0x0800, Frame.version4(to: 1) + ports(7)), original: 1500)
    capture.packet(11, 0, Frame.ethernet(0x0800, tags: [0x8100], Frame.version4(to: 2) + ports(7)), original: 60)
    capture.packet(11, 0, Frame.ethernet(0x0806, [0, 1]), original: 60)
    capture.packet(12, 0, Frame.ethernet(0x86dd, Frame.version6(to: 3) + ports(7)), original: 60)
    let report = try capture.withFile { try TraceReport.read(path: $0, guests: 2) }
    #expect(report.summary.packets == 6 && report.summary.bytes == 1880 && report.summary.duration == 2)
    #expect(report.sizes == 60...1500 && report.meanSize == 1880.0 / 6)
    #expect(report.frequent.map(\.bytes) == [60, 100, 1500] && report.frequent.map(\.packets) == [3, 2, 1])
    #expect(report.flows == 4 && !report.hasMoreFlows && report.destinations == 3 && report.others == 1)
    #expect(report.guests.map(\.packets) == [5, 1] && report.guests.map(\.bytes) == [1820, 60])
    #expect(report.bitRate == 1880.0 * 8 / 2)
  }

  @Test("It splits as a replay does and counts what a replay gives out")
  func asReplayed() throws {
    var capture = CaptureBytes(pcap: .big)
    for packet in 0..<200 {
      capture.packet(5, UInt32(packet * 1000), Frame.plain(to: UInt8(packet * 7 % 11), payload: packet % 90))
    }
    try capture.withFile { path in
      let report = try TraceReport.read(path: path, guests: 3)
      var source = try TraceSource.open(path: path, guests: 3)
      let all = source.arrivals(until: 1_000_000_000)
      #expect(report.summary == source.summary)
      for guest in 0..<3 { #expect(report.guests[guest].packets == all.count { $0.guest == Int32(guest) }) }
    }
  }

  @Test("A Poisson capture has dispersion 1 and Hurst 0.5, an even one 0 and none")
  func kinds() throws {
    func report(_ name: String) throws -> TraceReport {
      var source = try #require(TrafficCatalog.model(named: name)).make(parameters(20_000, seed: 3))
      var block = ArrivalBlock()
      var capture = CaptureBytes(pcap: .little)
      let frame = Frame.plain(to: 1)
      while true {
        block.removeAll()
        source.fill(&block, until: Instant(nanoseconds: 900_000_000))
        if block.count == 0 { break }
        for i in 0..<block.count { capture.packet(1, UInt32(block.times[i]), frame) }
      }
      return try capture.withFile { try TraceReport.read(path: $0, guests: 1) }
    }
    let poisson = try report("poisson")
    for scale in poisson.burstiness.scales {
      #expect((scale.dispersion - 1).magnitude < 5 * (2 / Double(scale.windows - 1)).squareRoot(), "\(scale)")
    }
    let hurst = try #require(poisson.burstiness.hurst)
    #expect((hurst.value - 0.5).magnitude < 2 * hurst.halfWidth)
    let even = try report("cbr").burstiness
    #expect(even.scales.filter { $0.mean > 50 }.allSatisfy { $0.dispersion < 0.01 })
  }

  @Test("One packet, none, and packets of one instant do no harm")
  func few() throws {
    var capture = CaptureBytes(pcap: .little)
    #expect(throws: TraceError.self) { try capture.withFile { try TraceReport.read(path: $0, guests: 1) } }
    capture.packet(1, 0, Frame.plain(to: 1))
    let one = try capture.withFile { try TraceReport.read(path: $0, guests: 4) }
    #expect(one.summary.packets == 1 && one.bitRate == nil && one.summary.meanRate == nil)
    #expect(one.burstiness.scales.isEmpty && one.burstiness.hurst == nil)
    capture.packet(1, 0, Frame.plain(to: 1))
    let instant = try capture.withFile { try TraceReport.read(path: $0, guests: 4) }
    #expect(instant.summary.packets == 2 && instant.bitRate == nil)
    // A stamp that goes back is raised; a file that is cut counts up to there.
    capture.packet(0, 5, Frame.plain(to: 1))
    capture.bytes += [1, 2, 3]
    let cut = try capture.withFile { try TraceReport.read(path: $0, guests: 4) }
    #expect(cut.summary.packets == 3 && cut.summary.raisedStamps == 1)
  }

  @Test("More flows than are told apart are said to be more")
  func manyFlows() throws {
    var capture = CaptureBytes(pcap: .little)
    for flow in 0..<66_000 {
      let ports = [UInt8(flow >> 16), UInt8(flow >> 8 & 255), UInt8(flow & 255), 1]
      capture.packet(1, UInt32(flow), Frame.ethernet(0x0800, Frame.version4(to: 1) + ports))
    }
    let report = try capture.withFile { try TraceReport.read(path: $0, guests: 1) }
    #expect(report.flows == 65_536 && report.hasMoreFlows && report.destinations == 1)
  }
}
