import DwellCore
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
public import DwellTerminal
import DwellWorkload

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
  public let turnsKnobs = true

  /// The panel.
  public init() {}

  public func untitledRows(_ run: RunShape) -> Int? { 4 }

  public func rows(_ run: RunShape) -> [RowWish] { [RowWish(0, rows: 5), RowWish(68, rows: 6), RowWish(94, rows: 10)] }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let knobs = model.knobs
    for (part, row) in Self.parts(in: area, count: knobs.count, selected: model.selected) {
      switch part {
      case .title: drawTitle(model, in: row.inset(left: 1), on: &canvas)
      case .knob(let index):
        if index == model.selected { canvas.fill(row, with: Cell(" ", role: .selected, background: .selected)) }
        KnobRow(model, knobs[index], index).draw(in: row, on: &canvas)
      case .help(let index): drawHelp(knobs[index], isSelected: index == model.selected, in: row, on: &canvas)
      case .choice(let index): drawChoice(index, model, in: row, on: &canvas)
      case .about(let index): drawAbout(index, model, in: row, on: &canvas)
      case .blank: break
      }
    }
  }

  public func target(x: Int, y: Int, _ model: Model, in area: Rect) -> MouseTarget? {
    for (part, rect) in Self.parts(in: area, count: model.knobs.count, selected: model.selected)
    where rect.contains(x: x, y: y) {
      switch part {
      case .title: return .title(name)
      case .knob(let row): return .knob(row: row, slider: KnobRow.slider(in: rect), x: x)
      case .help(let row): return .knob(row: row)
      case .choice(let index):
        let commands = Self.choiceCommands[index]
        return .choice(next: commands.next, previous: commands.previous)
      case .about, .blank: return .panel(name)
      }
    }
    return .panel(name)
  }

  public func slider(row: Int, _ model: Model, in area: Rect) -> Rect? {
    Self.parts(in: area, count: model.knobs.count, selected: model.selected)
      .first { $0.part == .knob(row) }.map { KnobRow.slider(in: $0.rect) }
  }

  /// What stands in a row.
  private enum Part: Hashable {
    case title
    case knob(Int)
    case help(Int)
    case choice(Int)
    case about(Int)
    case blank
  }

  /// Which row of an area holds what, from the top down.
  private static func parts(in area: Rect, count: Int, selected: Int) -> [(part: Part, rect: Rect)] {
    let whole = wholeParts(count: count)
    let parts = area.height >= whole.count ? whole : closeParts(in: area, count: count, selected: selected)
    return parts.prefix(area.height).enumerated().map { index, part in
      (part, Rect(x: area.x, y: area.y + index, width: area.width, height: 1))
    }
  }

  /// With the screen for itself every knob says what it is, and every choice what was chosen.
  private static func wholeParts(count: Int) -> [Part] {
    [.title] + (0..<count).flatMap { [Part.knob($0), .help($0), .blank] }
      + choiceCommands.indices.flatMap { [Part.choice($0), .about($0)] }
  }

  private static func closeParts(in area: Rect, count: Int, selected: Int) -> [Part] {
    let hasTitle = area.height > 4
    let rows = area.height - (hasTitle ? 1 : 0)
    var parts: [Part] = hasTitle ? [.title] : []
    // Below four rows, as many as fit from the selected one on.
    let first = rows >= count ? 0 : min(selected, count - rows)
    for index in first..<min(first + rows, count) {
      parts.append(.knob(index))
      if index == selected, rows > count { parts.append(.help(index)) }
    }
    if area.height - parts.count >= choiceCommands.count { parts += choiceCommands.indices.map { .choice($0) } }
    return parts
  }

  /// The commands of the choices, in the order of their rows; the keys stand in the order of these.
  private static let choiceCommands: [(next: DashboardCommand, previous: DashboardCommand)] = [
    (.policyNext, .policyPrevious), (.systemNext, .systemPrevious), (.workloadNext, .workloadPrevious),
    (.guestsMore, .guestsFewer),
  ]

  private func drawTitle(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    func keys(_ commands: [DashboardCommand]) -> String {
      commands.compactMap { model.bindings.label(of: $0) }.joined()
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

  private func drawHelp(_ knob: Knob, isSelected: Bool, in row: Rect, on canvas: inout Canvas) {
    let role: Role = isSelected ? .selectedDim : .dim
    if isSelected { canvas.fill(row, with: Cell(" ", role: .selectedDim, background: .selected)) }
    let to = canvas.symbols == .block ? ".." : "…"
    let range =
      "\(QuantityText.knob(knob, knob.range.lowerBound))\(to)\(QuantityText.knob(knob, knob.range.upperBound))"
    let x = row.x + 2
    let room = row.right - x
    // Words are dropped whole: first what follows a semicolon, then the range, which the prompt names too.
    let short = knob.help.firstIndex(of: ";").map { String(knob.help[..<$0]) } ?? knob.help
    let both = [knob.help, short].first { canvas.columns(of: $0) + 2 + canvas.columns(of: range) <= room }
    if let text = both ?? [knob.help, short].first(where: { canvas.columns(of: $0) <= room }) {
      canvas.text(text, x: x, y: row.y, role: role)
      if both == nil { return }
    }
    canvas.textEnding(range, before: row.right, y: row.y, role: role)
  }

  /// What was chosen, in the words of its catalog.
  private func drawAbout(_ index: Int, _ model: Model, in row: Rect, on canvas: inout Canvas) {
    let scenario = model.scenario
    let text: String? =
      switch index {
      case 0: model.snapshot.aggregates ? PolicyCatalog.policy(named: scenario.policy)?.summary : nil
      case 1: SystemCatalog.system(named: scenario.system)?.summary
      case 2: scenario.trace == nil ? TrafficCatalog.model(named: scenario.arrivals)?.summary : "packets of a file"
      default:
        scenario.guests > 1
          ? "each its own container; guest \(model.guest + 1) is looked at" : "one container at a time"
      }
    guard let text else { return }
    let room = row.right - row.x - 13
    // Clauses are dropped whole, from the last one on.
    var words = canvas.symbols.plain(text)
    while canvas.columns(of: words) > room, let end = words.lastIndex(where: { ",;".contains($0) }) {
      words = String(words[..<end])
    }
    canvas.text(canvas.symbols.cut(words, columns: room), x: row.x + 13, y: row.y, role: .dim)
  }

  private func drawChoice(_ index: Int, _ model: Model, in row: Rect, on canvas: inout Canvas) {
    let scenario = model.scenario
    let (name, text) =
      switch index {
      case 0: ("policy", model.snapshot.aggregates ? scenario.policy : "–")
      case 1: ("system", scenario.system)
      case 2: ("workload", StatusLine.workload(scenario))
      default: ("guests", "\(scenario.guests)")
      }
    let commands = Self.choiceCommands[index]
    // The lower case letter comes first.
    let keys = (index == 3 ? [commands.previous, commands.next] : [commands.next, commands.previous])
      .compactMap { model.bindings.label(of: $0) }.joined(separator: " ")
    canvas.text(name, x: row.x + 2, y: row.y, role: .dim)
    let value = row.x + 13
    let width = row.right - canvas.columns(of: keys) - 1 - value
    canvas.text(text, x: value, y: row.y, limit: max(width, 0))
    canvas.textEnding(keys, before: row.right, y: row.y, role: .hint)
  }
}
