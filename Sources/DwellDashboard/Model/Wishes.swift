package import DwellCore
package import DwellSession
package import DwellSimulation

/// Settings asked for that no frame has shown yet.
///
/// Keys come faster than frames. Without this, a second step would start from the value before the first one.
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
    /// A walk over the turns, and how many there will have been with it.
    case move(UndoLog.Move, number: Int)

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
      case .move(_, let number): "move \(number)"
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
      case .speed, .clock, .fork, .move: nil
      }
    }

    func isGranted(in frame: Frame) -> Bool {
      switch self {
      case .knob(let knob, let value): frame.scenario.value(of: knob) == value
      case .policy(let name): frame.scenario.policy == name
      case .system(let name): frame.scenario.system == name
      case .stage(let stage, let choice): frame.scenario.stages[stage] == choice
      case .machine(let name): frame.scenario.machine == name
      case .arrivals(let name): frame.scenario.arrivals == name && frame.scenario.trace == nil
      case .guests(let count): frame.scenario.guests == count
      case .speed(let speed): frame.speed == speed
      // A clock at the end of its run takes no orders.
      case .clock(let clock): frame.clock == clock || frame.clock == .ended
      case .fork(let fork): (frame.comparison != nil) == (fork == .begin)
      case .move(_, let number): frame.undo.moves >= number
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
      case .move(let move, _): frame.carryOut(move)
      }
    }

    /// Whether what it leads to hangs on what was asked for before.
    var isMove: Bool { if case .move = self { true } else { false } }
  }

  private struct Entry: Sendable, Hashable {
    var wish: Wish
    var frames = 0
  }

  /// Frames after which a wish that was not granted is taken for refused: half a second.
  package static let patience = 15

  private var entries: [Entry] = []

  /// No wish.
  package init() {}

  /// Whether nothing is waited for.
  package var isEmpty: Bool { entries.isEmpty }

  /// Adds a wish in place of an older one for the same setting, unless the turns were walked over in between.
  package mutating func add(_ wish: Wish) {
    let since = entries.lastIndex { $0.wish.isMove }.map { $0 + 1 } ?? 0
    let later = entries[since...].filter { $0.wish.name != wish.name && !$0.wish.isOver(with: wish) }
    entries.replaceSubrange(since..., with: later)
    entries.append(Entry(wish: wish))
  }

  /// Forgets what a frame grants and what has waited too long, then puts the rest into the frame.
  package mutating func settle(_ frame: inout Frame) {
    for index in entries.indices { entries[index].frames += 1 }
    let shown = frame
    // Commands are carried out in order: what was asked for before a walk that is done is done too, or refused.
    if let done = entries.lastIndex(where: { $0.wish.isMove && $0.wish.isGranted(in: shown) }) {
      entries.removeFirst(done + 1)
    }
    entries.removeAll { $0.wish.isGranted(in: shown) || $0.frames > Self.patience }
    for entry in entries { entry.wish.apply(to: &frame) }
  }
}
