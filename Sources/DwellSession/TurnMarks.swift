import DwellCore
import DwellSimulation

/// The marks that turns leave on the time axis of a run, oldest first, at most ``SessionCore/mostTurns``; then the oldest goes.
struct TurnMarks {
  private(set) var turns: [Turn] = []
  private var last = -Double.infinity

  /// Whether a turn now is no part of the one before, in wall seconds.
  func isApart(at wall: Double) -> Bool { wall - last > UndoLog.together }

  /// Marks what a person turned; turns of one thing within half a second are one: first old → last new.
  mutating func add(_ turn: Turn, wall: Double) {
    if !isApart(at: wall), let newest = turns.last, newest.name == turn.name {
      turns[turns.count - 1].new = turn.new
      turns[turns.count - 1].last = turn.at
      // A turn back to where it began leaves no mark.
      if newest.old == turn.new { turns.removeLast() }
    } else {
      append(turn)
    }
    last = wall
  }

  /// Marks a turn by itself, from which no key's turn goes on.
  mutating func keep(_ turn: Turn) {
    append(turn)
    part()
  }

  /// Lets the next turn be a mark of its own, however soon it comes.
  mutating func part() { last = -.infinity }

  /// Marks what the schedule turned; returns the settings that were left, and when.
  mutating func follow(
    _ commands: ArraySlice<(instant: Instant, command: Command)>, from scenario: Scenario
  ) -> [(left: Scenario, at: Instant)] {
    var before = scenario
    var left: [(Scenario, Instant)] = []
    for (instant, command) in commands {
      let after = before.after(command)
      if let turn = Turn(command, from: before, to: after, at: instant), turn.old != turn.new {
        keep(turn)
        left.append((before, instant))
      }
      before = after
      part()
    }
    return left
  }

  private mutating func append(_ turn: Turn) {
    turns.append(turn)
    if turns.count > SessionCore.mostTurns { turns.removeFirst() }
  }
}
