import ArgumentParser
import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTuning
import DwellWorkload
import Foundation

struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "One run without a screen; a summary as text, JSON or CSV.",
    discussion: "The same scenario and seed give the same digest on every machine.")

  /// What the summary is printed as.
  enum Format: String, CaseIterable { case text, json, csv }

  @OptionGroup(title: "What is run") var common: CommonOptions
  @Option(help: "text, json or csv (default: text).") var format: String?
  @Flag(help: "Hold the figures of 20 runs against the closed form; status 1 where they leave its band.") var check =
    false
  @OptionGroup(title: "Settings to take away") var export: ExportOptions

  func run() throws {
    let format = try Choice.of(Format.self, "format", self.format) ?? .text
    let targets = try export.targets(format == .csv ? .none : .printed)
    let configuration = try Configuration(environment: ProcessInfo.processInfo.environment)
    var scenario = try common.resolved(configuration, standard: nil)
    let asked = scenario
    if scenario.duration == nil, !scenario.endsByItself {
      scenario.duration = .seconds(10)
    }
    if let duration = scenario.duration, scenario.warmup >= duration, scenario.trace == nil {
      func text(_ span: TimeSpan) -> String { QuantityText.time(nanoseconds: Double(span.nanoseconds), .dropped) }
      throw Failure.usage(
        "warmup is \(text(scenario.warmup)), but must be less than the duration, \(text(duration))")
    }
    let held = try checked(scenario)
    let emissions = try export.emissions(of: asked, for: targets)
    // What is printed then can be typed, or kept as a file.
    if format == .text, !emissions.isEmpty {
      try Console.say(Array(emissions.map(\.text).joined(separator: [""])))
      guard check else { return }
    }
    let traffic = try scenario.trace.map { try Traces.report($0.path, scenario.guests) }
    let summary = try Self.simulate(scenario)
    for line in scenario.warnings(about: summary) { Console.complain("warning: \(line)") }
    let theory = Theory(scenario)
    switch format {
    case .text:
      var sections = [scenario.text(of: summary)]
      if let traffic { sections.insert(traffic.lines, at: 0) }
      if let theory { sections.append(theory.text(of: summary, scenario, check: held)) }
      try Console.say(Array(sections.joined(separator: [""])))
    case .json:
      let report = Self.report(scenario, summary).adding([
        ("theory", theory?.report(of: summary, check: held) ?? .nothing), ("trace", traffic?.report ?? .nothing),
        ("exports", .list(emissions.map(\.report))),
      ])
      try Console.write(report.json() + "\n")
    case .csv:
      let leaves = Self.report(scenario, summary).leaves()
      let rows = [leaves.map { Report.text($0.path).csv }, leaves.map(\.value.csv)]
      try Console.write(rows.map { $0.joined(separator: ",") + "\n" }.joined())
    }
    if let line = held?.failure { throw Failure.run(line) }
  }

  private func checked(_ scenario: Scenario) throws(Failure) -> TheoryCheck? {
    guard check else { return nil }
    return try Failure.usage { () throws(Knob.Refusal) in try TheoryCheck(scenario) }
  }

  private static func simulate(_ scenario: Scenario) throws(Failure) -> Summary {
    try Traces.check(scenario)
    let start = ContinuousClock.now
    let simulator = try Failure.usage { () throws(Knob.Refusal) in
      try Simulator(scenario, arranging: ArrivalMaking.ahead.arranging)
    }
    var summary = simulator.summary()
    summary.wallSeconds = start.duration(to: .now) / .seconds(1)
    return summary
  }

  private static func report(_ scenario: Scenario, _ summary: Summary) -> Report {
    summary.report(scenario: scenario.report, stages: Stage.allCases.map(\.rawValue))
  }
}

/// Traces, before a run begins.
enum Traces {
  /// Refuses a capture that cannot be read: then the run failed, while the options were right.
  static func check(_ scenario: Scenario) throws(Failure) {
    guard let trace = scenario.trace else { return }
    do { _ = try TraceSource.open(path: trace.path, guests: scenario.guests) } catch { throw .run(error.description) }
  }

  /// What the traffic of a capture is.
  static func report(_ path: String, _ guests: Int) throws(Failure) -> TraceReport {
    do { return try TraceReport.read(path: path, guests: guests) } catch { throw .run(error.description) }
  }
}

/// Options with a few named values.
enum Choice {
  /// The choice of that name; nil where none was given.
  static func of<Value: RawRepresentable & CaseIterable>(
    _ type: Value.Type, _ name: String, _ text: String?
  ) throws(Failure) -> Value? where Value.RawValue == String {
    guard let text else { return nil }
    if let value = Value(rawValue: text) { return value }
    throw .usage(Knob.Refusal.unknown(name, text, Value.allCases.map(\.rawValue)).description)
  }
}
