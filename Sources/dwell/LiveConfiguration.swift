import DwellDashboard
import DwellSimulation
import DwellTerminal
import Foundation

/// The configuration while the dashboard runs: read again when its file is written anew.
///
/// Keys, theme, symbols, colours and frames per second follow it, as far as no option has said otherwise; the rest holds from the next start on.
final class LiveConfiguration: SettingsSource {
  /// The depth that colours are drawn with now.
  private(set) var depth: ColorDepth
  private let display: DisplayOptions
  private let fps: String?
  private let environment: [String: String]
  private let capabilities: TerminalCapabilities
  private let watch: FileWatch?
  private var present: DisplaySettings
  private var theme: String?

  init(
    display: DisplayOptions, fps: String?, environment: [String: String], capabilities: TerminalCapabilities,
    present: DisplaySettings, depth: ColorDepth, theme: String?
  ) {
    self.display = display
    self.fps = fps
    self.environment = environment
    self.capabilities = capabilities
    self.present = present
    self.depth = depth
    self.theme = theme
    watch = Configuration.path(environment).flatMap {
      FileWatch(folder: ($0 as NSString).deletingLastPathComponent, name: ($0 as NSString).lastPathComponent)
    }
  }

  /// Whether there is a folder that a file may appear in.
  var isWatching: Bool { watch != nil }

  var wakeDescriptor: Int32 { watch?.descriptor ?? -1 }

  func newest() -> SettingsReading? {
    guard let watch, watch.takeChange() else { return nil }
    do { return .changed(try read()) } catch { return .broken("\(error.line); the settings before stay") }
  }

  private func read() throws(Failure) -> SettingsChange {
    let configuration = try Configuration(environment: environment)
    let settings = try DisplaySettings(display, fps: fps, configuration)
    var change = SettingsChange(bindings: configuration.bindings)
    let wanted = configuration["theme"]?.text
    if wanted != theme, display.theme == nil {
      change.theme = try ThemeChoice.theme(display, configuration).name
    }
    if settings.symbols != present.symbols { change.symbols = capabilities.symbols(settings.symbols) }
    if settings.framesPerSecond != present.framesPerSecond { change.framesPerSecond = settings.framesPerSecond }
    if settings.color != present.color {
      depth = settings.color.depth(
        terminalColors: capabilities.colors, trueColor: capabilities.trueColor, environment: environment)
      change.isRecoloured = true
    }
    theme = wanted
    present = settings
    return change
  }
}
