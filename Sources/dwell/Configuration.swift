import DwellCore
import DwellDashboard
import DwellSimulation
import DwellTerminal
import Foundation

/// What the user's configuration says (contract, "Files").
struct Configuration {
  /// The keys that are no settings of a scenario.
  static let keys = ["scenario", "theme", "symbols", "color", "fps", "speed", "history"]

  private(set) var settings: [Setting] = []
  /// The keys of the dashboard.
  private(set) var bindings = BindingTable.standard
  private var others: [Setting] = []

  /// What a key that is no setting of a scenario is set to.
  subscript(key: String) -> Setting? { others.last { $0.name == key } }

  /// One that says nothing.
  init() {}

  /// Reads `$XDG_CONFIG_HOME/dwell/config.toml`, else `~/.config/dwell/config.toml`; nothing is said where there is none.
  init(environment: [String: String]) throws(Failure) {
    guard let path = Self.path(environment), FileManager.default.fileExists(atPath: path) else { return }
    let file = try Failure.file { () throws(Knob.Refusal) in
      try ScenarioFile(path: path, kind: .configuration(also: Self.keys))
    }
    settings = file.settings
    others = file.others
    // What is wrong with a value is said also when nothing asks for it.
    try Failure.file { () throws(Knob.Refusal) in
      var draft = ScenarioDraft()
      try draft.add(settings, as: .preferred)
    }
    try DisplaySettings.check(others)
    var given: [KeyContext: [Key: DashboardCommand]] = [:]
    for setting in file.keys {
      let (command, keys) = try Self.keys(of: setting)
      for context in BindingTable.standard.contexts(of: command) {
        for key in keys {
          if let other = given[context]?[key], other != command {
            throw .run(
              "\(setting.place.map { $0 + ": " } ?? "")\(key.name) is given to \(other.rawValue) and to "
                + "\(command.rawValue), allowed is one command for each key")
          }
          given[context, default: [:]][key] = command
        }
      }
      bindings = bindings.binding(command, to: keys)
    }
  }

  private static func keys(of setting: Setting) throws(Failure) -> (DashboardCommand, [Key]) {
    let place = setting.place.map { $0 + ": " } ?? ""
    guard let command = DashboardCommand(rawValue: setting.name) else {
      let near = KnobCatalog.near(setting.name, among: DashboardCommand.allCases.map(\.rawValue))
      throw .run(
        "\(place)there is no command '\(setting.name)'; "
          + (near.isEmpty ? "dwell list keys names them" : KnobCatalog.nearWords(near)))
    }
    var keys: [Key] = []
    for word in setting.text.split(whereSeparator: \.isWhitespace) {
      guard let key = Key(name: String(word)) else {
        throw .run("\(place)'\(word)' is no key; names are as in dwell list keys")
      }
      keys.append(key)
    }
    return (command, keys)
  }

  /// The same, but what is broken is told and the program goes on without it: for the dashboard.
  static func forgiving(_ environment: [String: String]) -> (configuration: Configuration, complaint: String?) {
    do { return (try Configuration(environment: environment), nil) } catch { return (Configuration(), error.line) }
  }

  /// Where it is read from; nil where there is no home.
  static func path(_ environment: [String: String]) -> String? {
    BaseFolders(environment: environment).configuration.map { $0 + "/dwell/config.toml" }
  }
}
