import DwellCore
import DwellMetrics
import DwellSimulation

/// Run A while B is turned: itself, what its owner knows of it, and what both have counted in common.
struct Counterpart {
  /// Where A is.
  enum State {
    /// It is being made.
    case catchingUp(Replay)
    /// It goes on beside B.
    case together(Simulator, PairedBatches)
  }

  var state: State
  // What a session keeps of its run, as it was when B went off.
  var chosen: Scenario
  var marks: TurnMarks
  var undo: UndoLog
  var log: RunLog
  // Turns of both that came while A was catching up.
  var pending: [Command] = []
  // Whether A is wanted alone as soon as it has caught up.
  var isWantedAlone = false
  // Computed when a batch closes.
  private(set) var figures: [ComparedFigure] = []

  init(_ replay: Replay, chosen: Scenario, marks: TurnMarks, undo: UndoLog, log: RunLog) {
    state = .catchingUp(replay)
    self.chosen = chosen
    self.marks = marks
    self.undo = undo
    self.log = log
  }

  init(_ a: Simulator, beside b: Simulator, chosen: Scenario, undo: UndoLog, width: Int64) {
    state = .together(a, PairedBatches(a: a.reading(), b: b.reading(), width: width))
    self.chosen = chosen
    marks = TurnMarks()
    self.undo = undo
    log = RunLog(chosen)
  }

  /// A, once it goes on beside B.
  var simulator: Simulator? { if case .together(let simulator, _) = state { simulator } else { nil } }

  /// Counts from now on: what came before was under other settings.
  mutating func beginBatches(beside b: Simulator, width: Int64) {
    guard let a = simulator else { return }
    state = .together(a, PairedBatches(a: a.reading(), b: b.reading(), width: width))
    figures = []
  }

  /// Lets both go on to an instant, to where B stops before, or to the end of either.
  ///
  /// - Parameters:
  ///   - first: the length of the first batch, in nanoseconds, where counting begins anew.
  ///   - advance: what lets B go on to an instant given; A follows to where it has got.
  mutating func advance(
    with b: Simulator, to target: Instant, batches first: Int64, by advance: (Instant) -> Simulator.Advance
  ) {
    guard case .together(let a, var batches) = state else { return }
    let (turnedA, turnedB, before) = (a.turned, b.turned, a.scenario)
    let counted = batches.count
    let width = batches.width
    while b.now < target, !b.isEnded, !a.isEnded {
      let reached = advance(min(target, Instant(nanoseconds: batches.nextEdge)))
      a.advance(to: b.now)
      if b.now.nanoseconds == batches.nextEdge, a.now == b.now { batches.close(a: a.reading(), b: b.reading()) }
      if reached == .stopped { break }
    }
    state = .together(a, batches)
    if a.turned != turnedA {
      _ = marks.follow(a.log.suffix(a.turned - turnedA), from: before)
      undo.part()
    }
    if a.turned != turnedA || b.turned != turnedB { return beginBatches(beside: b, width: first) }
    if batches.count != counted || batches.width != width { figures = batches.figures }
  }

  /// Lets the next turn of A be one of its own.
  mutating func part() {
    marks.part()
    undo.part()
  }

  /// What the screen is told.
  func comparison(_ view: View, beside b: Simulator) -> Comparison {
    switch state {
    case .catchingUp(let replay): return Comparison(.catchingUp(replay.fraction), settings: chosen)
    case .together(let a, let batches):
      var comparison = Comparison(.together, settings: a.scenario)
      comparison.snapshot = a.snapshot(view)
      comparison.arrivals = a.followsDeliveries || b.followsDeliveries ? .sameDraws : .same
      comparison.figures = figures
      comparison.seconds = batches.seconds
      comparison.batches = batches.count
      return comparison
    }
  }
}

extension Simulator {
  /// How many commands were carried out so far.
  var turned: Int { forgotten + log.count }
}
