import CVterm
import DwellTerminal
import Testing

extension ProgramTests {
  /// What goes to the terminal: in which colours, and what happens where it does not take it.
  @Suite(.serialized)
  struct OutputTests {
    private static func colors(_ terminal: TestTerminal) -> Set<UInt32> {
      Set(terminal.cells.filter { $0.foreground == CV_RGB }.map(\.foreground_rgb))
    }

    @Test("A terminal that says so gets the colours of the theme as they are")
    func trueColor() throws {
      let terminal = try TestTerminal(["--theme", "dark"], environment: ["COLORTERM": "truecolor"])
      try terminal.waitForDashboard()
      try terminal.wait(for: "a curve in its colour") {
        Self.colors(terminal).contains(Theme.dark[.p].number)
      }
      let cells = terminal.cells
      #expect(cells.allSatisfy { $0.foreground == CV_RGB && $0.background == CV_RGB })
      #expect(terminal[1, 0].foreground_rgb == Theme.dark[.brand].number)
      #expect(terminal[1, 0].background_rgb == Theme.dark.background?.number)
      let roles = Set(Role.allCases.flatMap { [Theme.dark[$0].number, Theme.dark[$0, .selected].number] })
      #expect(Self.colors(terminal).isSubset(of: roles), "no colour but those of the theme")
      #expect(cells.contains { $0.background_rgb == Theme.dark.selectedBackground.number })
      // Another theme is shown in its own colours everywhere, though ncurses knows both by the same numbers.
      terminal.type("x")
      try terminal.wait(for: "the next theme") { terminal[1, 0].background_rgb != Theme.dark.background?.number }
      terminal.type("X")
      try terminal.wait(for: "the first theme") {
        terminal.cells.allSatisfy {
          [Theme.dark.background?.number, Theme.dark.selectedBackground.number].contains($0.background_rgb)
        }
      }
      try terminal.quit()
    }

    @Test("Whether it gets them")
    func choice() throws {
      for (arguments, environment, expected) in [
        (["--color", "truecolor"], [:], true), (["--color", "256"], ["COLORTERM": "truecolor"], false),
        ([], ["COLORTERM": "truecolor", "SSH_TTY": "/dev/pts/9"], false),
        ([], ["COLORTERM": "truecolor", "NO_COLOR": "1"], false),
        ([], ["COLORTERM": "truecolor", "TERM": "xterm"], false),
        ([], ["COLORTERM": "24bit", "TERM": "tmux-256color"], true),
      ] as [([String], [String: String?], Bool)] {
        let terminal = try TestTerminal(arguments, environment: environment)
        try terminal.waitForDashboard()
        #expect(
          terminal.cells.contains { $0.foreground == CV_RGB } == expected, "\(arguments) \(environment)")
        try terminal.quit()
      }
    }

    @Test("A terminal that takes no bytes delays no key, and the end is in order", arguments: ["q", "\u{03}"])
    func blocked(keys: String) throws {
      let terminal = try TestTerminal(["--color", "truecolor"], width: 200, height: 50)
      try terminal.wait(for: "the dashboard") { terminal.row(0).contains("dwell") }
      try terminal.stall(typing: "\u{0C}")
      let unread = terminal.unread
      #expect(unread > 0)
      terminal.type(keys)
      #expect(try terminal.waitForEndUnread() == .exited(keys == "q" ? 0 : 130))
      // What is read now is whole sequences, whatever was left out.
      _ = try terminal.waitForEnd()
      terminal.expectGivenBack()
      #expect(terminal.text.split(whereSeparator: \.isWhitespace).isEmpty, "\(terminal.text)")
    }

    @Test("Once the terminal takes bytes again, the newest frame is shown")
    func unblocked() throws {
      let terminal = try TestTerminal(width: 120, height: 36)
      try terminal.wait(for: "the dashboard") { terminal.row(0).contains("dwell") }
      try terminal.stall(typing: "\u{0C}")
      terminal.type("?")
      try terminal.wait(forText: "choose a knob")
      #expect(terminal.row(0).hasPrefix("  dwell  keys"))
      terminal.type("q")
      try terminal.wait(forText: "release time")
      try terminal.quit()
    }
  }
}
