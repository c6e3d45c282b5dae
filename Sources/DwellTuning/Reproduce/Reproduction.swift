public import DwellCore
public import DwellMetrics

/// An experiment that was run, under its name.
public struct Reproduction: Sendable {
  /// The name it is chosen by.
  public let name: String
  /// One line of what it is.
  public let title: String
  /// What came of it.
  public let experiment: Experiment

  /// Runs an experiment of the catalog.
  ///
  /// - Throws: `Knob.Refusal` where a setting of the experiment is not allowed, which is a fault of the program.
  public init(_ entry: ExperimentEntry, seed: UInt64) throws(Knob.Refusal) {
    name = entry.name
    title = entry.title
    experiment = try entry.run(seed)
  }

  /// One object a figure (contract, `reproduce --format json`).
  public var reports: [Report] {
    experiment.comparisons.map { row in
      .object([
        ("experiment", .text(name)), ("source", .text(experiment.source)), ("figure", .text(row.figure)),
        ("unit", .text(row.unit)), ("published", Report(row.published)), ("simulated", Report(row.simulated)),
        ("fitted", .list(row.fitted.map { .text($0) })), ("holds", row.holds.map { .flag($0) } ?? .nothing),
      ])
    }
  }
}
