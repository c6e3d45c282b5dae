import DwellTerminal

/// The entries of a legend in lines, two columns apart and none broken that fits into a line.
enum EntryLines {
  static func of(_ entries: [String], columns: Int) -> [String] {
    var lines: [String] = []
    for entry in entries {
      if let last = lines.last, Canvas.columns(of: last) + 2 + Canvas.columns(of: entry) <= columns {
        lines[lines.count - 1] = "\(last)  \(entry)"
      } else if Canvas.columns(of: entry) <= columns {
        lines.append(entry)
      } else {
        lines += TextWrap.lines(entry.replacing("\u{A0}", with: " "), columns: columns)
      }
    }
    return lines
  }
}
