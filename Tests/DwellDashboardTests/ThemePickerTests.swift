import DwellCore
import DwellDashboard
import DwellSession
import DwellTerminal
import Testing

/// The list of themes: what is under the cursor is shown, Enter keeps it, Escape goes back.
struct ThemePickerTests {
  private static let notes = [
    ThemeNote("dark", kind: "dark", place: "built in"),
    ThemeNote("gruvbox", kind: "dark", place: "~/themes/gruvbox.yaml"),
    ThemeNote(
      "ill", place: "/x/ill.theme", fault: "theme /x/ill.theme, line 3: title is 'blue', allowed are \"#RRGGBB\""),
    ThemeNote("light", kind: "light", place: "built in"), ThemeNote("mono", kind: "dark", place: "/x/mono.theme"),
  ]

  private func opened(_ width: Int = 120, _ height: Int = 36, symbols: SymbolSet = .braille) -> Model {
    var model = MadeUp().model(width, height, symbols: symbols)
    let asked = model.update(.key(Key(.character("t"), .control)))
    #expect(asked.contains { if case .listThemes = $0 { true } else { false } })
    _ = model.update(.themes(Self.notes))
    return model
  }

  private func press(_ keys: [Key], _ model: inout Model) -> [String] {
    keys.flatMap { model.update(.key($0)) }.compactMap { if case .theme(let name) = $0 { name } else { nil } }
  }

  private func isOpen(_ model: Model) -> Bool { if case .themes = model.overlay { true } else { false } }

  @Test func whatIsUnderTheCursorIsShownAndEnterKeepsIt() {
    var model = opened()
    #expect(press([.down], &model) == ["gruvbox"])
    #expect(isOpen(model))
    #expect(press([.enter], &model) == [], "it is shown already")
    #expect(!isOpen(model))
    #expect(model.themeName == "gruvbox")
    #expect(model.notice == "theme gruvbox")
    // The keys that cycle go on from there, past what is broken as the program tells.
    #expect(press([Key("X")], &model) == ["dark"])
  }

  @Test func escapeGoesBackToTheOneBefore() {
    var model = opened()
    #expect(press([.down, .down, .down, .escape], &model) == ["gruvbox", "light", "dark"])
    #expect(!isOpen(model))
    #expect(model.themeName == "dark")
    // Nothing was shown, nothing has to come back.
    var other = opened()
    #expect(press([.escape], &other) == [])
  }

  @Test func theCursorStaysWithinTheList() {
    var model = opened()
    #expect(press([.up, .pageUp], &model) == [])
    #expect(press([.pageDown, .down, .down], &model) == ["mono"])
    #expect(press([.pageUp], &model) == ["dark"])
  }

  @Test func typingFinds() {
    var model = opened()
    #expect(press([Key("L"), Key("i")], &model) == ["light"], "ill is broken, so it is not shown; light is next")
    let screen = Screenful.draw(model).plainText
    #expect(screen.contains("find Li_") && screen.contains("1 of 5"))
    #expect(press([.backspace], &model) == [], "the cursor stays where it is")
    #expect(Screenful.draw(model).plainText.contains("2 of 5"))
    #expect(press([Key("z")], &model) == [])
    #expect(Screenful.draw(model).plainText.contains("no name has that in it"))
    #expect(press([.enter], &model) == [])
    #expect(isOpen(model), "there is nothing to keep")
    #expect(press([Key(.character("u"), .control)], &model).count <= 1)
    #expect(Screenful.draw(model).plainText.contains("5 of 5"))
  }

  @Test func aBrokenThemeIsListedWithItsErrorAndCannotBeKept() {
    var model = opened()
    #expect(press([.down, .down], &model) == ["gruvbox"])
    let screen = Screenful.draw(model).plainText
    #expect(screen.contains("broken"))
    #expect(screen.contains("/x/ill.theme, line 3"))
    #expect(press([.enter], &model) == [])
    #expect(isOpen(model))
    #expect(press([.escape], &model) == ["dark"])
  }

  @Test func aThemeThatWasAddedMeanwhileDoesNotMoveThePresentOne() {
    var model = opened()
    _ = press([.down, .down, .down, .enter], &model)
    #expect(model.themeName == "light")
    _ = model.update(.themes([ThemeNote("aaa")] + Self.notes))
    #expect(model.themeName == "light")
  }

  @Test func theKeysThatCycleSkipWhatIsBroken() {
    var model = opened()
    _ = press([.escape], &model)
    #expect(press([Key("x"), Key("x"), Key("x"), Key("x")], &model) == ["gruvbox", "light", "mono", "dark"])
  }

  @Test func escapeKeepsWhatTheConfigurationSaysMeanwhile() {
    var model = opened()
    _ = press([.down], &model)
    _ = model.update(.settings(SettingsChange(bindings: .standard, theme: "light")))
    #expect(press([.escape], &model) == [], "light is on the screen already")
    #expect(model.themeName == "light")
  }

  @Test func framesPerSecondFollowTheConfiguration() {
    var model = opened()
    let effects = model.update(.settings(SettingsChange(bindings: .standard, framesPerSecond: 5)))
    let counts = effects.compactMap { if case .session(.framesPerSecond(let count)) = $0 { count } else { nil } }
    #expect(counts == [5])
    #expect(model.update(.settings(SettingsChange(bindings: .standard))).isEmpty)
  }

  @Test func theDashboardIsSeenBesideTheList() {
    let lines = Screenful.draw(opened()).lines
    #expect(lines[0].hasPrefix(" dwell"))
    #expect(lines.joined().contains("release time"))
    #expect(lines[2].hasSuffix("╮"))
    #expect(lines.joined().contains("━━━ dwell"))
  }

  @Test func smallScreensHaveTheListAndASample() {
    let lines = Screenful.draw(opened(40, 10)).lines
    #expect(
      lines == [
        lines[0],
        "╭─ themes ─────────────────────────────╮",
        "│ find _                        5 of 5 │",
        "│ ▸ dark                          dark │",
        "│   gruvbox                       dark │",
        "│   ill                         broken │",
        "│ ━━━ P  ━━━ dwell  ━━━ D  ━━━ V       │",
        "│ built in                             │",
        "│ Enter keeps  Esc goes back           │",
        "╰──────────────────────────────────────╯",
      ])
    #expect(lines[0].contains("dwell"))
  }

  @Test func everySizeIsDrawnAndASCIIIsASCII() {
    for (width, height) in [(1, 1), (3, 2), (20, 3), (20, 5), (30, 6), (40, 8), (80, 24), (200, 50)] {
      let model = opened(width, height)
      #expect(Screenful.draw(model).width == width)
    }
    let plain = Screenful.draw(opened(80, 24, symbols: .ascii)).plainText
    #expect(plain.utf8.allSatisfy { $0 < 0x80 })
    #expect(plain.contains("+- themes -"))
  }
}
