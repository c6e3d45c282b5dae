import ArgumentParser
import DwellCore
import DwellSimulation
import DwellTuning

/// The options of commands that run settings several times: what is looked at, how often, on how many cores.
struct StudyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What is shown, repeatable: a path of simulate's JSON (default: \(StudyOptions.usual.map(\.shortPath).joined(separator: ", "))).",
      valueName: "metric"))
  var metric: [String] = []
  @Option(parsing: .unconditional, help: "Independent runs of each setting (default: 10).") var replications: String?
  @Option(
    parsing: .unconditional,
    help: "Run until half the 95 % interval of the first metric is at most this share of its mean: 2%.")
  var precision: String?
  @Option(parsing: .unconditional, help: "Cores to use (default: all).") var jobs: String?

  static let usual = [
    MetricCatalog.delayMean, MetricCatalog.delayP99, MetricCatalog.throughput, MetricCatalog.driverDomain,
    MetricCatalog.packetsEach, MetricCatalog.events,
  ]

  /// Whether none of them is given.
  var isUntouched: Bool { metric.isEmpty && [replications, precision, jobs].allSatisfy { $0 == nil } }

  /// The metrics that are shown.
  func metrics() throws(Failure) -> [Metric] {
    if metric.isEmpty { return Self.usual }
    var metrics: [Metric] = []
    for text in metric {
      metrics.append(try Failure.usage { () throws(Knob.Refusal) in try MetricCatalog.metric(text) })
    }
    for (place, metric) in metrics.enumerated() where metrics[..<place].contains(metric) {
      throw .usage("metric \(metric.path) is given twice; each is allowed once")
    }
    return metrics
  }

  /// How long and how often; a warm-up that was asked for stays.
  func plan(isWarmUpAsked: Bool) throws(Failure) -> RunPlan {
    var plan = RunPlan(warmUp: isWarmUpAsked ? .asked : .usual)
    let count = try replications.map { text throws(Failure) in try Self.whole("replications", text, 1...RunPlan.most) }
    if let precision {
      plan.replications = .precision(
        try Self.share(precision), of: try metrics()[0], most: count ?? 1000)
    } else if let count {
      plan.replications = .count(count)
    }
    return plan
  }

  /// That neither replications nor precision change how often a capture is run, where they are given; nil where they do.
  static func notice(_ scenario: Scenario, _ replications: String?, _ precision: String?) -> String? {
    guard scenario.trace != nil, replications != nil || precision != nil else { return nil }
    return
      "--replications and --precision change nothing here: a capture is cut into \(Setup.windows) windows, which stand for runs"
  }

  /// Who works.
  func crew() throws(Failure) -> Crew {
    Crew(workers: try jobs.map { text throws(Failure) in try Self.whole("jobs", text, 1...1024) })
  }

  static func share(_ precision: String) throws(Failure) -> Double {
    let share = try? Quantity(parsing: precision, as: [.number]).value
    guard let share, share >= 1e-4, share <= 1 else {
      throw .usage("precision is '\(precision)', but must be a share from 0.01% to 100%, such as 2%")
    }
    return share
  }

  static func whole(_ name: String, _ text: String, _ range: ClosedRange<Int>) throws(Failure) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw .usage("\(name) is '\(text)', but must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
