import DwellCore
import DwellEngine
import DwellWorkload

extension Scenario {
  /// The settings that make this scenario of another one, in the form in which options and files give them.
  ///
  /// What means nothing in this scenario is left out, since it would be refused: see ``meaningful``.
  public func settings(over base: Scenario) -> [Setting] {
    let choices = choiceSettings(over: base)
    return choices + extentSettings(over: base) + knobSettings(over: base) + scheduleSettings(over: base)
  }

  /// The scenario without its name and without what means nothing in it: a policy where packets cross one by one, a load where the
  /// traffic finds its own, sizes of packets where a capture brings them.
  public var meaningful: Scenario {
    let standard = Scenario()
    var plain = self
    plain.name = nil
    if !aggregates { plain.policy = standard.policy }
    if trace != nil { plain.arrivals = standard.arrivals }
    if !usesSizes { plain.sizes = standard.sizes }
    for knob in [KnobCatalog.load, TraceSource.speed] where isRefused(knob) { plain.knobs.reset(knob.name) }
    return plain
  }

  /// Whether a value for that knob is refused, and not only without effect.
  private func isRefused(_ knob: Knob) -> Bool {
    switch knob.name {
    case TraceSource.speed.name: trace == nil
    case KnobCatalog.load.name:
      trace != nil || TrafficCatalog.model(named: arrivals)?.loadUse == .refused
    default: false
    }
  }

  private func choiceSettings(over base: Scenario) -> [Setting] {
    var settings: [Setting] = []
    // The only word that takes overrides of stages away.
    let isAnew = system != base.system || base.stages.keys.contains { stages[$0] == nil }
    if isAnew { settings.append(Setting("system", system)) }
    for stage in Stage.allCases {
      guard let choice = stages[stage], isAnew || base.stages[stage] != choice else { continue }
      settings.append(Setting("stage", "\(stage.rawValue)=\(choice)"))
    }
    let policyBefore = isAnew ? SystemCatalog.system(named: system)?.policy ?? base.policy : base.policy
    if aggregates, policy != policyBefore { settings.append(Setting("policy", policy)) }
    if machine != base.machine { settings.append(Setting("machine", machine)) }
    if let trace {
      if trace != base.trace {
        settings.append(Setting("trace", trace.path))
        if trace.end == .loop { settings.append(Setting("loop", "true")) }
      }
    } else if arrivals != base.arrivals || base.trace != nil {
      settings.append(Setting("arrivals", arrivals))
    }
    if usesSizes, sizes != base.sizes {
      settings.append(Setting("packet-size", Int(sizes.text) == nil ? sizes.text : sizes.text + "B"))
    }
    if directions != base.directions { settings.append(Setting(Directions.name, directions.rawValue)) }
    return settings
  }

  private func extentSettings(over base: Scenario) -> [Setting] {
    var settings: [Setting] = []
    if guests != base.guests { settings.append(Setting("guests", "\(guests)")) }
    if seed != base.seed { settings.append(Setting("seed", "\(seed)")) }
    if let duration, duration != base.duration {
      settings.append(Setting("duration", QuantityText.exact(duration)))
    }
    if let packets, packets != base.packets { settings.append(Setting("packets", "\(packets)")) }
    if warmup != base.warmup { settings.append(Setting("warmup", QuantityText.exact(warmup))) }
    if ending != base.ending { settings.append(Setting("no-drain", "\(ending == .cut)")) }
    if guestPercentiles != base.guestPercentiles {
      settings.append(Setting("guest-percentiles", "\(guestPercentiles == .all)"))
    }
    return settings
  }

  private func knobSettings(over base: Scenario) -> [Setting] {
    KnobCatalog.all.compactMap { knob in
      let chosen = knobs.chosenValue(knob.name)
      let before = base.knobs.chosenValue(knob.name)
      guard chosen != before, !isRefused(knob) else { return nil }
      return Setting(knob.name, QuantityText.exact(knob, value(of: knob)))
    }
  }

  private func scheduleSettings(over base: Scenario) -> [Setting] {
    // A schedule can be added to, but not taken from.
    guard schedule != base.schedule else { return [] }
    var rest = base.schedule[...]
    var added: [Setting] = []
    for entry in schedule {
      if entry == rest.first { rest = rest.dropFirst() } else { added.append(Setting("at", entry.text)) }
    }
    return rest.isEmpty ? added : schedule.map { Setting("at", $0.text) }
  }
}
