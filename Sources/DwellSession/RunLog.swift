public import DwellCore
public import DwellSimulation

/// How a run came to be where it is: its settings at 0 and what people turned since, with virtual instants; enough to run it again.
///
/// What the schedule of the settings turns is not in it, since the run does that by itself. At most `Simulator.mostLogged` commands:
/// beyond these nothing more is kept, and the log replays no longer.
public struct RunLog: Sendable {
  /// The settings at 0.
  public let start: Scenario
  /// What was turned and when, oldest first.
  public private(set) var entries: [(instant: Instant, command: Command)] = []
  /// Whether it replays the run.
  public private(set) var isComplete = true

  /// Of a run that begins.
  public init(_ start: Scenario) { self.start = start }

  /// The line for a shell that repeats the run up to an instant.
  ///
  /// - Throws: `Knob.Refusal`: why none does.
  public func line(until end: Instant) throws(Knob.Refusal) -> String {
    guard isComplete else {
      throw Knob.Refusal(
        "there were more than \(Simulator.mostLogged) turns; a line repeats at most \(ScheduledCommand.most)")
    }
    return try start.simulateLine(turns: entries, end: end)
  }

  /// Takes note of a command that was carried out.
  mutating func add(_ command: Command, at instant: Instant) {
    guard isComplete, entries.count < Simulator.mostLogged else {
      isComplete = false
      entries = []
      return
    }
    entries.append((instant, command))
  }
}
