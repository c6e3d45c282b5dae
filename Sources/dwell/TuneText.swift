import DwellCore
import DwellDashboard
import DwellSimulation
import DwellTerminal
import DwellTuning
import DwellWorkload

/// What tuning found, as a person reads it: the settings, the front, how flat it is, whether it holds, what to type.
struct TuneText {
  private let result: TuningResult
  private var goal: Goal { result.problem.goal }
  private var chosen: Tried? { result.best ?? result.nearest }

  private let emission: Emission?

  /// - Parameter emission: the lines for the target that the search was for.
  init(_ result: TuningResult, _ emission: Emission?) {
    self.result = result
    self.emission = emission
  }

  var lines: [String] {
    let parts = [head, table, remarks, front, flat, robust, method, deploy]
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  /// Why there is no answer, in one line.
  var refusal: String {
    let words = result.reached.map { one in
      "\(one.limit.text) (the nearest to it is \(one.limit.text(of: one.value)))"
    }
    // Limits have nothing to do with it where what is sought is known of no setting.
    let isKnown = result.tried.contains { $0.sample.mean(goal.metric) != nil }
    guard !words.isEmpty, isKnown else { return "no setting tried has a value of \(goal.metric.title)" }
    return "no setting tried keeps to all limits; the nearest one breaks \(words.joined(separator: " and "))"
  }

  // MARK: Head

  private var head: [String] {
    let limits = result.problem.limits.map(\.text).joined(separator: ", ")
    let space = result.problem.space
    let sides = space.sides.map { "\($0.name) \($0.text)" }.joined(separator: "; ")
    return Paragraphs.lines(["\(goal.text)\(limits.isEmpty ? "" : ", with \(limits)")"], sign: "")
      + Paragraphs.lines(["over \(sides)"])
  }

  private var method: [String] {
    Paragraphs.lines(
      [
        "how it was found: \(QuantityText.count(result.settings)) of at most \(QuantityText.count(result.problem.plan.settings)) "
          + "settings in \(QuantityText.count(result.runs)) runs; " + Tuning.method
      ], sign: "")
  }

  // MARK: Table

  private var columns: [(name: String, tried: Tried)] {
    var columns: [(String, Tried)] = []
    if let best = result.best { columns.append((result.keepsPresent ? "best, now" : "best", best)) }
    if let nearest = result.nearest { columns.append(("nearest", nearest)) }
    if let next = result.runnerUp { columns.append(("next", next.tried)) }
    if let present = result.present, !result.keepsPresent { columns.append(("now", present)) }
    return columns
  }

  private var metrics: [Metric] {
    let limited = result.problem.limits.map(\.metric)
    let usual = [
      MetricCatalog.driverDomain, MetricCatalog.delayMean, MetricCatalog.delayP99, MetricCatalog.throughput,
      MetricCatalog.packetsEach, MetricCatalog.events, MetricCatalog.lost,
    ]
    var metrics: [Metric] = []
    for metric in [goal.metric] + limited + usual
    where !metrics.contains(metric) && metric != MetricCatalog.saturated { metrics.append(metric) }
    return metrics
  }

  private var table: [String] {
    let columns = columns
    var rows = [[""] + columns.map(\.name)]
    for side in result.problem.space.sides { rows.append([side.name] + columns.map { value(side, $0.tried) }) }
    rows.append([])
    for metric in metrics {
      rows.append([metric.title] + columns.map { mean(metric, result.judged($0.tried)) })
    }
    if columns.contains(where: { result.judged($0.tried).isSaturated }) {
      rows.append(["keeps up"] + columns.map { result.judged($0.tried).isSaturated ? "no" : "yes" })
    }
    let runs = chosen?.sample.runs.count ?? 0
    let arrivals = result.fresh == nil ? "" : " on arrivals that the search never met"
    return TextTable(rows, alignments: [.left]).lines
      + Paragraphs.lines(["mean ± half the 95 % interval of \(runs) runs\(arrivals)"])
  }

  private func value(_ side: TuningSide, _ tried: Tried) -> String {
    if let point = tried.point { return result.problem.space.text(of: side, at: point) ?? "–" }
    let scenario = tried.scenario
    if let knob = side.knob {
      return KnobCatalog.reasonForNoEffect(of: knob, in: scenario) == nil
        ? knob.text(scenario.value(of: knob)) : "–"
    }
    switch side.name {
    case "policy": return scenario.aggregates ? scenario.policy : "–"
    case "system": return scenario.system
    case "machine": return scenario.machine
    case "arrivals": return scenario.arrivals
    case "guests": return "\(scenario.guests)"
    case "packet-size": return scenario.sizes.text
    default: return "as is"
    }
  }

  private func mean(_ metric: Metric, _ sample: Sample) -> String {
    result.problem.limits.text(of: metric, sample.interval(metric))
  }

  // MARK: What it means

  private var remarks: [String] {
    var words: [String] = []
    if result.best == nil { words.append(refusal) }
    words += presentWords
    if let next = result.runnerUp {
      let gap = (next.fresh ?? next.difference).map { goal.metric.differenceText($0) } ?? "–"
      words.append(
        "next against best: \(goal.metric.title) \(gap), "
          + (next.isSignificant ? "more than noise" : "which may be noise"))
    } else if result.best != nil {
      words.append("no setting clearly elsewhere was found that keeps to the limits")
    }
    if result.equals > 0 {
      words.append(
        "\(result.equals) other \(result.equals == 1 ? "setting" : "settings") cannot be told from the best by the runs of the search"
      )
    }
    words += result.warnings.map { "! " + $0 }
    for check in result.limits where check.isOnTheEdge && check.isMet {
      words.append(
        "\(check.limit.text) holds for the mean, but lies within its interval; a stricter bound leaves a margin")
    }
    words += ends
    return Paragraphs.lines(words, sign: "* ")
  }

  // How what stands lies to the best.
  private var presentWords: [String] {
    if result.keepsPresent { return ["keep what stands: nothing that was tried is better"] }
    if result.presentIsBetter {
      // Within what was searched the two lie so near that the search took the other for the better one.
      if result.present?.point != nil {
        return ["! keep what stands: on arrivals that the search never met it is better than the best of the search"]
      }
      return [
        "! what stands now is better than anything in what was searched, by more than noise; "
          + (emission == nil
            ? "wider --over may find better"
            : "it cannot be typed there as it is; what can be typed of it was tried too")
      ]
    }
    guard let gap = result.presentDifference, let present = result.present else { return [] }
    let broken = result.problem.limits.filter { !$0.isMet(by: result.judged(present).mean($0.metric)) }
    return [
      "now against best: \(goal.metric.title) \(goal.metric.differenceText(gap)), "
        + (gap.excludesZero ? "more than noise" : "which may be noise")
        + (broken.isEmpty ? "" : "; now breaks " + broken.map(\.text).joined(separator: ", "))
    ]
  }

  // Knobs whose best value is where the search ends and the knob does not.
  private var ends: [String] {
    guard let point = result.best?.point else { return [] }
    let space = result.problem.space
    return space.families[point.family].sides.enumerated().compactMap { place, side in
      guard let end = side.end(at: point.values[place]) else { return nil }
      return "\(side.name) lies at the \(end) end of what was searched; --over \(side.name)=... goes further"
    }
  }

  // MARK: Plot

  private var front: [String] {
    guard result.front.count > 1 else { return [] }
    var canvas = Canvas(width: Console.width, height: 22, symbols: Console.isUTF8 ? .braille : .ascii)
    FrontPlot(result).draw(in: canvas.bounds, on: &canvas)
    let families = result.problem.space.families.enumerated().filter { number, _ in
      result.tried.contains { $0.point?.family == number }
    }
    let marks = families.map { number, family in "\(FrontPlot.mark(number, canvas.symbols)) \(family.name)" }
    let legend = EntryLines.of(marks + FrontPlot.brokenLegend(result, canvas.symbols), columns: Console.width - 2)
    return ["settings tried, and the front: \(goal.metric.title) against \(result.frontMetric.title)"]
      + legend.map { "  \($0)" } + [""] + canvas.lines
  }

  // MARK: How flat, how robust

  private var flat: [String] {
    guard !result.sensitivity.isEmpty else { return [] }
    let metric = goal.metric
    let breaks = result.sensitivity.contains { !$0.broken.isEmpty }
    var rows = [["how flat", "", "", metric.title, "against best", breaks ? "breaks" : ""]]
    for one in result.sensitivity {
      rows.append([
        one.knob.name, one.factor < 1 ? "÷2" : "×2", one.knob.text(one.value),
        metric.text(one.sample.mean(metric)), one.change.map(metric.differenceText) ?? "–", Self.broken(one.broken),
      ])
    }
    return TextTable(rows, alignments: [.left, .left, .right, .right, .right, .left]).lines
  }

  private static func broken(_ limits: [Limit]) -> String {
    limits.isEmpty ? "" : "! " + limits.map(\.metric.title).joined(separator: ", ")
  }

  private var robust: [String] {
    guard !result.robustness.isEmpty else { return [] }
    let metric = goal.metric
    var rows = [["does it hold", metric.title, "next against best", "breaks"]]
    for one in result.robustness {
      let name: String
      switch one.change {
      case .seeds: name = "fresh arrivals"
      case .load(let factor): name = one.turn?.text(factor) ?? ""
      }
      rows.append([
        name, mean(metric, one.sample), one.difference.map(metric.differenceText) ?? "–",
        one.broken.isEmpty ? "nothing" : Self.broken(one.broken),
      ])
    }
    return TextTable(rows, alignments: [.left, .right, .right, .left]).lines
      + Paragraphs.lines(
        result.unvaried.map { "load \($0.factor < 1 ? "−" : "+")20 % cannot be: \($0.reason)" })
  }

  // MARK: What to type

  private var deploy: [String] {
    guard let line = chosen?.line else { return [] }
    let run = [result.best == nil ? "to run the nearest once:" : "to run the best once:", "  " + line]
    guard let emission else { return run }
    return run + ["", "to type there:"] + emission.text.map { "  " + $0 }
  }
}
