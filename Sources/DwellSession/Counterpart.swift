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
  var turns: [Turn]
  var log: RunLog
  // Turns of both that came while A was catching up.
  var pending: [Command] = []
  // Whether A is wanted alone as soon as it has caught up.
  var isWantedAlone = false
  // Computed when a batch closes.
  private(set) var figures: [ComparedFigure] = []

  init(_ replay: Replay, chosen: Scenario, turns: [Turn], log: RunLog) {
    state = .catchingUp(replay)
    self.chosen = chosen
    self.turns = turns
    self.log = log
  }

  init(_ a: Simulator, beside b: Simulator, chosen: Scenario) {
    state = .together(a, PairedBatches(a: a.reading(), b: b.reading()))
    self.chosen = chosen
    turns = []
    log = RunLog(chosen)
  }

  /// A, once it goes on beside B.
  var simulator: Simulator? { if case .together(let simulator, _) = state { simulator } else { nil } }

  /// Counts from now on: what came before was under other settings.
  mutating func beginBatches(beside b: Simulator) {
    guard let a = simulator else { return }
    state = .together(a, PairedBatches(a: a.reading(), b: b.reading()))
    figures = []
  }

  /// Lets both go on to an instant, or to the end of either.
  mutating func advance(with b: Simulator, to target: Instant) {
    guard case .together(let a, var batches) = state else { return }
    let turned = a.turned + b.turned
    let counted = batches.count
    let width = batches.width
    while b.now < target, !b.isEnded, !a.isEnded {
      b.advance(to: min(target, Instant(nanoseconds: batches.nextEdge)))
      a.advance(to: b.now)
      if b.now.nanoseconds == batches.nextEdge, a.now == b.now { batches.close(a: a.reading(), b: b.reading()) }
    }
    state = .together(a, batches)
    if a.turned + b.turned != turned { return beginBatches(beside: b) }
    if batches.count != counted || batches.width != width { figures = batches.figures }
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
