import DwellTerminal
import DwellTuning

/// The lines to type below the rest of the tune page, over its whole width: for screens too low to have them beside the plot.
struct TuneStrip {
  /// The most rows of lines, and how many more there are for what came of them.
  private static let most = 5
  private static let leastRemark = 2
  private let title: String
  private let keys: [String]
  private let lines: [(text: String, role: Role)]

  /// How many rows it takes.
  var height: Int { lines.count + 1 }

  /// Nil before the search has an answer.
  init?(_ board: TuneBoard, _ model: Model, width: Int) {
    guard board.result != nil, let type = board.toType else { return nil }
    (title, keys) = TuneTables.heading(type, board, model)
    let rows = type.lines.flatMap { TuneTables.folded($0, width) }.map { (text: $0, role: Role.text) }
    let words = TuneTables.remarks(type, board, model).map(\.text).joined(separator: "; ")
    let remark = TextWrap.lines(words, columns: width).map { (text: $0, role: Role.dim) }
    if rows.count <= Self.most {
      lines = rows + remark.prefix(rows.isEmpty ? Self.most : max(Self.most - rows.count, Self.leastRemark))
    } else {
      let key = model.bindings.label(of: .export, in: .tune).map { "; \($0) writes all" } ?? ""
      lines =
        rows.prefix(Self.most - 1) + [("and \(rows.count - Self.most + 1) lines more\(key)", .dim)]
        + remark.prefix(board.outcome == nil ? 0 : Self.leastRemark)
    }
  }

  /// Draws it from the top of an area on.
  func draw(in area: Rect, on canvas: inout Canvas) {
    SectionTitle.draw(
      title, keys.enumerated().map { PanelTitle.Word($1, .dim, rank: $0) },
      in: Rect(x: area.x, y: area.y, width: area.width, height: 1), on: &canvas)
    for (row, line) in lines.enumerated() where row + 1 < area.height {
      canvas.text(line.text, x: area.x, y: area.y + 1 + row, role: line.role, limit: area.width)
    }
  }
}
