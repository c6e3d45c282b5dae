import CVterm
import DwellDashboard
import DwellTerminal
import Testing

extension ProgramTests {
  @Suite(.serialized)
  struct KeyTests {
    @Test("Every key of the table does something that is seen")
    func everyKey() throws {
      let terminal = try TestTerminal(["--guests", "3"], width: 100, height: 30)
      try terminal.waitForDashboard()
      terminal.type(" ")
      try terminal.wait(forText: "paused")
      // Opposite keys are not neighbours: where one takes back what the other did before that was seen, nothing changes.
      // Last come those after which some others have nothing to show.
      let last: [DashboardCommand] = [.systemNext, .restart, .systemPrevious]
      let bindings = BindingTable.standard.bindings.filter { $0.context == .main }
      let others = bindings.filter { !last.contains($0.command) }
      let ordered =
        stride(from: 0, to: others.count, by: 2).map { others[$0] }
        + stride(from: 1, to: others.count, by: 2).map { others[$0] }
        + last.flatMap { command in bindings.filter { $0.command == command } }
      #expect(ordered.count == bindings.count)
      for binding in ordered {
        for key in binding.keys { try press(key, for: binding.command, on: terminal) }
      }
      try terminal.quit()
    }

    private func press(_ key: Key, for command: DashboardCommand, on terminal: TestTerminal) throws {
      let bytes = try #require(key.bytes, "\(key.name) has no bytes here")
      func isSeen(_ what: () -> Bool) throws { try terminal.wait(for: "\(command.rawValue) by \(key.name)", what) }
      switch command {
      // They have tests of their own; an export would leave files.
      case .quit, .suspend, .export: return
      case .redraw:
        let clears = terminal.clears
        terminal.type(bytes)
        try isSeen { terminal.clears > clears && terminal.row(0).contains("dwell") }
      case .pause:
        terminal.type(bytes)
        try isSeen { terminal.row(0).contains("running") }
        terminal.type(bytes)
        try isSeen { terminal.row(0).contains("paused") }
      case .help, .typeValue, .themes, .turnList, .findKnob, .commandLine, .explain, .freeze, .markPrevious, .markNext,
        .compare, .tune:
        try changes(terminal, isSeen) { terminal.type(bytes) }
        try leave(terminal)
      case _ where command.rawValue.hasPrefix("panel"):
        // The same key brings it back.
        try changes(terminal, isSeen) { terminal.type(bytes) }
        try changes(terminal, isSeen) { terminal.type(bytes) }
      case .layoutNext, .layoutPrevious:
        try changes(terminal, isSeen) { terminal.type(bytes) }
        try changes(terminal, isSeen) { terminal.type(command == .layoutNext ? "V" : "v") }
      case .back:
        try changes(terminal, isSeen) { terminal.type("?") }
        try leave(terminal, by: bytes)
      case .restart:
        terminal.type(bytes)
        try isSeen { terminal.row(0).contains(" 0.0") }
      case .themeNext, .themePrevious:
        let before = colors(terminal)
        terminal.type(bytes)
        try isSeen { colors(terminal) != before }
      case .knobDefault:
        // What stands at its default needs turns first, as many as nothing else takes back.
        terminal.type("\u{1B}[6~\u{1B}[6~")
        try changes(terminal, isSeen) { terminal.type(bytes) }
      default: try changes(terminal, isSeen) { terminal.type(bytes) }
      }
      #expect(terminal.state == .running)
    }

    // Nothing of an earlier key may still be on its way, or it would pass for the answer to this one.
    private func changes(_ terminal: TestTerminal, _ isSeen: (() -> Bool) throws -> Void, _ body: () -> Void) throws {
      try terminal.readUntilQuiet()
      let before = terminal.text
      body()
      try isSeen { terminal.text != before }
    }

    private func colors(_ terminal: TestTerminal) -> [Int32] {
      terminal.cells.flatMap { [$0.foreground, $0.background] }
    }

    private func leave(_ terminal: TestTerminal, by bytes: String = "\u{1B}") throws {
      try terminal.readUntilQuiet()
      try terminal.wait(for: "what Escape leaves") { !isDashboard(terminal) }
      terminal.type(bytes)
      try terminal.wait(for: "the dashboard after Escape") { isDashboard(terminal) }
    }

