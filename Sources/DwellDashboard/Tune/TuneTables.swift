import DwellCore
import DwellTerminal
import DwellTuning

/// The tables of the tune page: the goal with what came of it, the settings, how flat they lie, what to type.
///
/// Where there is not enough room the less important rows go, whole; ranks are in one scale over all of them.
struct TuneTables {
  private let board: TuneBoard
  private let model: Model
  private let hasLines: Bool

  /// - Parameter hasLines: whether the lines to type are among them.
  init(_ board: TuneBoard, _ model: Model, hasLines: Bool = true) {
    self.board = board
    self.model = model
    self.hasLines = hasLines
  }

  func draw(in area: Rect, on canvas: inout Canvas) {
    var rows = TuneRows()
    addGoal(&rows, area.width, canvas)
    addSettings(&rows, area.width, canvas)
    addFlatness(&rows)
    if hasLines { addLines(&rows, area.width) }
    canvas.clipped(to: area) { rows.draw(in: area, on: &$0) }
  }

  private func title(_ text: String, _ aside: [PanelTitle.Word]) -> TuneRows.Draw {
    { row, canvas in SectionTitle.draw(text, aside, in: row, on: &canvas) }
  }

  private func title(_ text: String, _ aside: [String] = []) -> TuneRows.Draw {
    title(text, aside.enumerated().map { PanelTitle.Word($1, .dim, rank: $0) })
  }

  private func sentence(_ text: String, _ role: Role, _ width: Int) -> [TuneRows.Draw] {
    TextWrap.lines(text, columns: width).map { line in
      { row, canvas in canvas.text(line, x: row.x, y: row.y, role: role, limit: row.width) }
    }
  }

  // MARK: Goal

  private func addGoal(_ rows: inout TuneRows, _ width: Int, _ canvas: Canvas) {
    rows.begin()
    rows.add(rank: 45, [title("goal")])
    let goal = board.goal
    rows.add(
      rank: 0,
      [
        { row, canvas in
          let taken = canvas.text(
            goal.aim == .minimise ? "minimise " : "maximise ", x: row.x, y: row.y, role: .dim)
          canvas.text(
            goal.metric.title, x: row.x + taken, y: row.y, attributes: .bold, limit: max(row.width - taken, 0))
        }
      ])
    if let limit = board.problem?.limits.first(where: { $0.metric == board.price }) {
      addLimit(limit, &rows, width, canvas)
    } else {
      rows.add(rank: 5, sentence("limit    set by the first runs", .dim, width))
    }
    if let target = board.question.target {
      rows.add(rank: 3, [pair("within   ", "what \(target) can say", .text)])
    }
    for verdict in TuneVerdict.of(board, model) {
      rows.add(rank: verdict.rank, sentence(verdict.text, verdict.role, width))
    }
  }

  private func addLimit(_ limit: Limit, _ rows: inout TuneRows, _ width: Int, _ canvas: Canvas) {
    let now = TuneVerdict.presentWord(board, model)
    let share =
      board.question.allowance == 1
      ? " as \(now)" : " ×\(QuantityText.significant(board.question.allowance, .dropped)) of \(now)"
    let words = [limit.text + share, limit.text].first { canvas.columns(of: $0) + 9 <= width } ?? limit.text
    rows.add(rank: 1, [pair("limit    ", words, .limit)])
  }

  private func pair(_ name: String, _ words: String, _ role: Role) -> TuneRows.Draw {
    { row, canvas in
      let taken = canvas.text(name, x: row.x, y: row.y, role: .dim)
      canvas.text(words, x: row.x + taken, y: row.y, role: role, limit: max(row.width - taken, 0))
    }
  }

  // MARK: Settings

