public import DwellCore
public import DwellMetrics
public import DwellSimulation

/// A run that a person steers: a simulator, the clock's settings, the turns so far. Pure but for the run itself; it reads no clock.
///
/// `Session` drives it by the monotonic clock, the snapshot command by virtual time alone. One thread owns it.
public final class SessionCore {
  /// The speeds the clock may have, in virtual seconds per second.
  public static let speeds = 1e-6...1e3
  /// The most turns remembered.
  public static let mostTurns = 256
  // Turns of one knob within half a second are one entry (contract).
  private static let together = 0.5

  /// How virtual time runs.
  public private(set) var clock = Frame.Clock.running
  /// Virtual seconds per wall second.
  public private(set) var speed: Double
  /// Wall seconds from a moment that the driver chooses; their differences decide which turns are one entry.
  public var wall = 0.0
  /// Virtual seconds per wall second reached lately; NaN where not measured.
  public var reachedSpeed = Double.nan

  private(set) var simulator: Simulator
  // What people chose, without what the schedule turned: a run begins anew with it.
  private(set) var chosen: Scenario
  private var view: View
  private(set) var turns: [Turn] = []
  private var lastTurn = -Double.infinity
  private var trail = TrailKeeper()
  var notice: String?
  private var warned = 0
  // What has been turned since 0, to run it again.
  private(set) var runLog: RunLog
  // Run A, while the run above is B.
  var counterpart: Counterpart?

  /// A session of `scenario`, at 0, running.
  ///
  /// - Throws: `Knob.Refusal`: what is wrong, what was given, what is allowed.
  public init(scenario: Scenario, speed: Double, view: View) throws(Knob.Refusal) {
    simulator = try Simulator(scenario, recording: .plots)
    chosen = scenario
    runLog = RunLog(scenario)
    self.speed = Self.bounded(speed)
    self.view = view
  }

  /// The instant reached.
  public var now: Instant { simulator.now }

  /// The digest of everything that has ended so far.
  public var digest: UInt64 { simulator.digest }

  /// Every command carried out, with its virtual instant.
  public var log: [(instant: Instant, command: Command)] { simulator.log }

  /// Does what the screen asked for, at the instant reached.
  public func apply(_ command: SessionCommand) {
    switch command {
    case .turn(let command): turn(command)
    case .pause: if clock == .running { clock = .paused }
    case .resume: if clock == .paused { clock = .running }
    case .speed(let speed): self.speed = Self.bounded(speed)
    case .view(let view): self.view = view
    case .restart: restart()
    case .fork(let fork): apply(fork)
    }
  }

  /// Lets virtual time go on by `span`, if the clock runs; stops at the end of the run.
  ///
  /// While A is being made for A/B, that is finished first.
  public func advance(virtual span: TimeSpan) {
    finishCatchingUp()
    guard clock == .running, span > .zero else { return }
    let (logged, before) = (simulator.forgotten + simulator.log.count, simulator.scenario)
    if counterpart == nil {
      simulator.advance(to: simulator.now + span)
    } else {
      counterpart?.advance(with: simulator, to: simulator.now + span)
    }
    mark(simulator.log.suffix(simulator.forgotten + simulator.log.count - logged), before)
    wall += span.seconds / speed
    if simulator.isEnded || counterpart?.simulator?.isEnded == true { clock = .ended }
    if simulator.warned > warned {
      notice = simulator.newestWarning
      warned = simulator.warned
    }
  }

  /// What a screen shows now.
  public func frame() -> Frame {
    var frame = Frame(snapshot: simulator.snapshot(seenView), scenario: simulator.scenario)
    frame.comparison = counterpart?.comparison(seenView, beside: simulator)
    frame.clock = clock
    frame.speed = speed
    frame.reachedSpeed = reachedSpeed
    frame.turns = turns
    frame.trail = trail.trail
    if seenView.wantsPoint { frame.present = trail.present(simulator) }
    frame.wall = wall
    frame.notice = notice
    return frame
  }

