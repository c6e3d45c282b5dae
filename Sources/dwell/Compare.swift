import ArgumentParser
import DwellCore
import DwellMetrics
import DwellSimulation
import DwellTuning
import Foundation

struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Several systems, policies or settings on the same arrivals, side by side.",
    discussion: """
      dwell compare vanilla fixed adaptive aggregation/fixed:timeout=100us,container-size=8KiB --load 200kpps
      Each setting is run several times; run by run all of them meet the same arrivals. * marks the best where it is
      better than every other by more than noise, = those that cannot be told from it, ! what could not keep up.
      """)

  /// What the comparison is printed as.
  enum Format: String, CaseIterable { case text, json, csv, svg }

  @Argument(
    help: ArgumentHelp(
      "[SYSTEM/]POLICY[:KNOB=VALUE,...], a system, or a scenario; two or more.", valueName: "settings"),
    completion: .list(SettingWord.names))
  var words: [String] = []
  @OptionGroup(title: "How it is measured") var study: StudyOptions
  @OptionGroup(title: "What is run") var common: CommonOptions
  @OptionGroup(title: "How it looks") var display: DisplayOptions
  @Option(help: "text, json, csv or svg (default: text).") var format: String?

  /// The most settings side by side.
  private static let mostSettings = 64

  func run() throws {
    let format = try Choice.of(Format.self, "format", self.format) ?? .text
    guard words.count > 1 else {
      throw Failure.usage(
        "\(words.isEmpty ? "no setting is" : "one setting is") given, but there must be two or more, such as "
          + "dwell compare fixed adaptive:alpha=0.95")
    }
    guard words.count <= Self.mostSettings else {
      throw Failure.usage("\(words.count) settings are given, but at most \(Self.mostSettings) are allowed")
    }
    for (place, word) in words.enumerated() where words[..<place].contains(word) {
      throw Failure.usage("setting \(word) is given twice; each is allowed once")
    }
    let metrics = try study.metrics()
    let configuration = try Configuration(environment: ProcessInfo.processInfo.environment)
    let settings = try words.map { word throws(Failure) in
      try Failure.usage { () throws(Knob.Refusal) in try SettingWord(parsing: word) }
    }
    try checkGiven(settings)
    let scenarios = try settings.map { setting throws(Failure) in try scenario(setting, configuration) }
    for scenario in scenarios { try Traces.check(scenario) }
    let traffic = CommonTraffic(scenarios)
    if let notice = Self.notice(traffic, settings) { Console.complain("warning: \(notice)") }
    if let notice = scenarios.lazy.compactMap({ StudyOptions.notice($0, study.replications, study.precision) }).first {
      Console.complain("warning: \(notice)")
    }
    let plan = try study.plan(isWarmUpAsked: common.warmup != nil)
    let setups = try Failure.usage { () throws(Knob.Refusal) in try Setup.alike(scenarios, plan) }
    var progress = ProgressLine("compare")
    let work = Study(plan, crew: try study.crew(), keeping: format == .json || format == .csv ? .reports : .figures)
    let samples = try Failure.file { () throws(Knob.Refusal) in
      try work.samples(setups, progress: { progress.show($0, of: $1) })
    }
    progress.clear()
    let contest = Contest(settings.map(\.text), samples)
    switch format {
    case .text: try Console.say(CompareText(contest, metrics, scenarios[0], traffic).lines)
    case .svg:
      let theme = try ThemeChoice.theme(display, configuration)
      try Console.write(CompareText(contest, metrics, scenarios[0], traffic).svg(theme))
    case .json: try Console.write(Report.list(CompareRows(contest, metrics).reports).json() + "\n")
    case .csv: try Console.write(CompareRows(contest, metrics).csv)
    }
  }

  // An option that no setting would heed; what is relative, such as timeout=+10%, starts from one.
  private func checkGiven(_ settings: [SettingWord]) throws(Failure) {
    for option in common.given where option.name != "stage" && option.name != "at" {
      let own = settings.compactMap { $0.settings.last { $0.name == option.name } }
      guard own.count == settings.count, !own.contains(where: { $0.text.contains("%") }) else { continue }
      throw .usage(
        "\(option.name) is given as '\(option.text)', but every setting has its own; leave it out of one or of the options"
      )
    }
    guard let name = common.scenario, settings.allSatisfy({ $0.scenario != nil }) else { return }
    throw .usage(
      "scenario is given as '\(name)', but every setting is a scenario of its own; one of the two is allowed")
  }

  private func scenario(_ setting: SettingWord, _ configuration: Configuration) throws(Failure) -> Scenario {
    var draft = ScenarioDraft(try common.resolved(configuration, standard: nil, preset: setting.scenario))
    try Failure.usage { () throws(Knob.Refusal) in
      do throws(Knob.Refusal) {
        try draft.add(setting.settings)
        try draft.scenario.validate()
      } catch { throw Knob.Refusal("setting '\(setting.text)': \(error.description)") }
    }
    return draft.scenario
  }

  /// What of the workloads differs, so that the arrivals are not the same; nil where they are.
  private static func notice(_ traffic: CommonTraffic, _ settings: [SettingWord]) -> String? {
    guard case .differs(let differences) = traffic else { return nil }
    let others = differences.map { "\(settings[$0.place].text) (\($0.names.joined(separator: ", ")))" }
    return "the workload of \(others.joined(separator: ", ")) is not that of \(settings[0].text): "
      + "they do not meet the same arrivals"
  }
}
