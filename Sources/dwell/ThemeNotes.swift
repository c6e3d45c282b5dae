import DwellDashboard
import DwellTerminal
import Foundation

/// The themes of a catalog as the dashboard lists them; each is read, so that what is wrong with one is known.
enum ThemeNotes {
  static func of(_ catalog: ThemeCatalog) -> [ThemeNote] {
    catalog.entries.map { entry in
      let place = entry.path.map(short) ?? "built in"
      do throws(ThemeError) {
        let kind = try catalog.theme(entry).kind == .dark ? "dark" : "light"
        return ThemeNote(entry.name, kind: kind, place: place)
      } catch {
        return ThemeNote(entry.name, place: place, fault: error.description.replacing(home + "/", with: "~/"))
      }
    }
  }

  private static let home = ProcessInfo.processInfo.environment["HOME"] ?? "/nowhere"

  /// A path below the home folder begins with `~`.
  private static func short(_ path: String) -> String {
    path.hasPrefix(home + "/") ? "~" + path.dropFirst(home.count) : path
  }
}
