import DwellCore
import DwellMetrics
import DwellSession
public import DwellTerminal

/// A/B: the numbers of both runs side by side, and whether they differ by more than noise.
public struct CompareNumbersPanel: Panel {
  public let name = "compare-numbers"
  public let number = 0
  public let summary =
    "numbers of A and B since the fork or the last turn; bold is better by more than noise (95 %), = is noise, ? is too early"
  public let place = PanelPlace.elsewhere
  public let followsCursor = false

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    run.runs == .two
      ? [
        RowWish(0, rows: 4), RowWish(36, rows: 7), RowWish(38, rows: 10), RowWish(45, rows: 14), RowWish(63, rows: 18),
      ]
      : []
  }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    var list = area
    let comparison = model.comparison
    if area.height >= 5 {
      var words: [PanelTitle.Word] = []
      if let comparison, comparison.batches > 0 {
        words = [.init("over \(QuantityText.time(nanoseconds: comparison.seconds * 1e9))", rank: 1)]
      }
      PanelTitle.draw(self, ["A and B"], words, model, in: area, on: &canvas)
      list = area.inset(top: 1)
    }
    guard let comparison else { return }
    if case .catchingUp(let share) = comparison.phase {
      PanelTitle.note(
        "A catches up: \(QuantityText.percent(share)) of the run repeated; B waits", in: list, on: &canvas)
      return
    }
    let figures = Self.shown(comparison.figures)
    guard !figures.isEmpty else {
      PanelTitle.note("nothing counted yet since the last turn", in: list, on: &canvas)
      return
    }
    let columns = CompareColumns(list)
    canvas.textEnding("A", before: columns.aRight, y: list.y, role: .a, attributes: .bold)
    canvas.textEnding("B", before: columns.bRight, y: list.y, role: .b, attributes: .bold)
    if let right = columns.ratioRight { canvas.textEnding("B/A", before: right, y: list.y, role: .dim) }
    drawRows(figures, columns, in: list.inset(top: 1), on: &canvas)
  }

  /// What exists in one of the runs at least; losses only where there are some.
  private static func shown(_ figures: [ComparedFigure]) -> [ComparedFigure] {
    figures.filter { figure in
      guard figure.a != nil || figure.b != nil else { return false }
      // Where packets wait in containers, the mean of that wait says more.
      if figure.metric == .delayMean, figures.contains(where: { $0.metric == .dwellMean && $0.a != nil && $0.b != nil })
      {
        return false
      }
      return figure.metric != .lost || (figure.a ?? 0) + (figure.b ?? 0) > 0
    }
  }

  private func drawRows(
    _ figures: [ComparedFigure], _ columns: CompareColumns, in list: Rect, on canvas: inout Canvas
  ) {
    let kept = Set(
      figures.map(\.metric).sorted { CompareText.rank($0) < CompareText.rank($1) }.prefix(list.height))
    let rows = figures.filter { kept.contains($0.metric) }
    let groups = rows.map { CompareText.label($0.metric).group }
    let breaks = zip(groups, groups.dropFirst()).count { $0 != $1 }
    // A blank row between groups, then one line that explains the signs, where there are rows for all of it.
    let legend = legend(rows)
    let isAiry = rows.count + breaks <= list.height
    let explains = isAiry && rows.count + breaks + 2 <= list.height
    var y = list.y
    var group = ""
    for (index, figure) in rows.enumerated() {
      let label = CompareText.label(figure.metric)
      if isAiry, index > 0, label.group != group { y += 1 }
      draw(figure, isFirst: index == 0 || label.group != group, columns, y: y, on: &canvas)
      group = label.group
      y += 1
    }
    if explains {
      WordLine(left: legend).draw(in: Rect(x: list.x, y: y + 1, width: list.width, height: 1), on: &canvas)
    }
  }

  private func legend(_ rows: [ComparedFigure]) -> [WordLine.Word] {
    var words: [WordLine.Word] = []
    if rows.contains(where: { $0.better != nil }) {
      words.append(.init([("bold", .text, .bold), (" is better", .dim, [])], rank: 0))
    }
    if rows.contains(where: { $0.verdict == .withinNoise }) { words.append(.init("= within noise", .dim, rank: 1)) }
    if rows.contains(where: { $0.verdict == .tooEarly }) { words.append(.init("? too early", .dim, rank: 2)) }
    return words
  }

  private func draw(
    _ figure: ComparedFigure, isFirst: Bool, _ columns: CompareColumns, y: Int, on canvas: inout Canvas
  ) {
    let label = CompareText.label(figure.metric)
    let name = columns.isWide ? label.long : label.short
    // Rows of a group stand under the first, which names it.
    let isNamed = label.group.isEmpty || isFirst
    let x = columns.x + (isNamed || label.group.isEmpty ? 0 : label.group.count + 1)
    canvas.text(
      isNamed && !label.group.isEmpty ? "\(label.group) \(name)" : name, x: x, y: y, role: .dim,
      limit: max(columns.aRight - 9 - x, 0))
    func value(_ value: Double?, _ side: ComparedFigure.Side, before right: Int) {
      let isBetter = figure.better == side
      canvas.textEnding(
        CompareText.value(figure.metric, value), before: right, y: y,
        role: .text, attributes: isBetter ? .bold : [])
    }
    value(figure.a, .a, before: columns.aRight)
    value(figure.b, .b, before: columns.bRight)
    guard let right = columns.ratioRight else { return }
    let (text, role): (String, Role) =
      switch (figure.verdict, figure.better) {
      case (.withinNoise, _): ("=", .dim)
      case (.tooEarly, _): (figure.ratio.map { CompareText.ratio($0) + "?" } ?? "?", .dim)
      case (.differs, .b): (CompareText.ratio(of: figure) ?? "–", .better)
      case (.differs, .a): (CompareText.ratio(of: figure) ?? "–", .limit)
      case (.differs, nil): (CompareText.ratio(of: figure) ?? "–", .dim)
      }
    canvas.textEnding(text, before: right, y: y, role: role, attributes: figure.better == .b ? .bold : [])
  }
}
