import DwellMetrics
import DwellTuning
import DwellWorkload
import Foundation
import Testing

struct TraceReportTextTests {
  private static let office = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "traces/office.pcap").path

  @Test("The shipped trace, to the letter")
  func golden() throws {
    let report = try TraceReport.read(path: Self.office, guests: 3)
    #expect(
      report.lines.joined(separator: "\n") == """
        trace       4 031 packets in 2.5 s, as recorded
                    rate 1.61 kpps, 11.5 Mbps, at most 98.0 kpps over 8.19 ms
                    sizes 60 to 1514 B, mean 887 B, often 1514 B (54 %), 218 B (12 %), 78 B (2 %)
                    flows 24, to 6 addresses, 5 packets that are no IP
        bursts      index of dispersion 63.5 over 1.02 ms, 288 over 8.19 ms, 328 over 65.5 ms (Poisson 1, even 0)
                    Hurst 0.65 ± 0.11 by Haar wavelets (Abry, Veitch), from 8.19 ms to 131 ms
        split       guest 1 833 (21 %), guest 2 1 333 (33 %), guest 3 1 865 (46 %)
        """)
  }

  @Test("JSON has every number with its unit, and null where there is none")
  func json() throws {
    let json = try TraceReport.read(path: Self.office, guests: 2).report.json()
    for name in ["packets_per_second", "bits_per_second", "mean_bytes", "window_s", "index", "value", "method"] {
      #expect(json.contains("\"\(name)\": "), "\(name)")
    }
    #expect(json.contains("\"method\": \"Haar wavelets (Abry, Veitch)\""))
  }
}