    private func isDashboard(_ terminal: TestTerminal) -> Bool {
      let (top, bottom, text) = (terminal.row(0), terminal.row(terminal.height - 1), terminal.text)
      let boxes = ["╭", "┌", "goes back", "close"]
      return top.contains("paused") && !top.contains(" against ") && bottom.contains("quit")
        && !boxes.contains { text.contains($0) }
    }

    @Test(
      "Keys show on the terminal what they show in dwell snapshot",
      arguments: [
        "T a C l G p w 0", "t A c L g P W", "s", "S", "d ] m", "D [ ? down", "} tab tab X", "enter 2 m s enter",
        "down enter 9 9 enter",
      ])
    func sameAsSnapshot(script: String) throws {
      let run = ProgramTests.short + ["--guests", "3"]
      // All pictures first: on the terminal a notice goes after some seconds, in a picture it stays.
      var pressed = "wait:60ms"
      let steps = try script.split(separator: " ").map { name in
        pressed += " " + name
        return (
          bytes: try #require(Key(name: String(name))?.bytes), pressed: pressed,
          rows: try Program.picture(run + ["--after", "60ms", "--keys", pressed], width: 100, height: 30)
        )
      }
      let terminal = try TestTerminal(run + ["--fps", "1"], width: 100, height: 30)
      try terminal.wait(forText: "ended")
      for step in steps {
        terminal.type(step.bytes)
        try terminal.wait(forRows: step.rows, step.pressed)
      }
    }

    @Test("A value is typed with its unit; what is refused says why and stays to be mended")
    func prompt() throws {
      let terminal = try TestTerminal(width: 100, height: 30)
      try terminal.waitForDashboard()
      terminal.type("\r")
      try terminal.wait(for: "the prompt") { terminal.row(29).contains("Enter sets") }
      terminal.type("\u{15}77 parsecs\r")
      try terminal.wait(for: "the refusal") {
        terminal.row(29).contains("77 parsecs") && terminal.text.contains("allowed")
      }
      terminal.type("\u{15}q")
      try terminal.wait(for: "q as a letter") { terminal.row(29).contains("q_") }
      terminal.type("\u{7F}")
      try terminal.wait(for: "the letter erased") { !terminal.row(29).contains("q_") }
      terminal.type("\u{1B}")
      try terminal.waitForDashboard()
      try terminal.quit()
    }

    @Test("The help names the keys, scrolls where it is longer than the screen, and q still quits from the dashboard")
    func help() throws {
      let terminal = try TestTerminal(width: 60, height: 12)
      try terminal.wait(forText: "dwell")
      terminal.type("?")
      try terminal.wait(forText: "choose a knob")
      let top = terminal.text
      terminal.type("j")
      try terminal.wait(for: "another part of the help") { terminal.text != top }
      terminal.type("\u{1B}")
      try terminal.wait(for: "the dashboard") { terminal.text.contains("release time") }
      try terminal.quit()
    }

    @Test("Keys typed faster than frames are all taken, in order")
    func burst() throws {
      let terminal = try TestTerminal(["--guests", "1"], width: 100, height: 30)
      try terminal.waitForDashboard()
      let keys = Array(repeating: "G", count: 300) + Array(repeating: "g", count: 7)
      let picture = try Program.picture(
        ["--guests", "1", "--after", "1ms", "--keys", "space " + keys.joined(separator: " ")], width: 100, height: 30)
      let guests = try #require(picture[0].firstMatch(of: /\d+ guests/)).output
      terminal.type(" " + keys.joined())
      try terminal.wait(for: "all of them") { terminal.row(0).contains(guests) }
      try terminal.quit()
    }

    @Test("What is no key, or no character, does no harm")
    func nonsense() throws {
      let terminal = try TestTerminal()
      try terminal.waitForDashboard()
      terminal.type(
        "\u{1B}[999;999;999Z\u{1B}[?1;2c\u{1B}]11;rgb:0/0/0\u{7}\u{1B}P1$r\u{1B}\\ä€🙂\u{1B}[200~q\u{1B}[201~ ")
      try terminal.wait(forText: "paused")
      #expect(terminal.state == .running)
      try terminal.quit()
    }
  }
}
