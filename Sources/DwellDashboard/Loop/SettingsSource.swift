public import DwellTerminal

/// Where settings come from that are changed while the dashboard runs: the configuration, or a script in tests.
public protocol SettingsSource: AnyObject {
  /// Readable when there may be others.
  var wakeDescriptor: Int32 { get }

  /// Those that are there now, or in one line why they cannot be used; nil: nothing has changed.
  func newest() -> SettingsReading?
}

/// What was read when the configuration had changed.
public enum SettingsReading: Sendable {
  /// It can be used.
  case changed(SettingsChange)
  /// It cannot, and what was in force stays; one line.
  case broken(String)
}

/// What a new configuration changes on the dashboard.
public struct SettingsChange: Sendable {
  /// Which key does what.
  public var bindings: BindingTable
  /// Another theme; nil: the one there is stays.
  public var theme: String?
  /// Other symbols; nil: those there are stay.
  public var symbols: SymbolSet?
  /// Another number of frames a second; nil: the one there is stays.
  public var framesPerSecond: Int?
  /// The colours have to be found anew, though the theme is the same.
  public var isRecoloured: Bool

  /// A change of these.
  public init(
    bindings: BindingTable, theme: String? = nil, symbols: SymbolSet? = nil, framesPerSecond: Int? = nil,
    isRecoloured: Bool = false
  ) {
    self.bindings = bindings
    self.theme = theme
    self.symbols = symbols
    self.framesPerSecond = framesPerSecond
    self.isRecoloured = isRecoloured
  }
}
