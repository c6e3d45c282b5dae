import DwellCore
import DwellSession
import DwellTerminal

/// The list of all settings: what is typed to find one, the settings by groups, and what the chosen one is.
///
/// Where the screen is wide enough it stands in the column of knobs, so that the plots show what a turn does.
enum KnobListPage {
  private enum Row {
    case heading(String)
    case setting(ListedSetting)
  }

  static func draw(_ list: KnobList, _ model: Model, on canvas: inout Canvas) {
    let area = area(model)
    guard area.width > 0, area.height > 0 else { return }
    let left = max(area.x - 2, 0)
    canvas.fill(Rect(x: left, y: area.y, width: canvas.width - left, height: area.height))
    // The keys named there mean something else now.
    canvas.fill(Rect(x: 0, y: canvas.height - 1, width: canvas.width, height: 1))
    let settings = model.listed(list)
    let chosen = model.chosen(list)
    let help = chosen.map { helpLines($0, model, columns: area.width, symbols: canvas.symbols) } ?? []
    // The rows are what the list is for; help gets what they leave.
    let helpRows = area.height >= 10 ? min(help.count, area.height / 3) : 0
    drawHead(list, settings.count, in: area, model, on: &canvas)
    let top = area.height >= 3 ? area.y + 1 : area.y
    let bottom = area.bottom - (area.height >= 4 ? 1 : 0) - (helpRows > 0 ? helpRows + 1 : 0)
    let body = Rect(x: area.x, y: top, width: area.width, height: max(bottom - top, 0))
    draw(rows(settings, isFiltered: !list.filter.isEmpty), chosen, in: body, on: &canvas)
    if settings.isEmpty {
      PanelTitle.note("nothing is called so; Ctrl-U forgets what was typed", in: body, on: &canvas)
    }
    if helpRows > 0 {
      canvas.rule(x: area.x, y: body.bottom, width: area.width)
      for (index, line) in help.prefix(helpRows).enumerated() {
        canvas.text(line.text, x: area.x, y: body.bottom + 1 + index, role: line.role, limit: area.width)
      }
    }
    if area.height >= 4 { drawFoot(chosen, in: area, model, on: &canvas) }
  }

  /// The column of knobs where it is wide enough, else everything.
  private static func area(_ model: Model) -> Rect {
    let all = Rect(
      x: model.width >= 40 ? 1 : 0, y: 0, width: model.width - (model.width >= 40 ? 2 : 0), height: model.height)
    guard let side = PanelCatalog.knobs.flatMap({ model.layout.slot($0.name) })?.rect, side.width >= 38, side.x >= 50,
      model.height >= 16
    else {
      return all
    }
    return Rect(x: side.x + 1, y: side.y, width: model.width - 2 - side.x, height: model.height - side.y)
  }

  private static func rows(_ settings: [ListedSetting], isFiltered: Bool) -> [Row] {
    var rows: [Row] = []
    var group = ""
    for setting in settings {
      if !isFiltered, setting.group != group {
        group = setting.group
        rows.append(.heading(group))
      }
      rows.append(.setting(setting))
    }
    return rows
  }

  // MARK: Parts

  private static func drawHead(
    _ list: KnobList, _ count: Int, in area: Rect, _ model: Model, on canvas: inout Canvas
  ) {
    let row = Rect(x: area.x, y: area.y, width: area.width, height: 1)
    canvas.fill(row, with: Cell(" ", role: .selected, background: .selected))
    var x = area.x
    x += canvas.text("/", x: x, y: area.y, role: .selected, attributes: .bold)
    // While two runs go on, the settings are those of B.
    let whose = model.frame.comparison == nil ? "" : "B, "
    let counted = "\(whose)\(count) of \(ListedSetting.all(model.scenario).count)"
    let hasCount = area.width >= 30
    let room = area.right - x - 1 - (hasCount ? canvas.columns(of: counted) + 2 : 0)
    let (text, cursor) = list.filter.seen(columns: max(room, 1))
    canvas.text(text, x: x, y: area.y, role: .selected, attributes: .bold)
    canvas.put("_", x: min(x + cursor, area.right - 1), y: area.y, role: .selected, attributes: .bold)
    if list.filter.isEmpty, area.width >= 30 {
      canvas.text(
        "type to find a setting\(whose.isEmpty ? "" : " of B")", x: x + 2, y: area.y, role: .selectedDim,
        limit: max(room - 2, 0))
    }
    if hasCount { canvas.textEnding(counted, before: area.right, y: area.y, role: .selectedDim) }
  }

