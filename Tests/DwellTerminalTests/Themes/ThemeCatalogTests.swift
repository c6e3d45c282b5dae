import DwellTerminal
import Foundation
import Testing

@Suite struct ThemeCatalogTests {
  /// A new folder with some files, removed when the body is done.
  private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dwell-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in files { try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8) }
    try body(folder)
  }

  /// A theme by name; the macro wants plain throws.
  private func load(_ name: String, from catalog: ThemeCatalog) throws -> Theme { try catalog.theme(name) }

  @Test func theFirstFolderWinsAndNamesAreSorted() throws {
    try withFolder(["b.theme": "theme[title]=\"#b1\"", "a.theme": "theme[title]=\"#b2\"", "note.txt": ""]) { first in
      try withFolder(["b.theme": "theme[title]=\"#b3\"", "dark.theme": "theme[title]=\"#b4\""]) { second in
        let catalog = ThemeCatalog(directories: [first, "/does/not/exist", second])
        #expect(catalog.entries.map(\.name) == ["a", "b", "dark", "light"])
        let theme1 = try load("b", from: catalog)
        #expect(theme1[.title] == RGB(0xB1B1B1))
        let theme2 = try load("b.theme", from: catalog)
        #expect(theme2[.title] == RGB(0xB1B1B1))
        let theme3 = try load("\(second)/b.theme", from: catalog)
        #expect(theme3[.title] == RGB(0xB3B3B3))
        let theme4 = try load("dark", from: catalog)
        #expect(theme4[.title] == RGB(0xB4B4B4))
        let theme5 = try load("light", from: catalog)
        #expect(theme5 == .light)
      }
    }
  }

  @Test func withoutAnyFolderOursRemain() throws {
    let catalog = ThemeCatalog(directories: [])
    #expect(catalog.entries.map(\.name) == ["dark", "light"])
    let theme6 = try load("dark", from: catalog)
    #expect(theme6 == .dark)
  }

  @Test func mistakesSayWhatIsAllowed() throws {
    try withFolder([:]) { folder in
      let catalog = ThemeCatalog(directories: [])
      let unknown = #expect(throws: ThemeError.self) { try load("nosuch-name", from: catalog) }
      #expect(
        unknown?.description
          == "theme 'nosuch-name' is not known; allowed are dark, light, or the path of a .theme or .yaml file")
      let isFolder = #expect(throws: ThemeError.self) { try load(folder, from: catalog) }
      #expect(
        isFolder?.description
          == "theme \(folder) is a folder; a .theme file, or a .yaml file of a base16 or base24 scheme, is needed")
      let missing = #expect(throws: ThemeError.self) { try load("\(folder)/x.theme", from: catalog) }
      #expect(
        missing?.description
          == "theme \(folder)/x.theme does not exist; a .theme file, or a .yaml file of a base16 or base24 scheme, is needed"
      )
      #expect(throws: ThemeError.self) { try load("", from: catalog) }
    }
  }

  @Test func theNextThemeComesRound() {
    let catalog = ThemeCatalog(directories: [])
    #expect(catalog.entry(after: "dark")?.name == "light")
    #expect(catalog.entry(after: "light")?.name == "dark")
    #expect(catalog.entry(after: "dark", by: -1)?.name == "light")
    #expect(catalog.entry(after: "gone")?.name == "dark")
  }

  @Test func foldersInTheirOrder() throws {
    try withFolder(["Package.swift": ""]) { package in
      let folders = ThemeCatalog.directories(
        themesDirectory: "mine", environment: ["XDG_CONFIG_HOME": "/cfg", "HOME": "/home/u"],
        executablePath: "\(package)/.build/x86/release/dwell")
      #expect(
        folders == [
          "mine", "/cfg/dwell/themes", "\(package)/.build/x86/share/dwell/themes", "\(package)/themes",
          "/cfg/btop/themes",
        ])
    }
    #expect(
      ThemeCatalog.directories(
        themesDirectory: nil, environment: ["XDG_CONFIG_HOME": "rel", "HOME": "/home/u"], executablePath: nil)
        == ["/home/u/.config/dwell/themes", "/home/u/.config/btop/themes"])
    #expect(ThemeCatalog.directories(themesDirectory: nil, environment: [:], executablePath: nil).isEmpty)
  }
}
