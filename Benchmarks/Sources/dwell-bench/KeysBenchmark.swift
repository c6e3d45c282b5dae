import ArgumentParser
import DwellDashboard
import DwellSession
import DwellSimulation
import DwellTerminal
import Foundation

/// From a key typed at a terminal to the screen it changes, while every plot moves.
struct KeysBenchmark: Measuring {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "From a key to the changed screen: time in frames, and CPU time.")

  @Option(help: "Keys typed.") var keys = 200
  @OptionGroup var output: OutputOptions

  private static let framesPerSecond = 30

  func validate() throws {
    guard (4...100_000).contains(keys) else {
      throw ValidationError("keys is \(keys), but must lie from 4 to 100000")
    }
  }

  func run() throws { output.write(try measure()) }

  func measure() throws -> [Table] {
    setenv("LC_ALL", "C.UTF-8", 1)
    var table = Table(
      "\(keys) keys (help and back) at random moments, \(Self.framesPerSecond) frames a second, the clock running",
      columns: [
        "size", "frames median", "frames 99 %", "frames worst", "screens drawn worst", "CPU ms median", "CPU ms worst",
      ])
    var aims = Aims("a key is seen within one frame")
    for (columns, rows) in [(200, 50), (120, 40)] {
      let waits = try type(columns, rows).sorted { $0.wall < $1.wall }
      let frames = waits.map { Double($0.wall) / 1e9 * Double(Self.framesPerSecond) }
      let cpu = waits.map { Double($0.cpu) / 1e6 }.sorted()
      let most = frames.isEmpty ? .nan : frames[min((frames.count * 99 + 99) / 100, frames.count) - 1]
      table.rows.append([
        .word("\(columns)x\(rows)"), .figure(Measure.median(frames), decimals: 2), .figure(most, decimals: 2),
        .figure(frames.last ?? .nan, decimals: 2), .figure(Double(waits.map(\.screens).max() ?? 0), decimals: 0),
        .figure(Measure.median(cpu), decimals: 2), .figure(cpu.last ?? .nan, decimals: 2),
      ])
      aims.add("\(columns)x\(rows), median", unit: "frames", atMost: 1, measured: Measure.median(frames), decimals: 2)
      aims.add("\(columns)x\(rows), 99 %", unit: "frames", atMost: 1, measured: most, decimals: 2)
    }
    return [table, aims.table]
  }

  private func type(_ columns: Int, _ rows: Int) throws -> [KeyLog.Wait] {
    let terminal = try DrainedTerminal(columns: columns, rows: rows)
    defer { terminal.restore() }
    let capabilities = try TerminalCapabilities.detect(environment: ["TERM": "xterm-256color"])
    let palette = Theme.dark.palette(ColorDepth(terminalColors: capabilities.colors))
    let log = KeyLog()
    let screen = TimedScreen(
      try TerminalScreen(capabilities: capabilities, palette: palette), on: terminal, log: log)
    defer { screen.close() }
    let entry = ScenarioCatalog.scenarios[0]
    let model = Model(scenario: entry.scenario, width: columns, height: rows, symbols: .braille, speed: entry.speed)
    let session = Session(
      try SessionCore(scenario: entry.scenario, speed: entry.speed, view: model.wantedView),
      framesPerSecond: Self.framesPerSecond)
    defer { session.stop() }
    let typist = Typist(keys: keys, terminal: terminal, log: log)
    Thread { typist.run() }.start()
    var loop = DashboardLoop(model: model, screen: screen, session: session) { _ in .success(palette) }
    _ = loop.run()
    return log.waits
  }
}

/// A person at the keys: the next one some time after the last was answered, and in the end `q`.
// Unchecked: what it has is constant, and made for several threads.
private struct Typist: @unchecked Sendable {
  let keys: Int
  let terminal: DrainedTerminal
  let log: KeyLog

  func run() {
    log.waitForScreens(30)
    for number in 0..<keys {
      // Help, and back by a key that does nothing else there.
      usleep(UInt32.random(in: 20_000...90_000))
      log.typed()
      terminal.type(number % 2 == 0 ? "?" : " ")
      log.waitForAnswer()
    }
    if keys % 2 == 1 { terminal.type(" ") }
    terminal.type("q")
  }
}
