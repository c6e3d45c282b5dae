import DwellCore
import DwellSession
import DwellSimulation
import DwellTerminal

/// How the dashboard looks and is paced, checked: options over configuration over what is usual.
struct DisplaySettings {
  /// The characters to draw with.
  private(set) var symbols = SymbolChoice.auto
  /// The colours to draw with.
  private(set) var color = ColorChoice.auto
  /// Whether typed commands are kept for the next time.
  private(set) var keepsHistory = true
  /// Virtual seconds per second; nil: the scenario's own.
  private(set) var speed: Double?
  /// Frames per second.
  private(set) var framesPerSecond = 30

  /// The settings under options and configuration.
  init(_ options: DisplayOptions, fps: String? = nil, _ configuration: Configuration) throws(Failure) {
    for name in Configuration.keys {
      if let setting = configuration[name] { try take(setting) }
    }
    let given = [("symbols", options.symbols), ("color", options.color), ("speed", options.speed), ("fps", fps)]
    for (name, text) in given {
      if let text { try take(Setting(name, text)) }
    }
  }

  /// Refuses values of a configuration that are not allowed.
  static func check(_ settings: [Setting]) throws(Failure) {
    var some = DisplaySettings()
    for setting in settings { try some.take(setting) }
  }

  private init() {}

  private static let speeds = Knob(
    "speed", .number, in: SessionCore.speeds, default: 0.1, scale: .logarithmic, help: "virtual seconds per second")
  private static let rates = Knob(
    "fps", .count, in: 1...60, default: 30, scale: .linear(step: 1), help: "frames per second")

  private mutating func take(_ setting: Setting) throws(Failure) {
    do throws(Failure) {
      switch setting.name {
      case "symbols": symbols = try Choice.of(SymbolChoice.self, "symbols", setting.text) ?? .auto
      case "color": color = try Choice.of(ColorChoice.self, "color", setting.text) ?? .auto
      case "speed":
        speed = try Failure.usage { () throws(Knob.Refusal) in
          try Self.speeds.value(parsing: setting.text, current: Self.speeds.defaultValue)
        }
      case "fps":
        framesPerSecond = Int(
          try Failure.usage { () throws(Knob.Refusal) in try Self.rates.value(parsing: setting.text) })
      case "history":
        guard let isKept = Bool(setting.text) else {
          throw Failure.usage("history is '\(setting.text)', allowed are true and false")
        }
        keepsHistory = isKept
      default: break
      }
    } catch {
      // In a file it is the file that is broken.
      guard let place = setting.place else { throw error }
      throw .run("\(place): \(error.line)")
    }
  }
}
