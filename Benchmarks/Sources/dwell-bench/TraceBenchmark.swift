import ArgumentParser
import Foundation

/// Time per packet of a capture: read alone, and through a whole run; memory over a large one.
struct TraceBenchmark: Measuring {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "CPU time per packet of a pcap file made for it, in nanoseconds; memory over a large one.")

  @Option(help: "Packets in the file.") var packets = 1_000_000
  @Option(help: "Runs of each; the minimum and the median are written.") var runs = 5
  @Option(help: "Packets of the file that memory is measured over; 70 B of disk each.") var many = 50_000_000
  @OptionGroup var output: OutputOptions

  // A file of any size must not take more than this beyond what a small one took.
  private static let flat = 4.0

  func validate() throws {
    guard (1000...100_000_000).contains(packets) else {
      throw ValidationError("packets is \(packets), but must lie from 1000 to 100000000")
    }
    guard (packets...1_000_000_000).contains(many) else {
      throw ValidationError("many is \(many), but must lie from \(packets) to 1000000000")
    }
    guard (1...1000).contains(runs) else { throw ValidationError("runs is \(runs), but must lie from 1 to 1000") }
  }

  func run() throws { output.write(try measure()) }

  func measure() throws -> [Table] {
    var table = Table(
      "ns per packet of a capture: \(packets) packets of \(TraceRun.keptBytes) kept bytes, 8 guests; "
        + "minimum and median of \(runs) runs",
      columns: ["stage", "min", "median"])
    var aims = Aims("a capture of any size")
    let capture = try TraceRun(packets: packets)
    for part in TraceRun.Part.allCases {
      let each = try Measure.runs(runs) { try capture.make(part) }.map { $0 / Double(packets) }
      table.rows.append([
        .word(part.title), .figure(each[0], decimals: 1), .figure(Measure.median(each), decimals: 1),
      ])
      aims.add("\(part.title), minimum", unit: "ns/packet", atMost: 100, measured: each[0], decimals: 1)
    }
    let memory = try memory(after: capture, &aims)
    return [table, memory, aims.table]
  }

  private func memory(after small: TraceRun, _ aims: inout Aims) throws -> Table {
    var table = Table(
      "memory over a capture, all in", columns: ["packets", "file MB", "resident MB", "peak MB", "ns per packet"])
    let large = try TraceRun(packets: many)
    var resident: [Double] = []
    for capture in [small, large] {
      let work = try capture.make(.all)
      let start = Measure.threadTime()
      work()
      let spent = Double(Measure.threadTime() - start)
      resident.append(Memory.megabytes(.resident))
      table.rows.append([
        .figure(Double(capture.packets), decimals: 0),
        .figure(Double(capture.packets * (TraceRun.keptBytes + 16)) / 1e6, decimals: 1),
        .figure(resident.last ?? .nan, decimals: 1), .figure(Memory.megabytes(.peak), decimals: 1),
        .figure(spent / Double(capture.packets), decimals: 1),
      ])
    }
    aims.add(
      "growth from \(packets) to \(many) packets", unit: "MB", atMost: Self.flat,
      measured: (resident.last ?? .nan) - (resident.first ?? .nan), decimals: 1)
    return table
  }
}
