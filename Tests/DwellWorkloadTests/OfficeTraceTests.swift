import DwellCore
import DwellWorkload
import Foundation
import Testing

/// The trace that is shipped.
struct OfficeTraceTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "traces/office.pcap")

  @Test("the shipped trace is the one that the generator makes, and DWELL_WRITE_TRACES=1 writes it anew")
  func shippedTraceIsGenerated() throws {
    let made = OfficeTrace.bytes
    if ProcessInfo.processInfo.environment["DWELL_WRITE_TRACES"] == "1" { try Data(made).write(to: Self.file) }
    #expect(try Data(contentsOf: Self.file) == Data(made))
    #expect(made.count < 300_000)
  }

  @Test("the shipped trace has bursts that fill a container and silences that leave it to its time-out")
  func shippedTraceIsInteresting() throws {
    var source = try TraceSource.open(path: Self.file.path, guests: 6)
    let all = source.arrivals(until: 10_000_000_000)
    #expect(source.isExhausted && source.takeWarnings().isEmpty)
    #expect(source.summary.extent == .wholeFile && source.summary.packets == all.count)
    #expect(all.count > 3000 && Set(all.map(\.guest)) == Set(0..<6))
    for guest in Int32(0)..<6 {
      // Walk over containers of 4096 B and 1 ms: both ways to leave must be common.
      var (full, due, bytes) = (0, 0, 0)
      var opened = Int64.min / 2
      for packet in all where packet.guest == guest {
        if packet.time > opened + 1_000_000 {
          due += bytes > 0 ? 1 : 0
          (bytes, opened) = (0, packet.time)
        } else if bytes + Int(packet.size) > 4096 {
          full += 1
          (bytes, opened) = (0, packet.time)
        }
        bytes += Int(packet.size)
      }
      #expect(full > 10 && due > 20)
    }
  }
}
