public import DwellCore
import DwellEngine
public import DwellSimulation

extension TuningSide {
  // The knobs of every container, over the ranges that make sense anywhere; the one list of what is searched where nobody says.
  private static let ranges: [(knob: Knob, range: ClosedRange<Double>)] = [
    (EngineKnobs.containerSize, 1024...65536), (EngineKnobs.timeout, 5e3...5e6), (EngineKnobs.alpha, 0.9...0.999),
  ]

  /// The knobs that are searched where nobody says.
  public static var usualKnobs: [Knob] { ranges.map(\.knob) }

  /// What is searched where nobody says: every policy that lets packets wait and the knobs of every container, over their usual ranges,
  /// made wider where the settings as they stand lie outside; for a target, as far as it can express them.
  public static func usual(around present: Scenario, for target: ExportTarget? = nil) throws(Knob.Refusal)
    -> [TuningSide]
  {
    guard let target, target.reach.policies != nil || !target.reach.steps.isEmpty else {
      let policies = PolicyCatalog.policies.filter { $0.waits || present.aggregates && $0.name == present.policy }
      return [TuningSide("policy", policies.map(\.name))]
        + ranges.map { TuningSide($0.knob, wide($0.range, $0.knob, present)) }
    }
    var sides: [TuningSide] = []
    if let policies = target.reach.policies, policies.count > 1 { sides.append(TuningSide("policy", policies)) }
    for step in target.reach.steps {
      // As many packets as a page of small ones holds.
      let range =
        ranges.first { $0.knob == step.knob }?.range
        ?? max(step.range.lowerBound, step.step)...min(step.range.upperBound, 256 * step.step)
      let side = TuningSide(step.knob, wide(range, step.knob, present))
      sides.append(try side.within(target.reach, of: target.name))
    }
    return sides
  }

  private static func wide(
    _ range: ClosedRange<Double>, _ knob: Knob, _ present: Scenario
  ) -> ClosedRange<Double> {
    guard KnobCatalog.reasonForNoEffect(of: knob, in: present) == nil else { return range }
    let value = present.value(of: knob)
    // 0 stands for no bound at all.
    guard value > 0 || knob == EngineKnobs.alpha else { return range }
    return min(range.lowerBound, value)...max(range.upperBound, value)
  }
}
