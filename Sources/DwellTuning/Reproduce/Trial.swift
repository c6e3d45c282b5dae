import DwellCore
import DwellMetrics
import DwellSimulation

/// Settings as a person would type them: names and values.
typealias Settings = KeyValuePairs<String, String>

/// One run of an experiment.
struct Trial {
  /// What is run.
  let scenario: Scenario

  /// A run under lists of settings, of which a later one wins, over those of a preset.
  init(_ preset: Scenario = Scenario(), _ lists: Settings..., seed: UInt64) throws(Knob.Refusal) {
    var draft = ScenarioDraft(preset)
    for list in lists { try draft.add(list.map { Setting($0.key, $0.value) }) }
    try draft.add([Setting("seed", "\(seed)")])
    scenario = draft.scenario
  }

  /// The figures of the run.
  func summary() throws(Knob.Refusal) -> Summary { try Simulator(scenario).summary() }

  /// The seed of one of several independent runs: any number a seed may be.
  static func seed(_ seed: UInt64, run: Int) -> UInt64 {
    var hash = Fnv()
    hash.combine(seed)
    hash.combine(Int64(run))
    return hash.value >> 1
  }
}
