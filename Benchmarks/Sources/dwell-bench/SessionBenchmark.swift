import ArgumentParser
import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import Foundation

/// Whether the clock keeps real time under load, and whether memory stays flat.
struct SessionBenchmark: Measuring {
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "Reached speed at 1x with 10 Mpps; memory over virtual time.")

  @Option(help: "Wall seconds of each paced run.") var seconds = 4.0
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...3600).contains(seconds) else {
      throw ValidationError("seconds is \(seconds), but must lie from 1 to 3600")
    }
  }

  func run() throws { output.write(try measure()) }

  func measure() throws -> [Table] { [try speed(), try memory()] }

  private func speed() throws -> Table {
    var table = Table(
      "a session at 1x: 8 guests, 10 Mpps, fast-server, 30 frames a second, \(Int(seconds)) s of wall time",
      columns: ["policy", "reached speed", "CPU share of its thread", "ns per packet", "frames per second"])
    for policy in PolicyCatalog.policies.map(\.name) {
      var scenario = try Point.eight.scenario(policy: policy)
      scenario.knobs[KnobCatalog.load] = 10e6
      table.rows.append(try paced(scenario))
    }
    return table
  }

  private func paced(_ scenario: Scenario) throws -> [Table.Entry] {
    let view = View(window: .milliseconds(1000), columns: 320)
    let session = Session(try SessionCore(scenario: scenario, speed: 1, view: view))
    let wall = Measure.wallTime()
    let cpu = Measure.processTime() - Measure.threadTime()
    var frames = 0
    var virtual = Instant(nanoseconds: 0)
    while Double(Measure.wallTime() - wall) < seconds * 1e9 {
      var watched = pollfd(fd: session.wakeDescriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&watched, 1, 100)
      guard let frame = session.newestFrame() else { continue }
      frames += 1
      virtual = frame.snapshot.now
    }
    let spent = Double(Measure.wallTime() - wall)
    // All of the process but this thread: the session's.
    let used = Double(Measure.processTime() - Measure.threadTime() - cpu)
    session.stop()
    let packets = Double(virtual.nanoseconds) / 1e9 * 10e6
    return [
      .word(scenario.policy), .figure(Double(virtual.nanoseconds) / spent, decimals: 3),
      .figure(used / spent, decimals: 2), .figure(used / max(packets, 1), decimals: 1),
      .figure(Double(frames) / spent * 1e9, decimals: 1),
    ]
  }

  private func memory() throws -> Table {
    let entry = ScenarioCatalog.scenarios[0]
    var table = Table(
      "memory of a session, \(entry.name), unpaced", columns: ["virtual seconds", "resident MB", "peak MB"])
    let core = try SessionCore(
      scenario: entry.scenario, speed: 1, view: View(window: .milliseconds(1000), columns: 320))
    var done = 0
    for end in [1, 5, 20, 60] {
      // As a session does it: in pieces, with a frame after each.
      while done < end * 30 {
        core.advance(virtual: TimeSpan(nanoseconds: 1_000_000_000 / 30))
        _ = core.frame()
        done += 1
      }
      table.rows.append(
        [
          .figure(Double(end), decimals: 0), .figure(Memory.megabytes(.resident), decimals: 1),
          .figure(Memory.megabytes(.peak), decimals: 1),
        ])
    }
    return table
  }
}
