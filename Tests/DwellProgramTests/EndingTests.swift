import CVterm
import Foundation
import Testing

extension ProgramTests {
  @Suite(.serialized)
  struct EndingTests {
    private static func started(_ arguments: [String] = []) throws -> TestTerminal {
      let terminal = try TestTerminal(arguments)
      try terminal.waitForDashboard()
      #expect(!terminal.hasModesAsFound)
      return terminal
    }

    @Test("q ends with 0 and gives the terminal back")
    func quitting() throws {
      let terminal = try Self.started()
      try terminal.quit()
      #expect(terminal.text.split(whereSeparator: \.isWhitespace).isEmpty, "nothing is left on the shell's screen")
    }

    @Test("Ctrl-C and Ctrl-\\ end with 130 and 131", arguments: [("\u{03}", 130), ("\u{1C}", 131)])
    func typed(bytes: String, status: Int) throws {
      let terminal = try Self.started()
      terminal.type(bytes)
      #expect(try terminal.waitForEnd() == .exited(status))
      terminal.expectGivenBack()
    }

    @Test("Signals end with 128 and their number", arguments: [SIGHUP, SIGINT, SIGQUIT, SIGTERM])
    func signals(number: Int32) throws {
      for keys in ["", " ", "?", "\r"] {
        let terminal = try Self.started()
        terminal.type(keys)
        terminal.signal(number)
        #expect(try terminal.waitForEnd() == .exited(128 + Int(number)))
        terminal.expectGivenBack()
      }
    }

    @Test("A signal while it starts does not leave the terminal changed", arguments: [SIGINT, SIGTERM])
    func earlySignals(number: Int32) throws {
      // At the first byte it is somewhere between taking the terminal and its first frame.
      let terminal = try TestTerminal()
      try terminal.wait(for: "a first byte") { terminal.bytes > 0 }
      terminal.signal(number)
      #expect(try terminal.waitForEnd() == .exited(128 + Int(number)))
      terminal.expectGivenBack()
    }

    @Test("A terminal that is gone ends it with 129, also while it stands", arguments: ["", " ", "?"])
    func hangUp(keys: String) throws {
      let terminal = try Self.started()
      terminal.type(keys)
      terminal.hangUp()
      #expect(try terminal.waitForEnd() == .exited(129))
    }

    @Test("Ctrl-Z and SIGTSTP give the terminal back and stop; it goes on where it stood", arguments: ["\u{1A}", ""])
    func suspending(bytes: String) throws {
      let terminal = try Self.started()
      for _ in 0..<3 {
        if bytes.isEmpty { terminal.signal(SIGTSTP) } else { terminal.type(bytes) }
        try terminal.wait(for: "it to stop") { terminal.state == .stopped }
        try terminal.wait(for: "the shell's screen") { !terminal.isAlternate && terminal.isCursorVisible }
        terminal.expectGivenBack()
        terminal.signal(SIGCONT)
        try terminal.waitForDashboard()
        #expect(!terminal.isCursorVisible && !terminal.isCooked)
      }
      terminal.type("?")
      try terminal.wait(forText: "choose a knob")
      terminal.type("\u{1B}")
      try terminal.wait(for: "the dashboard after Escape") { !terminal.text.contains("choose a knob") }
      try terminal.quit()
    }

    @Test("Stopped from outside and resized meanwhile, it draws everything anew at the new size")
    func stoppedFromOutside() throws {
      let terminal = try Self.started([])
      terminal.signal(SIGSTOP)
      try terminal.wait(for: "it to stop") { terminal.state == .stopped }
      terminal.resize(120, 36)
      terminal.signal(SIGCONT)
      try terminal.waitForDashboard()
      try terminal.wait(for: "the new width") { terminal.row(0).count > 100 }
      try terminal.quit()
    }

    @Test("Ended while it is stopped, it leaves the shell's terminal as it is", arguments: [SIGTERM, SIGHUP])
    func endedWhileStopped(number: Int32) throws {
      let terminal = try Self.started()
      terminal.type("\u{1A}")
      try terminal.wait(for: "it to stop") { terminal.state == .stopped }
      terminal.signal(number)
      terminal.signal(SIGCONT)
      #expect(try terminal.waitForEnd() == .exited(128 + Int(number)))
      terminal.expectGivenBack()
    }

    @Test("A crash gives the terminal back first", arguments: [SIGSEGV, SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGTRAP])
    func crash(number: Int32) throws {
      let terminal = try Self.started()
      terminal.signal(number)
      #expect(try terminal.waitForEnd() == .killed(Int(number)))
      terminal.expectGivenBack()
    }

    /// A way out, by keys or by a signal, and what the program ends with.
    struct WayOut: CustomTestStringConvertible {
      var keys = ""
      var signal: Int32 = 0
      var ending: TestTerminal.State
      var testDescription: String { signal == 0 ? keys.debugDescription : "signal \(signal)" }
    }

    private static let waysOut =
      [WayOut(keys: "q", ending: .exited(0)), WayOut(keys: "\u{03}", ending: .exited(130))]
      + [SIGHUP, SIGINT, SIGQUIT, SIGTERM].map { WayOut(signal: $0, ending: .exited(128 + Int($0))) }
      + [SIGSEGV, SIGABRT].map { WayOut(signal: $0, ending: .killed(Int($0))) }

    @Test("Reports of the mouse are asked for by M alone, and end with the program, whichever way", arguments: waysOut)
    func mouse(out: WayOut) throws {
      let terminal = try Self.started()
      #expect(!terminal.reportsMouse)
      terminal.type("M")
      try terminal.wait(for: "reports of the mouse") { terminal.reportsMouse }
      if out.signal == 0 { terminal.type(out.keys) } else { terminal.signal(out.signal) }
      #expect(try terminal.waitForEnd() == out.ending)
      terminal.expectGivenBack()
    }

    @Test("Suspended it leaves the mouse to the shell, and has it again when it goes on; M gives it back")
    func mouseWhileSuspended() throws {
      let terminal = try Self.started()
      terminal.type("M")
      try terminal.wait(for: "reports of the mouse") { terminal.reportsMouse }
      for bytes in ["\u{1A}", ""] {
        if bytes.isEmpty { terminal.signal(SIGTSTP) } else { terminal.type(bytes) }
        try terminal.wait(for: "it to stop") { terminal.state == .stopped }
        try terminal.wait(for: "the shell's screen") { !terminal.isAlternate && terminal.isCursorVisible }
        terminal.expectGivenBack()
        terminal.signal(SIGCONT)
        try terminal.wait(for: "reports of the mouse again") { terminal.isAlternate && terminal.reportsMouse }
      }
      terminal.type("M")
      try terminal.wait(for: "no reports") { !terminal.reportsMouse }
      terminal.type("M")
      try terminal.wait(for: "reports once more") { terminal.reportsMouse }
      try terminal.quit()
    }
  }
}
