import DwellTerminal

/// The list of themes over the dashboard, which is seen beside it in the theme under the cursor.
enum ThemePickerBox {
  static func draw(_ picker: ThemePicker, _ model: Model, on canvas: inout Canvas) {
    let area = place(canvas)
    guard area.width >= 4, area.height >= 1 else { return }
    canvas.fill(area)
    guard area.height >= 5 else {
      drawLine(picker, in: area, on: &canvas)
      return
    }
    drawBorder(area, on: &canvas)
    let inner = Rect(x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2)
    canvas.clipped(to: inner) { canvas in drawInside(picker, in: inner, on: &canvas) }
  }

  /// To the right of the plots where there is room beside it, else below the first row.
  static func place(_ canvas: Canvas) -> Rect {
    let top = canvas.height >= 8 ? 1 : 0
    if canvas.width >= 76, canvas.height >= 20 {
      let width = min(max(canvas.width / 3, 38), 48)
      let height = min(canvas.height - 4, 26)
      return Rect(x: canvas.width - width - 1, y: 2, width: width, height: height)
    }
    return Rect(x: 0, y: top, width: canvas.width, height: canvas.height - top)
  }

  // MARK: Parts

  private static func drawInside(_ picker: ThemePicker, in area: Rect, on canvas: inout Canvas) {
    // From the bottom up: keys, what is known of the theme, the sample; the list has the rest.
    var bottom = area.bottom
    if area.height >= 5 {
      bottom -= 1
      drawKeys(in: Rect(x: area.x, y: bottom, width: area.width, height: 1), on: &canvas)
    }
    if area.height >= 6 {
      let most = area.height >= 14 ? 3 : 1
      let (lines, role) = words(picker, area.width, canvas)
      let shown = lines.prefix(most)
      bottom -= max(shown.count, 1)
      for (index, line) in shown.enumerated() {
        canvas.text(line, x: area.x, y: bottom + index, role: role, limit: area.width)
      }
    }
    let samples = area.height >= 14 ? 4 : area.height >= 4 ? 1 : 0
    if area.height >= 14 {
      bottom -= 1
      canvas.rule(x: area.x, y: bottom, width: area.width)
    }
    bottom -= samples
    drawSample(samples, in: Rect(x: area.x, y: bottom, width: area.width, height: samples), on: &canvas)
    if area.height >= 14 {
      bottom -= 1
      canvas.rule(x: area.x, y: bottom, width: area.width)
    }
    var top = area.y
    if area.height >= 3 {
      drawTyped(picker, in: Rect(x: area.x, y: top, width: area.width, height: 1), on: &canvas)
      top += 1
    }
    drawList(picker, in: Rect(x: area.x, y: top, width: area.width, height: max(bottom - top, 0)), on: &canvas)
  }

  private static func drawTyped(_ picker: ThemePicker, in area: Rect, on canvas: inout Canvas) {
    let count = "\(picker.listed.count) of \(picker.notes.count)"
    var x = area.x + canvas.text("find", x: area.x, y: area.y, role: .dim) + 1
    let room = max(area.width - 6 - canvas.columns(of: count) - 2, 1)
    x += canvas.text(String(picker.typed.suffix(room)), x: x, y: area.y, role: .text, attributes: .bold)
    canvas.put("_", x: x, y: area.y, role: .text, attributes: .bold)
    if area.right - canvas.columns(of: count) > x + 1 {
      canvas.textEnding(count, before: area.right, y: area.y, role: .dim)
    }
  }

  private static func drawList(_ picker: ThemePicker, in area: Rect, on canvas: inout Canvas) {
    let listed = picker.listed
    guard !listed.isEmpty else {
      canvas.text("no name has that in it", x: area.x + 2, y: area.y, role: .dim, limit: area.width - 2)
      return
    }
    let row = listed.firstIndex { $0.name == picker.chosen } ?? 0
    let first = min(max(row - area.height / 2, 0), max(listed.count - area.height, 0))
    for (index, note) in listed.dropFirst(first).prefix(area.height).enumerated() {
      let y = area.y + index
      let isChosen = note.name == picker.chosen
      let kind = note.fault == nil ? note.kind : "broken"
      let kindWidth = canvas.columns(of: kind)
      let limit = max(area.width - 2 - (kindWidth > 0 ? kindWidth + 2 : 0), 1)
      if isChosen { canvas.put(canvas.symbols.cursor, x: area.x, y: y, role: .selected) }
      canvas.text(
        canvas.symbols.cut(note.name, columns: limit), x: area.x + 2, y: y, role: isChosen ? .selected : .text,
        attributes: isChosen ? .bold : [])
      canvas.textEnding(
        kind, before: area.right, y: y, role: isChosen ? .selectedDim : note.fault == nil ? .dim : .warning)
      if isChosen { canvas.setBackground(.selected, in: Rect(x: area.x, y: y, width: area.width, height: 1)) }
    }
  }

