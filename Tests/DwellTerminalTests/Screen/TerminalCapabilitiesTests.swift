import DwellTerminal
import Testing

@Suite struct TerminalCapabilitiesTests {
  private func capabilities(_ term: String, isUTF8: Bool = true) -> TerminalCapabilities {
    TerminalCapabilities(
      term: term, entry: term, colors: 8, isUTF8: isUTF8, codeset: isUTF8 ? "UTF-8" : "ANSI_X3.4-1968")
  }

  @Test(arguments: [
    ("xterm-256color", SymbolSet.braille), ("linux", .block), ("linux-16color", .block), ("vt100", .braille),
    ("tmux-256color", .braille),
  ])
  func automaticSymbols(term: String, symbols: SymbolSet) {
    #expect(capabilities(term).symbols(.auto) == symbols)
  }

  @Test(arguments: SymbolChoice.allCases)
  func withoutUTF8ThereIsOnlyASCII(choice: SymbolChoice) {
    #expect(capabilities("xterm", isUTF8: false).symbols(choice) == .ascii)
  }

  @Test func aChoiceIsFollowed() {
    #expect(capabilities("linux").symbols(.braille) == .braille)
    #expect(capabilities("xterm").symbols(.block) == .block)
    #expect(capabilities("xterm").symbols(.ascii) == .ascii)
  }

  @Test func anUnsetOrHelplessTerminalIsAnError() {
    let unset = #expect(throws: TerminalError.self) { try TerminalCapabilities.detect(environment: [:]) }
    #expect(unset == .noTerm)
    for term in ["dumb", "unknown"] {
      let helpless = #expect(throws: TerminalError.self) {
        try TerminalCapabilities.detect(environment: ["TERM": term])
      }
      #expect(helpless == .cannotPlaceCursor(term: term))
    }
  }

  @Test func knownTerminalsAndOthers() throws {
    let linux = try TerminalCapabilities.detect(environment: ["TERM": "linux"])
    #expect(linux.entry == "linux" && linux.colors == 8)
    let vt100 = try TerminalCapabilities.detect(environment: ["TERM": "vt100"])
    #expect(vt100.colors == 0)
    let other = try TerminalCapabilities.detect(environment: ["TERM": "no-such-terminal"])
    #expect(other.term == "no-such-terminal" && other.entry == "xterm-256color" && other.colors == 256)
  }

  // terminfo has one current entry for the whole process: without a lock this crashed within a moment.
  @Test func severalThreadsMayAskAtOnce() async {
    await withTaskGroup(of: Int.self) { group in
      for term in ["linux", "vt100", "xterm-256color", "no-such-terminal"] {
        group.addTask {
          (0..<500).count { _ in
            (try? TerminalCapabilities.detect(environment: ["TERM": term]))?.term == term
          }
        }
      }
      for await found in group { #expect(found == 500) }
    }
  }

  @Test func everyErrorIsOneLineThatNamesAWayOut() {
    let errors: [TerminalError] = [
      .notATerminal(stream: "output"), .noTerm, .cannotPlaceCursor(term: "dumb"), .noTerminfo(term: "x"), .system("no"),
    ]
    for error in errors {
      #expect(error.description.contains("dwell simulate") && error.description.contains("dwell snapshot"))
      #expect(!error.description.contains("\n"))
    }
  }

  @Test func statusOfAnEnd() {
    #expect(TerminalEvent.ended(by: .interrupt).exitStatus == 130)
    #expect(TerminalEvent.ended(by: .quit).exitStatus == 131)
    #expect(TerminalEvent.ended(by: .terminate).exitStatus == 143)
    #expect(TerminalEvent.hungUp.exitStatus == 129)
    #expect(TerminalEvent.timedOut.exitStatus == nil)
  }
}
