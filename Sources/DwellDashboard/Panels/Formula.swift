import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation

/// The rules of the release policies in symbols and words, from their own files.
package enum Formula {
  /// What decides the release time, for a title; where there is little room, without what follows a comma.
  package static func release(_ policy: String, isShort: Bool = false) -> String {
    let formula = PolicyCatalog.policy(named: policy)?.formula ?? ""
    guard isShort, let comma = formula.firstIndex(of: ",") else { return formula }
    return String(formula[..<comma])
  }

  /// What is said in place of estimates where a policy keeps none.
  package static func withoutEstimate(_ policy: String) -> String {
    "\(policy) estimates nothing: \(release(policy))"
  }

  /// What its rule looks at, with the present values; each clause says something of its own.
  package static func attention(_ policy: String, _ model: Model) -> [String] {
    guard let entry = PolicyCatalog.policy(named: policy) else { return [] }
    guard entry.waits else { return ["it looks at nothing"] }
    func value(_ knob: Knob) -> String { QuantityText.knob(knob, model.scenario.value(of: knob)) }
    let about = model.scenario.hasOneSize ? "" : "~"
    let fits = model.guestFigures.map { ", \(about)\($0.fits) packets fit" } ?? ""
    var clauses = [
      "it looks at the time since the first packet (\(value(EngineKnobs.timeout)))",
      "the bytes waiting (\(value(EngineKnobs.containerSize))\(fits))",
    ]
    if entry.watchesDriver {
      clauses.insert("the driver domain (\(QuantityText.percent(model.figures.recent.driverUtilisation)) busy)", at: 1)
    }
    if entry.watchesGuests { clauses.insert("whether its guest is idle", at: 1) }
    return clauses
  }
}
