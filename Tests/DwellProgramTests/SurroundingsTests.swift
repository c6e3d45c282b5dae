import CVterm
import Testing

extension ProgramTests {
  @Suite(.serialized)
  struct SurroundingsTests {
    /// Terminals by their name, the most colours they have, and whether a locale of UTF-8 gives them braille.
    struct Kind: CustomTestStringConvertible {
      var term: String
      var colors: Int32
      var hasBraille = true
      var testDescription: String { term }
    }

    private static let terminals = [
      Kind(term: "xterm-256color", colors: 256), Kind(term: "tmux-256color", colors: 256),
      Kind(term: "xterm", colors: 8),
      Kind(term: "screen", colors: 8), Kind(term: "linux", colors: 8, hasBraille: false),
      Kind(term: "vt100", colors: 0),
      Kind(term: "no-such-terminal", colors: 256),
    ]

    @Test("Every terminal gets the signs and colours that it has", arguments: terminals)
    func signsAndColors(kind: Kind) throws {
      for locale in ["C.UTF-8", "C"] {
        let terminal = try TestTerminal(environment: ["TERM": kind.term, "LC_ALL": locale])
        try terminal.wait(for: "the dashboard") {
          terminal.row(0).contains("dwell") && terminal.row(23).contains("quit")
        }
        try terminal.wait(for: "a plot") { terminal.text.contains("release time") }
        let before = terminal.text
        try terminal.wait(for: "another frame") { terminal.text != before }
        let cells = terminal.cells
        #expect(cells.allSatisfy { $0.foreground < kind.colors && $0.background < kind.colors })
        #expect(cells.contains { $0.foreground >= 0 } == (kind.colors > 0))
        #expect(cells.allSatisfy { $0.foreground != CV_RGB })
        if locale == "C" {
          #expect(cells.allSatisfy { $0.scalar < 128 }, "\(terminal.text)")
        } else {
          #expect(cells.contains { $0.scalar >= 128 })
          #expect(kind.hasBraille || !cells.contains { (0x2800...0x28FF).contains($0.scalar) })
        }
        terminal.type("q")
        #expect(try terminal.waitForEnd() == .exited(0))
        terminal.expectGivenBack()
      }
    }

    @Test("A terminal that cannot place its cursor is refused in one line", arguments: ["dumb", "unknown", "", nil])
    func refused(term: String?) throws {
      let terminal = try TestTerminal(width: 250, environment: ["TERM": term])
      #expect(try terminal.waitForEnd() == .exited(64))
      terminal.expectGivenBack()
      let lines = terminal.lines.filter { !$0.isEmpty }
      #expect(lines.count == 1, "\(terminal.text)")
      #expect(lines.first?.contains("simulate") == true && lines.first?.contains("snapshot") == true)
    }

    @Test("NO_COLOR and --color bound the colours")
    func colors() throws {
      for (arguments, environment, colors) in [
        ([], ["NO_COLOR": "1"], Int32(0)), (["--color", "mono"], [:], 0), (["--color", "8"], [:], 8),
        (["--color", "16"], [:], 16), (["--color", "256"], ["NO_COLOR": "1"], 256),
      ] {
        let terminal = try TestTerminal(arguments, environment: environment)
        try terminal.waitForDashboard()
        let cells = terminal.cells
        #expect(cells.allSatisfy { $0.foreground < colors && $0.background < colors }, "\(arguments) \(environment)")
        #expect(cells.contains { $0.foreground >= 0 } == (colors > 0), "\(arguments) \(environment)")
        #expect(cells.contains { $0.attributes & UInt32(CV_BOLD) != 0 })
        try terminal.quit()
      }
    }

    @Test("Without a terminal it says in one line what needs none")
    func notATerminal() throws {
      let result = try Program([])
      #expect(result.status == 64)
      #expect(result.output == "")
      #expect(result.complaints.count == 1)
      #expect(result.errors.contains("simulate") && result.errors.contains("snapshot"))
      for redirection in ["</dev/null", "| cat; exit ${PIPESTATUS[0]}", ">/dev/null"] {
        let shell = try TestTerminal(
          ["-c", "'\(Program.path)' \(redirection)"], width: 250, program: "/bin/bash")
        #expect(try shell.waitForEnd() == .exited(64), "\(redirection)")
        #expect(shell.lines.filter { !$0.isEmpty }.count == 1, "\(shell.text)")
        shell.expectGivenBack()
      }
    }

    @Test("A broken theme is told in one line, and the default shown")
    func brokenTheme() throws {
      let files = try Files(["broken.theme": "theme[main_bg]=\"#zzzzzz\"\n"])
      let terminal = try TestTerminal(["--theme", files.path + "/broken.theme"], width: 250)
      // It has the row of the hints until it was read, which a key says.
      try terminal.wait(for: "the notice") {
        terminal.row(0).contains("dwell") && terminal.row(23).contains("broken.theme")
      }
      terminal.type("\u{1B}")
      try terminal.waitForDashboard()
      #expect(terminal.cells.contains { $0.foreground >= 16 })
      try terminal.quit()
      let lines = terminal.lines.filter { !$0.isEmpty }
      #expect(lines.count == 1 && lines[0].contains("broken.theme"), "\(terminal.text)")
    }

    @Test("What is wrong on the command line leaves the terminal alone, in one line")
    func wrongUsage() throws {
      for arguments in [
        ["--timeout", "7parsecs"], ["--guests", "0"], ["--fps", "1000"], ["--speed", "-1"],
        ["--theme", "no-such-theme"],
        ["--trace", "/nonexistent.pcap"], ["--trace", "/"], ["--no-such-option"], ["no-such-command"],
      ] {
        let terminal = try TestTerminal(arguments, width: 250)
        let ending = try terminal.waitForEnd()
        #expect(ending == .exited(64) || ending == .exited(1), "\(arguments) \(ending)")
        terminal.expectGivenBack()
        #expect(terminal.clears == 0)
        #expect(terminal.lines.filter { !$0.isEmpty }.count == 1, "\(arguments) \(terminal.text)")
      }
    }

    @Test("The test card shows the terminal, and any key ends it")
    func testCard() throws {
      let terminal = try TestTerminal(["--check-terminal"])
      try terminal.wait(forText: "xterm-256color")
      try terminal.wait(forText: "selected row")
      terminal.resize(100, 30)
      try terminal.wait(forText: "100 x 30")
      terminal.type(" ")
      #expect(try terminal.waitForEnd() == .exited(0))
      terminal.expectGivenBack()
    }
  }
}
