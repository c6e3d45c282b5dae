import DwellTerminal
import Testing

@Suite struct ThemeTests {
  private func theme(_ text: String) throws -> Theme {
    Theme(name: "mine", file: try ThemeFile(text: text, path: "mine.theme"))
  }

  @Test func whatIsUnsetIsOurs() throws {
    let dark = try theme("theme[main_bg]=\"#101010\"")
    #expect(dark.kind == .dark)
    #expect(dark[.p] == Theme.dark[.p])
    let light = try theme("theme[main_bg]=\"#f0f0f0\"")
    #expect(light.kind == .light)
    #expect(light[.p] == Theme.light[.p])
  }

  @Test func anEmptyBackgroundIsTheTerminals() throws {
    let dark = try theme("theme[main_bg]=\"\"\ntheme[main_fg]=\"#cc\"")
    #expect(dark.background == nil)
    #expect(dark.kind == .dark)
    let light = try theme("theme[main_bg]=\"\"\ntheme[main_fg]=\"#22\"")
    #expect(light.kind == .light)
    #expect(light.palette(.indexed)[.text, .normal].background == -1)
    #expect(light.palette(.sixteen)[.text, .normal].background == -1)
  }

  @Test func btopKeysServeWhereOursAreMissing() throws {
    let mine = try theme("theme[temp_mid]=\"#ff8800\"\ntheme[download_mid]=\"#00ffff\"\ntheme[free_mid]=\"#00ff00\"")
    #expect(mine[.dwell] == RGB(0xFF8800))
    #expect(mine[.throughput] == RGB(0x00FFFF))
    let own = try theme("theme[temp_mid]=\"#ff8800\"\ntheme[dwell_delay]=\"#ee7700\"")
    #expect(own[.dwell] == RGB(0xEE7700))
  }

  @Test func curvesTooCloseTakeOurs() throws {
    // One blue for everything: as bad as a theme can be.
    let keys = [
      "temp_start", "temp_mid", "cached_mid", "free_mid", "used_end", "download_mid", "inactive_fg", "cpu_end",
    ]
    let mine = try theme(keys.map { "theme[\($0)]=\"#4060ff\"" }.joined(separator: "\n"))
    for plot in Theme.plots {
      for (index, second) in plot.enumerated() {
        for first in plot[..<index] {
          #expect(mine[first].distance(to: mine[second]) >= 0.0699, "\(first) and \(second)")
        }
      }
    }
    #expect(mine[.p] == RGB(0x4060FF))
    #expect(mine[.dwell] == Theme.dark[.dwell])
  }

  @Test func whatWouldVanishTakesOurs() throws {
    // Common in btop themes: inactive text just above the background.
    let mine = try theme("theme[main_bg]=\"#1d2021\"\ntheme[inactive_fg]=\"#282828\"\ntheme[div_line]=\"#282828\"")
    #expect(mine[.given] == Theme.dark[.given])
    #expect(mine[.dim] == Theme.dark[.dim])
    #expect(mine[.rule] == RGB(0x282828))
    let light = try theme("theme[main_bg]=\"#fdf6e3\"\ntheme[inactive_fg]=\"#eee8d5\"\ntheme[free_mid]=\"#fdf600\"")
    #expect(light[.given] == Theme.light[.given])
    #expect(light[.p] == Theme.light[.p])
  }

  @Test func faintCompanionsLieBetweenCurveAndBackground() {
    for theme in [Theme.dark, .light] {
      let (from, to) = (theme.assumedBackground.luminance, theme[.dwell].luminance)
      let between = theme[.dwellDim].luminance
      #expect(min(from, to) < between && between < max(from, to))
    }
  }

  @Test func okLabOfKnownColours() {
    // Ottosson's own figures for the primaries.
    let red = RGB(0xFF0000).okLab
    #expect(abs(red.lightness - 0.62796) < 1e-4 && abs(red.a - 0.22486) < 1e-4 && abs(red.b - 0.12585) < 1e-4)
    #expect(abs(RGB(0xFFFFFF).okLab.lightness - 1) < 1e-4)
    #expect(abs(RGB(0x000000).contrast(with: RGB(0xFFFFFF)) - 21) < 1e-9)
    #expect(RGB(0x0A0B0C).hex == "#0a0b0c")
  }
}
