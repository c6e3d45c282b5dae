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
        guard let point = tried.point, let text = space.text(of: side, at: point) else { return (name, .nothing) }
        guard let knob = side.knob else { return (name, .text(text)) }
        return (name, knob.report(tried.scenario.value(of: knob)))
      })
  }

  /// The answer as JSON has it (contract, "Metrics, goals and limits").
  ///
  /// Cost: the best and the runner-up are run once more for their summaries.
  public func report(crew: Crew = Crew()) throws(Knob.Refusal) -> Report {
    let pair = [best, runnerUp?.tried, nearest].map { $0?.sample.setup }
    let shown = pair.compactMap { $0 }
    let count = (best ?? nearest)?.sample.runs.count ?? 1
    let plan = RunPlan(warmUp: .asked, replications: .count(count))
    let samples = try Study(plan, crew: crew, keeping: .reports).samples(shown)
    func summary(_ place: Int) -> Report {
      guard let setup = pair[place] else { return .nothing }
      return samples.first { $0.setup == setup }?.report ?? .nothing
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
    ]
    if let nearest { parts.append(("nearest", setting(nearest, summary(2)))) }
    parts += [
      ("front", .list(front.map(frontReport))), ("limits", .list(limits.map(limitReport))),
      ("sensitivity", .list(sensitivity.map(sensitivityReport))),
      ("robustness", .list(robustness.map(robustnessReport))),
      (
        "evaluated",
        .object([("settings", .integer(tried.count)), ("runs", .integer(runs)), ("as_good", .integer(equals))])
      ),
      ("method", .text(Tuning.method)),
      ("simulate", (best ?? nearest).flatMap { $0.line }.map { .text($0) } ?? .nothing),
    ]
    return .object(parts)
  }

  private func setting(_ tried: Tried, _ summary: Report) -> Report {
    .object([
      ("settings", settings(tried)), ("summary", summary),
      ("interval", TuningResult.report(tried.sample.interval(problem.goal.metric))),
    ])
  }

  private func runnerReport(_ runner: RunnerUp, _ summary: Report) -> Report {
    .object([
      ("settings", settings(runner.tried)), ("summary", summary),
      ("interval", Self.report(runner.tried.sample.interval(problem.goal.metric))),
      ("difference", Self.report(runner.difference)), ("difference_on_fresh_arrivals", Self.report(runner.fresh)),
      ("significant", .flag(runner.isSignificant)),
    ])
  }

  private func frontReport(_ tried: Tried) -> Report {
    .object([
      ("settings", settings(tried)), (problem.goal.metric.path, Report(tried.sample.mean(problem.goal.metric))),
      (frontMetric.path, Report(tried.sample.mean(frontMetric))),
      ("met", .flag(problem.limits.allSatisfy { $0.isMet(by: tried.sample.mean($0.metric)) })),
    ])
  }

  private func limitReport(_ check: LimitCheck) -> Report {
    let value: Report =
      check.limit.metric.unit == .flag
      ? check.interval.map { .flag($0.mean > 0) } ?? .nothing
      : Report(check.interval?.mean)
    return .object([
      ("limit", .text(check.limit.plainText)), ("value", value), ("met", .flag(check.isMet)),
      ("interval", Self.report(check.interval)), ("on_the_edge", .flag(check.isOnTheEdge)),
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
      ("change", .text(change.0)), ("factor", change.1),
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

  /// Every setting that was tried as CSV, in order: what it is, the swept knobs, the runs, then the metrics of goal and limits.
  public var csv: String {
    var metrics = [problem.goal.metric, frontMetric] + problem.limits.map(\.metric)
    metrics = metrics.enumerated().filter { !metrics[..<$0.offset].contains($0.element) }.map(\.element)
    let names = problem.space.sides.map { $0.knob?.reportName ?? $0.name.replacing("-", with: "_") }
    let head = (["what"] + names + ["runs"] + metrics.map(\.path)).map { Report.text($0).csv }
    let rows = tried.map { one -> [String] in
      guard case .object(let parts) = settings(one) else { return [] }
      return [Report.text(what(one)).csv] + parts.map(\.value.csv) + ["\(one.sample.runs.count)"]
        + metrics.map { Report(one.sample.mean($0)).csv }
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

extension Limit {
  /// As it is typed, in plain ASCII that reads back: `delay.p99<60us`.
  public var plainText: String {
    let bound = boundText.replacing("µ", with: "u").split(separator: " ").joined()
    return "\(metric.shortPath)\(relation.rawValue)\(bound)"
  }
}
