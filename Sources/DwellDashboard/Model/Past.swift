public import DwellCore

/// Looking back: the clock stands, and a cursor reads the plotted past.
public struct Past: Sendable, Hashable {
  /// What becomes of the clock on leaving.
  public enum Clock: Sendable, Hashable {
    /// It ran before and goes on.
    case goesOn
    /// It stood before.
    case stands
  }

  /// What the numbers below the plots are taken over.
  public enum Measure: Sendable, Hashable {
    /// Nothing but the cell of the cursor.
    case none
    /// From here to the cursor.
    case since(Instant)
    /// From one mark to the next.
    case between(Instant, Instant)
  }

  /// The window as it was before looking back.
  public var windowBefore: TimeSpan
  /// The window as it was before it was made what lies between two marks.
  public var windowBeforeMarks: TimeSpan
  /// What becomes of the clock on leaving.
  public var clock: Clock
  /// The instant read; nil: now, wherever it comes to stand.
  public var cursor: Instant?
  /// The right edge of the plots; nil: now.
  public var until: Instant?
  /// What is measured.
  public var measure = Measure.none

  /// A cursor at now.
  public init(windowBefore: TimeSpan, clock: Clock) {
    self.windowBefore = windowBefore
    windowBeforeMarks = windowBefore
    self.clock = clock
  }
}
