/// Where canvases go and events come from: the terminal, or a script in memory.
public protocol Screen: AnyObject {
  /// Columns now.
  var width: Int { get }
  /// Rows now.
  var height: Int { get }

  /// Shows a canvas.
  func present(_ canvas: Canvas)

  /// Draws with other colours from the next ``present(_:)`` on.
  func use(_ palette: Palette)

  /// Makes the next ``present(_:)`` send every cell.
  func redrawAll()

  /// Asks the terminal to report the mouse, or leaves it to the terminal's own selection of text.
  func reportMouse(_ isWanted: Bool)

  /// Waits for the next event; nil waits for ever. The descriptor is another one to wait for, and is not read.
  func nextEvent(timeoutMilliseconds milliseconds: Int?, wakeDescriptor descriptor: Int32?) -> TerminalEvent

  /// Stops the process and returns when it goes on.
  func suspend() -> TerminalEvent

  /// Gives the terminal back.
  func close()
}
