import DwellTerminal
import Testing

/// Mouse reports in bytes.
@Suite struct MouseDecoderTests {
  private func inputs(_ text: String) -> [TerminalInput] {
    var decoder = KeyDecoder()
    return text.utf8.compactMap { decoder.decode($0) }
  }

  @Test(arguments: [
    ("\u{1B}[<0;10;20M", MouseEvent(.press(.left), x: 9, y: 19)),
    ("\u{1B}[<0;1;1m", MouseEvent(.release(.left), x: 0, y: 0)),
    ("\u{1B}[<1;300;200M", MouseEvent(.press(.middle), x: 299, y: 199)),
    ("\u{1B}[<2;3;4M", MouseEvent(.press(.right), x: 2, y: 3)),
    ("\u{1B}[<32;3;4M", MouseEvent(.drag(.left), x: 2, y: 3)),
    ("\u{1B}[<64;3;4M", MouseEvent(.wheelUp, x: 2, y: 3)),
    ("\u{1B}[<65;3;4M", MouseEvent(.wheelDown, x: 2, y: 3)),
    ("\u{1B}[<16;3;4M", MouseEvent(.press(.left), x: 2, y: 3, .control)),
    ("\u{1B}[<81;3;4M", MouseEvent(.wheelDown, x: 2, y: 3, .control)),
    ("\u{1B}[<12;3;4M", MouseEvent(.press(.left), x: 2, y: 3, [.shift, .alt])),
  ])
  func reportsAreEvents(bytes: String, event: MouseEvent) {
    #expect(inputs(bytes) == [.mouse(event)])
    #expect(inputs("a\(bytes)b") == [.key(Key("a")), .mouse(event), .key(Key("b"))])
  }

  @Test(
    "Reports that are broken, of buttons we do not use, or of the old kind are swallowed and the next key is not",
    arguments: [
      "\u{1B}[<M", "\u{1B}[<0M", "\u{1B}[<0;1M", "\u{1B}[<0;0;1M", "\u{1B}[<0;1;0M", "\u{1B}[<0;1;2;3M",
      "\u{1B}[<3;1;1M", "\u{1B}[<35;1;1M", "\u{1B}[<66;1;1M", "\u{1B}[<96;1;1M", "\u{1B}[<128;1;1M",
      "\u{1B}[<64;1;1m", "\u{1B}[<0;1;1<M", "\u{1B}[0<;1;1M", "\u{1B}[M !!",
      "\u{1B}[<0;99999999999999999999999999999999999999;1M",
    ])
  func brokenReports(bytes: String) {
    #expect(inputs(bytes + "k") == [.key(Key("k"))])
  }

  @Test("A report that is late in coming is not taken for keys")
  func lateReports() {
    var decoder = KeyDecoder()
    for byte in "\u{1B}[<0;1".utf8 { #expect(decoder.decode(byte) == nil) }
    #expect(!decoder.isWaiting)
    let rest = "0;5M".utf8.compactMap { decoder.decode($0) }
    #expect(rest == [.mouse(MouseEvent(.press(.left), x: 9, y: 4))])
  }

  @Test("A report cut short by another sequence does not eat it")
  func cutShort() {
    #expect(inputs("\u{1B}[<0;1\u{1B}[Aq") == [.key(.up), .key(Key("q"))])
  }
}
