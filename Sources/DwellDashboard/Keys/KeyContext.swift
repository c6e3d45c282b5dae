/// Where a key is pressed; the same key may mean something else there.
public enum KeyContext: String, Sendable, CaseIterable {
  /// The dashboard itself.
  case main
  /// The past is read with a cursor; other keys are those of the dashboard.
  case frozen
  /// A value is being typed.
  case prompt
  /// A command is being typed.
  case line
  /// The list of all settings is open.
  case list
  /// The list of themes lies above the dashboard.
  case themes
  /// Help or a list of notices lies above the dashboard.
  case overlay
  /// The list of turns lies above the dashboard.
  case turns
  /// The tune page lies above the dashboard.
  case tune
}
