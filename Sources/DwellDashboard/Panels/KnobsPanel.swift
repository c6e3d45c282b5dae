import DwellCore
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
public import DwellTerminal

/// The four knobs: name with the letter that turns it, value, slider; help of the selected one; and the choices.
///
/// The first column of its area is for the cursor.
public struct KnobsPanel: Panel {
  public let name = "knobs"
  public let number = 5
  public let summary =
    "four settings: the underlined letter turns one, ● is its value, ○ the value before the last turn"
  public let place = PanelPlace.side
  public let holdsCursor = true

  /// The panel.
  public init() {}

  public func untitledRows(_ run: RunShape) -> Int? { 4 }

  public func rows(_ run: RunShape) -> [RowWish] { [RowWish(0, rows: 5), RowWish(68, rows: 6), RowWish(94, rows: 10)] }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    var rows = area
    if area.height > 4 {
      drawTitle(model, in: area.inset(left: 1), on: &canvas)
      rows = area.inset(top: 1)
    }
    let knobs = model.knobs
    let helps = rows.height > knobs.count
    // Below four rows, as many as fit from the selected one on.
    let first = rows.height >= knobs.count ? 0 : min(model.selected, knobs.count - rows.height)
    var y = rows.y
    for (index, knob) in knobs.enumerated().dropFirst(first) where y < rows.bottom {
      let isSelected = index == model.selected
      let row = Rect(x: rows.x, y: y, width: rows.width, height: 1)
      if isSelected { canvas.fill(row, with: Cell(" ", role: .selected, background: .selected)) }
      KnobRow(model, knob, index).draw(in: row, on: &canvas)
      y += 1
      if isSelected && helps {
        drawHelp(knob, in: Rect(x: rows.x, y: y, width: rows.width, height: 1), on: &canvas)
        y += 1
      }
    }
    if rows.bottom - y >= 4 { drawChoices(model, in: rows.inset(top: y - rows.y), on: &canvas) }
  }

  private func drawTitle(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    func keys(_ commands: [DashboardCommand]) -> String {
      commands.compactMap { model.bindings.keys(of: $0).first.map(BindingTable.text(of:)) }.joined()
    }
    let choose = keys([.knobPrevious, .knobNext])
    let turn = keys([.stepDown, .stepUp])
    let isWide = area.width >= 36
    var words: [PanelTitle.Word] = []
    if isWide {
      words = [.init("\(choose) choose", .hint, rank: 2), .init("\(turn) turn", .hint, rank: 1)]
    } else {
      words = [.init(choose, .hint, rank: 2), .init(turn, .hint, rank: 1)]
    }
    PanelTitle.draw(self, ["knobs"], words, model, in: area, on: &canvas)
  }

  private func drawHelp(_ knob: Knob, in row: Rect, on canvas: inout Canvas) {
    canvas.fill(row, with: Cell(" ", role: .selectedDim, background: .selected))
    let to = canvas.symbols == .block ? ".." : "…"
    let range =
      "\(QuantityText.knob(knob, knob.range.lowerBound))\(to)\(QuantityText.knob(knob, knob.range.upperBound))"
    let x = row.x + 2
    let room = row.right - x
    // Words are dropped whole: first what follows a semicolon, then the range, which the prompt names too.
    let short = knob.help.firstIndex(of: ";").map { String(knob.help[..<$0]) } ?? knob.help
    let both = [knob.help, short].first { canvas.columns(of: $0) + 2 + canvas.columns(of: range) <= room }
    if let text = both ?? [knob.help, short].first(where: { canvas.columns(of: $0) <= room }) {
      canvas.text(text, x: x, y: row.y, role: .selectedDim)
      if both == nil { return }
    }
    canvas.textEnding(range, before: row.right, y: row.y, role: .selectedDim)
  }

  private func drawChoices(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let scenario = model.scenario
    let rows: [(String, String, [DashboardCommand])] = [
      ("policy", model.snapshot.aggregates ? scenario.policy : "–", [.policyNext, .policyPrevious]),
      ("system", scenario.system, [.systemNext, .systemPrevious]),
      ("workload", StatusLine.workload(scenario), [.workloadNext, .workloadPrevious]),
      ("guests", "\(scenario.guests)", [.guestsFewer, .guestsMore]),
    ]
    for (index, row) in rows.enumerated() {
      let y = area.y + index
      let keys = row.2.compactMap { model.bindings.keys(of: $0).first.map(BindingTable.text(of:)) }.joined(
        separator: " ")
      canvas.text(row.0, x: area.x + 2, y: y, role: .dim)
      let value = area.x + 13
      let width = area.right - canvas.columns(of: keys) - 1 - value
      canvas.text(row.1, x: value, y: y, limit: max(width, 0))
      canvas.textEnding(keys, before: area.right, y: y, role: .hint)
    }
  }
}
