public import DwellMetrics
public import DwellSimulation

/// What the session tells the screen, once a frame.
public struct Frame: Sendable {
  /// How virtual time runs.
  public enum Clock: Sendable, Hashable {
    /// At `speed` virtual seconds per second.
    case running
    /// Standing; nothing wakes up.
    case paused
    /// Standing because the run has come to its end.
    case ended
  }

  /// The run as seen through the view.
  public var snapshot: Snapshot
  /// The settings in force.
  public var scenario: Scenario
  /// How virtual time runs.
  public var clock = Clock.running
  /// Virtual seconds per wall second asked for.
  public var speed = 1.0
  /// Virtual seconds per wall second reached lately, at most `speed`; NaN until measured, and always in a snapshot command.
  public var reachedSpeed = Double.nan
  /// The turns of settings so far, newest last, at most 256.
  public var turns: [Turn] = []
  /// What was measured under settings that were left.
  public var trail = Trail()
  /// What is measured under the settings in force, where the view wants it.
  public var present = TradePoint.empty
  /// The turns that undo and redo walk over, and which of them are in force.
  public var undo = UndoLog()
  /// What the run goes on to before it stands still; nil where nothing was asked for.
  public var until: Condition?
  /// How the run came about.
  public var log: RunLog
  /// Wall seconds from a moment that the driver chooses, of which only differences say something; NaN where nobody counts them.
  public var wall = Double.nan
  /// One line to show, such as a refused value or a warning of a capture; nil when there is none.
  public var notice: String?
  /// Counts the notices, so that the same words told again are seen to be new.
  public var noticesTold = 0
  /// Counts the restarts.
  public var run = 0
  /// How many commands were carried out, refused or lost so far; views do not count.
  public var commandsDone = 0

  /// The other run and what both have in common; nil while there is only one.
  public var comparison: Comparison?

  /// A frame of `snapshot` under `scenario`.
  public init(snapshot: Snapshot, scenario: Scenario) {
    self.snapshot = snapshot
    self.scenario = scenario
    log = RunLog(scenario)
  }
}
