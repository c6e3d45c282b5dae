import DwellTerminal
import Testing

@Suite struct SchemeFileTests {
  private func read(_ text: String) throws -> SchemeFile { try SchemeFile(text: text, path: "my.yaml") }

  private static let slots = (0..<16).map { String($0, radix: 16, uppercase: true) }

  /// Sixteen colours of a dark scheme, slot by slot.
  private static let colours = [
    "101418", "1c2126", "2b3138", "6b7480", "9aa4b0", "d0d6dc", "e6eaee", "ffffff", "e06c75", "d19a66", "e5c07b",
    "98c379", "56b6c2", "61afef", "c678dd", "be5046",
  ]

  private static func legacy(_ write: (String, String) -> String = { "\($0): \"\($1)\"" }) -> String {
    "scheme: \"My own\"\nauthor: \"me\"\n"
      + zip(slots, colours).map { write("base0\($0)", $1) }.joined(separator: "\n") + "\n"
  }

  private static let newer =
    "---\n# a comment\nsystem: \"base16\"\nname: 'It: has # signs'\nslug: mine\nauthor: \"me (https://example.org/#x)\"\n"
    + "description: \"two words\"\nvariant: \"dark\" # said so\npalette:\n"
    + zip(slots, colours).map { "  base0\($0): \"#\($1)\"  # \($0)" }.joined(separator: "\n") + "\n...\n"

  @Test(arguments: [
    legacy(), newer, legacy { "\($0): '\($1)'" }, legacy { "\($0):   \($1)   # comment" },
    legacy { "\($0.replacing("A", with: "a")): \"#\($1.uppercased())\"" },
    newer.replacing("\n", with: "\r\n"), "\u{FEFF}" + newer, newer + "other:\n  deep: \n    base00: nonsense\n",
    newer.replacing("  base", with: "    base"), newer.replacing("\n  base05", with: "\n\n  # between\n  base05"),
  ])
  func everyFormIsTheSame(text: String) throws {
    let scheme = try read(text)
    for (slot, colour) in Self.colours.enumerated() { #expect(scheme[slot]?.hex == "#\(colour)") }
    #expect(!scheme.isBase24)
    #expect(scheme[0x10] == nil)
  }

  @Test func theBrightOnesOfBase24AreTaken() throws {
    let more = (16..<24).map { "  base\(String($0, radix: 16)): \"#a0b0\($0)\"" }.joined(separator: "\n")
    let scheme = try read(
      Self.newer.replacing("base16", with: "base24").replacing("\n...\n", with: "\n\(more)\n"))
    #expect(scheme.isBase24)
    #expect(scheme[0x17]?.hex == "#a0b023")
    let theme = Theme(name: "mine", scheme: scheme)
    #expect(theme[.text].hex == "#d0d6dc" && theme.background?.hex == "#101418" && theme.kind == .dark)
  }

  @Test func slotsBecomeRoles() throws {
    let theme = Theme(name: "mine", scheme: try read(Self.newer))
    #expect(theme.kind == .dark)
    #expect(theme.background?.hex == "#101418")
    #expect(theme.selectedBackground.hex == "#2b3138")
    for (role, hex) in [
      (Role.text, "#d0d6dc"), (.dim, "#9aa4b0"), (.title, "#e6eaee"), (.hint, "#e5c07b"), (.dwell, "#d19a66"),
      (.p, "#98c379"), (.d, "#61afef"), (.throughput, "#56b6c2"), (.limit, "#e06c75"), (.selected, "#ffffff"),
    ] {
      #expect(theme[role].hex == hex, "\(role)")
    }
  }

  @Test func kindIsWhatItSaysOrWhatItLooksLike() throws {
    let light = Self.legacy().replacing("101418", with: "f8f8f8")
    #expect(Theme(name: "t", scheme: try read(light)).kind == .light)
    #expect(Theme(name: "t", scheme: try read(Self.legacy())).kind == .dark)
    #expect(Theme(name: "t", scheme: try read("variant: light\n" + Self.legacy())).kind == .light)
  }

  @Test(arguments: [
    (legacy().replacing("\"101418\"", with: "\"10141\""), "line 3: base00 is '10141', allowed are six digits"),
    (legacy().replacing("\"101418\"", with: "red"), "line 3: base00 is 'red', allowed are six digits"),
    (legacy().replacing("\"101418\"", with: ""), "line 3: base00 is '', allowed are six digits"),
    (legacy() + "base18: \"000000\"\n", "line 19: there is no 'base18', allowed are base00 to base17"),
    (legacy() + "base00: \"000000\"\n", "line 19: base00 stands in line 3 already"),
    (legacy() + "just words\n", "line 19: 'just words' is not KEY: VALUE"),
    (legacy() + "- list\n", "line 19: '- list' is not KEY: VALUE"),
    ("variant: blue\n" + legacy(), "line 1: variant is 'blue', allowed are dark, light"),
    ("system: base8\n" + legacy(), "line 1: system is 'base8', allowed are base16, base24"),
    ("palette: none\n", "line 1: palette must be followed by lines such as"),
    ("base00: \"101418\"\n", "lacks base01, base02, base03"), ("", "sets no colour; base00 to base0F are needed"),
    ("name: only\n", "sets no colour"),
  ])
  func mistakesAreOneLineWithFileAndLine(text: String, words: String) {
    let error = #expect(throws: ThemeError.self) { try read(text) }
    #expect(error?.description.hasPrefix("theme my.yaml") == true)
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("\n") == false)
  }
}
