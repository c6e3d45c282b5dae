import DwellTerminal
import Testing

@Suite struct KeyNameTests {
  @Test(arguments: [
    ("T", Key("T")), ("space", .space), ("up", .up), ("pgdn", .pageDown), ("pagedown", .pageDown), ("enter", .enter),
    ("return", .enter), ("esc", .escape), ("shift-tab", .shiftTab), ("ctrl-l", Key(.character("l"), .control)),
    ("alt-ctrl-x", Key(.character("x"), [.alt, .control])), ("-", Key("-")), ("ctrl--", Key(.character("-"), .control)),
    ("f12", Key(.function(12))), ("f", Key("f")), ("µ", Key("µ")),
    ("Enter", .enter), ("PgDn", .pageDown), ("Shift-Tab", .shiftTab), ("Ctrl-L", Key(.character("l"), .control)),
    ("Alt-X", Key(.character("X"), .alt)), ("F5", Key(.function(5))), ("F", Key("F")), ("Up", .up),
  ])
  func namesAreRead(name: String, key: Key) {
    #expect(Key(name: name) == key)
    #expect(Key(name: key.name) == key)
  }

  @Test(arguments: ["", "Upp", "ctrl-", "f0", "f25", "wait:1", "tt", "\u{7}"])
  func otherWordsAreNoKeys(name: String) {
    #expect(Key(name: name) == nil)
  }

  @Test func onlyPlainCharactersAreTyped() {
    #expect(Key("5").typed == "5")
    #expect(Key(.character("5"), .alt).typed == nil)
    #expect(Key.up.typed == nil)
  }
}
