public import DwellSession
public import DwellTerminal
public import DwellTuning

/// What the dashboard is told.
public enum Message: Sendable {
  /// A key was pressed.
  case key(Key)
  /// The mouse did something.
  case mouse(MouseEvent)
  /// The session has a newer frame.
  case frame(Frame)
  /// The terminal has so many columns and rows.
  case resize(width: Int, height: Int)
  /// The screen is drawn in so many colours now.
  case colours(ColorDepth)
  /// The themes there are now.
  case themes([ThemeNote])
  /// The configuration was written anew.
  case settings(SettingsChange)
  /// The search of better settings has found something.
  case tuned(Tuner.News)
  /// Something to tell the user, one line.
  case notice(String)
  /// What was to be written has to be asked for once more, one line; an export of the tune page by asking for the same again, with
  /// its lines as they were run.
  case refused(String, TunedExport?, Emission? = nil)
  /// What came of an export of the tune page, one line, with its lines as they were run; nil: they were not.
  case exported(String, TunedExport, Emission?)
  /// It has been there long enough.
  case noticeOver
}
