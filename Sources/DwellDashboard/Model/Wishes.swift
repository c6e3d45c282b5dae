package import DwellCore
package import DwellSession
package import DwellSimulation

/// Settings asked for that no frame has shown yet.
///
/// Keys come faster than frames. Without this, a second step would start from the value before the first one. A wish lasts until the
/// frame that has done its command, whether it was granted or refused; frames that do not come, since the clock stands, change nothing.
package struct Wishes: Sendable, Hashable {
  /// One setting asked for.
  package enum Wish: Sendable, Hashable {
    /// A knob, by its declaration.
    case knob(Knob, Double)
    /// The release policy.
    case policy(String)
    /// The system.
    case system(String)
    /// The choice on a stage.
    case stage(Stage, String?)
    /// The machine.
    case machine(String)
    /// The traffic model.
    case arrivals(String)
    /// The number of guests.
    case guests(Int)
    /// Virtual seconds per second.
    case speed(Double)
    /// Whether time runs.
    case clock(Frame.Clock)
    /// The beginning or end of A/B.
    case fork(Fork)
    /// A walk over the turns.
    case move(UndoLog.Move)
    /// Several settings taken over as one turn, as differences from what stood before.
    case adopt([Command])

    var name: String {
      switch self {
      case .knob(let knob, _): "knob \(knob.name)"
      case .policy: "policy"
      case .system: "system"
      case .stage(let stage, _): "stage \(stage.rawValue)"
      case .machine: "machine"
      case .arrivals: "workload"
      case .guests: "guests"
      case .speed: "speed"
      case .clock: "clock"
      case .fork: "fork"
      case .move: "move"
      case .adopt: "settings"
      }
    }

    /// What the session is asked to do to the settings; nil for the clock's.
    var command: Command? {
      switch self {
      case .knob(let knob, let value): .set(knob: knob.name, value: value)
      case .policy(let name): .policy(name)
      case .system(let name): .system(name)
      case .stage(let stage, let choice): .stage(stage, choice)
      case .machine(let name): .machine(name)
      case .arrivals(let name): .arrivals(name)
      case .guests(let count): .guests(count)
      case .speed, .clock, .fork, .move, .adopt: nil
      }
    }

    /// A system brings its stages and may bring its policy, a machine its costs; those asked for before are not to come back.
    func isOver(with later: Wish) -> Bool {
      // What B was asked for goes with it.
      if case .fork(.backToA) = later, command?.turnsBoth == false { return true }
      return switch (self, later) {
      case (.policy, .system), (.stage, .system): true
      case (.knob(let knob, _), .machine): MachineCatalog.sets(knob)
      default: false
      }
    }

    func apply(to frame: inout Frame) {
      if let command { frame.turn(command) }
      switch self {
      case .knob, .policy, .system, .stage, .machine, .arrivals, .guests: break
      case .speed(let speed): frame.speed = speed
      case .clock(let clock): frame.clock = clock
      case .fork(let fork): frame.apply(fork)
      case .move(let move): frame.carryOut(move)
      case .adopt(let commands): frame.adopt(commands)
      }
    }

    /// Whether what it leads to hangs on what was asked for before, all of which then stays.
    var isRelative: Bool {
      switch self {
      case .move, .adopt: true
      default: false
      }
    }
  }

  private struct Entry: Sendable, Hashable {
    var wish: Wish
    // Which command of the model it is; nil as long as the model is still at it.
    var number: Int?
  }

  /// The most wishes on their way, as many as commands may wait; beyond that the oldest is no longer foreseen.
  package static let most = 1024

  private var entries: [Entry] = []

  /// No wish.
  package init() {}

  /// Whether nothing is waited for.
  package var isEmpty: Bool { entries.isEmpty }

  /// Adds a wish in place of an older one for the same setting, unless something in between was meant relative to it.
  package mutating func add(_ wish: Wish) {
    let since = wish.isRelative ? entries.endIndex : entries.lastIndex { $0.wish.isRelative }.map { $0 + 1 } ?? 0
    let later = entries[since...].filter { $0.wish.name != wish.name && !$0.wish.isOver(with: wish) }
    entries.replaceSubrange(since..., with: later)
    entries.append(Entry(wish: wish))
    if entries.count > Self.most { entries.removeFirst() }
  }

  /// Says that all wishes so far are commands up to this number.
  package mutating func number(_ asked: Int) {
    for index in entries.indices.reversed() {
      guard entries[index].number == nil else { return }
      entries[index].number = asked
    }
  }

  /// Forgets what a frame has done, granted or refused, then puts the rest into the frame.
  package mutating func settle(_ frame: inout Frame) {
    let done = frame.commandsDone
    entries.removeAll { $0.number.map { $0 <= done } ?? false }
    for entry in entries { entry.wish.apply(to: &frame) }
  }
}
