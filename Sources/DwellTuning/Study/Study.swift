public import DwellCore
import DwellMetrics
import DwellSimulation
import DwellWorkload

/// Runs settings often enough, all of them on the same arrivals.
public struct Study: Sendable {
  /// Whether the summaries of the runs are kept besides the metrics.
  public enum Keeping: Sendable {
    case figures
    case reports
  }

  /// How long and how often.
  public let plan: RunPlan
  /// Who works.
  public let crew: Crew
  /// What is kept.
  public let keeping: Keeping

  /// A study under a plan.
  public init(_ plan: RunPlan = RunPlan(), crew: Crew = Crew(), keeping: Keeping = .figures) {
    self.plan = plan
    self.crew = crew
    self.keeping = keeping
  }

  /// Runs one setting as often as the plan asks, on the calling thread.
  public func sample(_ setup: Setup) throws(Knob.Refusal) -> Sample {
    var sample = Sample(setup)
    let most = setup.mostRuns ?? .max
    var count = min(plan.first(of: setup), most)
    while sample.runs.count < count {
      sample.add(try outcome(setup.run(sample.runs.count)))
      if sample.runs.count == count { count = min(plan.enough(after: sample.runs), most) }
    }
    return sample
  }

  /// Runs all settings as often as the plan asks, on all workers; each setting as often as the one that needs most, so that their
  /// differences can be taken run by run.
  ///
  /// - Parameter progress: called after each run with the runs done and those known to be needed.
  public func samples(
    _ setups: [Setup], isCancelled: @Sendable () -> Bool = { false },
    progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) throws(Knob.Refusal) -> [Sample] {
    var samples = setups.map { Sample($0) }
    var begun = 0
    let most = setups.compactMap(\.mostRuns).min() ?? .max
    var count = min(setups.map { plan.first(of: $0) }.max() ?? 0, most)
    while begun < count, !isCancelled() {
      let base = begun
      try crew.run(0..<setups.count * (count - begun), isCancelled: isCancelled) { number throws(Knob.Refusal) in
        try outcome(setups[number % setups.count].run(base + number / setups.count))
      } take: { number, outcome in
        samples[number % setups.count].add(outcome)
        progress(base * setups.count + number + 1, count * setups.count)
      }
      begun = count
      count = min(samples.map { plan.enough(after: $0.runs) }.max() ?? begun, most)
    }
    return samples
  }

  /// The mean summaries of settings over some of their runs.
  func reports(_ setups: [Setup], _ runs: Range<Int>) throws(Knob.Refusal) -> [Report?] {
    var samples = setups.map { Sample($0) }
    try crew.run(0..<setups.count * runs.count) { job throws(Knob.Refusal) in
      try outcome(setups[job / runs.count].run(runs.lowerBound + job % runs.count))
    } take: { job, outcome in
      samples[job / runs.count].add(outcome)
    }
    return samples.map(\.report)
  }

  private func outcome(_ scenario: Scenario) throws(Knob.Refusal) -> Outcome {
    var summary = try Simulator(scenario).summary()
    // What differs from machine to machine is no part of a result.
    summary.wallSeconds = .nan
    let report =
      keeping == .reports ? summary.report(scenario: scenario.report, stages: Stage.allCases.map(\.rawValue)) : nil
    return Outcome(figures: Figures(summary), report: report)
  }
}
