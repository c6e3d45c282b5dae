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
  // Events after which the search for the next container gives up: less than a second's work.
  private static let patience = 200_000

  /// How virtual time runs.
  public private(set) var clock = Frame.Clock.running
  /// Virtual seconds per wall second.
  public private(set) var speed: Double
  /// Wall seconds from a moment that the driver chooses; their differences decide which turns are one entry.
  public var wall = 0.0
  /// Virtual seconds per wall second reached lately; NaN where not measured.
  public var reachedSpeed = Double.nan

  private(set) var simulator: Simulator
  private let arrivals: ArrivalMaking
  // What people chose, without what the schedule turned: a run begins anew with it.
  private(set) var chosen: Scenario
  private var view: View
  private(set) var marks = TurnMarks()
  private var trail = TrailKeeper()
  private(set) var undo = UndoLog()
  private var until: Condition?
  private(set) var run = 0
  private var commandsDone = 0
  var notice: String? { didSet { if notice != nil { noticesTold += 1 } } }
  private var noticesTold = 0
  private var warned = 0
  // What has been turned since 0, to run it again.
  private(set) var runLog: RunLog
  // Run A, while the run above is B.
  var counterpart: Counterpart?

  /// A session of `scenario`, at 0, running.
  ///
  /// - Throws: `Knob.Refusal`: what is wrong, what was given, what is allowed.
  public init(
    scenario: Scenario, speed: Double, view: View, arrivals: ArrivalMaking = .inTurn
  ) throws(Knob.Refusal) {
    simulator = try Simulator(scenario, recording: .plots, arranging: arrivals.arranging)
    self.arrivals = arrivals
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
    if command.isCounted { commandsDone += 1 }
    switch command {
    case .turn(let command): turn(command)
    case .adopt(let commands): adopt(commands)
    case .undo: move(.undo)
    case .redo: move(.redo)
    case .goTo(let place): move(.goTo(place))
    case .pause: if clock == .running { stand() }
    case .resume: if clock == .paused { clock = .running }
    case .nextEvent: step(to: .event)
    case .nextContainer: step(to: .container)
    case .until(let condition): wait(for: condition)
    case .speed(let speed): self.speed = Self.bounded(speed)
    case .view(let view): self.view = view
    case .framesPerSecond: break
    case .restart: restart()
    case .seed(let seed):
      chosen.seed = seed
      counterpart?.chosen.seed = seed
      restart()
    case .fork(let fork): apply(fork)
    }
  }

  /// Takes note of commands that will never come, since too many were waiting.
  func miss(_ commands: Int) { commandsDone += commands }

  /// Lets virtual time go on by `span`, if the clock runs; stops at the end of the run, or where what is waited for holds.
  ///
  /// While A is being made for A/B, that is finished first.
  public func advance(virtual span: TimeSpan) {
    finishCatchingUp()
    guard clock == .running, span > .zero else { return }
    let started = simulator.now
    let reason = following { reach(simulator.now + span) }
    wall += (reason == nil ? span : simulator.now - started).seconds / speed
    if let reason {
      notice = reason
      stand()
    }
  }

  /// What a screen shows now.
  public func frame() -> Frame {
    var frame = Frame(snapshot: simulator.snapshot(seenView), scenario: simulator.scenario)
    frame.comparison = counterpart?.comparison(seenView, beside: simulator)
    frame.clock = clock
    frame.speed = speed
    frame.reachedSpeed = reachedSpeed
    frame.turns = marks.turns
    frame.trail = trail.trail
    if seenView.wantsPoint { frame.present = trail.present(simulator) }
    frame.undo = undo
    frame.until = until
    frame.log = runLog
    frame.wall = wall
    frame.notice = notice
    frame.noticesTold = noticesTold
    frame.run = run
    frame.commandsDone = commandsDone
    return frame
  }

  /// The view asked for, of a guest there is.
  var seenView: View {
    var seen = view
    seen.guest = min(max(seen.guest, 0), simulator.scenario.guests - 1)
    return seen
  }

  /// Goes on with another run in place of the present one.
  func take(_ other: Simulator, chosen: Scenario, marks: TurnMarks, undo: UndoLog, log: RunLog) {
    // What was measured of the run that ends stays a point.
    trail.left(simulator.scenario, trail.present(simulator), at: other.now, isFair: true)
    simulator = other
    self.chosen = chosen
    self.marks = marks
    self.marks.part()
    self.undo = self.undo.followed(by: undo)
    runLog = log
    warned = other.warned
    settleClock()
  }

  /// One run may go on where the other of two had come to its end.
  func settleClock() { if clock == .ended, !simulator.isEnded { clock = .paused } }

  // A speed that is no number becomes the slowest.
  private static func bounded(_ speed: Double) -> Double { min(speeds.upperBound, max(speeds.lowerBound, speed)) }

  // MARK: Turns

  private func turn(_ command: Command) {
    let before = simulator.scenario
    let measured = trail.present(simulator)
    guard carryOut(command) else { return }
    notice = nil
    guard let turn = Turn(command, from: before, to: simulator.scenario, at: simulator.now) else { return }
    undo.add(turn, from: before, to: simulator.scenario, wall: wall, run: run)
    guard turn.old != turn.new else { return }
    trail.left(before, measured, at: simulator.now, isFair: marks.isApart(at: wall))
    marks.add(turn, wall: wall)
  }

  /// Turns several settings at once: one mark, one entry of undo, whatever came just before or comes after.
  private func adopt(_ commands: [Command]) {
    let before = simulator.scenario
    let measured = trail.present(simulator)
    guard commands.allSatisfy(carryOut) else { return goBack(to: before) }
    let after = simulator.scenario
    notice = nil
    guard let turn = Turn(adopting: after, from: before, at: simulator.now) else { return }
    undo.part()
    undo.add(turn, from: before, to: after, wall: wall, run: run)
    undo.part()
    trail.left(before, measured, at: simulator.now, isFair: marks.isApart(at: wall))
    marks.keep(turn)
  }

  /// Takes back what some of several commands did before one was refused; the notice stays that of the refusal.
  private func goBack(to scenario: Scenario) {
    let refusal = notice
    for command in simulator.scenario.commands(to: scenario) { _ = carryOut(command) }
    notice = refusal
  }

  /// Whether the simulator took the command; else the notice says why not, and nothing has changed.
  private func carryOut(_ command: Command) -> Bool {
    do { try simulator.apply(command) } catch {
      notice = error.description
      return false
    }
    chosen = chosen.after(command)
    runLog.add(command, at: simulator.now)
    turnCounterpart(command)
    return true
  }

  /// Walks over the turns: commands like any others at the instant reached, each with its mark.
  private func move(_ move: UndoLog.Move) {
    notice = nil
    let (left, measured) = (simulator.scenario, trail.present(simulator))
    var walked: [Turn] = []
    var isOfSeveral = false
    counterpart?.part()
    var log = undo
    let passed = log.move(move) { turn, commands in
      let (entry, walkedBefore) = (simulator.scenario, walked)
      for command in commands {
        let before = simulator.scenario
        guard carryOut(command) else {
          // Half an entry is none, and the turn stays in the log where it was.
          goBack(to: entry)
          walked = walkedBefore
          return false
        }
        if case .trace(let trace) = command {
          let file = trace.path.split(separator: "/").last.map(String.init) ?? trace.path
          notice = "\(file) is back, from its beginning"
        }
        guard let turn = Turn(command, from: before, to: simulator.scenario, at: simulator.now) else { continue }
        // What several entries did to one thing is one mark.
        if let same = walked.firstIndex(where: { $0.name == turn.name }) {
          walked[same].new = turn.new
        } else {
          walked.append(turn)
        }
      }
      isOfSeveral = isOfSeveral || turn.isOfSeveral
      return true
    }
    undo = log
    if let turn = passed.first {
      notice = "\(turn.name) \(turn.old) → \(turn.new) is refused again and leaves the list of turns"
    }
    walked.removeAll { $0.old == $0.new }
    // What was taken over at once goes and comes at once.
    if isOfSeveral { walked = Turn(adopting: simulator.scenario, from: left, at: simulator.now).map { [$0] } ?? [] }
    if !walked.isEmpty { trail.left(left, measured, at: simulator.now, isFair: marks.isApart(at: wall)) }
    for turn in walked { marks.keep(turn) }
    marks.part()
    counterpart?.part()
  }

  /// Marks what the schedule turned; each by itself, and no key's turn goes on from it.
  private func mark(_ commands: ArraySlice<(instant: Instant, command: Command)>, _ before: Scenario) {
    for (left, instant) in marks.follow(commands, from: before) {
      trail.left(left, trail.present(simulator, until: instant), at: instant, isFair: true)
    }
    if !commands.isEmpty { undo.part() }
  }

  // MARK: Time

  /// Lets the simulator go on, and takes in what it did by itself: turns of the schedule, its end, warnings.
  @discardableResult
  private func following<Result>(_ body: () -> Result) -> Result {
    let (logged, before) = (simulator.forgotten + simulator.log.count, simulator.scenario)
    let result = body()
    mark(simulator.log.suffix(simulator.forgotten + simulator.log.count - logged), before)
    if simulator.isEnded || counterpart?.simulator?.isEnded == true {
      clock = .ended
      if let until { notice = "the run has ended before \(until)" }
      until = nil
    }
    if simulator.warned > warned {
      notice = simulator.newestWarning
      warned = simulator.warned
    }
    return result
  }

  /// Goes on to `target`, or to where what is waited for holds; says so then.
  private func reach(_ target: Instant) -> String? {
    guard let until else {
      goOn(to: target) { simulator.plainly(to: $0) }
      return nil
    }
    if let instant = until.instant {
      goOn(to: min(target, instant)) { simulator.plainly(to: $0) }
      return simulator.now >= instant ? "\(until) is reached" : nil
    }
    let guest = seenView.guest
    var reason: String?
    goOn(to: target) { stop in
      simulator.advance(to: stop, by: until.grain) { left in
        reason = until.holds(in: simulator, guest: guest, left: left)
        return reason != nil
      }
    }
    return reason.map { "\(until): \($0)" }
  }

  /// Goes on to `target` by `advance`, which may stop before and says so; in A/B both runs do.
  private func goOn(to target: Instant, by advance: (Instant) -> Simulator.Advance) {
    if counterpart == nil {
      _ = advance(target)
    } else {
      counterpart?.advance(with: simulator, to: target, batches: batchWidth, by: advance)
    }
  }

  private func wait(for condition: Condition?) {
    until = nil
    guard let condition else { return }
    guard clock != .ended else {
      notice = "the run has ended; nothing is waited for"
      return
    }
    let holds =
      condition.instant.map { simulator.now >= $0 ? "it is reached" : nil }
      ?? condition.holds(in: simulator, guest: seenView.guest, left: [])
    if let holds {
      clock = .paused
      notice = "\(condition) holds already: \(holds)"
      return
    }
    until = condition
    notice = nil
    clock = .running
  }

  // Whoever stops the clock by hand waits for nothing any more.
  private func stand() {
    until = nil
    if clock == .running { clock = .paused }
  }

  private enum Stop { case event, container }

  private func step(to stop: Stop) {
    guard clock != .ended else { return }
    stand()
    guard !isCatchingUp else {
      // To finish it here might take minutes, without a frame.
      notice = "no step yet: A is still being made"
      return
    }
    let before = simulator.now
    switch stop {
    case .event:
      var happened: Happening?
      following { goOn(to: .never) { simulator.step(to: $0) { happened = $0 } } }
      notice = happened.map { HappeningText.line($0, since: before) } ?? nothingMore
    case .container:
      guard simulator.crossesInContainers || simulator.hasOpenContainers else {
        notice = "system \(simulator.scenario.system): packets cross one by one, there is no next container"
        return
      }
      var events = 0
      var left: [ContainerNote] = []
      following {
        goOn(to: .never) { stop in
          simulator.advance(to: stop, by: .releases) {
            events += 1
            left = $0
            return !$0.isEmpty || events >= Self.patience
          }
        }
      }
      let span = QuantityText.time(nanoseconds: Double((simulator.now - before).nanoseconds))
      if let first = left.first {
        let more = left.count > 1 ? "; \(left.count - 1) more" : ""
        notice = "\(HappeningText.container(first))\(more) · \(span) on"
      } else {
        notice = events < Self.patience ? nothingMore : "no container left in the next \(span)"
      }
    }
  }

  private var nothingMore: String { clock == .ended ? "the run has ended" : "nothing more happens by itself" }

  /// A run at 0, for a screen.
  func makeSimulator(_ settings: Scenario) throws(Knob.Refusal) -> Simulator {
    try Simulator(settings, recording: .plots, arranging: arrivals.arranging)
  }

  func restart() {
    do { simulator = try makeSimulator(chosen) } catch {
      notice = error.description
      return
    }
    marks = TurnMarks()
    trail.forget()
    undo.part()
    until = nil
    run += 1
    notice = nil
    warned = 0
    if clock == .ended { clock = .running }
    runLog = RunLog(chosen)
    restartBoth()
  }
}
