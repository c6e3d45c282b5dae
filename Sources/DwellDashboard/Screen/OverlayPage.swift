import DwellTerminal

/// What lies above the dashboard: the help, printed from the binding table, or lines to read.
enum OverlayPage {
  private enum Line {
    case heading(String)
    case row(keys: String, text: String)
    case sign(String, Role, String)
    case words(String)
    case blank
  }

  /// How many rows lie below the end of the screen, unscrolled.
  static func rowsBelow(_ model: Model) -> Int {
    switch model.overlay {
    case .help:
      let page = helpPage(model)
      return (page.map(\.count).max() ?? 0) - max(model.height - 3, 1)
    case .notices(let lines, _):
      return noticeLines(lines, model.width).count - max(model.height - 3, 1)
    case .words(_, let lines, _):
      return wordLines(lines, model.width).count - max(model.height - 3, 1)
    case .none, .prompt, .themes, .knobs, .line, .turns, .tune: return 0
    }
  }

  static func draw(_ model: Model, on canvas: inout Canvas) {
    canvas.fill(canvas.bounds)
    let margin = canvas.width >= 40 ? 2 : 0
    let rows = max(canvas.height - 3, canvas.height >= 2 ? 1 : canvas.height)
    let top = canvas.height >= 5 ? 2 : min(1, max(canvas.height - rows, 0))
    let body = Rect(x: margin, y: top, width: canvas.width - 2 * margin, height: rows)
    switch model.overlay {
    case .help(let scroll):
      head("keys", "lower case turns down, upper case up", margin, on: &canvas)
      let columns = helpPage(model)
      let width = body.width / max(columns.count, 1)
      for (index, lines) in columns.enumerated() {
        let area = Rect(x: body.x + index * width, y: body.y, width: width - (columns.count > 1 ? 3 : 0), height: rows)
        draw(lines, scroll, area, on: &canvas)
      }
    case .notices(let lines, let scroll):
      head("read first", "", margin, on: &canvas)
      draw(noticeLines(lines, canvas.width), scroll, body, on: &canvas)
    case .words(let title, let lines, let scroll):
      head(title, "", margin, on: &canvas)
      draw(wordLines(lines, canvas.width), scroll, body, on: &canvas)
    case .none, .prompt, .themes, .knobs, .line, .turns, .tune: return
    }
    guard canvas.height >= 3 else { return }
    let more = rowsBelow(model) > 0 ? [WordLine.Word([("↑↓", .hint, .bold), (" scroll", .dim, [])], rank: 1)] : []
    WordLine(left: more, right: [.init("any other key closes", .dim, rank: 0)])
      .draw(in: Rect(x: margin, y: canvas.height - 1, width: body.width, height: 1), on: &canvas)
  }

  private static func head(_ title: String, _ aside: String, _ margin: Int, on canvas: inout Canvas) {
    guard canvas.height >= 2 else { return }
    WordLine(
      left: [.init("dwell", .brand, bold: true, rank: 2), .init(title, .title, bold: true, rank: 0)],
      right: aside.isEmpty ? [] : [.init(aside, .dim, rank: 3)]
    ).draw(in: Rect(x: margin, y: 0, width: canvas.width - 2 * margin, height: 1), on: &canvas)
  }

  private static func draw(_ lines: [Line], _ scroll: Int, _ area: Rect, on canvas: inout Canvas) {
    let widths = keyWidths(lines, on: canvas)
    let first = min(max(scroll, 0), max(lines.count - 1, 0))
    canvas.clipped(to: area) { canvas in
      for (index, line) in lines.dropFirst(first).prefix(area.height).enumerated() {
        let y = area.y + index
        let keyWidth = widths[first + index]
        switch line {
        case .heading(let text):
          let taken = canvas.text(text, x: area.x, y: y, role: .title, attributes: .bold)
          canvas.rule(x: area.x + taken + 1, y: y, width: area.width - taken - 1)
        case .row(let keys, let text):
          let taken = canvas.text(keys, x: area.x, y: y, role: .hint, attributes: .bold)
          let x = area.x + max(keyWidth, taken + 1)
          canvas.text(text, x: x, y: y, limit: max(area.right - x, 0))
        case .sign(let sign, let role, let text):
          canvas.text(sign, x: area.x, y: y, role: role)
          canvas.text(text, x: area.x + keyWidth, y: y, limit: max(area.width - keyWidth, 0))
        case .words(let text): canvas.text(text, x: area.x, y: y, limit: area.width)
        case .blank: break
        }
      }
    }
  }

