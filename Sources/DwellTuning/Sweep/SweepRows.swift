public import DwellCore
public import DwellMetrics
public import DwellSimulation

/// The rows of a grid as programs and people get them: what was varied first, then the mean summary, then the intervals.
public struct SweepRows: Sendable {
  /// The grid.
  public let grid: Grid
  /// What is looked at.
  public let metrics: [Metric]
  /// What every row says of the sweep it is of; nil: nothing.
  public let mark: SweepMark?
  let base: Scenario

  /// Rows of `grid` over `base`.
  public init(_ grid: Grid, over base: Scenario, metrics: [Metric], mark: SweepMark? = nil) {
    self.grid = grid
    self.base = base
    self.metrics = metrics
    self.mark = mark
  }

  /// The row as a tree; a point whose settings do not go together has only those, and the reason. Beside the intervals of what is
  /// looked at stands what a closed form says of it, null where none does. Last come the mark of the sweep and the row's place from 1 on.
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
    // Counted from 1 on, as shards are: row 3 is the first of shard 3/16.
    parts.append(("sweep", mark.map { .text($0.text) } ?? .nothing))
    return .object(parts + [("row", .integer(row + 1)), ("rows", .integer(grid.count))])
  }

  /// What is varied, under the names of the summary's JSON.
  private func swept(_ row: Int) -> [(name: String, value: Report)] {
    grid.settings(at: row).map { setting in
      let name = sweptName(setting)
      if let knob = KnobCatalog.knob(named: setting.name) {
        return (name, (try? knob.value(parsing: setting.text)).map { knob.report($0) } ?? .nothing)
      }
      if setting.name == "guests", let count = Int(setting.text) { return (name, .integer(count)) }
      guard setting.name == "stage", let equals = setting.text.firstIndex(of: "=") else {
        return (name, .text(setting.text))
      }
      return (name, .text(String(setting.text[setting.text.index(after: equals)...])))
    }
  }

  /// Under which name a setting that is varied stands in a row.
  func sweptName(_ setting: Setting) -> String {
    if let knob = KnobCatalog.knob(named: setting.name) { return knob.reportName }
    // The summary has a list of guests, and stages come one by one.
    if setting.name == "guests" { return "guests_count" }
    if setting.name == "stage", let equals = setting.text.firstIndex(of: "=") {
      return "stage_\(setting.text[..<equals])"
    }
    return setting.name.replacing("-", with: "_")
  }

  /// Some row whose settings go together: row 0 first, then all others in strides over the grid,
  /// so that a block of refused rows does not hide the rest for long.
  ///
  /// - Throws: the refusal of row 0 where no row of the grid goes together.
  public func someRunnable() throws(Knob.Refusal) -> Int {
    let first: Knob.Refusal
    do throws(Knob.Refusal) {
      _ = try grid.scenario(at: 0, over: base)
      return 0
    } catch { first = error }
    let stride = Self.stride(over: grid.count)
    var row = 0
    for _ in 1..<max(grid.count, 1) {
      row = (row + stride) % grid.count
      if (try? grid.scenario(at: row, over: base)) != nil { return row }
    }
    throw first
  }

  // Near the golden section of the grid, and without a common divisor with it, so that every row is met once.
  private static func stride(over count: Int) -> Int {
    func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
    var stride = max(Int(Double(count) * 0.618), 1)
    while divisor(stride, count) != 1 { stride += 1 }
    return stride
  }
}

extension Sample {
  /// The interval of a metric for programs; nulls where some run has no value.
  public func intervalReport(_ metric: Metric, standing: Contest.Standing? = nil) -> Report {
    Self.intervalReport(interval(metric), standing: standing)
  }

  /// The same of an interval that is known already.
  static func intervalReport(_ interval: Interval?, standing: Contest.Standing? = nil) -> Report {
    .object(
      [
        ("mean", Report(interval?.mean)), ("low", Report(interval?.low)), ("high", Report(interval?.high)),
        ("level", .number(Interval.usualLevel)),
      ] + (standing.map { [("standing", .text($0.rawValue))] } ?? []))
  }
}
