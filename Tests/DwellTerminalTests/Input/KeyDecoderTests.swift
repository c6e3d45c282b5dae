import DwellTerminal
import Testing

@Suite struct KeyDecoderTests {
  /// The names of the keys in some bytes, then the one a time-out adds.
  private func names(_ bytes: [UInt8]) -> String {
    var decoder = KeyDecoder()
    var keys = bytes.compactMap { decoder.feed($0) }
    if decoder.isWaiting, let key = decoder.timeOut() { keys.append(key) }
    return keys.map(\.name).joined(separator: " ")
  }

  @Test(arguments: [
    ("tT?", "t T ?"), (" ", "space"), ("\r\n", "enter enter"), ("\t", "tab"), ("\u{7F}\u{8}", "backspace backspace"),
    ("\u{C}", "ctrl-l"), ("\u{0}", "ctrl-space"), ("\u{1C}", "ctrl-\\"), ("µ€😀", "µ € 😀"),
    ("\u{1B}", "esc"), ("\u{1B}\u{1B}", "esc esc"), ("\u{1B}x", "alt-x"), ("\u{1B}µ", "alt-µ"),
    ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", "up down right left"),
    ("\u{1B}OA\u{1B}OB\u{1B}OC\u{1B}OD", "up down right left"),
    ("\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~\u{1B}OH", "home end home end home end home"),
    ("\u{1B}[5~\u{1B}[6~\u{1B}[2~\u{1B}[3~", "pgup pgdn insert delete"), ("\u{1B}[Z", "shift-tab"),
    ("\u{1B}[1;2A\u{1B}[1;5C\u{1B}[5;3~\u{1B}[1;8D", "shift-up ctrl-right alt-pgup ctrl-alt-shift-left"),
    ("\u{1B}OP\u{1B}[15~\u{1B}[24~\u{1B}[[A\u{1B}[[E", "f1 f5 f12 f1 f5"), ("\u{1B}Oj\u{1B}Oy\u{1B}OM", "* 9 enter"),
    ("\u{1B}[", "alt-["), ("\u{1B}O", "alt-O"), ("\u{1B}[1;", ""),
  ])
  func sequencesAreKeys(given: String, expected: String) {
    #expect(names(Array(given.utf8)) == expected)
  }

  @Test(arguments: [
    "\u{1B}[<0;10;20M", "\u{1B}[<0;10;20m", "\u{1B}[M !!", "\u{1B}[I", "\u{1B}[O", "\u{1B}[?62;4c", "\u{1B}[?2026;2$y",
    "\u{1B}]11;rgb:0000/0000/0000\u{7}", "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", "\u{1B}P1+r544e\u{1B}\\",
    "\u{1B}[24;80R", "\u{1B}[200~quit q\u{1B}[20\u{1B}[201~", "\u{1B}[999999999999999999999999999999999999999999~",
  ])
  func reportsAndPastesAreSwallowed(given: String) {
    #expect(names(Array((given + "k").utf8)) == "k")
  }

  @Test(arguments: [
    [0xFF, 0x6B], [0xC2, 0x6B], [0xC0, 0x80, 0x6B], [0xE2, 0x82, 0x6B], [0xED, 0xA0, 0x80, 0x6B],
    [0xF4, 0x90, 0x80, 0x80, 0x6B], [0xC2, 0x9B, 0x6B], [0x80, 0x6B], [0xE0, 0x80, 0x80, 0x6B],
  ])
  func brokenCharactersAreDropped(bytes: [UInt8]) {
    #expect(names(bytes) == "k")
  }

  @Test func aSequenceCutShortDoesNotEatTheNextKey() {
    #expect(names(Array("\u{1B}[1;\u{1B}[Aq".utf8)) == "up q")
    #expect(names(Array("\u{1B}[1;\rq".utf8)) == "enter q")
  }

  @Test func onlyAnUnfinishedSequenceWaits() {
    var decoder = KeyDecoder()
    #expect(!decoder.isWaiting)
    #expect(decoder.feed(0x1B) == nil)
    #expect(decoder.isWaiting)
    #expect(decoder.feed(0x5B) == nil)
    #expect(decoder.feed(0x41) == .up)
    #expect(!decoder.isWaiting)
    #expect(decoder.timeOut() == nil)
  }

  @Test func anyBytesLeaveAWorkingDecoderAndNamedKeys() {
    // xorshift64, seed fixed: the same bytes on every run. Half of them are drawn from what sequences are made of.
    var random: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next() -> UInt64 {
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      return random
    }
    let telling: [UInt8] = Array("\u{1B}\u{1B}[[O<;?M~~0129ARcyZ]P\\\u{7}".utf8)
    var decoder = KeyDecoder()
    var count = 0
    for _ in 0..<200_000 {
      let draw = next()
      let byte = draw & 1 == 0 ? UInt8(truncatingIfNeeded: draw >> 8) : telling[Int(draw >> 8) % telling.count]
      var key = decoder.feed(byte)
      if draw >> 60 == 0 {
        key = decoder.timeOut() ?? key
        #expect(!decoder.isWaiting)
      }
      guard let key else { continue }
      count += 1
      #expect(Key(name: key.name) == key)
    }
    #expect(count > 10_000)
  }
}
