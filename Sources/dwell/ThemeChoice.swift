import DwellSimulation
import DwellTerminal
import Foundation

/// The theme to begin with.
enum ThemeChoice {
  /// The theme that option or configuration names, else the dark one.
  ///
  /// - Throws: `Failure`: an unknown name is wrong usage, a broken file a failed run.
  static func theme(_ options: DisplayOptions, _ configuration: Configuration) throws(Failure) -> Theme {
    let catalog = options.themes
    if let name = options.theme {
      do { return try catalog.theme(name) } catch {
        throw isFile(name, catalog) ? .run(error.description) : .usage(error.description)
      }
    }
    guard let setting = configuration["theme"] else { return try standard(catalog) }
    do { return try catalog.theme(setting.text) } catch {
      throw .run("\(setting.place.map { $0 + ": " } ?? "")\(error.description)")
    }
  }

  // The user's own file of that name, where there is one.
  private static func standard(_ catalog: ThemeCatalog) throws(Failure) -> Theme {
    do { return try catalog.theme(Theme.dark.name) } catch { throw .run(error.description) }
  }

  /// The same, but a broken file is told and the default shown instead: for the dashboard.
  static func forgiving(
    _ options: DisplayOptions, _ configuration: Configuration
  ) throws(Failure) -> (theme: Theme, complaint: String?) {
    do { return (try theme(options, configuration), nil) } catch {
      guard case .run(let line) = error else { throw error }
      return (.dark, line)
    }
  }

  // Whether the name stands for a file: then what is wrong is wrong with the file.
  private static func isFile(_ name: String, _ catalog: ThemeCatalog) -> Bool {
    let plain = ThemeCatalog.stem(of: name)
    return name.contains("/") || plain != name || FileManager.default.fileExists(atPath: name)
      || catalog.entries.contains { $0.name == plain }
  }
}
