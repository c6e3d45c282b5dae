import ArgumentParser
import DwellCore
import DwellMetrics
import DwellSimulation
import DwellTerminal
import DwellTuning
import Foundation

struct Sweep: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A grid over any knobs; progress on stderr; a table with plots, CSV, JSON or SVG.",
    discussion: """
      dwell sweep --over timeout=10us..10ms --over policy=fixed,adaptive --load 200kpps --precision 2%
      Rows come in the order of the grid, the last --over fastest, byte for byte the same on any number of cores.
      Ctrl-C keeps what is done; the same command with --resume goes on, with --anew it begins again. For several
      machines: --shard, --merge.
      """)

  /// What the rows are printed as.
  enum Format: String, CaseIterable { case text, json, csv, svg }

  @Option(
    help: ArgumentHelp(
      "What varies, repeatable: KNOB=LOW..HIGH[:lin|log[:COUNT]] or KNOB=A,B,C.", valueName: "knob=values"))
  var over: [String] = []
  @OptionGroup(title: "How it is measured") var study: StudyOptions
  @Flag(help: "Go on with the same sweep where it was interrupted.") var resume = false
  @Flag(help: "Begin again: throw away the rows that were kept when it was interrupted.") var anew = false
  @Option(help: ArgumentHelp("Do only this part of the rows: 3/16.", valueName: "number/count")) var shard: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Put what --shard printed (CSV or JSON) together instead.", valueName: "files"),
    completion: .file())
  var merge: [String] = []
  @OptionGroup(title: "What is run") var common: CommonOptions
  @OptionGroup(title: "How it looks") var display: DisplayOptions
  @Option(help: "text, json, csv or svg (default: text).") var format: String?

  func run() throws {
    let format = try Choice.of(Format.self, "format", self.format) ?? .text
    guard merge.isEmpty else { return try mergeShards(format) }
    guard !resume || !anew else { throw Failure.usage("--resume and --anew are both given; one of them is allowed") }
    let environment = ProcessInfo.processInfo.environment
    let configuration = try Configuration(environment: environment)
    let metrics = try study.metrics()
    let base = try common.resolved(configuration, standard: nil)
    try Traces.check(base)
    let grid = try grid(base)
    let part = try shard.map { text throws(Failure) in
      try Failure.usage { () throws(Knob.Refusal) in try Shard(parsing: text) }
    }
    guard part == nil || format == .csv || format == .json else {
      throw Failure.usage(
        "--shard is given with format \(format.rawValue), but shards are put together from csv or json")
    }
    let plan = try study.plan(isWarmUpAsked: common.warmup != nil || base.warmup > .zero)
    if let notice = StudyOptions.notice(base, study.replications, study.precision) {
      Console.complain("warning: \(notice)")
    }
    let theme = format == .svg ? try ThemeChoice.theme(display, configuration) : nil
    let mark = try Failure.file { () throws(Knob.Refusal) in
      try SweepMark(grid, over: base, metrics: metrics, plan: plan, version: Dwell.configuration.version)
    }
    let rows = SweepRows(grid, over: base, metrics: metrics, mark: mark)
    let work = SweepWork(
      rows: rows, base: base, plan: plan, shard: part ?? .whole, crew: try study.crew(), format: format, theme: theme,
      journal: try journal(mark, part ?? .whole, format, environment))
    try work.run()
  }

  private func grid(_ base: Scenario) throws(Failure) -> Grid {
    guard !over.isEmpty else {
      throw .usage("nothing varies; --over KNOB=VALUES says what does, such as --over timeout=10us..10ms")
    }
    return try Failure.usage { () throws(Knob.Refusal) in
      var axes: [Axis] = []
      for text in over { axes.append(try Axis(parsing: text, over: base)) }
      let grid = try Grid(axes)
      try checkGiven(axes)
      // A grid that goes together nowhere is refused before anything runs.
      do throws(Knob.Refusal) { _ = try SweepRows(grid, over: base, metrics: []).someRunnable() } catch {
        throw grid.count == 1
          ? error
          : Knob.Refusal("none of the \(QuantityText.count(grid.count)) points goes together: \(error.description)")
      }
      return grid
    }
  }

  // An option that no row would heed; what is relative, such as load=-10%,+10%, starts from one.
  private func checkGiven(_ axes: [Axis]) throws(Knob.Refusal) {
    func stage(_ text: String) -> Substring { text.prefix { $0 != "=" } }
    for (axis, text) in zip(axes, over) where !text.contains("%") {
      for setting in common.given where setting.name == axis.name {
        guard axis.name != "stage" || axis.values.contains(where: { stage($0) == stage(setting.text) }) else {
          continue
        }
        throw Knob.Refusal(
          "\(axis.name) is given as '\(setting.text)', but --over \(text) sets it in every row; one of the two is allowed"
        )
      }
    }
  }

  private func journal(
    _ mark: SweepMark, _ part: Shard, _ format: Format, _ environment: [String: String]
  ) throws(Failure) -> SweepJournal? {
    // Rows are kept as they are printed, those of every part by themselves.
    let name = "\(mark.text)-\(part.number)-\(part.count)-\(format.rawValue)"
    // Without a home of one's own: where everybody may write.
    let state = BaseFolders(environment: environment).state ?? NSTemporaryDirectory() + "/.local/state"
    let path = state + "/dwell/sweeps/" + name
    do {
      return try SweepJournal(path: path, definition: name, beginning: resume ? .goesOn : anew ? .anew : .fresh)
    } catch SweepJournal.Refusal.busy {
      throw .run("another dwell is at work on this sweep and keeps its rows in \(path); wait for it, or end it")
    } catch SweepJournal.Refusal.kept(let count) {
      throw .run(
        "\(count == 1 ? "1 row of this sweep is" : "\(QuantityText.count(count)) rows of this sweep are") kept in \(path); "
          + "--resume goes on with them, --anew throws them away")
    } catch {
      let reason = "finished rows cannot be kept in \(path): \(error.localizedDescription)"
      if resume { throw .run(reason) }
      Console.complain("warning: \(reason)")
      return nil
    }
  }

  private func mergeShards(_ format: Format) throws {
    guard over.isEmpty, shard == nil, !resume, !anew, study.isUntouched, display.isUntouched, common.isUntouched else {
      throw Failure.usage("--merge only puts files together; no option but --format has a meaning beside it")
    }
    var failure: Failure?
    var merged = try Failure.file { () throws(Knob.Refusal) in try ShardMerge(paths: merge) }
    guard self.format == nil || format.rawValue == merged.form.rawValue else {
      throw Failure.usage(
        "format is \(format.rawValue), but the files hold \(merged.form.rawValue), and --merge puts them together as they are"
      )
    }
    try Failure.file { () throws(Knob.Refusal) in
      try merged.run { text in
        guard failure == nil else { return }
        do throws(Failure) { try Console.write(text) } catch { failure = error }
      }
    }
    if let failure { throw failure }
  }
}
