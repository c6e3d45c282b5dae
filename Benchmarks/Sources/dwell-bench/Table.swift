import Foundation

/// Figures with names: what a benchmark answers.
struct Table: Encodable {
  /// A word or a figure.
  enum Entry: Encodable {
    /// A word, such as the name of a policy.
    case word(String)
    /// A figure, shown with so many decimals.
    case figure(Double, decimals: Int)
    /// Not measured.
    case none

    var text: String {
      switch self {
      case .word(let word): word
      case .figure(let value, let decimals): String(format: "%.\(decimals)f", value)
      case .none: "–"
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .word(let word): try container.encode(word)
      case .figure(let value, _): try container.encode(value)
      case .none: try container.encodeNil()
      }
    }
  }

  /// What is measured, with its unit.
  let title: String
  /// The heads of the columns.
  let columns: [String]
  /// As many entries a row as there are columns.
  var rows: [[Entry]] = []

  /// A table to fill.
  init(_ title: String, columns: [String]) {
    self.title = title
    self.columns = columns
  }

  /// Aligned columns: words to the left, figures to the right.
  var text: String {
    let cells = [columns] + rows.map { $0.map(\.text) }
    let widths = columns.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    var lines = [title]
    for (number, row) in cells.enumerated() {
      let padded = row.indices.map { column in
        let blank = String(repeating: " ", count: widths[column] - row[column].count)
        return isWords(column) ? row[column] + blank : blank + row[column]
      }
      var line = "  " + padded.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      lines.append(line)
      if number == 0 { lines.append("  " + widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The title after `# `, the heads and the rows, comma-separated; what was not measured is empty.
  var csv: String {
    func quoted(_ text: String) -> String {
      guard text.contains(where: { $0 == "," || $0 == "\"" }) else { return text }
      return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
    let cells =
      [columns]
      + rows.map { row in
        row.map { entry in
          if case .none = entry { return "" }
          return entry.text
        }
      }
    return "# \(title)\n" + cells.map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
  }

  private func isWords(_ column: Int) -> Bool {
    rows.contains { row in
      if case .word = row[column] { return true }
      return false
    }
  }

  private enum CodingKeys: String, CodingKey {
    case title, rows
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(title, forKey: .title)
    try container.encode(rows.map { Dictionary(zip(columns, $0)) { first, _ in first } }, forKey: .rows)
  }
}
