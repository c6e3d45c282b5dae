/// What a terminal reports, and why a wait for it ended.
public enum TerminalEvent: Equatable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// The mouse did something, where reports were asked for.
  case mouse(MouseEvent)
  /// The terminal has another size; draw for it.
  case resized(width: Int, height: Int)
  /// The process was stopped and goes on, or something else may have drawn; draw everything again.
  case resumed(width: Int, height: Int)
  /// A signal asks for the end.
  case ended(by: EndSignal)
  /// The terminal is gone; nothing can be drawn any more.
  case hungUp
  /// The other descriptor became readable.
  case woken
  /// The time is over.
  case timedOut

  /// Signals that ask a program to end.
  public enum EndSignal: Int32, CaseIterable, Sendable {
    /// The terminal or its session ends.
    case hangUp = 1
    /// Ctrl-C.
    case interrupt = 2
    /// Ctrl-\\.
    case quit = 3
    /// The usual request.
    case terminate = 15

    /// What the process ends with: 128 and the number.
    public var exitStatus: Int32 { 128 + rawValue }
  }

  /// What the process ends with because of this event; nil when it goes on.
  public var exitStatus: Int32? {
    switch self {
    case .ended(let signal): signal.exitStatus
    case .hungUp: EndSignal.hangUp.exitStatus
    default: nil
    }
  }
}