  /// The view asked for, of a guest there is.
  var seenView: View {
    var seen = view
    seen.guest = min(max(seen.guest, 0), simulator.scenario.guests - 1)
    return seen
  }

  /// Goes on with another run in place of the present one.
  func take(_ other: Simulator, chosen: Scenario, turns: [Turn], log: RunLog) {
    // What was measured of the run that ends stays a point.
    trail.left(simulator.scenario, trail.present(simulator), at: other.now, isFair: true)
    simulator = other
    self.chosen = chosen
    self.turns = turns
    runLog = log
    warned = other.warned
    lastTurn = -.infinity
    settleClock()
  }

  /// One run may go on where the other of two had come to its end.
  func settleClock() { if clock == .ended, !simulator.isEnded { clock = .paused } }

  // A speed that is no number becomes the slowest.
  private static func bounded(_ speed: Double) -> Double { min(speeds.upperBound, max(speeds.lowerBound, speed)) }

  private func turn(_ command: Command) {
    let before = simulator.scenario
    let measured = trail.present(simulator)
    do { try simulator.apply(command) } catch {
      notice = error.description
      return
    }
    notice = nil
    chosen = chosen.after(command)
    runLog.add(command, at: simulator.now)
    turnCounterpart(command)
    guard let turn = Self.describe(command, before: before, after: simulator.scenario, at: simulator.now) else {
      return
    }
    trail.left(before, measured, at: simulator.now, isFair: wall - lastTurn > Self.together)
    if wall - lastTurn <= Self.together, let last = turns.last, last.name == turn.name {
      // First old → last new; a turn back to where it began leaves no mark.
      turns[turns.count - 1].new = turn.new
      if turns[turns.count - 1].old == turn.new { turns.removeLast() }
    } else {
      turns.append(turn)
      if turns.count > Self.mostTurns { turns.removeFirst() }
    }
    lastTurn = wall
  }

  /// Marks what the schedule turned; each by itself, and no key's turn goes on from it.
  private func mark(_ commands: ArraySlice<(instant: Instant, command: Command)>, _ before: Scenario) {
    var before = before
    for (instant, command) in commands {
      let after = before.after(command)
      if let turn = Self.describe(command, before: before, after: after, at: instant) {
        turns.append(turn)
        trail.left(before, trail.present(simulator, until: instant), at: instant, isFair: true)
      }
      before = after
      lastTurn = -.infinity
    }
    if turns.count > Self.mostTurns { turns.removeFirst(turns.count - Self.mostTurns) }
  }

  func restart() {
    do { simulator = try Simulator(chosen, recording: .plots) } catch {
      notice = error.description
      return
    }
    turns = []
    trail.forget()
    notice = nil
    warned = 0
    lastTurn = -.infinity
    if clock == .ended { clock = .running }
    runLog = RunLog(chosen)
    restartBoth()
  }

  static func describe(_ command: Command, before: Scenario, after: Scenario, at now: Instant) -> Turn? {
    let turn: Turn
    switch command {
    case .set(let name, _):
      guard let knob = KnobCatalog.knob(named: name) else { return nil }
      turn = Turn(
        name: name, symbol: knob.symbol, old: QuantityText.knob(knob, before.value(of: knob)),
        new: QuantityText.knob(knob, after.value(of: knob)), at: now)
    case .policy:
      turn = Turn(name: "policy", symbol: "policy", old: before.policy, new: after.policy, at: now)
    case .system:
      turn = Turn(name: "system", symbol: "system", old: before.system, new: after.system, at: now)
    case .arrivals:
      turn = Turn(
        name: "workload", symbol: "workload", old: before.trace == nil ? before.arrivals : "trace",
        new: after.arrivals, at: now)
    case .guests:
      turn = Turn(name: "guests", symbol: "guests", old: "\(before.guests)", new: "\(after.guests)", at: now)
    }
    return turn.old == turn.new ? nil : turn
  }
}
