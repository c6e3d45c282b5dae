import DwellTerminal

/// The entries of a legend in lines, two columns apart and none broken that fits into a line.
public enum EntryLines {
  /// The entries in lines of at most so many columns, in order.
  public static func of(_ entries: [String], columns: Int) -> [String] {
    var lines: [String] = []
    for entry in entries {
      if let last = lines.last, Canvas.columns(of: last) + 2 + Canvas.columns(of: entry) <= columns {
        lines[lines.count - 1] = "\(last)  \(entry)"
      } else {
        lines += TextWrap.lines(entry, columns: columns)
      }
    }
    return lines
  }
}
