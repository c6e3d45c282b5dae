import ArgumentParser
import DwellCore
import DwellMetrics
import DwellSimulation
import DwellTuning
import Foundation

struct Tune: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The best settings under a goal and limits; what to deploy.",
    discussion: """
      dwell tune --minimise cost.driver_domain_utilisation --limit 'delay.p99<200us' --load 240kpps
      A goal is needed: without a limit on what it is paid with, the ends of the ranges win. Metrics are the paths of
      simulate's JSON; what could not keep up never wins. Without --over, every policy that lets packets wait is searched
      with container size, timeout and alpha over their usual ranges. Status 1 where no setting keeps to the limits,
      or the lines to type break one on other machinery that takes them.
      Method: \(Tuning.method).
      """)

  /// What the answer is printed as.
  enum Format: String, CaseIterable { case text, json, csv }

  @Option(help: ArgumentHelp("The goal: as low as the limits allow.", valueName: "metric")) var minimise: String?
  @Option(help: ArgumentHelp("The goal: as high as the limits allow.", valueName: "metric")) var maximise: String?
  @Option(
    help: ArgumentHelp("What must hold, repeatable: 'delay.p99<200us'.", valueName: "limit"))
  var limit: [String] = []
  @Option(
    help: ArgumentHelp(
      "Takes a limit away that is there unasked: packets.dropped_fraction, saturated.", valueName: "metric"))
  var noLimit: [String] = []
  @Option(
    help: ArgumentHelp(
      "What is searched, repeatable: knob=low..high[:lin|log[:count]] or knob=a,b,c; with a count, only those values.",
      valueName: "knob=values"))
  var over: [String] = []
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "Search only what this can express, and print what to type there: \(Help.names(ExportCatalog.targets.map(\.name))).",
      valueName: "target"), completion: .list(ExportCatalog.targets.map(\.name)))
  var target: String?
  @Option(
    parsing: .unconditional,
    help:
      "Settings run at most, with those as they stand and half and double of the best: \(TuningPlan.allowedSettings.lowerBound) to \(TuningPlan.allowedSettings.upperBound) (default: \(TuningPlan.usualSettings))."
  )
  var budget: String?
  @Option(parsing: .unconditional, help: "Independent runs of the best settings (default: 10).") var replications:
    String?
  @Option(
    parsing: .unconditional,
    help: "Run the best until half the 95 % interval of the goal is at most this share of its mean: 2%.")
  var precision: String?
  @Option(parsing: .unconditional, help: "Cores to use (default: all).") var jobs: String?
  @OptionGroup(title: "What is run") var common: CommonOptions
  @Option(help: "text, json or csv (default: text).") var format: String?

  func run() throws {
    let format = try Choice.of(Format.self, "format", self.format) ?? .text
    let goal = try goal()
    let limits = try limits()
    let configuration = try Configuration(environment: ProcessInfo.processInfo.environment)
    let target = try target.map { name throws(Failure) in
      try Failure.usage { () throws(Knob.Refusal) in try ExportCatalog.target(named: name) }
    }
    let scenario = try common.resolved(configuration, standard: nil)
    try Traces.check(scenario)
    let plan = try plan(goal, scenario)
    let crew = Crew(workers: try jobs.map { text throws(Failure) in try StudyOptions.whole("jobs", text, 1...1024) })
    let tuning = try Failure.usage { () throws(Knob.Refusal) in
      var sides: [TuningSide] = []
      for text in over {
        let side = try TuningSide(parsing: text, over: scenario)
        if let target { sides.append(try side.within(target.reach, of: target.name)) } else { sides.append(side) }
      }
      let space = try TuningSpace(scenario, sides.isEmpty ? nil : sides, for: target, coarse: plan.coarse)
      return try Tuning(space, goal, limits: limits, plan: plan)
    }
    if let notice = StudyOptions.notice(scenario, replications, precision) { Console.complain("warning: \(notice)") }
    let work = TuneWork(tuning, crew)
    let result = try work.run()
    // Rows have no place for lines.
    let lines = format == .csv ? nil : try emission(result, target, crew)
    switch format {
    case .text: try Console.say(TuneText(result, lines).lines)
    case .json:
      var report = try Failure.file { () throws(Knob.Refusal) in try result.report(crew: crew) }
      if let lines, case .object(let parts) = report { report = .object(parts + [("emit", lines.report)]) }
      try Console.write(report.json() + "\n")
    case .csv: try Console.write(result.csv)
    }
    for warning in result.warnings { Console.complain("warning: \(warning)") }
    guard result.best != nil else { throw Failure.run(TuneText(result, nil).refusal) }
    // All is printed, and who types it without reading it is told by the status.
    if let line = lines?.brokenLine { throw Failure.run(line) }
  }

  // The lines for the best; without one there is nothing to type.
  private func emission(
    _ result: TuningResult, _ target: ExportTarget?, _ crew: Crew
  ) throws(Failure) -> Emission? {
    guard let target, let best = result.best else { return nil }
    return try Failure.file { () throws(Knob.Refusal) in
      // It is what was searched; the lines go out as they are, with a word, and status 1, where they break a limit.
      return try Emission(of: best.scenario, for: target, consent: .given, under: result.trial, crew: crew)
    }
  }

  private func goal() throws(Failure) -> Goal {
    switch (minimise, maximise) {
    case (let text?, nil):
      return Goal(.minimise, try Failure.usage { () throws(Knob.Refusal) in try MetricCatalog.metric(text) })
    case (nil, let text?):
      return Goal(.maximise, try Failure.usage { () throws(Knob.Refusal) in try MetricCatalog.metric(text) })
    case (nil, nil):
      throw .usage(
        "a goal is needed: --minimise METRIC or --maximise METRIC, such as --minimise cost.driver_domain_utilisation "
          + "--limit 'delay.p99<200us'")
    case (_?, _?): throw .usage("--minimise and --maximise are both given; one goal is allowed, the rest are limits")
    }
  }

  // What is given of a metric takes the place of what is there unasked.
  private func limits() throws(Failure) -> [Limit] {
    var given: [Limit] = []
    for text in limit {
      let one = try Failure.usage { () throws(Knob.Refusal) in try Limit(parsing: text) }
      guard !given.contains(one) else { throw .usage("limit \(text) is given twice; each is allowed once") }
      given.append(one)
    }
    var standard = Limit.standard
    for name in noLimit {
      let place = standard.firstIndex { [$0.metric.path, $0.metric.shortPath].contains(name) }
      guard let place else {
        let names = Limit.standard.map(\.metric.path).joined(separator: ", ")
        throw .usage(
          noLimit.count { $0 == name } > 1
            ? "no-limit is '\(name)' twice" : "no-limit is '\(name)', but must be one of \(names)")
      }
      standard.remove(at: place)
    }
    return given + standard.filter { one in !given.contains { $0.metric == one.metric } }
  }

  private func plan(_ goal: Goal, _ scenario: Scenario) throws(Failure) -> TuningPlan {
    var plan = TuningPlan()
    if let budget { plan.settings = try StudyOptions.whole("budget", budget, TuningPlan.allowedSettings) }
    plan.run.warmUp = common.warmup != nil || scenario.warmup > .zero ? .asked : .usual
    let count = try replications.map { text throws(Failure) in
      try StudyOptions.whole("replications", text, 2...RunPlan.most)
    }
    if let precision {
      plan.run.replications = .precision(
        try StudyOptions.share(precision), of: goal.metric, most: count ?? 1000)
    } else if let count {
      plan.run.replications = .count(count)
    }
    return plan
  }
}
