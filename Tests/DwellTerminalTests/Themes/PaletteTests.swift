import DwellTerminal
import Testing

@Suite struct PaletteTests {
  @Test func nearestOf256() {
    let palette = Theme.dark.palette(.indexed)
    // #5edcdc is nearest to cube entry 80, #5fd7d7.
    #expect(palette[.throughput, .normal].foreground == 80)
    #expect(palette[.text, .normal].background == 233)
    #expect(palette[.text, .selected].background != palette[.text, .normal].background)
  }

  @Test(arguments: [ColorDepth.eight, .sixteen])
  func ansiNumbersStayInRange(depth: ColorDepth) {
    for theme in [Theme.dark, .light] {
      let palette = theme.palette(depth)
      for role in Role.allCases {
        for background in Cell.Background.allCases {
          let ink = palette[role, background]
          #expect((0..<(depth == .eight ? 8 : 16)).contains(ink.foreground))
          if background.role == nil, role != .rule, role != .grid, role != .faded {
            #expect(ink.foreground != ink.background)
          }
        }
      }
      for plot in Theme.plots {
        #expect(Set(plot.map { palette[$0, .normal].foreground }).count == plot.count, "\(theme.name): \(plot)")
      }
    }
  }

  @Test func withoutColourWeightSpeaks() {
    let palette = Theme.dark.palette(.mono)
    for role in Role.allCases {
      for background in Cell.Background.allCases {
        let ink = palette[role, background]
        #expect(ink.foreground == -1 && ink.background == -1)
        if background == .selected { #expect(ink.attributes.contains(.reverse)) }
      }
    }
    #expect(palette[.title, .normal].attributes == .bold)
    #expect(palette[.dim, .normal].attributes == .faint)
  }

  @Test func aThemeMayWantFewerColours() throws {
    let file = try ThemeFile(text: "theme[dwell_colors]=\"16\"", path: "t")
    #expect(Theme(name: "t", file: file).palette(.indexed).depth == .sixteen)
    #expect(Theme(name: "t", file: file).palette(.eight).depth == .eight)
  }

  @Test func cellsAddTheirAttributes() {
    let ink = Theme.dark.palette(.mono)[Cell("t", role: .dim, attributes: .underline)]
    #expect(ink.attributes == [.faint, .underline])
  }

  @Test func boldDoesNotFadeOnLightAnsiBackgrounds() {
    let cell = Cell("t", role: .p, attributes: [.bold, .underline])
    #expect(Theme.light.palette(.sixteen)[cell].attributes == .underline)
    #expect(Theme.light.palette(.indexed)[cell].attributes == [.bold, .underline])
    #expect(Theme.dark.palette(.sixteen)[cell].attributes == [.bold, .underline])
  }

  @Test(arguments: [
    (ColorChoice.auto, 256, "", ColorDepth.indexed), (.auto, 8, "", .eight), (.auto, -1, "", .mono),
    (.auto, 16, "", .sixteen),
    (.auto, 256, "1", .mono), (.indexed, 256, "1", .indexed), (.truecolor, 256, "", .indexed),
    (.truecolor, 8, "", .eight),
    (.sixteen, 256, "", .sixteen),
    (.sixteen, 8, "", .eight), (.mono, 256, "", .mono), (.auto, 88, "", .sixteen),
  ])
  func depthOfAChoice(choice: ColorChoice, colours: Int, noColor: String, depth: ColorDepth) {
    #expect(choice.depth(terminalColors: colours, environment: ["NO_COLOR": noColor]) == depth)
  }

  @Test func noColorAbsentIsNoWish() {
    #expect(ColorChoice.auto.depth(terminalColors: 256, environment: [:]) == .indexed)
    #expect(ColorChoice(rawValue: "8") == .eight)
    #expect(ColorChoice(rawValue: "plaid") == nil)
  }
}
