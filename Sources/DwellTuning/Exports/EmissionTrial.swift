import DwellCore
import DwellSimulation

/// How the settings of an export are run, and what they are held against.
public struct EmissionTrial: Sendable {
  /// Warm-up and length of all runs; nil: as a plan has them.
  let window: Setup?
  let plan: RunPlan
  /// The runs by their numbers.
  let runs: Range<Int>
  /// What has to hold.
  public let limits: [Limit]

  /// Runs under a plan of its own.
  public init(_ plan: RunPlan = Self.usualPlan, limits: [Limit] = []) {
    self.plan = plan
    self.limits = limits
    window = nil
    runs = 0..<0
  }

  /// Runs as a search has them, so that what it says of a setting is said of it here too.
  init(_ window: Setup, _ runs: Range<Int>, _ limits: [Limit]) {
    self.window = window
    self.runs = runs
    self.limits = limits
    plan = RunPlan(warmUp: .asked)
  }

  /// As long as settings are run on the tune page, as often as everywhere else.
  public static let usualPlan = RunPlan(packets: TuningQuestion.quick.run.packets)

  /// Runs scenarios on the same arrivals, which begin to count at one instant.
  func samples(
    _ scenarios: [Scenario], _ crew: Crew, isCancelled: @Sendable () -> Bool
  ) throws(Knob.Refusal) -> [Sample] {
    if let window {
      return try TuningArchive(crew).fresh(
        scenarios.map { Setup($0, like: window) }, runs, isCancelled: isCancelled, take: {})
    }
    var plan = plan
    var scenarios = scenarios
    // Commands at instants need the run as it is; else it is as long as the plan says, whatever was asked of the run itself, and
    // begins to count at one instant, though what is left out follows from the timeout.
    if let first = scenarios.first, first.schedule.isEmpty {
      for place in scenarios.indices { (scenarios[place].duration, scenarios[place].packets) = (nil, nil) }
      var warmup = first.warmup
      if plan.warmUp == .usual {
        for scenario in scenarios { warmup = max(warmup, try Setup.warmUp(scenario)) }
        plan.warmUp = .asked
      }
      for place in scenarios.indices { scenarios[place].warmup = warmup }
    }
    var setups: [Setup] = []
    for scenario in scenarios { setups.append(try Setup(scenario, plan)) }
    return try Study(plan, crew: crew).samples(setups, isCancelled: isCancelled)
  }
}

extension Tuning {
  /// How an export of what is tuned is run before the answer is known.
  public var trial: EmissionTrial {
    let count = min(plan.run.first(of: model), model.mostRuns ?? .max)
    return EmissionTrial(model, 0..<count, limits)
  }
}

extension TuningResult {
  /// How an export of the answer is run: on the very arrivals by which the answer was judged.
  public var trial: EmissionTrial {
    let count = (best ?? nearest)?.sample.runs.count ?? 1
    return EmissionTrial(problem.model, fresh == nil ? 0..<count : Self.freshRuns(count), problem.limits)
  }
}
