import Testing

/// The real program in a pseudo-terminal. One test at a time: each of them waits for a process of its own.
@Suite(.serialized)
struct ProgramTests {
  /// A run that is over within its first frame, so that what it shows can be compared: axes remember earlier frames.
  // Without colours: a snapshot as text has none, and says in shades what they would.
  static let short = ["--duration", "60ms", "--speed", "1000", "--color", "mono"]
}

extension TestTerminal {
  /// Waits until the dashboard of the whole screen is there.
  func waitForDashboard() throws {
    try wait(for: "the dashboard") { isAlternate && lines[0].contains("dwell") && lines[height - 1].contains("quit") }
  }

  /// Waits until the screen shows these rows and nothing else.
  func wait(forRows rows: [String], _ what: String) throws {
    func shows() -> Bool {
      // One row after the other: most screens that are not it differ in the first.
      (0..<height).allSatisfy { y in row(y) == (y < rows.count ? rows[y] : "") }
    }
    do {
      try wait(for: what, shows)
    } catch {
      let other = (0..<height).first { row($0) != ($0 < rows.count ? rows[$0] : "") } ?? 0
      let wanted = other < rows.count ? rows[other] : ""
      throw Missing(description: "\(what): row \(other) is not\n\(wanted)\n\(error)")
    }
  }
}

extension Program {
  /// The rows that `dwell snapshot` prints, without the blanks at their ends.
  static func picture(_ arguments: [String], width: Int, height: Int) throws -> [String] {
    let result = try Program(["snapshot", "--size", "\(width)x\(height)"] + arguments)
    guard result.status == 0 else { throw TestTerminal.Missing(description: "no picture: \(result.errors)") }
    return result.output.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = String(line).unicodeScalars
      while line.last == " " { line.removeLast() }
      return String(line)
    }
  }
}
