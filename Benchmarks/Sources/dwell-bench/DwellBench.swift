import ArgumentParser

/// How fast dwell is, on this machine, now.
@main
struct DwellBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dwell-bench",
    abstract: "Measures dwell: time per packet, per frame, and whether the clock keeps up.",
    subcommands: [
      EngineBenchmark.self, TraceBenchmark.self, ScreenBenchmark.self, KeysBenchmark.self, SessionBenchmark.self,
      DayBenchmark.self, SweepBenchmark.self, ScaleBenchmark.self, StartBenchmark.self, CountBenchmark.self, All.self,
    ],
    defaultSubcommand: All.self)

  /// Every benchmark with its usual settings.
  struct All: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Runs every benchmark but start and count; about seven minutes.")

    @OptionGroup var output: OutputOptions

    func run() throws {
      let parts: [[String]] = [["engine"], ["trace"], ["screen"], ["keys"], ["session"], ["day"], ["sweep"], ["scale"]]
      var tables: [Table] = []
      for part in parts {
        guard let command = try DwellBench.parseAsRoot(part) as? any Measuring else { continue }
        tables += try command.measure()
      }
      output.write(tables)
    }
  }
}

/// A benchmark: takes time, answers tables.
protocol Measuring: ParsableCommand {
  /// Measures; nothing is printed.
  func measure() throws -> [Table]
}
