import DwellDashboard
import Foundation
import Testing

/// The commands kept from session to session.
struct HistoryFileTests {
  // A folder of its own, gone afterwards.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dwell-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func typed(_ before: CommandHistory, _ lines: String...) -> CommandHistory {
    var history = before
    for line in lines { history.add(line) }
    return history
  }

  @Test("It lies in the state folder; a relative one is ignored, and without a home there is none")
  func places() {
    #expect(HistoryFile(environment: ["XDG_STATE_HOME": "/s", "HOME": "/h"])?.path == "/s/dwell/history")
    #expect(HistoryFile(environment: ["XDG_STATE_HOME": "s", "HOME": "/h"])?.path == "/h/.local/state/dwell/history")
    #expect(HistoryFile(environment: [:]) == nil)
  }

  @Test("What was typed is there the next time, with what another session typed meanwhile; for this user alone")
  func keeps() throws {
    try inFolder { folder in
      let file = try #require(HistoryFile(environment: ["XDG_STATE_HOME": folder + "/new"]))
      let empty = file.read()
      #expect(empty.lines.isEmpty)
      let one = typed(empty, "set timeout 2ms", "until dropped > 0")
      let other = typed(empty, "panel dwell")
      #expect(file.add(one) && file.add(other))
      #expect(file.read().lines == ["set timeout 2ms", "until dropped > 0", "panel dwell"])
      #expect(file.read().typed.isEmpty)
      // Typed again it stands at its last place, once.
      #expect(file.add(typed(file.read(), "set timeout 2ms")))
      #expect(file.read().lines == ["until dropped > 0", "panel dwell", "set timeout 2ms"])
      let rights = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
      #expect(rights == 0o600)
    }
  }

  @Test("It keeps 200 lines, and nothing that a terminal would obey")
  func bounds() throws {
    try inFolder { folder in
      let file = try #require(HistoryFile(environment: ["XDG_STATE_HOME": folder]))
      for round in 0..<3 {
        var history = file.read()
        for number in 0..<150 { history.add("set seed \(round * 150 + number)") }
        #expect(file.add(history))
      }
      #expect(file.read().lines.count == 200 && file.read().lines.last == "set seed 449")
      try "fine\n\u{1B}[2Jclear\n\(String(repeating: "x", count: 5000))\n".write(
        toFile: file.path, atomically: true, encoding: .utf8)
      #expect(file.read().lines == ["fine"])
    }
  }

  @Test("Where it cannot be written there is none, and nothing else happens")
  func unwritable() throws {
    try inFolder { folder in
      try "a file".write(toFile: folder + "/taken", atomically: true, encoding: .utf8)
      let file = try #require(HistoryFile(environment: ["XDG_STATE_HOME": folder + "/taken"]))
      #expect(!file.add(typed(file.read(), "quit")) && file.read().lines.isEmpty)
    }
  }
}
