import DwellSimulation
import DwellTerminal
import DwellTuning

/// What came of a search, a sentence each: how what stands and what comes next lie to the best.
struct TuneVerdict {
  /// The sentence.
  var text: String
  /// What it is drawn in.
  var role: Role
  /// Lower ones stay longer.
  var rank: Int

  /// All of them; none before there is an answer.
  static func of(_ board: TuneBoard, _ model: Model) -> [TuneVerdict] {
    guard let result = board.result else { return [] }
    var verdicts: [TuneVerdict] = []
    func say(_ text: String, _ role: Role = .dim, rank: Int) {
      verdicts.append(TuneVerdict(text: text, role: role, rank: rank))
    }
    let metric = result.problem.goal.metric
    let now = presentWord(board, model)
    if result.best == nil {
      say("no setting tried keeps to all limits; the nearest is shown", .warning, rank: 2)
    } else if let words = keeping(result, board, model) {
      say(words, .text, rank: 2)
    } else if let gap = result.presentDifference {
      say("\(now) against best: \(metric.differenceText(gap)), \(noise(gap.excludesZero))", .text, rank: 7)
    }
    // By no more than noise: that is what the interval says.
    for check in result.brokenAfresh where !check.isOnTheEdge {
      say("! \(check.limit.metric.title) \(check.limit.text(of: check.interval)) on fresh arrivals", .warning, rank: 3)
    }
    if let next = result.runnerUp, let gap = next.fresh ?? next.difference {
      let name = next.tried.scenario.policy
      let words = "\(metric.differenceText(gap)), \(noise(next.isSignificant))"
      say("next (\(name)) \(gap.mean == 0 ? "is as good as the best" : "against best: \(words)")", rank: 8)
    }
    if result.equals > 0 {
      say("\(result.equals) \(result.equals == 1 ? "other" : "others") may be as good as the best", rank: 56)
    }
    return verdicts
  }

  /// The word for what stood when the search began, which may have been left since.
  static func presentWord(_ board: TuneBoard, _ model: Model) -> String {
    board.isPresent(model.scenario) ? "now" : "before"
  }

  private static func noise(_ isSignificant: Bool) -> String { isSignificant ? "more than noise" : "may be noise" }

  // Why nothing is to be turned; nil where something is.
  private static func keeping(_ result: TuningResult, _ board: TuneBoard, _ model: Model) -> String? {
    let keep = board.isPresent(model.scenario) ? "keep what stands" : "go back to what stood"
    if result.keepsPresent { return "\(keep): nothing tried is better" }
    guard result.presentIsBetter else { return nil }
    // Within what was searched the two lie so near that the search took the other for the better one.
    if result.present?.point != nil { return "\(keep): on fresh arrivals it is better than the best" }
    let of = board.question.target.map { "what \($0) can say" } ?? "anything searched"
    return "\(keep): it is better than \(of)"
  }
}
