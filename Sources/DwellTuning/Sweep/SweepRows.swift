public import DwellCore
public import DwellMetrics
public import DwellSimulation

/// The rows of a grid as programs and people get them: what was varied first, then the mean summary, then the intervals.
public struct SweepRows: Sendable {
  /// The grid.
  public let grid: Grid
  /// What is looked at.
  public let metrics: [Metric]
  private let base: Scenario

  /// Rows of `grid` over `base`.
  public init(_ grid: Grid, over base: Scenario, metrics: [Metric]) {
    self.grid = grid
    self.base = base
    self.metrics = metrics
  }

  /// The row as a tree; a point whose settings do not go together has only those, and the reason. Beside the intervals of what is
  /// looked at stands what a closed form says of it, null where none does.
  public func report(_ row: Int, _ outcome: Result<Sample, Knob.Refusal>) -> Report {
    var parts = swept(row)
    switch outcome {
    case .success(let sample):
      parts.append(("replications", .integer(sample.runs.count)))
      if case .object(let summary)? = sample.report { parts += summary }
      parts.append(
        ("intervals", .object(metrics.map { ($0.path, sample.intervalReport($0)) })))
      let theory = Theory(sample.setup.scenario)
      parts.append(("theory", .object(metrics.map { ($0.path, Report(theory?.value(of: $0))) })))
      parts.append(("refused", .nothing))
    case .failure(let refusal): parts.append(("refused", .text(refusal.description)))
    }
    return .object(parts + [("row", .integer(row)), ("rows", .integer(grid.count))])
  }

  /// What is varied, under the names of the summary's JSON.
  private func swept(_ row: Int) -> [(name: String, value: Report)] {
    grid.settings(at: row).map { setting in
      guard let knob = KnobCatalog.knob(named: setting.name) else {
        // The summary has a list of guests, and stages come one by one.
        if setting.name == "guests" {
          return ("guests_count", Int(setting.text).map { .integer($0) } ?? .text(setting.text))
        }
        if setting.name == "stage", let equals = setting.text.firstIndex(of: "=") {
          return ("stage_\(setting.text[..<equals])", .text(String(setting.text[setting.text.index(after: equals)...])))
        }
        return (setting.name.replacing("-", with: "_"), .text(setting.text))
      }
      let value = try? knob.value(parsing: setting.text)
      return (knob.reportName, value.map { knob.report($0) } ?? .nothing)
    }
  }

  /// The columns of a CSV file: the paths of the first point's row, which a run of one packet tells.
  public func columns() throws(Knob.Refusal) -> [String] {
    var plan = RunPlan(warmUp: .asked, replications: .count(1))
    plan.packets = 1
    for row in 0..<min(grid.count, 1000) {
      guard var scenario = try? grid.scenario(at: row, over: base) else { continue }
      scenario.duration = nil
      scenario.packets = 1
      scenario.warmup = .zero
      let sample = try Study(plan, crew: Crew(workers: 1), keeping: .reports).sample(try Setup(scenario, plan))
      return report(row, .success(sample)).leaves().map(\.path)
    }
    // Refused everywhere: the first reason is the one to tell.
    _ = try grid.scenario(at: 0, over: base)
    return []
  }

  /// A row as CSV fields under `columns`.
  public func fields(_ report: Report, _ columns: [String]) -> [String] {
    let values = Dictionary(report.leaves().map { ($0.path, $0.value.csv) }) { first, _ in first }
    return columns.map { values[$0] ?? "" }
  }
}

extension Sample {
  /// The interval of a metric for programs; nulls where some run has no value.
  public func intervalReport(_ metric: Metric, standing: Contest.Standing? = nil) -> Report {
    let interval = interval(metric)
    return .object(
      [
        ("mean", Report(interval?.mean)), ("low", Report(interval?.low)), ("high", Report(interval?.high)),
        ("level", .number(Interval.usualLevel)),
      ] + (standing.map { [("standing", .text($0.rawValue))] } ?? []))
  }
}
