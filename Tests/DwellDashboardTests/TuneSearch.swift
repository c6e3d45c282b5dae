import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import DwellTuning
import Testing

/// A small search for the tests of the tune page, and the keys on it.
enum TuneSearch {
  /// How much work it is.
  static let plan = TuningPlan(RunPlan(replications: .count(3), packets: 1500), settings: 24)

  /// What is searched for.
  static func scenario() throws -> Scenario {
    var draft = ScenarioDraft()
    try draft.add([Setting("load", "50kpps"), Setting("guests", "1"), Setting("timeout", "300us")])
    return draft.scenario
  }

  /// A dashboard of a scenario, with its first frame.
  static func model(_ width: Int, _ height: Int, _ scenario: Scenario) throws -> Model {
    var model = Model(scenario: scenario, width: width, height: height, catalogs: .standard(themes: []))
    let core = try SessionCore(scenario: scenario, speed: 1, view: model.view)
    _ = model.update(.frame(core.frame()))
    return model
  }

  /// What a small search tells: half of it, then all.
  static func news() throws -> (middle: Tuner.News, end: Tuner.News) { try found.get() }

  // Once for all tests.
  private static let found = Result { try search(scenario()) }

  private static func search(_ scenario: Scenario) throws -> (middle: Tuner.News, end: Tuner.News) {
    let tuning = try TuningQuestion(scenario, plan: plan).asked(crew: Crew(workers: 1))
    var middle = Tuner.News()
    middle.problem = tuning
    var all: [Tried] = []
    let result = try tuning.run(
      crew: Crew(workers: 1),
      tell: { event in if case .tried(let tried) = event { all.append(tried) } })
    middle.tried = Array(all.prefix(all.count / 2))
    (middle.done, middle.total, middle.seconds) = (30, 90, 3)
    var end = middle
    end.tried = all
    end.end = .found(try #require(result))
    return (middle, end)
  }

  /// What the search is asked.
  static func orders(_ effects: [Effect]) -> [String] {
    effects.compactMap { effect in
      guard case .tune(let order) = effect else { return nil }
      switch order {
      case .start: return "start"
      case .pause: return "pause"
      case .resume: return "resume"
      case .stop: return "stop"
      }
    }
  }

  /// Along the front to settings that are not in force: what stands may be the best.
  static func walkToOther(_ model: inout Model) throws {
    func isOther() throws -> Bool {
      let scenario = try #require(model.tune?.selected).scenario
      return scenario.policy != model.scenario.policy
        || scenario.value(of: EngineKnobs.containerSize) != model.scenario.value(of: EngineKnobs.containerSize)
    }
    let front = try #require(model.tune?.front)
    for _ in front where try !isOther() { _ = try model.press("down") }
    for _ in front where try !isOther() { _ = try model.press("up") }
    #expect(try isOther())
  }
}

extension Model {
  /// Presses a key by its name.
  mutating func press(_ name: String) throws -> [Effect] { update(.key(try #require(Key(name: name)))) }
}

extension Tuner.News {
  /// What it ended with.
  var result: TuningResult? { if case .found(let result) = end { result } else { nil } }
}
