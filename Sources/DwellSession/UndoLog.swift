public import DwellCore
public import DwellSimulation

/// The turns that a person made, in order, and how many of them are in force: what undo and redo walk over. A value.
///
/// Turns of one thing within half a second of wall time are one entry. At most ``most`` are kept; beyond that the oldest is forgotten
/// and can no longer be undone.
public struct UndoLog: Sendable, Hashable {
  /// One entry: a turn, and the commands that take it back and carry it out again.
  public struct Entry: Sendable, Hashable {
    /// What was turned, from where to where, and when; the instant belongs to run `run`.
    public var turn: Turn
    /// The run the turn was made in; the session counts restarts.
    public var run: Int
    /// What takes it back.
    public var back: [Command]
    /// What carries it out again.
    public var forth: [Command]
    fileprivate var before: Scenario
  }

  /// One step of a walk.
  public enum Move: Sendable, Hashable {
    /// Take the last turn in force back.
    case undo
    /// Carry the next one out again.
    case redo
    /// Go to where exactly the turns up to this number are in force; see ``UndoLog/place``.
    case goTo(Int)
  }

  /// The most entries kept.
  public static let most = 256
  /// Turns of one thing within so many wall seconds are one entry (contract).
  public static let together = 0.5

  /// The entries, oldest first.
  public private(set) var entries: [Entry] = []
  /// How many of them are in force; those behind it can be done again.
  public private(set) var done = 0
  /// How many were forgotten because there were too many.
  public private(set) var forgotten = 0
  /// How many moves were asked for so far, those that led nowhere among them.
  public private(set) var moves = 0

  private var lastWall = -Double.infinity
  // The number of the entry that was refused to the last walk: refused again, it is forgotten.
  private var refused: Int?

  /// Nothing was turned yet.
  public init() {}

  /// Whether there is a turn to take back.
  public var canUndo: Bool { done > 0 }

  /// Whether a turn that was taken back can be carried out again.
  public var canRedo: Bool { done < entries.count }

  /// The number of the last turn in force, counted from 1 over all there ever were on this line; 0: none was made.
  public var place: Int { forgotten + done }

  /// The value that undo would sooner or later give back to a knob; nil where no turn of it is in force.
  public func value(before knob: Knob) -> Double? {
    for entry in entries[..<done].reversed() where entry.turn.name == knob.name {
      for case .set(knob.name, let value) in entry.back { return value }
    }
    return nil
  }

  /// Remembers a turn that was carried out and led from `before` to `after`; whatever could be redone is forgotten.
  ///
  /// - Parameters:
  ///   - wall: wall seconds at that moment; two within half a second of one thing are one entry.
  ///   - run: the run it was made in.
  /// - Returns: whether it went on from the entry before.
  @discardableResult
  public mutating func add(_ turn: Turn, from before: Scenario, to after: Scenario, wall: Double, run: Int) -> Bool {
    refused = nil
    let goesOn =
      done > 0 && done == entries.count && entries[done - 1].turn.name == turn.name
      && wall - lastWall <= Self.together
    guard goesOn else {
      let forth = before.commands(to: after)
      guard !forth.isEmpty else { return false }
      lastWall = wall
      entries.removeLast(entries.count - done)
      entries.append(Entry(turn: turn, run: run, back: after.commands(to: before), forth: forth, before: before))
      if entries.count > Self.most {
        entries.removeFirst()
        forgotten += 1
      }
      done = entries.count
      return false
    }
    // First old → last new; a turn back to where it began was none.
    lastWall = wall
    let first = entries[done - 1].before
    entries[done - 1].turn.new = turn.new
    entries[done - 1].back = after.commands(to: first)
    entries[done - 1].forth = first.commands(to: after)
    if entries[done - 1].forth.isEmpty {
      entries.removeLast()
      done -= 1
      part()
    }
    return true
  }

  /// Lets the next turn be an entry of its own, however soon it comes.
  public mutating func part() { lastWall = -.infinity }

  /// Another log in place of this one, with the count of moves going on: the run goes on as another.
  func followed(by other: UndoLog) -> UndoLog {
    var next = other
    next.moves = moves
    next.part()
    return next
  }

  /// Moves, and says which commands carry it out, in order; none where there is nowhere to go.
  public mutating func move(_ move: Move) -> [Command] {
    var commands: [Command] = []
    self.move(move) { _, forth in
      commands += forth
      return true
    }
    return commands
  }

  /// Moves entry by entry, each carried out by `carryOut`; where one is refused the walk ends before it.
  ///
  /// Where it was refused already when last asked for, it is forgotten, and the walk goes on past it.
  ///
  /// - Returns: the turns that were forgotten.
  @discardableResult
  mutating func move(_ move: Move, by carryOut: (_ turn: Turn, [Command]) -> Bool) -> [Turn] {
    moves += 1
    part()
    let refusedBefore = refused
    refused = nil
    var passed: [Turn] = []
    var target: Int =
      switch move {
      case .undo: done - 1
      case .redo: done + 1
      case .goTo(let place): place - forgotten
      }
    while done > max(target, 0) {
      if carryOut(entries[done - 1].turn, entries[done - 1].back) {
        done -= 1
      } else if refusedBefore == forgotten + done - 1, passed.isEmpty {
        done -= 1
        passed.append(entries.remove(at: done).turn)
        if move == .undo { target -= 1 }
      } else {
        refused = forgotten + done - 1
        return passed
      }
    }
    while done < min(target, entries.count) {
      if carryOut(entries[done].turn, entries[done].forth) {
        done += 1
      } else if refusedBefore == forgotten + done, passed.isEmpty {
        passed.append(entries.remove(at: done).turn)
        if move != .redo { target -= 1 }
      } else {
        refused = forgotten + done
        return passed
      }
    }
    return passed
  }
}
