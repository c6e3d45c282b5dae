import DwellTerminal
import Testing

@Suite struct ThemeFileTests {
  private func read(_ text: String) throws -> ThemeFile { try ThemeFile(text: text, path: "my.theme") }

  @Test(arguments: [
    ("theme[main_fg]=\"#1a2B3c\"", RGB(0x1A2B3C)), ("theme[main_fg]=\"#7f\"", RGB(0x7F7F7F)),
    ("theme[main_fg]=\"10 20 999\"", RGB(10, 20, 255)), ("theme[main_fg]=#010203", RGB(0x010203)),
    ("  anything[main_fg]  =   \"#010203\" # said so", RGB(0x010203)), ("theme[main_fg]=1 2 3  ", RGB(1, 2, 3)),
    ("theme[main_fg]=\"#ff\"\r\ntheme[main_fg]=\"#010203\"\r\n", RGB(0x010203)),
  ])
  func valuesAreReadAsBtopDoes(text: String, colour: RGB) throws {
    #expect(try read(text).colour("main_fg") == colour)
  }

  @Test func commentsUnknownKeysAndOtherLinesAreSkipped() throws {
    let file = try read(
      "\n  # theme[title]=\"#ff\"\n\nBashtop theme [old]\ntheme[nosuch]=\"blue\"\ntheme[hi_fg]=\"#11\"\n")
    #expect(file.colour("title") == nil)
    #expect(file.colour("hi_fg") == RGB(0x111111))
  }

  @Test func gradientsFallBack() throws {
    let file = try read(
      """
      theme[temp_start]="#000000"
      theme[temp_mid]=""
      theme[temp_end]="#646464"
      theme[cpu_start]="#010203"
      theme[inactive_fg]="#44"
      """)
    #expect(file.colour("temp_mid") == RGB(0x323232))
    #expect(file.colour("cpu_mid") == RGB(0x010203))
    #expect(file.colour("cpu_end") == RGB(0x010203))
    #expect(file.colour("free_mid") == nil)
    #expect(file.colour("graph_text") == RGB(0x444444))
  }

  @Test(arguments: [
    (
      "\ntheme[title]=\"#12345\"",
      "theme my.theme, line 2: title is '#12345', allowed are \"#RRGGBB\", \"#BW\", \"R G B\" and \"\""
    ),
    (
      "theme[title]=blue",
      "theme my.theme, line 1: title is 'blue', allowed are \"#RRGGBB\", \"#BW\", \"R G B\" and \"\""
    ),
    (
      "theme[title]=\"1 2\"",
      "theme my.theme, line 1: title is '1 2', allowed are \"#RRGGBB\", \"#BW\", \"R G B\" and \"\""
    ),
    (
      "theme[title]=\"-1 2 3\"",
      "theme my.theme, line 1: title is '-1 2 3', allowed are \"#RRGGBB\", \"#BW\", \"R G B\" and \"\""
    ),
    (
      "theme[title]=\"#+1\"",
      "theme my.theme, line 1: title is '#+1', allowed are \"#RRGGBB\", \"#BW\", \"R G B\" and \"\""
    ),
    ("theme[dwell_colors]=\"12\"", "theme my.theme, line 1: dwell_colors is '12', allowed are 256, 16, 8, mono"),
    ("theme[title]", "theme my.theme, line 1: 'theme[title]' is not theme[KEY]=\"VALUE\""),
    ("theme[title", "theme my.theme, line 1: 'theme[title' is not theme[KEY]=\"VALUE\""),
    ("", "theme my.theme sets nothing; lines such as theme[main_bg]=\"#101418\" are needed"),
  ])
  func mistakesAreOneLineWithFileAndLine(text: String, message: String) {
    let error = #expect(throws: ThemeError.self) { try read(text) }
    #expect(error?.description == message)
  }
}
