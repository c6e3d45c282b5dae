import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal

/// Undo, redo, the list of turns, and steps by events.
extension Model {
  // MARK: Undo

  /// Takes a turn back, carries one out again, or goes to a place in the list; says what comes of it.
  mutating func walk(_ move: UndoLog.Move) -> [Effect] {
    let log = frame.undo
    let command: SessionCommand
    switch move {
    case .undo:
      guard log.canUndo else {
        tell("there is no turn to take back")
        return []
      }
      let turn = log.entries[log.done - 1].turn
      tell(turn.isOfSeveral ? "undone: back to \(turn.old)" : "undone: \(turn.name) is \(turn.old) again")
      command = .undo
    case .redo:
      guard log.canRedo else {
        tell("there is no turn to carry out again")
        return []
      }
      let turn = log.entries[log.done].turn
      tell(turn.isOfSeveral ? "redone: again \(turn.new)" : "redone: \(turn.name) is \(turn.new) again")
      command = .redo
    case .goTo(let place):
      let count = (place - log.place).magnitude
      guard count > 0 else { return [] }
      tell("\(place < log.place ? "undone" : "redone"): \(count == 1 ? "1 turn" : "\(count) turns")")
      command = .goTo(place)
    }
    return ask(.move(move), command)
  }

  // MARK: The list

  /// The places in the list, first to last: before the first turn that is remembered, and after each.
  package var places: ClosedRange<Int> { frame.undo.forgotten...(frame.undo.forgotten + frame.undo.entries.count) }

  mutating func openTurns() { overlay = .turns(place: frame.undo.place) }

  private mutating func choose(_ place: Int) {
    overlay = .turns(place: min(max(place, places.lowerBound), places.upperBound))
  }

  mutating func pressed(_ key: Key, inTurnsAt place: Int) -> [Effect] {
    let places = places
    let page = max(TurnsPage.rows(self) - 1, 1)
    switch bindings.command(for: key, in: .turns) {
    // The newest stands on top.
    case .scrollUp: choose(place + 1)
    case .scrollDown: choose(place - 1)
    case .coarseUp: choose(place + page)
    case .coarseDown: choose(place - page)
    case .turnsGo:
      overlay = .none
      return walk(.goTo(min(max(place, places.lowerBound), places.upperBound)))
    case .undo:
      let effects = walk(.undo)
      openTurns()
      return effects
    case .redo:
      let effects = walk(.redo)
      openTurns()
      return effects
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .back, .turnList: overlay = .none
    default: break
    }
    return []
  }

  // MARK: Steps

  /// Stands still and goes on to the next event or container.
  mutating func goOn(_ command: SessionCommand) -> [Effect] {
    guard frame.clock != .ended else {
      tell("the run has ended; \(bindings.keys(of: .restart).first?.name ?? "restart") runs it again")
      return []
    }
    past?.clock = .stands
    return ask(.clock(.paused), command)
  }
}

extension Frame {
  /// The frame as if a walk over the turns had been carried out already.
  mutating func carryOut(_ move: UndoLog.Move) {
    for command in undo.move(move) { after(command) }
  }

  /// The same of a turn.
  mutating func turn(_ command: Command) {
    let before = scenario
    after(command)
    if let turn = Turn(command, from: before, to: scenario, at: snapshot.now) {
      undo.add(turn, from: before, to: scenario, wall: wall, run: run)
    }
  }

  /// The same of several at once, which undo takes back in one step.
  mutating func adopt(_ commands: [Command]) {
    let before = scenario
    for command in commands { after(command) }
    guard let turn = Turn(adopting: scenario, from: before, at: snapshot.now) else { return }
    undo.part()
    undo.add(turn, from: before, to: scenario, wall: wall, run: run)
    undo.part()
  }

  private mutating func after(_ command: Command) {
    scenario = scenario.after(command)
    if command.turnsBoth, let a = comparison?.settings { comparison?.settings = a.after(command) }
  }
}
