import DwellCore
public import DwellMetrics
import DwellSimulation

extension SweepRows {
  /// The columns of a CSV file: every path that a row of the grid can have, in the order of the summary's JSON.
  ///
  /// Told by the axes alone, without a run; a row leaves those empty that it lacks.
  public var columns: [String] {
    let scenarios = stageScenarios
    var summary = Summary()
    for stage in Stage.allCases {
      var names: [String] = []
      for choice in Set(scenarios.map { $0.choice(on: stage) }).sorted() {
        names += StageCatalog.counters(of: choice, on: stage).filter { !names.contains($0) }
      }
      summary.stageCounters[stage.rawValue] = names.map { ($0, 0) }
    }
    var widest = base
    for scenario in scenarios { widest.stages.merge(scenario.stages) { old, _ in old } }
    let tree = summary.report(scenario: widest.report, stages: Stage.allCases.map(\.rawValue))
    let intervals = Report.object(metrics.map { ($0.path, Sample.intervalReport(nil)) })
    // A list of guests has rows of its own and no columns.
    let figures = tree.leaves().map(\.path).filter { $0 != "guests" }
    return sweptNames + ["replications"] + figures + intervals.leaves(path: "intervals").map(\.path)
      + metrics.map { "theory.\($0.path)" } + ["refused", "sweep", "row", "rows"]
  }

  /// A row as CSV fields under `columns`.
  public func fields(_ report: Report, _ columns: [String]) -> [String] {
    let values = Dictionary(report.leaves().map { ($0.path, $0.value.csv) }) { first, _ in first }
    return columns.map { values[$0] ?? "" }
  }

  // What is varied; an axis over several stages has a column for each of them.
  private var sweptNames: [String] {
    var names: [String] = []
    for axis in grid.axes {
      for value in axis.name == "stage" ? axis.values : [axis.values[0]] {
        let name = sweptName(Setting(axis.name, value))
        if !names.contains(name) { names.append(name) }
      }
    }
    return names
  }

  // A scenario for every combination of stages that the grid has, whether it goes together or not: the axes over systems and stages
  // multiplied, and what the schedule turns on the way.
  private var stageScenarios: [Scenario] {
    var scenarios = [base]
    for axis in grid.axes where axis.name == "system" || axis.name == "stage" {
      scenarios = scenarios.flatMap { scenario in
        axis.values.compactMap { value in
          var draft = ScenarioDraft(scenario)
          return (try? draft.add([Setting(axis.name, value)])).map { draft.scenario }
        }
      }
    }
    return scenarios.flatMap { scenario in
      scenario.schedule.reduce(into: [scenario]) { steps, entry in
        steps.append((steps.last ?? scenario).after(entry.command))
      }
    }
  }
}