  private func addSettings(_ rows: inout TuneRows, _ width: Int, _ canvas: Canvas) {
    rows.begin()
    let key = model.bindings.label(of: .tuneTake, in: .tune)
    rows.add(rank: 40, [title("settings", key.map { ["\($0) takes over"] } ?? [])])
    let columns = TuneColumns(board, model, width: width, canvas)
    let count = board.judged(board.best)?.runs.count ?? 0
    var isFirst = true
    for (place, row) in columns.rows.enumerated() {
      if row.isMetric, isFirst {
        rows.add(rank: 52, [{ _, _ in }])
        isFirst = false
      }
      rows.add(rank: row.rank, [{ area, canvas in columns.draw(row, isHead: place == 0, in: area, on: &canvas) }])
    }
    for one in columns.legend { rows.add(rank: one.rank, sentence(one.text, .limit, width)) }
    if count > 1 {
      let fresh = board.result?.fresh == nil ? "" : ", fresh arrivals"
      rows.add(rank: 28, sentence("± half the 95 % interval of \(count) runs\(fresh)", .dim, width))
      // What is walked to was not run again.
      if board.chosen != nil, board.selected?.point != board.best?.point, board.result?.fresh != nil {
        let runs = board.judged(board.selected)?.runs.count ?? 0
        rows.add(rank: 58, sentence("this: \(runs) runs of the search", .dim, width))
      }
    }
  }

  // MARK: How flat

  private func addFlatness(_ rows: inout TuneRows) {
    guard let result = board.result, !result.sensitivity.isEmpty else { return }
    rows.begin()
    let flat = TuneFlatness(result)
    rows.add(
      rank: nil,
      [
        title(
          "how flat",
          (flat.breaks ? [.init("! breaks a limit", .limit, rank: 1)] : []) + [.init(flat.title, .dim, rank: 0)])
      ])
    for (place, row) in flat.rows.enumerated() {
      rows.add(rank: 46 + place, [{ area, canvas in flat.draw(row, in: area, on: &canvas) }])
    }
  }

  // MARK: To type there

  private func addLines(_ rows: inout TuneRows, _ width: Int) {
    guard let type = board.toType else { return }
    rows.begin()
    let (words, aside) = Self.heading(type, board, model)
    rows.add(rank: nil, [title(words, aside)])
    let lines = type.lines.flatMap { Self.folded($0, width) }
    rows.add(
      rank: 11,
      lines.map { line in { row, canvas in canvas.text(line, x: row.x, y: row.y, limit: row.width) } })
    for (place, remark) in Self.remarks(type, board, model).enumerated() {
      rows.add(rank: place == 0 && lines.isEmpty ? 11 : 25 + place, sentence(remark.text, remark.role, width))
    }
  }

  /// What stands above the lines, and the keys that do something with them.
  static func heading(_ type: ToType, _ board: TuneBoard, _ model: Model) -> (title: String, keys: [String]) {
    func key(_ command: DashboardCommand, _ word: String) -> String? {
      model.bindings.label(of: command, in: .tune).map { "\($0) \(word)" }
    }
    let keys = [
      type.lines.isEmpty ? nil : key(.export, "export"), key(.tuneTarget, "others"),
      key(.tuneFor, board.question.target == type.target ? "search all" : "search for \(type.target)"),
    ]
    let title = type.lines.first?.hasPrefix(type.target) == false ? type.target : "to type there"
    return (title, keys.compactMap { $0 })
  }

  /// What was rounded, and how far its export is; or why there are no lines.
  static func remarks(_ type: ToType, _ board: TuneBoard, _ model: Model) -> [(text: String, role: Role)] {
    guard !type.lines.isEmpty else { return [(type.instead(model.bindings.label(of: .tuneFor, in: .tune)), .dim)] }
    let words = TunedOutcome.words(
      board.outcome, asksAgain: board.asksAgain, key: model.bindings.label(of: .export, in: .tune))
    return words.map { ($0, $0.hasPrefix("!") ? .warning : .dim) } + type.remarks.map { ($0, .dim) }
  }

  /// A line of a shell in several, as it can be typed, or of another language in whole words.
  static func folded(_ line: String, _ width: Int) -> [String] {
    guard Canvas.columns(of: line) > width else { return [line] }
    let parts = TextWrap.lines(line, columns: max(width - 4, 1))
    return parts.enumerated().map { place, part in
      (place > 0 ? "  " : "") + part + (place < parts.count - 1 ? " \\" : "")
    }
  }
}
