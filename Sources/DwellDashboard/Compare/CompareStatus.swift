import DwellCore
import DwellSession
import DwellSimulation
import DwellTerminal

/// What the first row says while two runs go on: what is compared, and on what.
enum CompareStatus {
  /// The words at the left; nil where there is one run.
  static func words(_ model: Model) -> [WordLine.Word]? {
    guard let comparison = model.frame.comparison else { return nil }
    let a = comparison.settings
    let b = model.scenario
    var words: [WordLine.Word] = [.init("dwell", .brand, bold: true, rank: 5)]
    let against = model.width < 60 ? "" : "against "
    words.append(.init([("A", .a, .bold), (" \(name(a, against: b))", .text, [])], rank: 1))
    words.append(.init([(against, .dim, []), ("B", .b, .bold), (" \(name(b, against: a))", .text, .bold)], rank: 0))
    switch comparison.phase {
    case .catchingUp(let share):
      words.append(.init("A catches up \(QuantityText.percent(share))", .warning, bold: true, rank: 1))
    case .together:
      // Same arrivals are what one expects; draws alone are told as long as there is room for anything.
      words.append(
        comparison.arrivals == .same
          ? .init("same arrivals", .dim, rank: 4) : .init("same draws", .text, bold: true, rank: 1))
    }
    return words + [.init(StatusLine.workload(b), .dim, rank: 9)]
  }

  /// What tells a run from the other: its system where these differ, else its policy, else the first knob that differs.
  private static func name(_ scenario: Scenario, against other: Scenario) -> String {
    if scenario.system != other.system { return scenario.system }
    if scenario.aggregates, scenario.policy != other.policy { return scenario.policy }
    let knob = KnobCatalog.knobs(of: scenario).first { scenario.value(of: $0) != other.value(of: $0) }
    if let knob { return "\(knob.name) \(Knobs.text(knob, scenario.value(of: knob)))" }
    return scenario.aggregates ? scenario.policy : scenario.system
  }
}

extension CompareStatus {
  /// What the row of keys calls a topic while two runs go on, where that differs.
  static func hint(_ topic: KeyTopic, _ model: Model) -> String? {
    guard model.frame.comparison != nil, model.layout.fullScreen == nil else { return nil }
    return switch topic.commands {
    case [.compare]: "keep B"
    case [.back]:
      switch model.uppermost {
      case .comparison: "back to A"
      case .explanation: "close"
      default: nil
      }
    default: nil
    }
  }
}
