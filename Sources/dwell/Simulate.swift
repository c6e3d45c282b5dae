import ArgumentParser
import DwellCore
import DwellMetrics
import DwellSimulation
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

  func run() throws {
    let format = try Choice.of(Format.self, "format", self.format) ?? .text
    let configuration = try Configuration(environment: ProcessInfo.processInfo.environment)
    var scenario = try common.resolved(configuration, standard: nil)
    if scenario.duration == nil, !scenario.endsByItself {
      scenario.duration = .seconds(10)
    }
    if let duration = scenario.duration, scenario.warmup >= duration, scenario.trace == nil {
      func text(_ span: TimeSpan) -> String { QuantityText.time(nanoseconds: Double(span.nanoseconds), .dropped) }
      throw Failure.usage(
        "warmup is \(text(scenario.warmup)), but must be less than the duration, \(text(duration))")
    }
    let summary = try Self.simulate(scenario)
    for line in scenario.warnings(about: summary) { Console.complain("warning: \(line)") }
    switch format {
    case .text: try Console.say(scenario.text(of: summary))
    case .json: try Console.write(Self.report(scenario, summary).json() + "\n")
    case .csv:
      let leaves = Self.report(scenario, summary).leaves()
      let rows = [leaves.map { Report.text($0.path).csv }, leaves.map(\.value.csv)]
      try Console.write(rows.map { $0.joined(separator: ",") + "\n" }.joined())
    }
  }

  private static func simulate(_ scenario: Scenario) throws(Failure) -> Summary {
    try Traces.check(scenario)
    let start = ContinuousClock.now
    let simulator = try Failure.usage { () throws(Knob.Refusal) in try Simulator(scenario) }
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
