public import DwellCore
public import DwellMetrics
import DwellSimulation

extension TuningResult {
  /// The swept knobs of a setting in SI units, the unit in the name; null where one changes nothing.
  public func settings(_ tried: Tried) -> Report {
    let space = problem.space
    return .object(
      space.sides.map { side -> (name: String, value: Report) in
        let name = side.knob?.reportName ?? side.name.replacing("-", with: "_")
        if tried.point == nil { return (name, stands(side, tried.scenario)) }
        guard let point = tried.point, let text = space.text(of: side, at: point) else { return (name, .nothing) }
        guard let knob = side.knob else { return (name, .text(text)) }
        return (name, knob.report(tried.scenario.value(of: knob)))
      })
  }

  // The value of a side in settings outside of the space.
  private func stands(_ side: TuningSide, _ scenario: Scenario) -> Report {
    guard let knob = side.knob else { return side.name == "policy" ? .text(scenario.policy) : .nothing }
    guard KnobCatalog.reasonForNoEffect(of: knob, in: scenario) == nil else { return .nothing }
    return knob.report(scenario.value(of: knob))
  }

  /// The answer as JSON has it (contract, "Metrics, goals and limits"): figures of the best and the runner-up on arrivals that the search
  /// never met, where there are such.
  ///
  /// Cost: the best, the runner-up and what stands are run once more for their summaries.
  public func report(crew: Crew = Crew()) throws(Knob.Refusal) -> Report {
    let shown = [best, runnerUp?.tried, nearest, present]
    var setups: [Setup] = []
    for setup in shown.compactMap({ $0?.sample.setup }) where !setups.contains(setup) { setups.append(setup) }
    let count = (best ?? nearest)?.sample.runs.count ?? 1
    let runs = fresh == nil ? 0..<count : Self.freshRuns(count)
    let reports = try Study(RunPlan(warmUp: .asked), crew: crew, keeping: .reports).reports(setups, runs)
    func summary(_ place: Int) -> Report {
      zip(setups, reports).first { $0.0 == shown[place]?.sample.setup }?.1 ?? .nothing
    }
    let goal = problem.goal
    var parts: [(name: String, value: Report)] = [
      ("version", .integer(1)),
      (
        "goal",
        .object([("aim", .text(goal.aim == .minimise ? "minimise" : "maximise")), ("metric", .text(goal.metric.path))])
      ),
      ("best", best.map { setting($0, summary(0)) } ?? .nothing),
      ("runner_up", runnerUp.map { runnerReport($0, summary(1)) } ?? .nothing),
      ("present", present.map { presentReport($0, summary(3)) } ?? .nothing),
    ]
    if let nearest { parts.append(("nearest", setting(nearest, summary(2)))) }
    parts += [
      ("front", .list(front.map(frontReport))), ("limits", .list(limits.map(limitReport))),
      ("sensitivity", .list(sensitivity.map(sensitivityReport))),
      ("robustness", .list(robustness.map(robustnessReport))),
      (
        "evaluated",
        .object([
          ("settings", .integer(settings)), ("budget", .integer(problem.plan.settings)), ("runs", .integer(self.runs)),
          ("as_good", .integer(equals)),
        ])
      ),
      ("warnings", .list(warnings.map { .text($0) })),
      ("method", .text(Tuning.method)),
      ("simulate", (best ?? nearest).flatMap { $0.line }.map { .text($0) } ?? .nothing),
    ]
    return .object(parts)
  }

  private func setting(_ tried: Tried, _ summary: Report) -> Report {
    .object(settingParts(tried, summary) + [("keeps_present", .flag(problem.isPresent(tried)))])
  }

  private func settingParts(_ tried: Tried, _ summary: Report) -> [(name: String, value: Report)] {
    [
      ("settings", settings(tried)), ("summary", summary),
      ("interval", Self.report(judged(tried).interval(problem.goal.metric))),
      ("interval_in_search", Self.report(tried.sample.interval(problem.goal.metric))),
    ]
  }

  private func presentReport(_ tried: Tried, _ summary: Report) -> Report {
    .object(
      settingParts(tried, summary) + [
        ("difference", Self.report(presentDifference)), ("is_better", .flag(presentIsBetter)),
        ("met", .flag(problem.limits.allSatisfy { $0.isMet(by: judged(tried).mean($0.metric)) })),
      ])
  }

  private func runnerReport(_ runner: RunnerUp, _ summary: Report) -> Report {
    .object(
      settingParts(runner.tried, summary) + [
        ("difference", Self.report(runner.difference)), ("difference_on_fresh_arrivals", Self.report(runner.fresh)),
        ("significant", .flag(runner.isSignificant)),
      ])
  }

