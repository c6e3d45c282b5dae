import DwellCore
import DwellSimulation
import DwellTuning
import Foundation
import Synchronization

/// A search at work: its progress on stderr, and the best so far where it is interrupted.
struct TuneWork {
  private let tuning: Tuning
  private let crew: Crew

  init(_ tuning: Tuning, _ crew: Crew) {
    self.tuning = tuning
    self.crew = crew
  }

  func run() throws -> TuningResult {
    let best = BestSoFar(tuning)
    let isStopped = Atomic(false)
    let isOver: @Sendable () -> Bool = { isStopped.load(ordering: .relaxed) }
    var progress = ProgressLine("tune")
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      // Asked twice, it does not wait for what is on its way.
      if isStopped.exchange(true, ordering: .relaxed) { Console.end(130) }
    }
    source.resume()
    defer { source.cancel() }
    let found = try Failure.file { () throws(Knob.Refusal) in
      try tuning.run(crew: crew, isCancelled: isOver) { event in
        switch event {
        case .progress(let done, let total, _): progress.show(done, of: total)
        case .tried(let tried): best.take(tried)
        }
      }
    }
    progress.clear()
    guard let found else {
      Console.complain(best.words)
      Console.end(130)
    }
    signal(SIGINT, SIG_DFL)
    return found
  }
}

/// What an interrupted search has found.
private final class BestSoFar {
  private let tuning: Tuning
  private var tried: [Scenario: Tried] = [:]
  private var order: [Scenario] = []

  init(_ tuning: Tuning) { self.tuning = tuning }

  func take(_ one: Tried) {
    if tried.updateValue(one, forKey: one.scenario) == nil { order.append(one.scenario) }
  }

  /// One line: what is the best by now, and the command that runs it.
  var words: String {
    let all = order.compactMap { tried[$0] }
    guard let best = tuning.best(of: all) else { return "interrupted before any setting was run" }
    let isAllowed = tuning.limits.allSatisfy { $0.isMet(by: best.sample.mean($0.metric)) }
    let metric = tuning.goal.metric
    let runs = best.sample.runs.count
    return "interrupted after \(order.count) settings; "
      + (isAllowed ? "the best so far" : "none keeps to all limits so far, and the nearest")
      + " has \(metric.title) \(metric.text(best.sample.mean(metric))) in \(runs) \(runs == 1 ? "run" : "runs")"
      + (best.line.map { ": \($0)" } ?? "")
  }
}
