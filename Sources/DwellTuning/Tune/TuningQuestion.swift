public import DwellCore
import DwellMetrics
public import DwellSimulation

/// What is asked where nobody types: something better than the settings as they stand, at no greater cost.
public struct TuningQuestion: Sendable, Hashable {
  /// What shall become better, and what must not become worse for it.
  public enum Aim: Sendable, Hashable, CaseIterable {
    /// The driver domain less busy, the 99th percentile of the delay no longer.
    case driverDomain
    /// The 99th percentile of the delay shorter, the driver domain no busier.
    case delay
    /// More packets a second could be carried, the 99th percentile of the delay no longer.
    case ceiling
  }

  /// The settings as they stand.
  public var scenario: Scenario
  /// What shall become better.
  public var aim: Aim
  /// So many times what it is now may be paid.
  public var allowance: Double
  /// The export that has to be able to say what is searched, by its name; nil: anything is searched.
  public var target: String?
  /// How much work it may be.
  public var plan: TuningPlan

  /// A search of some seconds: runs of 60 000 packets, 240 settings; with bursts, whose runs are longer, up to a minute or two.
  public static let quick = TuningPlan(RunPlan(replications: .count(6), packets: 60_000), settings: 240)

  /// A question about a scenario; what ends it or turns it on the way is left out.
  public init(
    _ scenario: Scenario, _ aim: Aim = .driverDomain, allowance: Double = 1, for target: String? = nil,
    plan: TuningPlan = Self.quick
  ) {
    var plain = scenario
    plain.schedule = []
    plain.packets = nil
    plain.duration = nil
    plain.warmup = .zero
    self.scenario = plain
    self.aim = aim
    self.allowance = allowance
    self.target = target
    self.plan = plan
  }

  /// The goal.
  public var goal: Goal {
    switch aim {
    case .driverDomain: Goal(.minimise, MetricCatalog.driverDomain)
    case .delay: Goal(.minimise, MetricCatalog.delayP99)
    case .ceiling: Goal(.maximise, MetricCatalog.ceiling)
    }
  }

  /// What it is paid with.
  public var price: Metric { aim == .delay ? MetricCatalog.driverDomain : MetricCatalog.delayP99 }

  /// The question with its limit, which runs of the settings as they stand give: to the last digit what they come to. Of a capture too small
  /// for percentiles it is about the mean delay instead.
  ///
  /// - Parameter isCancelled: asked before each run; once it says yes, what comes back is without that limit and of no use.
  /// - Throws: `Knob.Refusal` where there is nothing to search, nothing can be run, or what would be paid has no value.
  public func asked(
    crew: Crew = Crew(), isCancelled: @Sendable () -> Bool = { false }
  ) throws(Knob.Refusal) -> Tuning {
    let target = try target.map { name throws(Knob.Refusal) in try ExportCatalog.target(named: name) }
    let space = try TuningSpace(scenario, for: target, coarse: plan.coarse)
    let plain = try Tuning(space, goal, plan: plan)
    let sample = try Study(RunPlan(warmUp: .asked, replications: plan.run.replications), crew: crew).samples(
      [plain.present], isCancelled: isCancelled)
    if isCancelled() { return plain }
    // The windows of a small capture hold too few packets for a 99th percentile; then the mean delay stands for it.
    let isSmall =
      scenario.trace != nil && sample.first?.mean(MetricCatalog.delayP99) == nil
      && sample.first?.mean(MetricCatalog.delayMean) != nil
    func known(_ metric: Metric) -> Metric {
      isSmall && metric == MetricCatalog.delayP99 ? MetricCatalog.delayMean : metric
    }
    let (goal, price) = (Goal(goal.aim, known(goal.metric)), known(price))
    guard let value = sample.first?.mean(price) else {
      throw Knob.Refusal(
        "\(price.title) has no value under the present settings, so nothing can be held to it; ask for another aim, or turn the load"
      )
    }
    // Exactly what it is, so that the settings as they stand keep to it where nothing more may be paid.
    return try Tuning(
      space, goal, limits: [Limit(price, .atMost, value * allowance)] + Limit.standard, plan: plan)
  }
}