  private func frontReport(_ tried: Tried) -> Report {
    .object([
      ("settings", settings(tried)), (problem.goal.metric.path, Report(tried.sample.mean(problem.goal.metric))),
      (frontMetric.path, Report(tried.sample.mean(frontMetric))),
      ("met", .flag(isAllowed(tried))),
    ])
  }

  // Whether it keeps to all limits by the runs of the search.
  private func isAllowed(_ tried: Tried) -> Bool {
    problem.limits.allSatisfy { $0.isMet(by: tried.sample.mean($0.metric)) }
  }

  // Of a flag whether any run was so.
  private static func value(_ metric: Metric, _ mean: Double?) -> Report {
    metric.unit == .flag ? mean.map { .flag($0 > 0) } ?? .nothing : Report(mean)
  }

  private func limitReport(_ check: LimitCheck) -> Report {
    .object([
      ("limit", .text(check.limit.plainText)), ("value", Self.value(check.limit.metric, check.interval?.mean)),
      ("met", .flag(check.isMet)),
      ("interval", Self.report(check.interval)), ("on_the_edge", .flag(check.isOnTheEdge)),
      (
        "met_in_search",
        (best ?? nearest).map { .flag(check.limit.isMet(by: $0.sample.mean(check.limit.metric))) } ?? .nothing
      ),
      ("reached", Report(reached.first { $0.limit == check.limit }?.value)),
    ])
  }

  private func sensitivityReport(_ one: Sensitivity) -> Report {
    .object([
      ("knob", .text(one.knob.reportName)), ("factor", .number(one.factor)), ("value", one.knob.report(one.value)),
      (problem.goal.metric.path, Report(one.sample.mean(problem.goal.metric))), ("change", Self.report(one.change)),
      ("breaks", .list(one.broken.map { .text($0.plainText) })),
    ])
  }

  private func robustnessReport(_ one: Robustness) -> Report {
    let change: (String, Report)
    switch one.change {
    case .seeds: change = ("seeds", .nothing)
    case .load(let factor): change = ("load", .number(factor))
    }
    return .object([
      ("change", .text(change.0)), ("factor", one.turn.map { .number($0.factor) } ?? .nothing),
      ("asked_factor", change.1), ("knob", one.turn.map { .text($0.knob.reportName) } ?? .nothing),
      ("value", one.turn.map { $0.knob.report($0.new) } ?? .nothing),
      (problem.goal.metric.path, Report(one.sample.mean(problem.goal.metric))),
      ("interval", Self.report(one.sample.interval(problem.goal.metric))),
      ("runner_up_less_best", Self.report(one.difference)), ("breaks", .list(one.broken.map { .text($0.plainText) })),
    ])
  }

  private static func report(_ interval: Interval?) -> Report {
    guard let interval else { return .nothing }
    return .object([
      ("low", Report(interval.low)), ("high", Report(interval.high)), ("level", .number(Interval.usualLevel)),
    ])
  }

  /// Every setting that was tried as CSV, in order: what it is, the swept knobs, the runs, the metrics of goal and
  /// limits, and whether it keeps to all limits.
  public var csv: String {
    var metrics = [problem.goal.metric, frontMetric] + problem.limits.map(\.metric)
    metrics = metrics.enumerated().filter { !metrics[..<$0.offset].contains($0.element) }.map(\.element)
    let names = problem.space.sides.map { $0.knob?.reportName ?? $0.name.replacing("-", with: "_") }
    let head = (["what"] + names + ["runs"] + metrics.map(\.path) + ["met"]).map { Report.text($0).csv }
    let rows = tried.map { one -> [String] in
      guard case .object(let parts) = settings(one) else { return [] }
      return [Report.text(what(one)).csv] + parts.map(\.value.csv) + ["\(one.sample.runs.count)"]
        + metrics.map { Self.value($0, one.sample.mean($0)).csv } + [Report.flag(isAllowed(one)).csv]
    }
    return ([head] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  private func what(_ tried: Tried) -> String {
    if tried.point == best?.point { return "best" }
    if tried.point == nearest?.point { return "nearest" }
    if tried.point == runnerUp?.tried.point { return "runner_up" }
    return front.contains { $0.point == tried.point } ? "front" : "tried"
  }
}

extension Tried {
  /// The line for a shell that runs it once; nil where no line says it.
  public var line: String? { try? scenario.simulateLine() }
}
