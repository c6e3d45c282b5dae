import Foundation
import Testing

extension ProgramTests {
  struct TuneKeyTests {
    @Test("u searches in the background: settings appear, Enter takes the best so far over, z brings the old ones back")
    func tunes() throws {
      let terminal = try TestTerminal(
        ["--guests", "1", "--arrivals", "poisson", "--load", "50kpps", "--policy", "fixed", "--timeout", "1ms"],
        width: 120, height: 36)
      try terminal.waitForDashboard()
      terminal.type("u")
      try terminal.wait(forText: "settings as they stand are run first")
      // What stands may be the best so far, but hardly the one that waits least; the last column has the settings in force.
      func isOther() -> Bool {
        ["policy", "container", "timeout"].contains { name in
          let rows = (0..<36).map { terminal.row($0) }
          guard let row = rows.first(where: { $0.contains(" \(name)  ") }), let start = row.firstRange(of: " \(name)  ")
          else { return false }
          let cells = row[start.upperBound...].split(separator: "  ").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
          return cells.count > 1 && cells[cells.count - 1] != cells[cells.count - 2]
        }
      }
      func walkToLeastWait() throws {
        try terminal.wait(for: "another place of the front") {
          if isOther() { return true }
          terminal.type("k")
          return false
        }
      }
      try walkToLeastWait()
      // What comes later could take that place off the front.
      terminal.type(" ")
      try terminal.wait(forText: "paused")
      try walkToLeastWait()
      terminal.type("\r")
      try terminal.wait(forText: "z takes it back")
      terminal.type("\u{1B}")
      try terminal.wait(for: "the dashboard") { terminal.row(0).contains("running") }
      terminal.type("U")
      try terminal.wait(for: "the list of turns") {
        terminal.row(0).contains("turns") && terminal.text.contains("settings ")
      }
      terminal.type("\u{1B}")
      try terminal.wait(for: "the dashboard") { terminal.row(0).contains("running") }
      terminal.type("z")
      try terminal.wait(forText: "undone: back to ")
      try terminal.wait(for: "the old settings") {
        terminal.row(0).contains("fixed") && terminal.text.contains("1 ms")
      }
      try terminal.quit()
    }
  }
}
