import DwellTerminal
import Testing

@Suite struct KeyNameTests {
  @Test(arguments: [
    ("T", Key("T")), ("space", .space), ("up", .up), ("pgdn", .pageDown), ("pagedown", .pageDown), ("enter", .enter),
    ("return", .enter), ("esc", .escape), ("shift-tab", .shiftTab), ("ctrl-l", Key(.character("l"), .control)),
    ("alt-ctrl-x", Key(.character("x"), [.alt, .control])), ("-", Key("-")), ("ctrl--", Key(.character("-"), .control)),
    ("f12", Key(.function(12))), ("f", Key("f")), ("µ", Key("µ")),
  ])
  func namesAreRead(name: String, key: Key) {
    #expect(Key(name: name) == key)
    #expect(Key(name: key.name) == key)
  }

  @Test(arguments: ["", "Up", "ctrl-", "f0", "f25", "wait:1", "tt", "\u{7}"])
  func otherWordsAreNoKeys(name: String) {
    #expect(Key(name: name) == nil)
  }

  @Test func onlyPlainCharactersAreTyped() {
    #expect(Key("5").typed == "5")
    #expect(Key(.character("5"), .alt).typed == nil)
    #expect(Key.up.typed == nil)
  }
}
