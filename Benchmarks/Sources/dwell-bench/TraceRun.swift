import ArgumentParser
import DwellCore
import DwellSimulation
import DwellWorkload
import Foundation

/// A capture written for the purpose, and what is done with it.
final class TraceRun {
  /// How much is done with each packet.
  enum Part: String, CaseIterable {
    /// Read alone.
    case read
    /// All in: what `dwell simulate --trace` does.
    case all

    /// For tables.
    var title: String {
      switch self {
      case .read: "read"
      case .all: "all in, fixed"
      }
    }
  }

  /// Bytes kept of each packet.
  static let keptBytes = 54
  /// The packets in the file.
  let packets: Int
  private let file: URL

  /// Writes the file; it goes with this object.
  init(packets: Int) throws {
    self.packets = packets
    file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "dwell-bench-\(getpid())-\(UInt32.random(in: 0 ... .max)).pcap")
    try write()
  }

  deinit { try? FileManager.default.removeItem(at: file) }

  /// Makes one pass ready.
  func make(_ part: Part) throws -> () -> Void {
    switch part {
    case .read:
      var source = try TraceSource.open(path: file.path, guests: 8)
      return { [self] in
        withExtendedLifetime(self) {
          var block = ArrivalBlock()
          while !source.isExhausted {
            block.removeAll()
            source.fill(&block, until: Instant(nanoseconds: .max))
            Witness.value ^= UInt64(block.count)
          }
        }
      }
    case .all:
      var scenario = Scenario()
      scenario.guests = 8
      scenario.trace = Scenario.Trace(path: file.path)
      let simulator = try Simulator(scenario)
      return { [self] in
        withExtendedLifetime(self) {
          simulator.finish()
          Witness.value ^= simulator.digest
        }
      }
    }
  }

  // Ethernet and IPv4 headers to eight addresses, 10 µs apart, four sizes.
  private func write() throws {
    guard FileManager.default.createFile(atPath: file.path, contents: nil) else {
      throw ValidationError("cannot write \(file.path)")
    }
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1 << 20 + 1024)
    func put(_ words: UInt32...) {
      for word in words { withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) } }
    }
    // Magic of microsecond stamps, version 2.4, no zone, snap length, Ethernet.
    put(0xa1b2_c3d4, 0x0004_0002, 0, 0, UInt32(Self.keptBytes), 1)
    let sizes: [UInt32] = [64, 128, 576, 1500]
    var frame = [UInt8](repeating: 0, count: Self.keptBytes)
    frame[12] = 8
    frame[14] = 0x45
    frame[23] = 17
    // Destination 10.0.0.n.
    frame[30] = 10
    for number in 0..<packets {
      let microseconds = number * 10
      let size = sizes[number &* 7 / 3 % 4]
      put(UInt32(microseconds / 1_000_000), UInt32(microseconds % 1_000_000), UInt32(Self.keptBytes), size)
      frame[33] = UInt8(number % 8 + 1)
      bytes.append(contentsOf: frame)
      if bytes.count > 1 << 20 {
        try handle.write(contentsOf: bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try handle.write(contentsOf: bytes)
  }
}
