import ArgumentParser
import DwellCore
import DwellSimulation
import DwellWorkload
import Foundation

/// Time per packet of a capture: read alone, and through a whole run.
struct TraceBenchmark: Measuring {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "CPU time per packet of a pcap file made for it, in nanoseconds.")

  @Option(help: "Packets in the file.") var packets = 1_000_000
  @Option(help: "Runs of each; the minimum and the median are written.") var runs = 5
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1000...100_000_000).contains(packets) else {
      throw ValidationError("packets is \(packets), but must lie from 1000 to 100000000")
    }
    guard (1...1000).contains(runs) else { throw ValidationError("runs is \(runs), but must lie from 1 to 1000") }
  }

  func run() throws { output.write(try measure()) }

  func measure() throws -> [Table] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("dwell-bench-\(getpid()).pcap")
    defer { try? FileManager.default.removeItem(at: file) }
    try write(to: file)
    var table = Table(
      "ns per packet of a capture: \(packets) packets of 54 kept bytes, 8 guests; minimum and median of \(runs) runs",
      columns: ["stage", "min", "median"])
    let alone = try Measure.runs(runs) {
      var source = try TraceSource.open(path: file.path, guests: 8)
      return {
        var block = ArrivalBlock()
        while !source.isExhausted {
          block.removeAll()
          source.fill(&block, until: Instant(nanoseconds: .max))
          Witness.value ^= UInt64(block.count)
        }
      }
    }
    let all = try Measure.runs(runs) {
      var scenario = Scenario()
      scenario.guests = 8
      scenario.trace = Scenario.Trace(path: file.path)
      let simulator = try Simulator(scenario)
      return {
        simulator.finish()
        Witness.value ^= simulator.digest
      }
    }
    for (name, times) in [("read", alone), ("all in, fixed", all)] {
      let each = times.map { $0 / Double(packets) }
      table.rows.append([.word(name), .figure(each[0], decimals: 1), .figure(Measure.median(each), decimals: 1)])
    }
    return [table]
  }

  // Ethernet and IPv4 headers to eight addresses, 10 µs apart, four sizes.
  private func write(to file: URL) throws {
    guard FileManager.default.createFile(atPath: file.path, contents: nil) else {
      throw ValidationError("cannot write \(file.path)")
    }
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    var bytes: [UInt8] = []
    func put(_ words: UInt32...) {
      for word in words { withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) } }
    }
    // Magic of microsecond stamps, version 2.4, no zone, snap length, Ethernet.
    put(0xa1b2_c3d4, 0x0004_0002, 0, 0, 54, 1)
    let sizes: [UInt32] = [64, 128, 576, 1500]
    for number in 0..<packets {
      let microseconds = number * 10
      let size = sizes[number &* 7 / 3 % 4]
      put(UInt32(microseconds / 1_000_000), UInt32(microseconds % 1_000_000), 54, size)
      var frame = [UInt8](repeating: 0, count: 54)
      frame[12] = 8
      frame[14] = 0x45
      frame[23] = 17
      // Destination 10.0.0.n.
      frame[30] = 10
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
