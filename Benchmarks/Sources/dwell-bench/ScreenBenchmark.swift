import ArgumentParser
import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import Foundation

/// Time and bytes per frame of the dashboard on a real ncurses screen in a pseudo-terminal.
struct ScreenBenchmark: Measuring {
  static let configuration = CommandConfiguration(
    commandName: "screen", abstract: "CPU time and bytes of a frame: dark theme, 256 colours, braille.")

  @Option(help: "Frames of each kind.") var frames = 300
  @OptionGroup var output: OutputOptions

  /// What is seen.
  private enum Scene: String, CaseIterable {
    /// What `dwell` alone shows, at its speed.
    case started = "as started"
    /// Plots go on by two cells a frame; every second a knob is turned.
    case moving = "all moving"
  }

  func validate() throws {
    guard (10...100_000).contains(frames) else {
      throw ValidationError("frames is \(frames), but must lie from 10 to 100000")
    }
  }

  func run() throws { output.write(try measure()) }

  func measure() throws -> [Table] {
    setenv("LC_ALL", "C.UTF-8", 1)
    var table = Table(
      "per frame, \(frames) frames: CPU ms of update + draw + present, of the session's snapshot, bytes sent",
      columns: [
        "size", "scene", "ms median", "ms worst", "update", "draw", "present", "snapshot ms", "bytes median",
        "bytes worst",
      ])
    var aims = Aims("a frame with everything moving")
    for (columns, rows) in [(200, 50), (120, 40), (80, 24)] {
      for scene in Scene.allCases {
        let costs = try costs(columns, rows, scene)
        table.rows.append(row(columns, rows, scene, costs))
        if scene == .moving { judge(columns, rows, costs, &aims) }
      }
    }
    return [table, aims.table]
  }

  // CPU time of the parts of one frame, in nanoseconds, and its bytes.
  private struct Cost {
    var snapshot: Int64
    var update: Int64
    var draw: Int64
    var present: Int64
    var bytes: Int
    var total: Int64 { update + draw + present }
  }

  private func costs(_ columns: Int, _ rows: Int, _ scene: Scene) throws -> [Cost] {
    let terminal = try DrainedTerminal(columns: columns, rows: rows)
    defer { terminal.restore() }
    return try show(columns, rows, scene, on: terminal)
  }

  private func judge(_ columns: Int, _ rows: Int, _ costs: [Cost], _ aims: inout Aims) {
    let times = costs.map { Double($0.total) / 1e6 }.sorted()
    let bytes = costs.map { Double($0.bytes) / 1e3 }.sorted()
    let size = "\(columns)x\(rows)"
    if (columns, rows) == (200, 50) {
      aims.add("CPU at \(size), median", unit: "ms", atMost: 3, measured: Measure.median(times), decimals: 2)
      aims.add("CPU at \(size), worst", unit: "ms", atMost: 8, measured: times.last ?? .nan, decimals: 2)
    } else if (columns, rows) == (120, 40) {
      aims.add("bytes at \(size), median", unit: "kB", atMost: 3, measured: Measure.median(bytes), decimals: 2)
    }
  }

  private func row(_ columns: Int, _ rows: Int, _ scene: Scene, _ costs: [Cost]) -> [Table.Entry] {
    func sorted(_ part: (Cost) -> Int64) -> [Double] { costs.map { Double(part($0)) / 1e6 }.sorted() }
    func median(_ part: (Cost) -> Int64) -> Table.Entry { .figure(Measure.median(sorted(part)), decimals: 2) }
    let bytes = costs.map { Double($0.bytes) }.sorted()
    return [
      .word("\(columns)x\(rows)"), .word(scene.rawValue), median(\.total),
      .figure(sorted(\.total).last ?? .nan, decimals: 2), median(\.update), median(\.draw), median(\.present),
      median(\.snapshot), .figure(Measure.median(bytes), decimals: 0), .figure(bytes.last ?? .nan, decimals: 0),
    ]
  }

  private func show(_ columns: Int, _ rows: Int, _ scene: Scene, on terminal: DrainedTerminal) throws -> [Cost] {
    let capabilities = try TerminalCapabilities.detect(environment: ["TERM": "xterm-256color"])
    let screen = try TerminalScreen(
      capabilities: capabilities, palette: Theme.dark.palette(ColorDepth(terminalColors: capabilities.colors)))
    defer { screen.close() }
    let entry = ScenarioCatalog.scenarios[0]
    var model = Model(scenario: entry.scenario, width: columns, height: rows, symbols: .braille, speed: entry.speed)
    let core = try SessionCore(scenario: entry.scenario, speed: entry.speed, view: model.wantedView)
    let cells = max((model.layout.plot?.columns ?? 100), 1)
    let step: TimeSpan =
      switch scene {
      case .started: .seconds(entry.speed / 30)
      case .moving: TimeSpan(nanoseconds: model.window.nanoseconds / Int64(cells) * 2)
      }
    // Plots are full, axes settled.
    core.advance(virtual: TimeSpan(nanoseconds: model.window.nanoseconds * 2))
    var costs: [Cost] = []
    for number in 0..<frames + 5 {
      core.advance(virtual: step)
      core.wall = Double(number) / 30
      if scene == .moving, number % 30 == 29 {
        core.apply(.turn(.set(knob: EngineKnobs.timeout.name, value: number % 60 == 29 ? 5e5 : 1e6)))
      }
      let start = Measure.threadTime()
      let frame = core.frame()
      let made = Measure.threadTime()
      let effects = model.update(.frame(frame))
      let updated = Measure.threadTime()
      let canvas = Screenful.draw(model)
      let drawn = Measure.threadTime()
      screen.present(canvas)
      let presented = Measure.threadTime()
      for effect in effects {
        if case .session(let command) = effect { core.apply(command) }
      }
      let bytes = terminal.takeBytes()
      // The first frames paint the whole screen.
      guard number >= 5 else { continue }
      costs.append(
        Cost(
          snapshot: made - start, update: updated - made, draw: drawn - updated, present: presented - drawn,
          bytes: bytes))
    }
    return costs
  }
}
