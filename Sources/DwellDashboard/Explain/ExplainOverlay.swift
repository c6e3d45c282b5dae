import DwellCore
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal

/// The explanation that lies above the dashboard: the formulas of the present policy with the present numbers, the container that left
/// last, why it left, and what turning each knob would do now.
///
/// Parts go by priority where rows are scarce: formulas and the sentence stay longest.
enum ExplainOverlay {
  private typealias Piece = FormulaText.Piece

  /// The widest box; longer lines would tire the eye.
  private static let widest = 98

  /// Where everything lies.
  private struct Placed {
    var box: Rect
    var room: Rect
    var margin: Int
    var parts: [ExplainPart]
    var gaps: Int
    var edges: Int
  }

  /// Where the box lies on the screen; nil where there is no room for one.
  static func box(_ model: Model) -> Rect? { placed(model)?.box }

  private static func placed(_ model: Model) -> Placed? {
    guard model.width >= 20, model.height >= 5 else { return nil }
    // The status and the hints stay readable, unless every row is needed.
    let kept = model.height >= 30 ? 2 : model.height >= 16 ? 1 : 0
    let (top, room) = (kept, model.height - 2 * kept)
    let width = model.width < 60 ? model.width : min(model.width - 4, widest)
    let margin = width >= 70 ? 3 : 1
    let parts = ExplainContents.parts(
      model, width: width - 2 - 2 * margin, rows: room - 2, symbols: model.symbols)
    let chosen = choose(parts, rows: room - 2)
    let content = chosen.reduce(0) { $0 + $1.rows }
    // What is left over parts the parts, then gives the box a blank row at its edges.
    let spare = max(room - 2 - content, 0)
    let gaps = min(spare, chosen.dropFirst().count { !$0.follows })
    let edges = spare - gaps >= 2 ? 1 : 0
    let height = content + gaps + 2 * edges + 2
    let box = Rect(
      x: (model.width - width) / 2, y: top + max(room - height, 0) / 2, width: width, height: min(height, room))
    let whole = Rect(x: 0, y: top, width: model.width, height: room)
    return Placed(box: box, room: whole, margin: margin, parts: chosen, gaps: gaps, edges: edges)
  }

  static func draw(_ model: Model, on canvas: inout Canvas) {
    guard let placed = placed(model) else { return }
    let (box, chosen) = (placed.box, placed.parts)
    canvas.setRole(.faded, in: placed.room)
    canvas.fill(box)
    drawBorder(model, box, on: &canvas)
    var y = box.y + 1 + placed.edges
    // Formulas stand close before other parts do.
    var left = placed.gaps
    for (index, part) in chosen.enumerated() {
      let area = Rect(x: box.x + 1 + placed.margin, y: y, width: box.width - 2 - 2 * placed.margin, height: part.rows)
      canvas.clipped(to: area) { part.draw(area, &$0) }
      y += part.rows
      if left > 0, index < chosen.count - 1, !chosen[index + 1].follows {
        y += 1
        left -= 1
      }
    }
  }

  /// The parts that fit, in their order: the lowest ranks first.
  private static func choose(_ parts: [ExplainPart], rows: Int) -> [ExplainPart] {
    var taken: Set<Int> = []
    var free = rows
    for (index, part) in parts.enumerated().sorted(by: { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) })
    where part.rows <= free && part.rows > 0 {
      taken.insert(index)
      free -= part.rows
    }
    return parts.indices.filter { taken.contains($0) }.map { parts[$0] }
  }

  // MARK: Border

  private static func drawBorder(_ model: Model, _ box: Rect, on canvas: inout Canvas) {
    let (left, right, bottom) = (box.x, box.right - 1, box.bottom - 1)
    canvas.rule(x: left + 1, y: box.y, width: box.width - 2)
    canvas.rule(x: left + 1, y: bottom, width: box.width - 2)
    canvas.upright(x: left, y: box.y + 1, height: box.height - 2)
    canvas.upright(x: right, y: box.y + 1, height: box.height - 2)
    canvas.put("╭", x: left, y: box.y, role: .rule)
    canvas.put("╮", x: right, y: box.y, role: .rule)
    canvas.put("╰", x: left, y: bottom, role: .rule)
    canvas.put("╯", x: right, y: bottom, role: .rule)
    var x = left + 2
    x += canvas.text(" explain ", x: x, y: box.y, role: .title, attributes: .bold)
    if model.frame.comparison != nil, x + 4 <= right {
      x += canvas.text("B ", x: x, y: box.y, role: .b, attributes: .bold)
    }
    if model.isFrozen {
      // It tells of the run as it stands, whatever the cursor reads.
      let now = "now, t \(TimeText.instant(model.figures.now, window: model.window)) s"
      let isElsewhere = model.cursor != model.snapshot.now
      let texts = (isElsewhere ? ["\(now), not at the cursor "] : []) + ["\(now) ", "now "]
      let text = texts.first { x + canvas.columns(of: $0) + 2 <= right } ?? ""
      x += canvas.text(text, x: x, y: box.y, role: .hint, attributes: .bold)
    }
    for title in titles(model) where x + canvas.columns(of: title) + 5 <= right {
      canvas.textEnding(" \(title) ", before: right - 1, y: box.y, role: .dim)
      break
    }
    let keys = keys(model)
    let close = [Piece(closeKey(model), .hint, bold: true), Piece(" close ", .dim)]
    let end = right - 1 - PieceRow.width(close, canvas) - 1
    x = left + 2
    for key in keys where x + PieceRow.width(key, canvas) + 1 <= end {
      x = PieceRow.put(key, x: x, y: bottom, on: &canvas)
    }
    if x > left + 2 { canvas.put(" ", x: x, y: bottom) }
    canvas.put(" ", x: end, y: bottom)
    PieceRow.put(close, x: end + 1, y: bottom, on: &canvas)
  }

  /// From the longest to the shortest.
  private static func titles(_ model: Model) -> [String] {
    let scenario = model.scenario
    guard model.figures.aggregates, let policy = PolicyCatalog.policy(named: scenario.policy) else {
      return ["system \(scenario.system), one by one", scenario.system]
    }
    guard policy.knobs.contains(EstimatorCatalog.choice) else {
      return ["\(policy.name): \(policy.source)", policy.name]
    }
    let index = Int(scenario.value(of: EstimatorCatalog.choice))
    let estimator = EstimatorCatalog.estimators[min(max(index, 0), EstimatorCatalog.estimators.count - 1)]
    return ["\(policy.name): \(estimator.source)", "\(policy.name), \(estimator.name)", policy.name]
  }

  private static func keys(_ model: Model) -> [[Piece]] {
    let named: [(String, String)] = [
      ("next-event", "next event"), ("next-container", "next container"), ("policy-next", "policy"),
      ("guest-next", "guest"),
    ]
    return named.compactMap { name, word in
      guard let command = DashboardCommand(rawValue: name), let key = model.bindings.keys(of: command).first else {
        return nil
      }
      if name == "guest-next", model.scenario.guests == 1 { return nil }
      return [Piece(" \(BindingTable.text(of: key))", .hint, bold: true), Piece(" \(word) ", .dim)]
    }
  }

  private static func closeKey(_ model: Model) -> String {
    (model.bindings.keys(of: .explain).first ?? model.bindings.keys(of: .back).first).map(BindingTable.text(of:)) ?? ""
  }
}
