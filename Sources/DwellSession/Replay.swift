import DwellCore
import DwellMetrics
import DwellSimulation

/// A second run like a first one, made by running again what its log tells, in slices: what cannot be copied can be repeated.
struct Replay {
  /// The second run.
  let simulator: Simulator
  private let log: RunLog
  private let target: Instant
  private let digest: UInt64
  private let packets: Int
  private var next = 0
  // Whether it has come to an end before the run that it repeats, such as with a capture that was shortened since.
  private var fellShort = false

  /// A replay of a run up to where it is now.
  ///
  /// - Throws: `Knob.Refusal`, such as for a capture that is no longer there.
  init(
    of run: Simulator, _ log: RunLog, by make: (Scenario) throws(Knob.Refusal) -> Simulator
  ) throws(Knob.Refusal) {
    simulator = try make(log.start)
    self.log = log
    target = run.now
    digest = run.digest
    packets = run.packets.offered
  }

  /// How much of the run has been repeated, 0 to 1.
  var fraction: Double {
    target > .zero ? min(Double(simulator.now.nanoseconds) / Double(target.nanoseconds), 1) : 1
  }

  /// Whether it has got there, or gets no further.
  var isDone: Bool { fellShort || next == log.entries.count && simulator.now >= target }

  /// Whether everything that has ended is the same as in the run it repeats.
  var agrees: Bool { !fellShort && simulator.digest == digest && simulator.now == target }

  /// Repeats some more: about so many packets, as many as come on average in such a stretch.
  mutating func advance(packets most: Int) throws(Knob.Refusal) {
    let share = Double(max(most, 1)) / Double(max(packets, 1))
    let span = TimeSpan.seconds(Double(target.nanoseconds) / 1e9 * min(share, 1))
    let before = simulator.now
    let goal = min(simulator.now + max(span, .nanoseconds(1)), target)
    while next < log.entries.count, log.entries[next].instant <= goal {
      let (instant, command) = log.entries[next]
      if instant > simulator.now { simulator.advance(to: instant) }
      guard simulator.now >= instant else {
        fellShort = true
        return
      }
      try simulator.apply(command)
      next += 1
    }
    if goal > simulator.now { simulator.advance(to: goal) }
    fellShort = simulator.now < goal && (simulator.isEnded || simulator.now == before)
  }
}