  private static func draw(_ rows: [Row], _ chosen: ListedSetting?, in area: Rect, on canvas: inout Canvas) {
    let place =
      rows.firstIndex { if case .setting(let setting) = $0 { setting.name == chosen?.name } else { false } } ?? 0
    let first = min(max(place - area.height / 2, 0), max(rows.count - area.height, 0))
    canvas.clipped(to: area) { canvas in
      for (index, row) in rows.dropFirst(first).prefix(area.height).enumerated() {
        let y = area.y + index
        switch row {
        case .heading(let text):
          let taken = canvas.text(text, x: area.x, y: y, role: .title, attributes: .bold)
          canvas.rule(x: area.x + taken + 1, y: y, width: area.width - taken - 1)
        case .setting(let setting):
          draw(
            setting, setting.name == chosen?.name, in: Rect(x: area.x, y: y, width: area.width, height: 1), on: &canvas)
        }
      }
    }
  }

  private static func draw(_ setting: ListedSetting, _ isChosen: Bool, in row: Rect, on canvas: inout Canvas) {
    if isChosen {
      canvas.fill(row, with: Cell(" ", role: .selected, background: .selected))
      canvas.put(canvas.symbols.cursor, x: row.x, y: row.y, role: .selected, attributes: .bold)
    }
    let isUnused = setting.reason != nil
    let role: Role = isChosen ? (isUnused ? .selectedDim : .selected) : isUnused ? .dim : .text
    let symbolWidth = row.width >= 56 ? 5 : 0
    // The longest name and a blank.
    let nameWidth = min(19, max(row.width / 2 - 2, row.width - 20, 6))
    canvas.text(setting.name, x: row.x + 2, y: row.y, role: role, limit: nameWidth)
    if symbolWidth > 0, setting.symbol != setting.name, canvas.columns(of: setting.symbol) < symbolWidth {
      canvas.text(setting.symbol, x: row.x + 2 + nameWidth, y: row.y, role: isChosen ? .selectedDim : .dim, limit: 5)
    }
    let valueWidth = min(14, row.width - nameWidth - 4)
    let end = row.x + 3 + nameWidth + symbolWidth + valueWidth
    let value = canvas.symbols.cut(setting.value, columns: max(valueWidth, 0))
    canvas.textEnding(value, before: end, y: row.y, role: role, attributes: isUnused ? [] : .bold)
    // A sign, not only a colour, tells what was turned away from its default.
    if !setting.isDefault { canvas.put("*", x: end, y: row.y, role: isChosen ? .selected : .mark) }
    let room = row.right - end - 3
    // Half a range says nothing.
    if room >= 8, canvas.columns(of: setting.range) <= room {
      canvas.textEnding(setting.range, before: row.right, y: row.y, role: isChosen ? .selectedDim : .dim)
    }
  }

  private static func helpLines(
    _ setting: ListedSetting, _ model: Model, columns: Int, symbols: SymbolSet
  ) -> [(text: String, role: Role)] {
    var lines = TextWrap.lines(symbols.plain(setting.help), columns: columns).map { (text: $0, role: Role.text) }
    let symbol = setting.symbol == setting.name ? "" : "\(setting.symbol): "
    let facts = "\(symbol)\(setting.range), default \(setting.standard)"
    lines += TextWrap.lines(symbols.plain(facts), columns: columns).map { ($0, .dim) }
    if let reason = setting.reason {
      lines += TextWrap.lines(symbols.plain("changes nothing now: \(reason)"), columns: columns).map { ($0, .warning) }
    }
    return lines
  }

  private static func drawFoot(_ chosen: ListedSetting?, in area: Rect, _ model: Model, on canvas: inout Canvas) {
    let y = area.bottom - 1
    if let notice = model.notice {
      let lines = TextWrap.lines(canvas.symbols.plain(notice), columns: area.width).suffix(max(area.height / 3, 1))
      for (index, line) in lines.enumerated() {
        let row = Rect(x: area.x, y: y - lines.count + 1 + index, width: area.width, height: 1)
        canvas.fill(row)
        canvas.text(line, x: area.x, y: row.y, limit: area.width)
      }
      return
    }
    func keys(_ commands: [DashboardCommand], _ separator: String = "") -> String {
      commands.compactMap { model.bindings.label(of: $0, in: .list) }
        .joined(separator: separator)
    }
    func word(_ keys: String, _ text: String, _ rank: Int) -> WordLine.Word {
      WordLine.Word([(keys, .hint, .bold), (" \(text)", .dim, [])], rank: rank)
    }
    WordLine(
      left: [
        word(keys([.knobPrevious, .knobNext]), "choose", 2), word(keys([.stepDown, .stepUp]), "turn", 1),
        word(keys([.typeValue]), "type", 3), word(keys([.knobDefault]), "default", 6),
        word(keys([.pinKnob]), "to the knobs", 5),
      ], right: [word(keys([.back]), "back", 4)]
    ).draw(in: Rect(x: area.x, y: y, width: area.width, height: 1), on: &canvas)
  }
}
