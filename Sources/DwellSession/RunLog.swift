import DwellCore
import DwellSimulation

/// How a run came to be where it is: its settings at 0 and what people turned since, with virtual instants; enough to run it again.
///
/// What the schedule of the settings turns is not in it, since the run does that by itself. At most `Simulator.mostLogged` commands:
/// beyond these nothing more is kept, and the log replays no longer.
struct RunLog {
  /// The settings at 0.
  let start: Scenario
  /// What was turned and when, oldest first.
  private(set) var entries: [(instant: Instant, command: Command)] = []
  /// Whether it replays the run.
  private(set) var isComplete = true

  /// Of a run that begins.
  init(_ start: Scenario) { self.start = start }

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
