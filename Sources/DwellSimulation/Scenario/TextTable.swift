/// Rows of words as aligned text: the first column to the left, numbers to the right.
public struct TextTable: Sendable {
  /// How a column is set.
  public enum Alignment: Sendable, Hashable {
    /// To the left edge.
    case left
    /// To the right edge.
    case right
  }

  private let rows: [[String]]
  private let alignments: [Alignment]

  /// A table; the first row is its head.
  ///
  /// - Parameter alignments: of the columns; those not named stand right.
  public init(_ rows: [[String]], alignments: [Alignment] = [.left]) {
    self.rows = rows
    self.alignments = alignments
  }

  /// The lines, two blanks between columns, none at the end.
  public var lines: [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let blank = String(repeating: " ", count: widths[column] - cell.count)
        let alignment = alignments.indices.contains(column) ? alignments[column] : .right
        line += (column == 0 ? "" : "  ") + (alignment == .left ? cell + blank : blank + cell)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
