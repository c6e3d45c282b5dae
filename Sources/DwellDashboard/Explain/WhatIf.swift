package import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload

/// What one coarse step of a knob would do now, in a clause: reckoned by the formula where there is one, else told by shares.
package struct WhatIf: Sendable, Hashable {
  /// The knob.
  package var knob: Knob
  /// Which way it is turned.
  package var direction: Knob.Direction
  /// The value it would have.
  package var value: Double
  /// What that would do, from the longest way to say it to the shortest.
  package var effects: [String]

  /// What that would do.
  package var effect: String { effects.first ?? "" }

  /// `timeout ↑ 1 ms`.
  package var name: String {
    let label = knob.name == EngineKnobs.containerSize.name ? "container" : knob.name
    return "\(label) \(direction == .up ? "↑" : "↓")"
  }

  /// The whole clause.
  package var text: String { "\(name) \(QuantityText.knob(knob, value)): \(effect)" }

  /// The clauses for the four knobs and the policy's own, the most telling direction of each first.
  ///
  /// At most one clause for each knob and direction; a knob of which nothing certain can be said has none.
  package static func clauses(_ model: Model) -> [WhatIf] {
    var own = PolicyCatalog.policy(named: model.scenario.policy)?.knobs ?? []
    own.removeAll { $0.dimension == .choice }
    let uses = model.figures.explanation.map { explanation in own.filter { explanation.uses($0.name) } } ?? []
    // Turning down what is capped and up what caps tells most; the other way follows.
    let first = model.knobs.map { clause($0, usual($0), model) } + uses.prefix(2).map { clause($0, .up, model) }
    let second =
      model.knobs.map { clause($0, opposite(usual($0)), model) } + uses.prefix(2).map { clause($0, .down, model) }
    return (first + second).compactMap { $0 }
  }

  /// The clause of one turn; nil where nothing certain can be said, or the knob goes no further.
  package static func clause(_ knob: Knob, _ direction: Knob.Direction, _ model: Model) -> WhatIf? {
    let scenario = model.scenario
    let now = scenario.value(of: knob)
    let next = knob.stepped(now, direction, .coarse)
    guard next != now, let effects = effects(knob, now, next, model), !effects.isEmpty else { return nil }
    return WhatIf(knob: knob, direction: direction, value: next, effects: effects)
  }

  private static func usual(_ knob: Knob) -> Knob.Direction { knob == EngineKnobs.alpha ? .down : .up }

  private static func opposite(_ direction: Knob.Direction) -> Knob.Direction { direction == .up ? .down : .up }

  private static func effects(_ knob: Knob, _ now: Double, _ next: Double, _ model: Model) -> [String]? {
    if let reason = KnobCatalog.reasonForNoEffect(of: knob, in: model.scenario) {
      return ["nothing, \(reason)", "nothing"]
    }
    switch knob.name {
    case EngineKnobs.containerSize.name: return containers(now, next, model)
    case KnobCatalog.load.name, TraceSource.speed.name: return load(now, next, model)
    default: break
    }
    guard model.figures.aggregates, let policy = PolicyCatalog.policy(named: model.scenario.policy) else { return nil }
    if knob == EngineKnobs.timeout, policy.watchesDriver || policy.watchesGuests {
      guard model.figures.recent.due.isFinite else { return nil }
      let due = QuantityText.percent(model.figures.recent.due)
      return ["it is only the cap, and \(due) left at it", "only the cap; \(due) left at it"]
    }
    if knob == EngineKnobs.timeout, reckoned(knob, next, model) == nil {
      guard model.figures.recent.due.isFinite else { return nil }
      return ["P is searched for anew; \(QuantityText.percent(model.figures.recent.due)) left due lately"]
    }
    let formula = reckoned(knob, next, model)
    guard knob == EngineKnobs.alpha else { return formula }
    let memory = "memory \(memory(now)) → \(memory(next)) packets"
    return (formula ?? []).map { "\(memory), \($0)" } + (formula ?? [memory])
  }

  private static func memory(_ alpha: Double) -> String {
    QuantityText.significant(1 / max(1 - alpha, 1e-9), .dropped)
  }

  /// What the formulas give with the turned value, from the last packet on.
  private static func reckoned(_ knob: Knob, _ next: Double, _ model: Model) -> [String]? {
    guard let explanation = model.figures.explanation, explanation.uses(knob.name) else { return nil }
    var changes: [String] = []
    var stays: String?
    for line in explanation.lines where line.symbol.hue == .release && line.right != nil {
      guard let value = explanation.value(of: line.symbol, turning: [knob.name: next]),
        let before = explanation.value(of: line.symbol, turning: [:])
      else { continue }
      var (old, new) = (line, line)
      old.value = before
      new.value = value
      let (from, to) = (FormulaText.result(old), FormulaText.result(new))
      if (value - before).magnitude <= 1e-3 * before.magnitude || from == to {
        if line.symbol == .release { stays = "\(line.symbol.text) stays \(from)" }
      } else {
        changes.append("\(line.symbol.text) \(change(from, to))")
      }
    }
    if !changes.isEmpty { return [changes.joined(separator: ", ")] + (changes.count > 1 ? [changes[0]] : []) }
    guard let stays else { return nil }
    // P below T₀ is the usual reason why T₀ does nothing.
    if knob == EngineKnobs.timeout, let p = explanation.value(of: .release, turning: [:]),
      p < 0.5 * min(next, model.scenario.value(of: knob))
    {
      return ["\(stays), far below T₀", stays]
    }
    return [stays]
  }

  /// `19.1 → 19.6 µs`, the unit once where it is the same.
  private static func change(_ old: String, _ new: String) -> String {
    let (a, b) = (old.split(separator: " "), new.split(separator: " "))
    guard a.count == 2, b.count == 2, a[1] == b[1] else { return "\(old) → \(new)" }
    return "\(a[0]) → \(new)"
  }

  /// How many packets would fit, beside how many containers left full, or how many packets are in one.
  private static func containers(_ now: Double, _ next: Double, _ model: Model) -> [String]? {
    let recent = model.figures.recent
    guard model.figures.aggregates, recent.full.isFinite else { return nil }
    if PolicyCatalog.policy(named: model.scenario.policy)?.waits == false {
      return ["nothing, every packet leaves alone"]
    }
    let about = model.scenario.hasOneSize ? "" : "about "
    func fits(_ capacity: Double) -> Int {
      max(Int((capacity / max(model.scenario.meanPacketBytes, 1) + 1e-9).rounded(.down)), 1)
    }
    let isSame = fits(now) == fits(next)
    let change = isSame ? "still \(about)\(fits(now)) fit" : "\(about)\(fits(now)) → \(fits(next)) packets fit"
    let short = isSame ? change : "\(about)\(fits(now)) → \(fits(next)) fit"
    if next > now {
      let full = QuantityText.percent(recent.full)
      return ["\(change); \(full) left full, only those can grow", "\(short); \(full) left full", short]
    }
    guard recent.packetsPerContainer.isFinite else { return [change, short] }
    let mean = QuantityText.significant(recent.packetsPerContainer)
    return ["\(change); one now has \(mean) in the mean", "\(short); the mean is \(mean)", short]
  }

  /// What would be offered, against what can be carried.
  private static func load(_ now: Double, _ next: Double, _ model: Model) -> [String]? {
    guard now > 0 else { return nil }
    let recent = model.figures.recent
    let isSpeed = model.scenario.trace != nil
    let offered = (isSpeed ? recent.offered : now) * next / now
    let aggregates = model.figures.aggregates
    let waits = !aggregates || PolicyCatalog.policy(named: model.scenario.policy)?.waits != false
    return LoadEffect.texts(
      offered: offered, prefix: isSpeed ? "about \(QuantityText.packetRate(offered)), " : "", rates: recent,
      canGrow: waits,
      aggregates: aggregates)
  }
}
