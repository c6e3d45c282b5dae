import DwellTerminal
import Foundation
import Testing

/// Themes that nobody could read: what is wrong with them is ours of the same kind (design, 8), or they are refused.
@Suite struct HostileThemesTests {
  private static let keys =
    [
      "main_bg", "main_fg", "title", "hi_fg", "selected_bg", "selected_fg", "inactive_fg", "graph_text", "meter_bg",
      "proc_misc", "cpu_box", "div_line",
    ] + ["temp", "cpu", "free", "cached", "used", "download", "upload"].map { $0 + "_start" }

  private static func uniform(_ colour: String, but changes: [String: String] = [:]) -> String {
    keys.map { "theme[\($0)]=\"\(changes[$0] ?? colour)\"" }.joined(separator: "\n")
  }

  private static let words: [Role] = Role.allCases.filter {
    !["rule", "grid", "selected", "faded"].contains("\($0)") && !"\($0)".hasSuffix("Dim") && !"\($0)".hasPrefix("heat")
  }

  private func expectReadable(_ theme: Theme, _ location: SourceLocation = #_sourceLocation) {
    for role in Self.words {
      let contrast = theme[role].contrast(with: theme.assumedBackground)
      #expect(contrast >= Theme.faintest, "\(theme.name): \(role) \(theme[role].hex)", sourceLocation: location)
    }
    #expect(
      theme[.selected].contrast(with: theme.selectedBackground) >= Theme.faintest, "\(theme.name): selected row",
      sourceLocation: location)
  }

  private func expectApart(_ theme: Theme, _ location: SourceLocation = #_sourceLocation) {
    for plot in Theme.plots {
      for (index, second) in plot.enumerated() {
        for first in plot[..<index] {
          #expect(
            theme[first].distance(to: theme[second]) > 0.05, "\(theme.name): \(first) and \(second)",
            sourceLocation: location)
        }
      }
    }
  }

  @Test(arguments: ["#ffffff", "#000000", "#ff0000", "#00ff00", "#0000ff", "#ffff00", "#777777", "#808080", "#5f5f5f"])
  func oneColourForEverything(colour: String) throws {
    let theme = Theme(name: colour, file: try ThemeFile(text: Self.uniform(colour), path: "t"))
    #expect(theme.background?.hex == colour, "the background is what was asked for")
    expectReadable(theme)
  }

  @Test(arguments: [
    ["main_bg": "#ffffff"], ["main_bg": "#000000"], ["main_bg": "#fdf6e3"], ["main_bg": "#202020"], ["main_bg": ""],
  ])
  func oneColourOnAnother(changes: [String: String]) throws {
    for colour in ["#ffffff", "#000000", "#ff0000", "#d0d0d0", "#303030"] {
      let theme = Theme(
        name: "\(colour) on \(changes)", file: try ThemeFile(text: Self.uniform(colour, but: changes), path: "t"))
      expectReadable(theme)
      expectApart(theme)
    }
  }

  @Test(arguments: keys)
  func oneKeyAlone(key: String) throws {
    for colour in ["#ffffff", "#000000", "#808080", "12 200 40"] {
      let theme = Theme(name: "\(key) \(colour)", file: try ThemeFile(text: "theme[\(key)]=\"\(colour)\"", path: "t"))
      expectReadable(theme)
    }
  }

  @Test func anEmptyValueForEveryKeyIsOurs() throws {
    let theme = Theme(name: "dark", file: try ThemeFile(text: Self.uniform(""), path: "t"))
    #expect(theme.background == nil)
    for role in Self.words { #expect(theme[role] == Theme.dark[role], "\(role)") }
  }

  @Test func aSchemeOfOneColour() throws {
    for colour in ["ffffff", "000000", "808080", "00ff00"] {
      let text = (0..<16).map { "base0\(String($0, radix: 16, uppercase: true)): \"\(colour)\"" }
      let theme = Theme(name: colour, scheme: try SchemeFile(text: text.joined(separator: "\n"), path: "t"))
      expectReadable(theme)
    }
  }

  @Test func hugeAndBinaryFilesAreRefusedInOneLine() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dwell-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let huge = Data(String(repeating: "theme[title]=\"#ff\"\n", count: 60_000).utf8)
    let binary = Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167) })
    let cases: [(String, Data, String)] = [
      ("huge.theme", huge, "is larger than 256 KiB"), ("huge.yaml", huge, "is larger than 256 KiB"),
      ("binary.theme", binary, "is no text"), ("binary.yml", binary, "is no text"),
      ("empty.theme", Data(), "sets nothing"),
      ("empty.yaml", Data(), "sets no colour"), ("half.theme", Data([0xC3, 0x28, 0x0A]), "sets nothing"),
    ]
    for (file, data, words) in cases {
      try data.write(to: folder.appendingPathComponent(file))
      let catalog = ThemeCatalog(directories: [folder.path])
      let error = #expect(throws: ThemeError.self) { try catalog.theme("\(folder.path)/\(file)") }
      #expect(error?.description.contains(words) == true, "\(file): \(error?.description ?? "")")
      #expect(error?.description.contains("\n") == false)
    }
    #expect(ThemeCatalog(directories: [folder.path]).entries.contains { $0.name == "binary" })
  }

  @Test func aCommentInAnotherCharacterSetDoesNotMatter() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dwell-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try (Data([0x23, 0xE9, 0x0A]) + Data("theme[title]=\"#fe\"".utf8)).write(
      to: folder.appendingPathComponent("old.theme"))
    let theme = try ThemeCatalog(directories: [folder.path]).theme("old") as Theme
    #expect(theme[.title] == RGB(0xFEFEFE))
  }
}
