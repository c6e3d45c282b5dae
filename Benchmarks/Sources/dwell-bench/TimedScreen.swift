import DwellTerminal

/// A screen that notes when keys come and when what they changed has reached the terminal.
final class TimedScreen: Screen {
  private let screen: any Screen
  private let terminal: DrainedTerminal
  private let log: KeyLog

  /// Another screen, on a terminal that is read by a thread.
  init(_ screen: any Screen, on terminal: DrainedTerminal, log: KeyLog) {
    self.screen = screen
    self.terminal = terminal
    self.log = log
  }

  var width: Int { screen.width }
  var height: Int { screen.height }

  func present(_ canvas: Canvas) {
    screen.present(canvas)
    if log.isAwaited { _ = terminal.takeBytes() }
    log.shown()
  }

  func nextEvent(timeoutMilliseconds milliseconds: Int?, wakeDescriptor descriptor: Int32?) -> TerminalEvent {
    let event = screen.nextEvent(timeoutMilliseconds: milliseconds, wakeDescriptor: descriptor)
    if case .key = event { log.read() }
    return event
  }

  func use(_ palette: Palette) { screen.use(palette) }
  func redrawAll() { screen.redrawAll() }
  func reportMouse(_ isWanted: Bool) { screen.reportMouse(isWanted) }
  func suspend() -> TerminalEvent { screen.suspend() }
  func close() { screen.close() }
}
