public import DwellTuning

/// What the tune page shows: a search on its way or done, and the place on its front that is looked at.
public struct TuneBoard: Sendable {
  /// How far it is.
  public enum State: Sendable {
    /// It goes on.
    case searching
    /// It waits.
    case paused
    /// It is done.
    case found(TuningResult)
    /// It could not be done; one line.
    case refused(String)
  }

  /// What is asked.
  public let question: TuningQuestion
  /// What exactly is searched; nil until that is known.
  public private(set) var problem: Tuning?
  /// How far it is.
  public internal(set) var state = State.searching
  /// Every setting tried, in order.
  public private(set) var tried: [Tried] = []
  /// Those of which none is better in both quantities, from the lowest of the price on.
  public private(set) var front: [Tried] = []
  /// The best so far.
  public private(set) var best: Tried?
  /// The place on the front that is looked at; nil: the best.
  public internal(set) var chosen: TuningPoint?
  /// Runs done, and expected in all.
  public private(set) var runs = (done: 0, total: 0)
  /// Seconds of work so far.
  public private(set) var seconds = 0.0
  // Only looked up.
  private var places: [TuningPoint: Int] = [:]

  /// A search that has just begun.
  init(_ question: TuningQuestion) { self.question = question }

  /// The answer, once there is one.
  public var result: TuningResult? { if case .found(let result) = state { result } else { nil } }

  /// What is looked at: a place on the front, else the best.
  public var selected: Tried? {
    guard let chosen else { return best }
    return tried.first { $0.point == chosen } ?? best
  }

  /// The settings as they stood when it began, with their runs; nil until they were run.
  public private(set) var present: Tried?

  /// Takes news in.
  mutating func take(_ news: Tuner.News) {
    problem = problem ?? news.problem
    runs = (news.done, news.total)
    seconds = news.seconds
    for one in news.tried {
      if problem?.isPresent(one) == true { present = one }
      guard let point = one.point else { continue }
      if let place = places[point] {
        tried[place] = one
      } else {
        places[point] = tried.count
        tried.append(one)
      }
    }
    switch news.end {
    case .found(let result):
      state = .found(result)
      tried = result.tried
      present = result.present
      places = [:]
      best = result.best ?? result.nearest
      front = result.front
    case .refused(let line): state = .refused(line)
    case nil:
      guard let problem else { return }
      best = problem.best(of: tried)
      front = TuningFront.of(tried, problem.goal, problem.limits)
    }
    if let place = chosen, !front.contains(where: { $0.point == place }) { chosen = nil }
  }

  /// Goes along the front, from the best on.
  mutating func walk(_ step: Int) {
    guard !front.isEmpty else { return }
    let at = front.firstIndex { $0.point == selected?.point }
    let next = at.map { min(max($0 + step, 0), front.count - 1) } ?? (step > 0 ? 0 : front.count - 1)
    chosen = front[next].point
  }
}

/// What a search from the dashboard is for.
struct TuneAim: Sendable {
  var aim = TuningQuestion.Aim.driverDomain
  /// So many times what it is now may be paid.
  var allowance = 1.0
}
