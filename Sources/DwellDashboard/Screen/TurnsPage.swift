import DwellSession
import DwellTerminal

/// The list of turns to go back to, newest first, above the dashboard.
///
/// `●` stands at the turn made last, `○` at those taken back; the row at the end is the beginning, before any turn.
enum TurnsPage {
  /// Rows of the list at the present size.
  static func rows(_ model: Model) -> Int { max(model.height - 4, model.height > 1 ? 1 : model.height) }

  static func draw(_ model: Model, place: Int, on canvas: inout Canvas) {
    canvas.fill(canvas.bounds)
    let margin = canvas.width >= 40 ? 2 : 0
    let width = canvas.width - 2 * margin
    let log = model.frame.undo
    if canvas.height >= 3 {
      let count = log.entries.count
      let undone = count - log.done
      let aside = [
        count == 1 ? "1 turn" : "\(count) turns", undone > 0 ? "\(undone) undone" : nil,
        log.forgotten > 0 ? "\(log.forgotten) older forgotten" : nil,
      ].compactMap { $0 }
      WordLine(
        left: [.init("dwell", .brand, bold: true, rank: 4), .init("turns", .title, bold: true, rank: 0)],
        right: aside.enumerated().map { .init($1, .dim, rank: 1 + $0) }
      ).draw(in: Rect(x: margin, y: 0, width: width, height: 1), on: &canvas)
      drawKeys(model, in: Rect(x: margin, y: canvas.height - 1, width: width, height: 1), on: &canvas)
    }
    let list = Rect(
      x: margin, y: canvas.height >= 5 ? 2 : min(1, canvas.height - 1), width: width, height: rows(model))
    // From the newest place to the beginning; the chosen one in sight, in the middle where there is more above and below.
    let places = model.places
    let chosen = min(max(place, places.lowerBound), places.upperBound)
    let index = places.upperBound - chosen
    let first = min(max(index - list.height / 2, 0), max(places.count - list.height, 0))
    canvas.clipped(to: list) { canvas in
      for row in 0..<min(list.height, places.count - first) {
        let place = places.upperBound - first - row
        draw(
          place, model, isChosen: place == chosen, in: Rect(x: list.x, y: list.y + row, width: width, height: 1),
          on: &canvas)
      }
    }
  }

  private static func draw(_ place: Int, _ model: Model, isChosen: Bool, in row: Rect, on canvas: inout Canvas) {
    let log = model.frame.undo
    let isUndone = place > log.place
    let role: Role = isChosen ? (isUndone ? .selectedDim : .selected) : isUndone ? .dim : .text
    if isChosen {
      canvas.fill(row, with: Cell(" ", role: .selected, background: .selected))
      canvas.put(canvas.symbols.cursor, x: row.x, y: row.y, role: .selected, attributes: .bold)
    }
    let isPresent = place == log.place
    if isPresent || isUndone {
      canvas.put(
        isPresent ? canvas.symbols.sliderKnob : canvas.symbols.sliderGhost, x: row.x + 2, y: row.y,
        role: isChosen ? role : .mark, attributes: isPresent ? .bold : [])
    }
    var right = row.right - 1
    let word = isPresent ? "now" : isUndone ? "undone" : ""
    if row.width >= 50 {
      canvas.textEnding(word, before: right, y: row.y, role: isChosen ? role : .dim)
      right -= 8
    }
    guard place > log.forgotten else {
      let text = log.forgotten > 0 ? "before the oldest turn kept" : "as it began"
      canvas.text(text, x: row.x + 4, y: row.y, role: role, limit: max(right - row.x - 4, 0))
      return
    }
    let entry = log.entries[place - log.forgotten - 1]
    let time =
      entry.run == model.frame.run
      ? "\(TimeText.instant(entry.turn.at, window: model.window)) s" : row.width >= 50 ? "before the restart" : "before"
    let room = right - canvas.columns(of: time) - 2 - (row.x + 4)
    let texts = forms(entry.turn)
    canvas.text(
      texts.first { canvas.columns(of: $0) <= room } ?? texts[texts.count - 1], x: row.x + 4, y: row.y, role: role,
      attributes: isPresent ? .bold : [], limit: max(room, 0))
    if room > 0 { canvas.textEnding(time, before: right, y: row.y, role: isChosen ? .selectedDim : .dim) }
  }

  private static func forms(_ turn: Turn) -> [String] {
    [
      "\(turn.name)  \(turn.old) → \(turn.new)", "\(turn.symbol) \(turn.old) → \(turn.new)",
      "\(turn.symbol) \(turn.new)",
    ] + turn.newForms
  }

  private static func drawKeys(_ model: Model, in row: Rect, on canvas: inout Canvas) {
    func word(_ commands: [DashboardCommand], _ text: String, rank: Int) -> WordLine.Word? {
      let keys = commands.compactMap { model.bindings.label(of: $0, in: .turns) }
      guard !keys.isEmpty else { return nil }
      return .init(
        [(keys.joined(separator: keys[0] == "↑" ? "" : " "), .hint, .bold), (" " + text, .dim, [])], rank: rank)
    }
    WordLine(
      left: [
        word([.scrollUp, .scrollDown], "choose", rank: 1), word([.turnsGo], "go there", rank: 0),
        word([.undo, .redo], "undo, redo", rank: 3),
      ].compactMap { $0 },
      right: [word([.back], "close", rank: 2)].compactMap { $0 }
    ).draw(in: row, on: &canvas)
  }
}
