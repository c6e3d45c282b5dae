/// What lies above the dashboard.
public enum Overlay: Sendable, Hashable {
  /// Nothing.
  case none
  /// The help, scrolled down by so many rows.
  case help(scroll: Int)
  /// A value being typed.
  case prompt(Prompt)
  /// Several lines to read, such as what was wrong with a configuration, scrolled down by so many rows.
  case notices([String], scroll: Int)
}
