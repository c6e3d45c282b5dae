public import DwellCore

/// An experiment as menus and options see it.
public struct ExperimentEntry: Sendable {
  /// The name in options.
  public let name: String
  /// One line of what it is.
  public let title: String
  /// Runs it; everything random follows from the seed.
  public let run: @Sendable (_ seed: UInt64) throws(Knob.Refusal) -> Experiment

  init(
    _ name: String, _ title: String, _ run: @escaping @Sendable (_ seed: UInt64) throws(Knob.Refusal) -> Experiment
  ) {
    self.name = name
    self.title = title
    self.run = run
  }
}

/// Everything published that the models are held against; one line each, the experiment itself is a file beside this one.
public enum ExperimentCatalog {
  /// All experiments, in the order in which they are told.
  public static let experiments = [
    ExperimentEntry("table-1", "the paper's table 1 and figures 5 and 6: a closed loop of two clients", TableOne.run),
    ExperimentEntry("paper-regimes", "the paper's section III: low rate, high rate, saturation", PaperRegimes.run),
    ExperimentEntry("paper-assumptions", "the paper's sizes: 65535, 1500 and 4096 bytes", PaperAssumptions.run),
    ExperimentEntry("closed-forms", "a fixed timeout under Poisson traffic, against theory", ClosedForms.run),
    ExperimentEntry("capacity", "1600 kp/s, and eight times what crosses packet by packet", Capacity.run),
    ExperimentEntry("release-rules", "which release rule does better at which load", ReleaseRules.run),
  ]

  /// The experiment of that name, if there is one.
  public static func experiment(named name: String) -> ExperimentEntry? { experiments.first { $0.name == name } }
}
