import DwellCore
import DwellDashboard
import DwellSimulation
import DwellTerminal
import DwellTuning

/// A comparison as a person reads it: how it was measured, a table, bars, what it amounts to.
struct CompareText {
  private let contest: Contest
  private let metrics: [Metric]
  private let scenario: Scenario
  private let common: CommonTraffic

  /// - Parameter scenario: that of the first setting.
  init(_ contest: Contest, _ metrics: [Metric], _ scenario: Scenario, _ common: CommonTraffic) {
    self.contest = contest
    self.metrics = metrics
    self.scenario = scenario
    self.common = common
  }

  var lines: [String] {
    let plots = bars(told)
    let drawn = plots.isEmpty ? [] : picture(plots, Console.isUTF8 ? .braille : .ascii).lines
    let parts = [head, table, legend, drawn, findings]
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  /// The bars as a picture.
  func svg(_ theme: Theme) -> String {
    // A picture alone has no sentence that says what is level.
    let plots = bars(told.isEmpty ? metrics : told)
    return picture(plots, .braille).svg(theme, title: "dwell compare")
  }

  private var head: [String] {
    let sample = contest.samples[0]
    let words =
      switch common {
      case .arrivals: "on the same arrivals"
      case .draws: "with the same draws, whose clients wait for answers"
      case .differs: "whose workloads differ; that of the first"
      }
    return ["\(contest.names.count) settings \(words): \(scenario.trafficLine)"]
      + [StudyText.method(sample.setup, runs: sample.runs.count)]
  }

  // As many metrics side by side as the terminal has room for, the others below.
  private var table: [String] {
    var groups: [[Metric]] = []
    for metric in metrics {
      let wider = (groups.last ?? []) + [metric]
      let isTooWide = Console.terminalWidth.map { width in Self.width(table(of: wider)) > width } ?? false
      if isTooWide || groups.isEmpty { groups.append([metric]) } else { groups[groups.count - 1] = wider }
    }
    return Array(groups.map { table(of: $0) }.joined(separator: [""]))
  }

  private static func width(_ lines: [String]) -> Int { lines.map(\.count).max() ?? 0 }

  // Columns are metrics; a mark behind each says how it stands.
  private func table(of metrics: [Metric]) -> [String] {
    let standings = metrics.map { contest.standings($0) }
    var rows = [[""] + metrics.flatMap { [$0.title, ""] }]
    for (index, name) in contest.names.enumerated() {
      let sample = contest.samples[index]
      rows.append(
        [name + (sample.isSaturated ? " !" : "")]
          + metrics.indices.flatMap { place in
            [metrics[place].text(sample.interval(metrics[place])), Self.mark(standings[place][index])]
          })
    }
    let columns = [TextTable.Alignment.left] + metrics.flatMap { _ in [TextTable.Alignment.right, .left] }
    return TextTable(rows, alignments: columns).lines
  }

  private static func mark(_ standing: Contest.Standing) -> String {
    switch standing {
    case .best: "*"
    case .level: "="
    case .behind, .saturated, .unranked: ""
    }
  }

  private var legend: [String] {
    let hasLost = contest.samples.contains(where: \.isSaturated)
    return
      (contest.tellsNoise
      ? ["* best, by more than noise   = not to be told from the best   ± half the 95 % interval"] : [])
      + (hasLost ? ["! could not keep up: its figures depend on how long it ran, and it is never best"] : []) + gaps
  }

  // Why there is no value, for each metric by the first setting without one.
  private var gaps: [String] {
    metrics.compactMap { metric in
      for (name, sample) in zip(contest.names, contest.samples) {
        if let gap = sample.gap(metric) { return "– \(metric.title) of \(name): \(gap)" }
      }
      return nil
    }
  }

  private static let hues: [Role] = [.a, .b, .dwell, .d, .v, .p, .full, .throughput]

  // Bars of one length say nothing that the sentence does not. Where runs tell nothing of noise, all that differ.
  private var told: [Metric] {
    metrics.filter { metric in
      guard !contest.tellsNoise else { return contest.standings(metric).contains { $0 == .best || $0 == .behind } }
      return Set(contest.samples.compactMap { $0.mean(metric) }).count > 1
    }
  }

  private func bars(_ metrics: [Metric]) -> [BarPlot] {
    metrics.map { metric in
      let rows = contest.names.indices.map { index -> BarPlot.Bar in
        let interval = contest.samples[index].interval(metric)
        return BarPlot.Bar(
          contest.names[index], mean: interval?.mean, halfWidth: interval?.halfWidth ?? 0,
          words: metric.text(interval), role: Self.hues[index % Self.hues.count])
      }
      switch metric.preference {
      case .lower: return BarPlot(metric.title + ", lower is better", rows)
      case .higher: return BarPlot(metric.title + ", higher is better", rows)
      case .none: return BarPlot(metric.title, rows)
      }
    }
  }

  private func picture(_ plots: [BarPlot], _ symbols: SymbolSet) -> Canvas {
    let height = plots.reduce(0) { $0 + $1.height + 1 } - 1
    var canvas = Canvas(width: Console.width, height: max(height, 1), symbols: symbols)
    var y = 0
    for plot in plots {
      plot.draw(in: Rect(x: 0, y: y, width: canvas.width, height: plot.height), on: &canvas)
      y += plot.height + 1
    }
    return canvas
  }

  private var findings: [String] {
    guard contest.tellsNoise else {
      return Paragraphs.lines(
        ["one run of each tells nothing of noise, so which is better is not known; more --replications tell it"],
        sign: "- ")
    }
    return Paragraphs.lines(metrics.compactMap { contest.sentence($0) }, sign: "- ")
  }
}
