import DwellCore
import DwellSimulation

/// The settings that were run, each run of each setting once.
struct TuningArchive {
  private let crew: Crew
  private(set) var samples: [Sample] = []
  // Only looked up; its order reaches no result.
  private var numbers: [Scenario: Int] = [:]

  init(_ crew: Crew) { self.crew = crew }

  /// The runs of a setting so far.
  func sample(_ setup: Setup) -> Sample { numbers[setup.scenario].map { samples[$0] } ?? Sample(setup) }

  /// The number of runs that are missing until each of these settings has so many.
  func missing(_ setups: [Setup], _ runs: Int) -> Int {
    setups.reduce(0) { $0 + max(runs - sample($1).runs.count, 0) }
  }

  /// Runs settings until each has so many runs, no run twice.
  ///
  /// - Parameter take: called after each run, with the setting's runs where these were its last.
  mutating func bring(
    _ setups: [Setup], to runs: Int, isCancelled: @Sendable () -> Bool, take: (Sample?) -> Void
  ) throws(Knob.Refusal) {
    var jobs: [(number: Int, run: Int, setup: Setup)] = []
    var asked: Set<Int> = []
    for setup in setups {
      let number = numbers[setup.scenario] ?? samples.count
      if number == samples.count {
        numbers[setup.scenario] = number
        samples.append(Sample(setup))
      }
      guard asked.insert(number).inserted else { continue }
      let done = samples[number].runs.count
      for run in done..<max(runs, done) { jobs.append((number, run, setup)) }
    }
    let list = jobs
    try crew.run(0..<list.count, isCancelled: isCancelled) { job throws(Knob.Refusal) in
      try Self.figures(list[job].setup, list[job].run)
    } take: { job, figures in
      let number = list[job].number
      samples[number].add(Outcome(figures: figures, report: nil))
      take(samples[number].runs.count == runs ? samples[number] : nil)
    }
  }

  /// Runs of settings that the search has never seen, from run `first` on.
  func fresh(
    _ setups: [Setup], _ runs: Range<Int>, isCancelled: @Sendable () -> Bool, take: () -> Void
  ) throws(Knob.Refusal) -> [Sample] {
    var samples = setups.map { Sample($0) }
    try crew.run(0..<setups.count * runs.count, isCancelled: isCancelled) { job throws(Knob.Refusal) in
      try Self.figures(setups[job / runs.count], runs.lowerBound + job % runs.count)
    } take: { job, figures in
      samples[job / runs.count].add(Outcome(figures: figures, report: nil))
      take()
    }
    return samples
  }

  private static func figures(_ setup: Setup, _ run: Int) throws(Knob.Refusal) -> Figures {
    Figures(try Simulator(setup.run(run)).summary())
  }
}
