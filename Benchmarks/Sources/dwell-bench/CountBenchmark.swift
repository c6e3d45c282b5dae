import ArgumentParser
import CPty
import Foundation

/// Work between marks, for callgrind to count: nothing is measured here.
struct CountBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count",
    abstract: "Runs cases at two lengths between calls of cb_mark, for callgrind (scripts/check-instructions).",
    discussion: """
      Of every case: a mark, the short run, a mark, a mark, the long run, a mark. What callgrind --dump-after=cb_mark writes is one \
      file a mark, so files 4i+2 and 4i+4 hold what the runs of case i took. A line for each case is written: name, packets, packets.
      """)

  @Argument(help: "POINT/POLICY[/STAGE[/SYSTEM]], trace/read, trace/all; else those that are guarded.")
  var cases: [String] = []
  @Flag(help: "The rows of `scale` instead.") var scale = false
  @Option(help: "Packets of the short run.") var short = 50_000
  @Option(help: "Packets of the long run.") var long = 150_000

  func validate() throws {
    guard short >= 1000, long > short, long <= 100_000_000 else {
      throw ValidationError("short is \(short) and long \(long), but 1000 <= short < long <= 100000000 must hold")
    }
    guard !scale || cases.isEmpty else { throw ValidationError("--scale takes no cases") }
  }

  func run() throws {
    let chosen =
      scale
      ? try ScaleBenchmark.rows().map(\.counted)
      : try (cases.isEmpty ? CountedCase.main : cases).map(CountedCase.init(parsing:))
    for one in chosen {
      for packets in [short, long] {
        let work = try one.prepare(packets)
        cb_mark()
        work()
        cb_mark()
      }
      print("\(one.name)\t\(short)\t\(long)")
    }
  }
}
