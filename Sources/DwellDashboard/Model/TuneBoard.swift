import DwellCore
import DwellSimulation
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

  /// Where its page lies.
  enum Page: Sendable {
    /// Above all else, where it is open at all.
    case uppermost
    /// Under the help, which was asked for on it.
    case underHelp
  }

  /// Where its page lies.
  var page = Page.uppermost
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
  /// Where they lie in the plot, worked out when they come.
  private(set) var points: [FrontPlot.Point] = []
  /// The same of the front.
  private(set) var frontPoints: [FrontPlot.Point] = []
  /// The choices that were tried, by their numbers.
  private(set) var families: Set<Int> = []
  /// What to type for what is looked at.
  package private(set) var toType: ToType?
  /// For which target; nil: for the first that can say it.
  private var target: String?
  /// The mean size of a packet; nil where it is not known, such as that of a capture that has not been read yet.
  package private(set) var packetBytes: Double?
  // The export that has to be asked for once more.
  private var refused: TunedExport?
  // What came of exports; beyond the most all are forgotten.
  private var outcomes: [TunedExport: TunedOutcome] = [:]
  private static let mostOutcomes = 64
  /// The setting that was taken over last; nil: none was.
  var taken: Tried?
  /// The places that are walked along: the front, with the best in its place where it is none of it.
  package private(set) var walkway: [Tried] = []
  // The place of each point's setting, and of its mark; only looked up.
  private var marks: [TuningPoint: Int] = [:]
  private var places: [TuningPoint: Int] = [:]

  /// A search that has just begun.
  init(_ question: TuningQuestion) {
    self.question = question
    packetBytes = question.scenario.trace == nil ? question.scenario.meanPacketBytes : nil
    target = question.target
  }

  /// What is looked at, as an export to a target.
  func export(to target: String) -> TunedExport {
    TunedExport(question: question, point: selected?.point, target: target)
  }

  /// It is asked for now.
  ///
  /// - Returns: whether it was refused before, and is asked for once more.
  mutating func asks(for export: TunedExport) -> Bool {
    defer { refused = nil }
    return refused == export
  }

  /// It has to be asked for once more.
  ///
  /// - Returns: whether it is what is looked at.
  mutating func wasRefused(_ export: TunedExport) -> Bool {
    refused = export
    return toType.map { self.export(to: $0.target) == export } ?? false
  }

  /// An export is on its way. The lines that it was refused with stay until it is over.
  mutating func began(_ export: TunedExport) { took(export, .begun(outcomes[export]?.emission)) }

  /// Takes note of how far an export is.
  mutating func took(_ export: TunedExport, _ outcome: TunedOutcome) {
    if outcomes.count >= Self.mostOutcomes { outcomes = [:] }
    outcomes[export] = outcome
    findLines()
  }

  /// Whether the export of what is typed has to be asked for once more.
  var asksAgain: Bool { toType.map { export(to: $0.target) == refused } ?? false }

  /// What came of the export of what is typed.
  var outcome: TunedOutcome? { toType.flatMap { outcomes[export(to: $0.target)] } }

  /// How an export of what is looked at is run, and what it is held against: as the search does it.
  var trial: EmissionTrial? { result?.trial ?? problem?.trial }

  /// What it is for, and what that is paid with: as asked, or as the traffic allows once that is known.
  var goal: Goal { problem?.goal ?? question.goal }
  var price: Metric { problem?.limits.first?.metric ?? question.price }

  /// The answer, once there is one.
  public var result: TuningResult? { if case .found(let result) = state { result } else { nil } }

  /// What is looked at: a place on the front, else the best.
  public var selected: Tried? {
    guard let chosen else { return best }
    return tried.first { $0.point == chosen } ?? best
  }

  /// The runs that say what a setting comes to: once there is an answer, those on arrivals that the search never met, as an export
  /// has them.
  func judged(_ tried: Tried?) -> Sample? { tried.map { result?.judged($0) ?? $0.sample } }

  /// The settings in force with what else the settings looked at bring, such as the semantics of a target.
  func base(_ scenario: Scenario) -> Scenario {
    guard question.target != nil, let selected else { return scenario }
    return question.scenario.commands(to: selected.scenario).reduce(scenario) { $0.after($1) }
  }

  /// Whether settings are those that stood when it began.
  func isPresent(_ scenario: Scenario) -> Bool { scenario.commands(to: question.scenario).isEmpty }

  /// What was run of the settings in force; nil: they were not.
  func inForce(_ scenario: Scenario) -> Tried? {
    [present, taken, selected, best].compactMap { $0 }.first { scenario.commands(to: $0.scenario).isEmpty }
  }

  /// The settings as they stood when it began, with their runs; nil until they were run.
  public private(set) var present: Tried?

  /// Takes news in.
  mutating func take(_ news: Tuner.News) {
    problem = problem ?? news.problem
    packetBytes = packetBytes ?? news.packetBytes
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
      mark(one, point)
    }
    switch news.end {
    case .found(let result):
      state = .found(result)
      tried = result.tried
      present = result.present
      places = [:]
      (marks, points) = ([:], [])
      for one in tried { if let point = one.point { mark(one, point) } }
      best = result.best ?? result.nearest
      front = result.front
    case .refused(let line): state = .refused(line)
    case nil:
      guard let problem else { return }
      best = problem.best(of: tried)
      front = TuningFront.of(tried, problem.goal, problem.limits)
    }
    if let found = taken?.point, let one = tried.first(where: { $0.point == found }) { taken = one }
    walkway = TuningFront.walkway(front, best, across)
    if let place = chosen, !walkway.contains(where: { $0.point == place }) { chosen = nil }
    frontPoints = front.compactMap(plotted)
    findLines()
  }

  // The second quantity of the front; nil before it is known what is searched.
  private var across: Metric? { problem.map { TuningFront.metric($0.goal, $0.limits) } }

  /// A setting as a point of the plot; nil where it lacks one of the quantities.
  func plotted(_ tried: Tried) -> FrontPlot.Point? {
    guard let problem, let across else { return nil }
    return FrontPlot.point(tried, across, problem.goal.metric, problem.limits)
  }

  private mutating func mark(_ tried: Tried, _ point: TuningPoint) {
    families.insert(point.family)
    guard let mark = plotted(tried) else { return }
    if let place = marks[point] {
      points[place] = mark
    } else {
      marks[point] = points.count
      points.append(mark)
    }
  }

  /// Asks for the lines of the next target.
  mutating func nextTarget() {
    target = toType?.next
    findLines()
  }

  /// Finds what to type for what is looked at.
  mutating func findLines() {
    guard let selected, let packetBytes else {
      toType = nil
      return
    }
    let nearest = ToType(lineScenario(selected), for: target, packetBytes: packetBytes)
    // What was run may be a neighbour of it.
    toType = outcomes[export(to: nearest.target)]?.emission.map { ToType($0) } ?? nearest
  }

  /// The settings that are typed: those of the question, with what was searched.
  private func lineScenario(_ tried: Tried) -> Scenario {
    var scenario = tried.scenario
    (scenario.warmup, scenario.duration, scenario.packets) = (.zero, nil, nil)
    return scenario
  }

  /// The settings that are looked at, as they are exported; nil: there are none yet.
  var toExport: Scenario? { selected.map(lineScenario) }
}
