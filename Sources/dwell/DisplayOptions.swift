import ArgumentParser
import DwellSession
import DwellTerminal
import Foundation

/// The options that say how the dashboard looks and how fast its clock runs.
struct DisplayOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A theme (dwell list themes) or a .theme file.", valueName: "name-or-file"))
  var theme: String?
  @Option(help: ArgumentHelp("A folder of themes, searched first.", valueName: "dir"), completion: .directory)
  var themesDir: String?
  @Option(help: "auto, braille, block or ascii (default: auto).") var symbols: String?
  @Option(help: "auto, truecolor, 256, 16, 8 or mono (default: auto).") var color: String?
  @Option(parsing: .unconditional, help: "Virtual seconds per second, 1e-6 to 1e3 (default: 0.1).") var speed: String?

  /// Whether none of them is given.
  var isUntouched: Bool { [theme, themesDir, symbols, color, speed].allSatisfy { $0 == nil } }

  /// The themes that can be chosen.
  var themes: ThemeCatalog { .standard(themesDirectory: themesDir) }

  /// Refuses a folder of themes that is not there.
  static func check(_ themesDirectory: String?) throws(Failure) {
    guard let folder = themesDirectory else { return }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw .usage("themes-dir is '\(folder)', but there is no such folder; one with .theme files is needed")
    }
  }
}
