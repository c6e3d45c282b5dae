import DwellTerminal
import Testing

@Suite struct TrueColorTests {
  @Test(arguments: [
    // What terminfo says, what the environment says, what is known then.
    (true, false, ["COLORTERM": "truecolor"], TrueColor.announced), (true, false, ["COLORTERM": "24bit"], .announced),
    (true, false, ["COLORTERM": "TrueColor"], .announced), (true, true, [:], .announced), (true, false, [:], .possible),
    (true, false, ["COLORTERM": "yes"], .possible), (true, false, ["COLORTERM": ""], .possible),
    (false, true, ["COLORTERM": "truecolor"], .impossible),
    // GNU screen hands the variable on and drops the colours; tmux shows them, whatever it calls itself.
    (true, false, ["COLORTERM": "truecolor", "STY": "1.x", "TERM": "screen-256color"], .possible),
    (true, false, ["COLORTERM": "truecolor", "TMUX": "/x,1,0", "TERM": "screen-256color"], .announced),
  ])
  func whatIsKnown(possible: Bool, inTerminfo: Bool, environment: [String: String], known: TrueColor) {
    #expect(TrueColor(isPossible: possible, inTerminfo: inTerminfo, environment: environment) == known)
  }

  @Test(arguments: [
    (ColorChoice.auto, 256, TrueColor.announced, [:], ColorDepth.truecolor), (.auto, 256, .possible, [:], .indexed),
    (.auto, 256, .announced, ["SSH_TTY": "/dev/pts/1"], .indexed), (.auto, 256, .announced, ["NO_COLOR": "1"], .mono),
    (.auto, 8, .announced, [:], .eight), (.truecolor, 256, .possible, [:], .truecolor),
    (.truecolor, 256, .announced, ["NO_COLOR": "1", "SSH_TTY": "x"], .truecolor),
    (.truecolor, 256, .impossible, [:], .indexed), (.truecolor, 16, .possible, [:], .sixteen),
    (.indexed, 256, .announced, [:], .indexed), (.sixteen, 256, .announced, [:], .sixteen),
  ])
  func depthOfAChoice(
    choice: ColorChoice, colours: Int, known: TrueColor, environment: [String: String], depth: ColorDepth
  ) {
    #expect(choice.depth(terminalColors: colours, trueColor: known, environment: environment) == depth)
  }

  @Test func inksAreTheThemesOwnColours() {
    let palette = Theme.dark.palette(.truecolor)
    for role in Role.allCases {
      #expect(Ink.rgb(palette[role, .normal].foreground) == Theme.dark[role])
      #expect(Ink.rgb(palette[role, .normal].background) == Theme.dark.background)
      #expect(Ink.rgb(palette[role, .selected].background) == Theme.dark.selectedBackground)
    }
    #expect(Ink.rgb(80) == nil && Ink.rgb(-1) == nil)
    #expect(Ink.rgb(Ink.trueColor(RGB(0))) == RGB(0))
  }

  @Test func textHasThemAsSequences() {
    var canvas = Canvas(width: 1, height: 1, symbols: .braille)
    canvas.put("x", x: 0, y: 0, role: .throughput)
    #expect(canvas.ansiText(Theme.dark.palette(.truecolor)) == "\u{1B}[0;38;2;94;220;220;48;2;13;17;23mx\u{1B}[0m\n")
  }

  @Test func aThemeMayWantFewer() throws {
    let file = try ThemeFile(text: "theme[dwell_colors]=\"256\"", path: "t")
    #expect(Theme(name: "t", file: file).palette(.truecolor).depth == .indexed)
  }

  @Test(arguments: [
    ("\u{1B}[?2026;2$y", TerminalAnswer.synchronisedUpdate(isKnown: true)),
    ("\u{1B}[?2026;1$y", .synchronisedUpdate(isKnown: true)), ("\u{1B}[?2026;0$y", .synchronisedUpdate(isKnown: false)),
    ("\u{1B}[?2026;4$y", .synchronisedUpdate(isKnown: false)), ("\u{1B}[?62;4c", .attributes),
    ("\u{1B}[?1;2c", .attributes), ("\u{1B}[?25;1$y", nil), ("\u{1B}[c", nil), ("\u{1B}[2026;2y", nil),
  ])
  func answersAreNoKeys(bytes: String, answer: TerminalAnswer?) {
    var decoder = KeyDecoder()
    let keys = (bytes + "k").utf8.compactMap { decoder.feed($0) }
    #expect(keys == [Key("k")])
    #expect(decoder.answer == answer)
  }

  @Test func anAnswerInTwoPartsIsNoKey() {
    var decoder = KeyDecoder()
    var keys = "a\u{1B}[?20".utf8.compactMap { decoder.feed($0) }
    #expect(!decoder.isWaiting, "nothing is to be timed out")
    keys += "26;2$yb".utf8.compactMap { decoder.feed($0) }
    #expect(keys == [Key("a"), Key("b")])
    #expect(decoder.answer == .synchronisedUpdate(isKnown: true))
  }
}
