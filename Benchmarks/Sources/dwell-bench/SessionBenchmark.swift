import ArgumentParser
import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import Foundation

/// Whether the clock keeps real time under load, and whether memory stays flat.
struct SessionBenchmark: Measuring {
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "Reached speed at 1x with 10 Mpps and at line rates; memory over virtual time.")

  @Option(help: "Wall seconds of each paced run.") var seconds = 4.0
  @Flag(help: "Only the rates of 10 and 100 Gbit/s lines.") var linesOnly = false
  @Flag(help: "Arrivals made in turn, not ahead on a thread of their own.") var inTurn = false
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...3600).contains(seconds) else {
      throw ValidationError("seconds is \(seconds), but must lie from 1 to 3600")
    }
  }

  func run() throws { output.write(try measure()) }

  func measure() throws -> [Table] {
    if linesOnly { return try lines() }
    return [try speed()] + (try lines()) + [try memory()]
  }

  private static let columns = [
    "reached speed", "CPU share", "cores for 1x", "of it the engine", "ns per packet", "frames per second",
  ]

  // One guest at the rates of Ethernet with frames of 64 B, 84 B on the wire.
  private func lines() throws -> [Table] {
    var table = Table(
      "a session at 1x with plots: 1 guest, 64 B, Poisson, fixed, fast-server, 30 frames a second, \(Int(seconds)) s of wall time",
      columns: ["line", "Mpps"] + Self.columns + ["dropped %"])
    var aims = Aims("line rates on one core")
    for (name, gigabits, packetCost) in [
      ("10 Gbit/s", 10.0, 15.0), ("100 Gbit/s", 100, 15), ("100 Gbit/s, c-pkt 3 ns", 100, 3),
    ] {
      let load = (gigabits * 1e9 / 8 / 84 / 1e4).rounded() * 1e4
      var scenario = try Point.one.scenario(policy: "fixed")
      scenario.machine = "fast-server"
      scenario.knobs[KnobCatalog.load] = load
      scenario.knobs[CostKnobs.packet] = packetCost
      let run = try paced(scenario)
      table.rows.append(
        [.word(name), .figure(load / 1e6, decimals: 2)] + run.entries + [.figure(run.dropped * 100, decimals: 1)])
      if gigabits == 10 {
        // Not the share it got: on a busy machine that is less, and so is the speed.
        aims.add("\(name): cores for the engine at 1x", unit: "", atMost: 0.2, measured: run.engineCores, decimals: 2)
      }
      aims.add("\(name): reached speed", unit: "x", atLeast: 0.99, measured: run.reached, decimals: 3)
    }
    return [table, aims.table]
  }

  private func speed() throws -> Table {
    var table = Table(
      "a session at 1x: 8 guests, 10 Mpps, fast-server, 30 frames a second, \(Int(seconds)) s of wall time",
      columns: ["policy"] + Self.columns)
    for policy in PolicyCatalog.policies.map(\.name) {
      var scenario = try Point.eight.scenario(policy: policy)
      scenario.knobs[KnobCatalog.load] = 10e6
      table.rows.append([.word(policy)] + (try paced(scenario)).entries)
    }
    return table
  }

  private struct Paced {
    var reached: Double
    var share: Double
    var coresNeeded: Double
    var engineCores: Double
    var nanosecondsPerPacket: Double
    var framesPerSecond: Double
    var dropped: Double

    var entries: [Table.Entry] {
      [
        .figure(reached, decimals: 3), .figure(share, decimals: 2), .figure(coresNeeded, decimals: 2),
        .figure(engineCores, decimals: 2),
        .figure(nanosecondsPerPacket, decimals: 1),
        .figure(framesPerSecond, decimals: 1),
      ]
    }
  }

  private func paced(_ scenario: Scenario) throws -> Paced {
    let view = View(window: .milliseconds(1000), columns: 320)
    let others = Measure.threads()
    let session = Session(
      try SessionCore(scenario: scenario, speed: 1, view: view, arrivals: inTurn ? .inTurn : .ahead))
    let wall = Measure.wallTime()
    let cpu = Measure.processTime() - Measure.threadTime()
    var frames = 0
    var virtual = Instant(nanoseconds: 0)
    var counts = PacketCounts()
    while Double(Measure.wallTime() - wall) < seconds * 1e9 {
      var watched = pollfd(fd: session.wakeDescriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&watched, 1, 100)
      guard let frame = session.newestFrame() else { continue }
      frames += 1
      virtual = frame.snapshot.now
      counts = frame.snapshot.packets
    }
    let spent = Double(Measure.wallTime() - wall)
    // All of the process but this thread: the session's, and that of its arrivals where they are made ahead.
    let used = Double(Measure.processTime() - Measure.threadTime() - cpu)
    let engineUsed = Double(Measure.threadTime(named: "dwell session", except: others))
    session.stop()
    return Paced(
      reached: Double(virtual.nanoseconds) / spent, share: used / spent,
      coresNeeded: used / Double(max(virtual.nanoseconds, 1)),
      engineCores: engineUsed / Double(max(virtual.nanoseconds, 1)),
      nanosecondsPerPacket: used / Double(max(counts.offered, 1)), framesPerSecond: Double(frames) / spent * 1e9,
      dropped: Double(counts.dropped) / Double(max(counts.offered, 1)))
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
