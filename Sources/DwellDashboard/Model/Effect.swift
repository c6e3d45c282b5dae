public import DwellSession
public import DwellTerminal

/// What the dashboard asks of the program around it. The screen is to be drawn anew after every update that may have changed it.
public enum Effect: Sendable {
  /// Something for the session.
  case session(SessionCommand)
  /// The theme of that name.
  case theme(String)
  /// Look for themes; the answer is ``Message/themes(_:)``.
  case listThemes
  /// Other symbols; the model draws with them already.
  case symbols(SymbolSet)
  /// Files to be written; what came of it is told as a notice.
  case write(WrittenFiles)
  /// Something for the search of better settings.
  case tune(TuneOrder)
  /// Ask the terminal for reports of the mouse, or no longer.
  case mouse(MouseUse)
  /// Paint every cell again, whatever the terminal is believed to show.
  case redraw
  /// Give the terminal back and stop until continued.
  case suspend
  /// End with success.
  case quit
}