  private static func drawSample(_ rows: Int, in area: Rect, on canvas: inout Canvas) {
    guard rows > 0 else { return }
    if rows == 1 { return drawCurves(curves + [("full", .full), ("through", .throughput)], area, on: &canvas) }
    WordLine(left: [
      .init("text", .text, bold: true, rank: 1), .init("dim", .dim, rank: 1),
      .init("title", .title, bold: true, rank: 2),
      .init("hint", .hint, bold: true, rank: 3), .init("running", .running, bold: true, rank: 4),
      .init("warning", .warning, bold: true, rank: 5),
    ]).draw(in: area, on: &canvas)
    drawCurves(curves, Rect(x: area.x, y: area.y + 1, width: area.width, height: 1), on: &canvas)
    drawCurves(
      [("full", .full), ("through", .throughput), ("limit", .limit), ("mark", .mark)],
      Rect(x: area.x, y: area.y + 2, width: area.width, height: 1), on: &canvas)
    drawCurves([("A", .a), ("B", .b)], Rect(x: area.x, y: area.y + 3, width: area.width, height: 1), on: &canvas)
    let x = area.x + 16
    let row = Rect(x: x, y: area.y + 3, width: max(area.right - x, 0), height: 1)
    canvas.clipped(to: row) { canvas in
      canvas.text(" selected", x: x, y: row.y, role: .selected, attributes: .bold)
      canvas.text("and dim", x: x + 10, y: row.y, role: .selectedDim)
      canvas.setBackground(.selected, in: row)
    }
  }

  private static let curves: [(String, Role)] = [("P", .p), ("dwell", .dwell), ("D", .d), ("V", .v), ("T₀", .given)]

  private static func drawCurves(_ curves: [(String, Role)], _ area: Rect, on canvas: inout Canvas) {
    let stroke = String(repeating: Character(canvas.symbols.sliderFilled), count: 3)
    WordLine(
      left: curves.enumerated().map { index, curve in
        let plain: Cell.Attributes = []
        return WordLine.Word([(stroke, curve.1, plain), (" \(curve.0)", curve.1, .bold)], rank: index)
      }
    ).draw(in: area, on: &canvas)
  }

  private static func drawKeys(in area: Rect, on canvas: inout Canvas) {
    WordLine(left: [
      .init([("Enter", .hint, .bold), (" keeps", .dim, [])], rank: 1),
      .init([("Esc", .hint, .bold), (" goes back", .dim, [])], rank: 2),
      .init([(canvas.symbols.upDown, .hint, .bold), (" choose", .dim, [])], rank: 3),
      .init("type to find", .dim, rank: 4),
    ]).draw(in: area, on: &canvas)
  }

  /// Where the theme comes from, or why it cannot be used.
  private static func words(_ picker: ThemePicker, _ columns: Int, _ canvas: Canvas) -> ([String], Role) {
    guard let note = picker.note else { return ([], .dim) }
    if let fault = note.fault { return (TextWrap.lines(canvas.symbols.plain(fault), columns: columns), .warning) }
    // The end of a path says more than its beginning.
    let place = canvas.symbols.plain(note.place)
    return ([place.count > columns ? "…" + place.suffix(max(columns - 1, 0)) : place], .dim)
  }

  /// One row: the theme under the cursor alone.
  private static func drawLine(_ picker: ThemePicker, in area: Rect, on canvas: inout Canvas) {
    let y = area.bottom - 1
    canvas.setBackground(.selected, in: Rect(x: area.x, y: y, width: area.width, height: 1))
    canvas.put(canvas.symbols.cursor, x: area.x, y: y, role: .selected)
    canvas.text(
      canvas.symbols.cut(picker.chosen ?? picker.typed, columns: area.width - 2), x: area.x + 2, y: y, role: .selected,
      attributes: .bold)
    canvas.setBackground(.selected, in: Rect(x: area.x, y: y, width: area.width, height: 1))
    if area.height >= 2 {
      drawCurves(curves, Rect(x: area.x, y: y - 1, width: area.width, height: 1), on: &canvas)
    }
  }

  private static func drawBorder(_ area: Rect, on canvas: inout Canvas) {
    let (right, bottom) = (area.right - 1, area.bottom - 1)
    canvas.text("╭", x: area.x, y: area.y, role: .rule)
    canvas.text("╮", x: right, y: area.y, role: .rule)
    canvas.text("╰", x: area.x, y: bottom, role: .rule)
    canvas.text("╯", x: right, y: bottom, role: .rule)
    canvas.rule(x: area.x + 1, y: area.y, width: area.width - 2)
    canvas.rule(x: area.x + 1, y: bottom, width: area.width - 2)
    for y in area.y + 1..<bottom {
      canvas.put(canvas.symbols.upright, x: area.x, y: y, role: .rule)
      canvas.put(canvas.symbols.upright, x: right, y: y, role: .rule)
    }
    canvas.text(" themes ", x: area.x + 2, y: area.y, role: .title, attributes: .bold, limit: area.width - 4)
  }
}