  /// The columns of the keys before each line's text: as many as those of its section need.
  private static func keyWidths(_ lines: [Line], on canvas: Canvas) -> [Int] {
    var widths: [Int] = []
    var section: [Int] = []
    func close() { widths += section.map { _ in min((section.max() ?? 0) + 2, 15) } }
    for line in lines {
      if case .heading = line {
        close()
        section = []
      }
      switch line {
      case .row(let keys, _): section.append(canvas.columns(of: keys))
      case .sign(let sign, _, _): section.append(canvas.columns(of: sign))
      case .heading, .words, .blank: section.append(0)
      }
    }
    close()
    return widths
  }

  /// The help in one to three columns, sections whole, each to the column that is shortest so far.
  private static func helpPage(_ model: Model) -> [[Line]] {
    let airy = helpPage(model, isAiry: true)
    return airy.contains { $0.count > model.height - 3 } ? helpPage(model, isAiry: false) : airy
  }

  /// The same, with or without a blank row under each heading.
  private static func helpPage(_ model: Model, isAiry: Bool) -> [[Line]] {
    let space: [Line] = isAiry ? [.blank] : []
    let count = model.width >= 114 ? 3 : model.width >= 76 ? 2 : 1
    let wide = model.width / count >= 36
    var sections = KeyTopic.Group.allCases.map { group in
      [.heading(group.rawValue)] + space
        + KeyTopic.all.filter { $0.group == group }.compactMap { topic -> Line? in
          let long = model.bindings.text(of: topic, alternatives: true)
          let text = wide && long.count <= 12 ? long : model.bindings.text(of: topic, alternatives: false)
          return text.isEmpty ? nil : .row(keys: text, text: topic.help)
        } + [.blank]
    }
    sections.append(
      [.heading("signs")] + space + [
        .sign("■", .full, "left full"), .sign("□", .p, "left at its deadline"),
        .sign("·", .sample, "left: driver or guest was free"),
        .sign("▲ ┊", .mark, "a knob was turned"), .sign("● ○", .mark, "value now; before that"), .blank,
      ])
    sections.append(
      [.heading("colours: one hue, one quantity")] + space + [
        .sign("━━━", .dwell, "dwell, delay"),
        .sign("━━━", .p, "release time P"), .sign("━━━", .d, "mean delay D"), .sign("┈┈┈", .v, "variation V"),
        .sign("━━━", .throughput, "throughput"), .sign("╌╌╌", .limit, "ceilings, limits"),
        .sign("╌╌╌", .given, "what is given: T₀, offered"), .blank,
      ])
    var columns = Array(repeating: [Line](), count: count)
    for section in sections {
      if let shortest = columns.indices.min(by: { columns[$0].count < columns[$1].count }) {
        columns[shortest] += section
      }
    }
    return columns
  }

  /// Lines as they are where they fit, for their columns; longer ones in whole words.
  private static func wordLines(_ lines: [String], _ width: Int) -> [Line] {
    lines.flatMap { line in
      Canvas.columns(of: line) <= width - 4
        ? [Line.words(line)] : TextWrap.lines(line, columns: max(width - 4, 1)).map { Line.words($0) }
    }
  }

  private static func noticeLines(_ notices: [String], _ width: Int) -> [Line] {
    notices.flatMap { TextWrap.lines($0, columns: max(width - 4, 1)).map { Line.words($0) } + [.blank] }
  }
}
