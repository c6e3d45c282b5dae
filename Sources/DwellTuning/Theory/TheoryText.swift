import DwellCore
public import DwellMetrics
public import DwellSimulation

extension Theory {
  /// The form beside what was simulated in one run of `scenario`, as lines; with a check its bands and verdicts.
  public func text(of summary: Summary, _ scenario: Scenario, check: TheoryCheck? = nil) -> [String] {
    let figures = Figures(summary)
    var rows = [["theory", "formula", "simulated", "difference"]]
    if check != nil { rows[0] += ["may differ by", "verdict"] }
    for figure in self.figures {
      let line = check?.lines.first { $0.metric == figure.metric }
      let simulated = line?.simulated ?? figures[figure.metric]
      var row = [
        figure.metric.theoryTitle, figure.metric.text(figure.value), figure.metric.text(simulated),
        Self.difference(figure.value, simulated),
      ]
      if let line { row += [figure.metric.text(line.band), line.holds ? "holds" : "DIFFERS"] }
      rows.append(row)
    }
    var words = ["\(name): a closed form"]
    if case .shown(let why) = standing { words = ["\(name), \(why)"] }
    if let check {
      words.append("simulated is the mean of \(check.runs) runs")
    } else if standing == .closedForm, let why = TheoryCheck.shortfall(self, scenario) {
      words.append("too short to compare: \(why)")
    }
    return TextTable(rows).lines + words.map { "            " + $0 } + formulas.map { "            " + $0 }
  }

  /// The tree for JSON.
  public func report(of summary: Summary, check: TheoryCheck? = nil) -> Report {
    let figures = Figures(summary)
    let rows = self.figures.map { figure -> Report in
      let line = check?.lines.first { $0.metric == figure.metric }
      let simulated = line?.simulated ?? figures[figure.metric]
      var parts: [(name: String, value: Report)] = [
        ("metric", .text(figure.metric.path)), ("theory", .number(figure.value)), ("simulated", Report(simulated)),
        ("difference", Report(simulated.map { $0 - figure.value })),
      ]
      if let line { parts += [("band", Report(line.band)), ("holds", .flag(line.holds))] }
      return .object(parts)
    }
    var note = Report.nothing
    if case .shown(let why) = standing { note = .text(why) }
    return .object([
      ("form", .text(name)), ("closed_form", .flag(standing == .closedForm)), ("note", note),
      ("formulas", .list(formulas.map { .text($0) })), ("runs", .integer(check?.runs ?? 1)),
      ("holds", check.map { .flag($0.holds) } ?? .nothing), ("figures", .list(rows)),
    ])
  }

  private static func difference(_ theory: Double, _ simulated: Double?) -> String {
    guard let simulated else { return "–" }
    guard theory != simulated else { return "0" }
    guard theory != 0 else { return "–" }
    let percent = (simulated / theory - 1) * 100
    return "\(percent < 0 ? "−" : "+")\(QuantityText.significant(percent.magnitude)) %"
  }
}

extension Metric {
  // As the summary above it calls them.
  var theoryTitle: String {
    switch path {
    case MetricCatalog.containerRate.path: "containers"
    case MetricCatalog.fractionFull.path: "left full"
    case MetricCatalog.queueMean.path: "queue mean"
    default: title
    }
  }
}
