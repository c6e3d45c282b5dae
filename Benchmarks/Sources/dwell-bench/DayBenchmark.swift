import ArgumentParser
import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import Foundation

/// Whether memory stays as it is over a virtual day with its plots.
struct DayBenchmark: Measuring {
  static let configuration = CommandConfiguration(
    commandName: "day", abstract: "Memory over a virtual day at a light load, the past kept for plots.")

  @Option(help: "Virtual hours, 2 or more.") var hours = 24
  @Option(help: "Packets a second.") var load = 200.0
  @OptionGroup var output: OutputOptions

  // Virtual seconds between two frames.
  private static let step = 10
  // By then all that is filled once has been.
  private static let settled = 1

  func validate() throws {
    guard (2...10_000).contains(hours) else {
      throw ValidationError("hours is \(hours), but must lie from 2 to 10000")
    }
    guard KnobCatalog.load.range.contains(load) else {
      throw ValidationError("load is \(load), but must lie \(KnobCatalog.load.rangeText)")
    }
  }

  func run() throws { output.write(try measure()) }

  func measure() throws -> [Table] {
    var scenario = ScenarioCatalog.scenarios[0].scenario
    scenario.knobs[KnobCatalog.load] = load
    let view = View(window: .milliseconds(3_600_000), columns: 320)
    let core = try SessionCore(scenario: scenario, speed: 1, view: view)
    var table = Table(
      "a virtual day: \(Int(load)) packets a second, a frame every \(Self.step) s, the last hour in 320 columns",
      columns: ["virtual hours", "packets", "columns filled", "resident MB", "peak MB", "CPU ms a frame"])
    var resident: [Double] = []
    var frames = 0
    let cpu = Measure.threadTime()
    for hour in Set([Self.settled, hours / 2, hours]).sorted() {
      var frame = core.frame()
      while frames < hour * 3600 / Self.step {
        core.advance(virtual: .milliseconds(Int64(Self.step) * 1000))
        frame = core.frame()
        frames += 1
      }
      resident.append(Memory.megabytes(.resident))
      let spent = Double(Measure.threadTime() - cpu) / 1e6 / Double(max(frames, 1))
      table.rows.append([
        .figure(Double(hour), decimals: 0), .figure(Double(frame.snapshot.packets.offered), decimals: 0),
        .figure(Double(frame.snapshot[.offered].count { !$0.isEmpty }), decimals: 0),
        .figure(resident.last ?? .nan, decimals: 1), .figure(Memory.megabytes(.peak), decimals: 1),
        .figure(spent, decimals: 2),
      ])
    }
    var aims = Aims("memory is flat")
    aims.add(
      "growth from \(Self.settled) to \(hours) virtual hours", unit: "MB", atMost: 1,
      measured: (resident.last ?? .nan) - (resident.first ?? .nan), decimals: 1)
    return [table, aims.table]
  }
}
