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

  private func title(_ text: String, _ aside: [String]) -> TuneRows.Draw {
    { row, canvas in
      SectionTitle.draw(
        text, aside.enumerated().map { PanelTitle.Word($1, .dim, rank: $0) }, in: row, on: &canvas)
    }
  }

  private func sentence(_ text: String, _ role: Role, _ width: Int) -> [TuneRows.Draw] {
    TextWrap.lines(text, columns: width).map { line in
      { row, canvas in canvas.text(line, x: row.x, y: row.y, role: role, limit: row.width) }
    }
  }

  // MARK: Goal

  private func addGoal(_ rows: inout TuneRows, _ width: Int, _ canvas: Canvas) {
    rows.begin()
    rows.add(rank: 60, [title("goal", [])])
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
    guard let limit = board.problem?.limits.first(where: { $0.metric == board.price }) else {
      rows.add(rank: 5, sentence("limit    set by the first runs", .dim, width))
      return
    }
    let bound = "\(limit.metric.title) \(limit.relation.rawValue) \(limit.boundText)"
    let share =
      board.question.allowance == 1
      ? " as now" : " ×\(QuantityText.significant(board.question.allowance, .dropped)) of now"
    let words = [bound + share, bound].first { canvas.columns(of: $0) + 9 <= width } ?? bound
    rows.add(
      rank: 1,
      [
        { row, canvas in
          let taken = canvas.text("limit    ", x: row.x, y: row.y, role: .dim)
          canvas.text(words, x: row.x + taken, y: row.y, role: .limit, limit: max(row.width - taken, 0))
        }
      ])
    addVerdict(&rows, width)
  }

  private func addVerdict(_ rows: inout TuneRows, _ width: Int) {
    guard let result = board.result else { return }
    if result.best == nil {
      rows.add(rank: 2, sentence("no setting tried keeps to all limits; the nearest is shown", .warning, width))
    } else if result.presentIsBetter {
      rows.add(rank: 2, sentence("nothing tried beats what stands", .text, width))
    }
    // By no more than noise: that is what the interval says.
    for check in result.brokenAfresh where !check.isOnTheEdge {
      rows.add(
        rank: 3,
        sentence(
          "! \(check.limit.metric.title) \(check.limit.metric.text(check.interval)) on fresh arrivals", .warning, width)
      )
    }
    if let next = result.runnerUp {
      let words =
        next.isSignificant ? "best beats next by more than noise" : "best and next may differ by chance"
      rows.add(rank: 8, sentence(words, .dim, width))
    }
    if result.equals > 0 {
      rows.add(rank: 30, sentence("\(result.equals) more cannot be told from the best", .dim, width))
    }
  }

  // MARK: Settings

  private func addSettings(_ rows: inout TuneRows, _ width: Int, _ canvas: Canvas) {
    // Where the title went, too, something has to part it.
    rows.begin(blank: 22)
    let key = model.bindings.label(of: .tuneTake, in: .tune)
    rows.add(rank: 40, [title("settings", key.map { ["\($0) takes over"] } ?? [])])
    let columns = TuneColumns(board, model, width: width, canvas)
    let count = board.judged(board.best)?.runs.count ?? 0
    var isFirst = true
    for (place, row) in columns.rows.enumerated() {
      if row.isMetric, isFirst {
        rows.add(rank: 70, [{ _, _ in }])
        isFirst = false
      }
      rows.add(rank: row.rank, [{ area, canvas in columns.draw(row, isHead: place == 0, in: area, on: &canvas) }])
    }
    if count > 1 {
      let fresh = board.result?.fresh == nil ? "" : ", fresh arrivals"
      // What is walked to was not run again.
      let isWalked = board.chosen != nil && board.selected?.point != board.best?.point
      let other = isWalked ? "; this: \(board.judged(board.selected)?.runs.count ?? 0) of the search" : ""
      rows.add(rank: 29, sentence("± half the 95 % interval of \(count) runs\(fresh)\(other)", .dim, width))
    }
  }

  // MARK: How flat

  private func addFlatness(_ rows: inout TuneRows) {
    guard let result = board.result, !result.sensitivity.isEmpty else { return }
    rows.begin()
    let flat = TuneFlatness(result)
    rows.add(rank: nil, [title("how flat", [flat.title])])
    for (place, row) in flat.rows.enumerated() {
      rows.add(rank: 32 + place, [{ area, canvas in flat.draw(row, in: area, on: &canvas) }])
    }
    if flat.breaks { rows.add(rank: 32 + flat.rows.count, sentence("! breaks a limit", .limit, 99)) }
  }

  // MARK: To type there

  private func addLines(_ rows: inout TuneRows, _ width: Int) {
    guard let type = board.toType else { return }
    rows.begin()
    let (words, aside) = Self.heading(type, model)
    rows.add(rank: nil, [title(words, aside)])
    let lines = type.lines.flatMap { Self.folded($0, width) }
    rows.add(
      rank: 45,
      lines.map { line in { row, canvas in canvas.text(line, x: row.x, y: row.y, limit: row.width) } })
    let remarks = type.remarks.flatMap { sentence($0, .dim, width) }
    rows.add(rank: type.lines.isEmpty ? 46 : 50, remarks)
  }

  /// What stands above the lines, and the keys that do something with them.
  static func heading(_ type: ToType, _ model: Model) -> (title: String, keys: [String]) {
    func key(_ command: DashboardCommand, _ word: String) -> String? {
      model.bindings.label(of: command, in: .tune).map { "\($0) \(word)" }
    }
    let keys =
      type.lines.isEmpty ? [key(.tuneTarget, "others")] : [key(.export, "export"), key(.tuneTarget, "others")]
    let title = type.lines.isEmpty || type.lines[0].hasPrefix(type.target) ? "to type there" : type.target
    return (title, keys.compactMap { $0 })
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
