import DwellCore
import DwellSession
import DwellSimulation
public import DwellTerminal

/// A/B: the settings of both runs, and the cursor on the knob of B.
///
/// The first column of its area is for the cursor.
public struct CompareSettingsPanel: Panel {
  public let name = "compare-settings"
  public let number = 0
  public let summary =
    "the settings of A, which is kept, and of B, which the keys turn; workload and guests are of both"
  public let place = PanelPlace.elsewhere
  public let followsCursor = false
  public let holdsCursor = true

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    run.runs == .two ? [RowWish(2, rows: 4), RowWish(37, rows: 6), RowWish(64, rows: 7)] : []
  }

  private struct Choice {
    var name: String
    var commands: (next: DashboardCommand, previous: DashboardCommand)
    var a: String
    var b: String
  }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let list = Self.list(in: area)
    if list.y > area.y {
      PanelTitle.draw(
        self, ["settings"], [.init("A is kept, keys turn B", rank: 2)],
        model, in: area.inset(left: 1), on: &canvas)
    }
    let settings = model.frame.comparison?.settings ?? model.scenario
    let columns = CompareSettingsColumns(list)
    let knobs = model.knobs
    let choices = Self.choices(model, in: list)
    var y = list.y
    for choice in choices {
      canvas.text(choice.name, x: list.x + 2, y: y, role: .dim)
      draw(choice.a, choice.b, columns, y: y, role: .text, on: &canvas)
      y += 1
    }
    for (index, knob) in knobs.enumerated() where y < list.bottom {
      let row = Rect(x: list.x, y: y, width: list.width, height: 1)
      let isSelected = index == model.selected
      if isSelected {
        canvas.fill(row, with: Cell(" ", role: .selected, background: .selected))
        canvas.put(canvas.symbols.cursor, x: row.x, y: y, role: .selected, attributes: .bold)
      }
      drawName(knob, index, isSelected, x: row.x + 2, y: y, limit: columns.a.lowerBound - row.x - 3, on: &canvas)
      draw(
        Self.text(knob, settings), Self.text(knob, model.scenario), columns, y: y,
        role: isSelected ? .selected : .text, on: &canvas)
      y += 1
    }
  }

  /// The rows below the title, which goes where rows are scarce.
  private static func list(in area: Rect) -> Rect { area.height >= 6 ? area.inset(top: 1) : area }

  private static func choices(_ model: Model, in list: Rect) -> ArraySlice<Choice> {
    let a = model.frame.comparison?.settings ?? model.scenario
    return choices(a, model.scenario).prefix(max(list.height - model.knobs.count, 0))
  }

  public func target(x: Int, y: Int, _ model: Model, in area: Rect) -> MouseTarget? {
    let list = Self.list(in: area)
    guard y >= list.y else { return .title(name) }
    let choices = Self.choices(model, in: list)
    let row = y - list.y
    if choices.indices.contains(row) {
      return .choice(next: choices[row].commands.next, previous: choices[row].commands.previous)
    }
    let knob = row - choices.count
    return model.knobs.indices.contains(knob) ? .knob(row: knob) : .panel(name)
  }

  /// Policy and system, what differs first: it is what the runs are compared for.
  private static func choices(_ a: Scenario, _ b: Scenario) -> [Choice] {
    let choices = [
      Choice(
        name: "policy", commands: (.policyNext, .policyPrevious), a: a.aggregates ? a.policy : "–",
        b: b.aggregates ? b.policy : "–"),
      Choice(name: "system", commands: (.systemNext, .systemPrevious), a: a.system, b: b.system),
    ]
    return choices.filter { $0.a != $0.b } + choices.filter { $0.a == $0.b }
  }

  /// A value; none where the knob changes nothing.
  private static func text(_ knob: Knob, _ scenario: Scenario) -> String {
    KnobCatalog.reasonForNoEffect(of: knob, in: scenario) == nil ? Knobs.text(knob, scenario.value(of: knob)) : "–"
  }

  private func draw(
    _ a: String, _ b: String, _ columns: CompareSettingsColumns, y: Int, role: Role, on canvas: inout Canvas
  ) {
    let differs = a != b
    func put(_ text: String, _ range: Range<Int>, _ own: Role, bold: Bool) {
      let shown = canvas.symbols.cut(text, columns: range.count)
      canvas.textEnding(
        shown, before: range.upperBound, y: y, role: role == .selected ? .selected : differs ? own : role,
        attributes: bold ? .bold : [])
    }
    put(a, columns.a, .a, bold: false)
    put(b, columns.b, .b, bold: differs)
  }

  private func drawName(
    _ knob: Knob, _ index: Int, _ isSelected: Bool, x: Int, y: Int, limit: Int, on canvas: inout Canvas
  ) {
    let (name, letter) = Knobs.label(knob, row: index)
    let attributes: Cell.Attributes = isSelected ? .bold : []
    canvas.text(name, x: x, y: y, role: isSelected ? .selected : .text, attributes: attributes, limit: limit)
    guard let letter, let place = name.firstIndex(of: letter), let scalar = letter.unicodeScalars.first else { return }
    let column = name.distance(from: name.startIndex, to: place)
    guard column < limit else { return }
    canvas.put(
      scalar, x: x + column, y: y, role: isSelected ? .selected : .hint, attributes: attributes.union(.underline))
  }
}

/// Where the values of both runs lie.
struct CompareSettingsColumns {
  let a: Range<Int>
  let b: Range<Int>

  init(_ area: Rect) {
    // Cursor, blank, the longest name and a blank; then half each.
    let start = area.x + 12
    let half = max((area.right - start) / 2, 1)
    a = start..<start + half - 1
    b = start + half..<max(area.right, start + half)
  }
}
