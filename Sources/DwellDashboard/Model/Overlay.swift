/// What lies above the dashboard.
public enum Overlay: Sendable, Hashable {
  /// Nothing.
  case none
  /// The help, scrolled down by so many rows.
  case help(scroll: Int)
  /// A value being typed.
  case prompt(Prompt)
  /// All settings, to find and turn one.
  case knobs(KnobList)
  /// A command being typed.
  case line(CommandLine)
  /// Lines to read under a title, scrolled down by so many rows.
  case words(title: String, [String], scroll: Int)
  /// The list of themes.
  case themes(ThemePicker)
  /// Several lines to read, such as what was wrong with a configuration, scrolled down by so many rows.
  case notices([String], scroll: Int)
  /// The list of turns to go back to; the place chosen in it (``UndoLog/place``).
  case turns(place: Int)
  /// The tune page; what it shows is ``Model/tune``.
  case tune
}
