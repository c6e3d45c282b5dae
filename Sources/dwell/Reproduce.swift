import ArgumentParser
import DwellCore
import DwellDashboard
import DwellMetrics
import DwellSimulation
import DwellTerminal
import DwellTuning
import Foundation

struct Reproduce: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The paper's experiment and every published figure the models are held against.",
    discussion: """
      Published beside simulated, what was fitted, and whether it holds: only where more was published than fitted.
      The experiments are \(ExperimentCatalog.experiments.map(\.name).joined(separator: ", ")).
      """)

  /// What the figures are printed as.
  enum Format: String, CaseIterable { case text, json, csv }

  @Argument(help: ArgumentHelp("Which experiments (default: all).", valueName: "name")) var names: [String] = []
  @Option(help: "Everything random follows from it (default: 1).") var seed: String?
  @Option(help: "text, json or csv (default: text).") var format: String?

  func run() throws {
    let format = try Choice.of(Format.self, "format", self.format) ?? .text
    let seed = try Self.number(seed)
    let entries = try Self.entries(names)
    var done: [Reproduction] = []
    for entry in entries {
      let reproduction = try Failure.file { () throws(Knob.Refusal) in try Reproduction(entry, seed: seed) }
      done.append(reproduction)
      if format == .text { try Console.say(ReproductionText(reproduction, isFirst: done.count == 1).lines) }
    }
    switch format {
    case .text: try Console.say(ReproductionText.close(done))
    case .json: try Console.write(Report.list(done.flatMap(\.reports)).json() + "\n")
    case .csv: try Console.write(Self.csv(done))
    }
    if done.flatMap(\.experiment.comparisons).contains(where: { $0.verdict == .fails }) {
      throw Failure.run("a figure that should hold does not")
    }
  }

  private static func entries(_ names: [String]) throws(Failure) -> [ExperimentEntry] {
    if names.isEmpty { return ExperimentCatalog.experiments }
    var entries: [ExperimentEntry] = []
    for name in names {
      guard let entry = ExperimentCatalog.experiment(named: name) else {
        throw .usage(Knob.Refusal.unknown("experiment", name, ExperimentCatalog.experiments.map(\.name)).description)
      }
      entries.append(entry)
    }
    return entries
  }

  private static func number(_ text: String?) throws(Failure) -> UInt64 {
    guard let text else { return 1 }
    guard let seed = Int(text), seed >= 0 else {
      throw .usage("seed is '\(text)', but must be a whole number from 0 to \(Int.max)")
    }
    return UInt64(seed)
  }

  // The list of what was fitted has no column of its own in `leaves`: it is joined.
  private static func csv(_ done: [Reproduction]) -> String {
    let head = ["experiment", "source", "figure", "unit", "published", "simulated", "fitted", "holds"]
    let rows = done.flatMap { one in
      one.experiment.comparisons.map { row -> [Report] in
        [
          .text(one.name), .text(one.experiment.source), .text(row.figure), .text(row.unit), Report(row.published),
          Report(row.simulated), .text(row.fitted.joined(separator: "; ")), row.holds.map { .flag($0) } ?? .nothing,
        ]
      }
    }
    return ([head.map { Report.text($0) }] + rows).map { $0.map(\.csv).joined(separator: ",") + "\n" }.joined()
  }
}
