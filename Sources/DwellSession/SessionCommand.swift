public import DwellMetrics
public import DwellSimulation

/// What the screen asks of a session.
public enum SessionCommand: Sendable {
  /// Turn a setting at the present instant.
  case turn(Command)
  /// Turn several settings at the present instant, as one entry of undo.
  case adopt([Command])
  /// Stand still or go on.
  case pause
  case resume
  /// Run at so many virtual seconds per second, 10⁻⁶ to 10³.
  case speed(Double)
  /// Publish so many frames a second; for the thread alone, a core by itself has no frames.
  case framesPerSecond(Int)
  /// Show this from now on.
  case view(View)
  /// Take the last turn back, carry it out again, or go to a place in the list of turns; all at the present instant.
  case undo
  case redo
  case goTo(Int)
  /// Stand still, and go on to the next event, or until the next container has left.
  case nextEvent
  case nextContainer
  /// Run at the clock's speed until this holds, and stand still at the very instant; nil: go on regardless.
  case until(Condition?)
  /// Run again from 0 with the same seed and the present settings.
  case restart
  /// Begin A/B, or end it with one of the two runs.
  case fork(Fork)
  /// Run again from 0 with another seed and the present settings.
  case seed(UInt64)

  /// Whether frames count it; views come and go, and one may stand for several.
  public var isCounted: Bool { if case .view = self { false } else { true } }
}
