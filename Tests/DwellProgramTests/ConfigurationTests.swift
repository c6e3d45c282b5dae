import CVterm
import DwellDashboard
import Foundation
import Testing

extension ProgramTests {
  /// The config file: all of it in one list, conflicts told, and read again while the dashboard runs.
  @Suite(.serialized)
  struct ConfigurationTests {
    @Test("The listed file parses, as it stands and with every setting set, and changes nothing")
    func listed() throws {
      let text = try Program(["list", "config"]).output
      let active = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.wholeMatch(of: #/#[a-z].*=.*/#) == nil ? String(line) : String(line.dropFirst())
      }.joined(separator: "\n")
      let plain = try Program(["simulate", "--duration", "50ms", "--scenario", "steady", "--format", "json"])
      let keys = try Program(["list", "keys"]).output
      for (name, config) in [("as it stands", text), ("with everything set", active)] {
        let files = try Files(["dwell/config.toml": config])
        let environment = ["XDG_CONFIG_HOME": files.path]
        #expect(try Program(["list", "keys"], environment: environment).output == keys, "\(name)")
        let run = try Program(["simulate", "--duration", "50ms"], environment: environment)
        #expect(run.status == 0, "\(name): \(run.errors)")
      }
      #expect(active.contains("\ntheme = \"dark\"") && active.contains("\nfps = 30"))
      // As it stands it does not touch a scenario.
      let files = try Files(["dwell/config.toml": text])
      let same = try Program(
        ["simulate", "--duration", "50ms", "--scenario", "steady", "--format", "json"],
        environment: ["XDG_CONFIG_HOME": files.path])
      func digest(_ run: Program) throws -> String? { (try run.json() as? [String: Any])?["digest"] as? String }
      #expect(try digest(same) == digest(plain))
    }

    @Test("Every knob, display option and command is in it")
    func complete() throws {
      let lines = try Program(["list", "config"]).output.split(separator: "\n")
      func has(_ name: String) -> Bool {
        lines.contains { $0.hasPrefix("#\(name) = ") || $0.hasPrefix("# \(name) = ") }
      }
      let knobs = try #require(
        JSONSerialization.jsonObject(with: Data(Program(["list", "knobs", "--format", "json"]).output.utf8))
          as? [[String: Any]])
      for knob in knobs {
        let name = try #require(knob["name"] as? String)
        #expect(has(name), "\(name)")
      }
      for command in DashboardCommand.allCases { #expect(has(command.rawValue), "\(command)") }
      for name in ["scenario", "theme", "symbols", "color", "fps", "speed", "guests", "seed"] { #expect(has(name)) }
      #expect(lines.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("[") })
    }

    @Test("Two commands for one key are told in one line that names both")
    func conflicts() throws {
      for (text, words) in [
        ("[keys]\npause = \"f2\"\nrestart = \"f2\"\n", "line 3: f2 is given to pause and to restart"),
        ("[keys]\nscroll-up = \"u\"\nscroll-down = \"u\"\n", "u is given to scroll-down and to scroll-up"),
      ] {
        let files = try Files(["dwell/config.toml": text])
        let run = try Program(["list", "keys"], environment: ["XDG_CONFIG_HOME": files.path])
        #expect(run.status == 1)
        #expect(run.complaints.count == 1 && run.errors.contains(words), "\(run.errors)")
      }
      // The same key in another context is another key.
      let files = try Files(["dwell/config.toml": "[keys]\npause = \"u\"\nscroll-up = \"u\"\n"])
      let run = try Program(["list", "keys"], environment: ["XDG_CONFIG_HOME": files.path])
      #expect(run.status == 0, "\(run.errors)")
    }

    @Test("A file written while the dashboard runs is taken; a broken one is told, and what was there stays")
    func readAgain() throws {
      let files = try Files(["dwell/config.toml": "theme = \"dark\"\n"])
      let terminal = try TestTerminal(
        ["--color", "truecolor"], width: 250, environment: ["XDG_CONFIG_HOME": files.path])
      try terminal.waitForDashboard()
      let dark = terminal[1, 0].background_rgb
      // Also while the clock stands and nothing else wakes it up.
      terminal.type(" ")
      try terminal.wait(forText: "paused")
      let path = files.path + "/dwell/config.toml"
      try "theme = \"light\"\n[keys]\nhelp = \"f5\"\n".write(toFile: path, atomically: true, encoding: .utf8)
      try terminal.wait(for: "the other theme") { terminal[1, 0].background_rgb != dark }
      try terminal.wait(forText: "read again")
      let light = terminal[1, 0].background_rgb
      try "theme = \"nope\"\n".write(toFile: path, atomically: false, encoding: .utf8)
      try terminal.wait(forText: "the settings before stay")
      #expect(terminal[1, 0].background_rgb == light)
      terminal.type("\u{1B}[15~")
      try terminal.wait(forText: "choose a knob")
      terminal.type("q")
      try terminal.wait(forText: "release time")
      try terminal.quit()
    }
  }
}
