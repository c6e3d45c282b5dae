public import DwellCore
import DwellEngine
import DwellSimulation

/// A question to the tuner: which settings of a space reach a goal best and keep to the limits.
///
/// The answer is the same whatever the number of workers. Every setting meets the same arrivals (common random numbers), and no run of
/// a setting is done twice. How it is searched: ``method``.
public struct Tuning: Sendable {
  /// What may be turned.
  public let space: TuningSpace
  /// What it is for.
  public let goal: Goal
  /// What must be kept to.
  public let limits: [Limit]
  /// How much work it may be.
  public let plan: TuningPlan
  /// Warm-up and length of every run.
  let model: Setup

  /// How it is searched, for a person.
  public static let method =
    "successive halving of a coarse grid under every choice (Karnin et al. 2013); along its lines to where a limit just holds "
    + "(regula falsi, Dowell and Jarratt 1971) and from there along the limit (reduced problem, Wolfe 1963; Abadie and Carpentier "
    + "1969); pattern search from the best of each (Hooke and Jeeves 1961; Kolda et al. 2003) with limits before the goal (Deb 2000); "
    + "the best few confirmed by more runs; common random numbers throughout"

  /// A question over a space.
  ///
  /// - Throws: `Knob.Refusal` where the scenario cannot be run.
  public init(
    _ space: TuningSpace, _ goal: Goal, limits: [Limit] = Limit.standard, plan: TuningPlan = TuningPlan()
  ) throws(Knob.Refusal) {
    let room = plan.room(in: space)
    let space = space.coarseCount < room ? space : space.fitted(to: max(room - 1, 1))
    guard space.coarseCount < room else {
      throw Knob.Refusal(
        "the budget is \(plan.settings) settings, but \(space.coarseCount) combinations of choices need at least "
          + "\(plan.settings - room + space.coarseCount + 1); name fewer, or give a larger --budget")
    }
    self.space = space
    self.goal = goal
    self.limits = limits
    self.plan = plan
    model = try Self.model(space.scenario, space, plan.run)
  }

  /// Whether a run is so much longer than the plan has it that one says as much as several: traffic that comes in bursts.
  package var hasLongRuns: Bool { model.stretch > 4 }

  /// The setup of a point: the window is the same for all.
  func setup(_ point: TuningPoint) -> Setup { Setup(space.scenario(of: point), like: model) }

  /// The settings as they stand.
  var present: Setup { Setup(space.present, like: model) }

  /// Whether a setting is that of the scenario itself.
  public func isPresent(_ tried: Tried) -> Bool { tried.scenario.isSame(as: present.scenario) }

  /// The window in which every setting is looked at: the warm-up of the longest timeout there is, the length of the scenario itself.
  static func model(_ scenario: Scenario, _ space: TuningSpace, _ plan: RunPlan) throws(Knob.Refusal) -> Setup {
    var slow = scenario
    let side = space.sides.first { $0.name == EngineKnobs.timeout.name }
    let stands = [scenario, space.present].map { $0.value(of: EngineKnobs.timeout) }.max() ?? 0
    slow.knobs[EngineKnobs.timeout] = max(side?.value(at: 1) ?? 0, stands)
    let setup = try Setup(slow, plan)
    var model = scenario
    model.warmup = setup.scenario.warmup
    model.duration = setup.scenario.duration
    model.packets = setup.scenario.packets
    var stretch = setup.stretch
    if setup.captured == nil, scenario.duration == nil, scenario.packets == nil, let long = setup.scenario.duration {
      // Traffic that finds its own rate may be slow under a long timeout.
      let plain = try Setup(scenario, plan)
      let window = (plain.scenario.duration ?? long).nanoseconds - plain.scenario.warmup.nanoseconds
      model.duration = TimeSpan(nanoseconds: setup.scenario.warmup.nanoseconds + window)
      stretch = plain.stretch
    }
    return Setup(exactly: model, captured: setup.captured, stretch: stretch)
  }

  /// The best of some settings, those that keep to the limits first; of those that were run most often.
  public func best(of tried: [Tried]) -> Tried? {
    let most = tried.map(\.sample.runs.count).max() ?? 0
    let often = tried.filter { $0.sample.runs.count == most }
    let merits = often.map { $0.sample.merit(goal, limits, first: most) }
    return merits.indices.min { merits[$0] < merits[$1] }.map { often[$0] }
  }

  /// Searches.
  ///
  /// - Parameters:
  ///   - isCancelled: asked before each run; once it says yes, the search ends without an answer. It may wait.
  ///   - tell: called as it goes on, never twice at a time.
  /// - Returns: the answer, or nil where it was cancelled.
  public func run(
    crew: Crew = Crew(), isCancelled: @escaping @Sendable () -> Bool = { false },
    tell: @escaping (TuningEvent) -> Void = { _ in }
  ) throws(Knob.Refusal) -> TuningResult? {
    var search = TuningSearch(self, crew, isCancelled, tell)
    return try search.run()
  }
}
