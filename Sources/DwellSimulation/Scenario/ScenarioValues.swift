public import DwellCore
public import DwellEngine
import DwellWorkload

extension Scenario {
  /// The value of a knob in this scenario: chosen, else the machine's, else the knob's default.
  public func value(of knob: Knob) -> Double {
    if let chosen = knobs.chosenValue(knob.name) { return chosen }
    return standardValue(of: knob)
  }

  /// The value of a knob where none is chosen: the machine's, else the knob's default.
  public func standardValue(of knob: Knob) -> Double {
    MachineCatalog.machine(named: machine)?.costs[knob.name] ?? knob.defaultValue
  }

  /// Chooses a value for the knob of that name; an unknown name or a value out of range is a mistake of ours.
  mutating func set(_ name: String, _ value: Double) {
    guard let knob = KnobCatalog.knob(named: name), knob.range.contains(value) else {
      preconditionFailure("no knob \(name) takes \(value)")
    }
    knobs[knob] = value
  }

  /// The choice on a stage: overridden, else the system's.
  public func choice(on stage: Stage) -> String {
    stages[stage] ?? SystemCatalog.system(named: system)?.choice(on: stage) ?? StageCatalog.choices(on: stage)[0].name
  }

  /// The knobs of the workload, by name.
  public var trafficKnobs: KnobValues {
    var values = KnobValues()
    for knob in TrafficCatalog.model(named: arrivals)?.knobs ?? [] { values[knob] = value(of: knob) }
    return values
  }

  /// Whether arrivals end by themselves: so many packets, a capture played once, clients who stop.
  public var endsByItself: Bool {
    if packets != nil { return true }
    if let trace { return trace.end == .stop }
    return TrafficCatalog.model(named: arrivals)?.isFinite(trafficKnobs) ?? false
  }

  /// Whether arrivals end by themselves at the start or after some command of the schedule.
  var mayEndByItself: Bool {
    if endsByItself { return true }
    var next = self
    return schedule.contains { entry in
      next = next.after(entry.command)
      return next.endsByItself
    }
  }

  /// Turns what decides how many packets come so that there are so many a second, or as near to it as its range lets it; nothing
  /// where the rate follows from something else.
  public mutating func reach(packetsPerSecond rate: Double) {
    guard trace == nil, let model = TrafficCatalog.model(named: arrivals), let valueForRate = model.valueForRate,
      let knob = KnobCatalog.knob(named: model.fourthKnob)
    else { return }
    let value = min(max(valueForRate(rate, guests, trafficKnobs), knob.range.lowerBound), knob.range.upperBound)
    knobs[knob] = knob.dimension == .count ? value.rounded() : value
  }

  /// Whether packets have the sizes that were asked for, and not those of a capture or of the workload itself.
  public var usesSizes: Bool {
    guard trace == nil, let model = TrafficCatalog.model(named: arrivals) else { return trace == nil }
    if case .own = model.sizeUse { return false }
    return true
  }

  /// Whether every packet is known to be as large as any other.
  public var hasOneSize: Bool { trace == nil && usesSizes && sizes.parts.count == 1 }

  /// The mean size of a packet in bytes as far as it is known beforehand: a capture's is not, and the sizes asked for stand in.
  public var meanPacketBytes: Double {
    if trace == nil, case .own(_, let mean) = TrafficCatalog.model(named: arrivals)?.sizeUse {
      return mean(trafficKnobs)
    }
    return sizes.mean
  }

  /// Whether packets cross in containers.
  public var aggregates: Bool {
    CrossCatalog.entries.first { $0.choice.name == choice(on: .cross) }?.behaviour.usesContainers ?? false
  }

  /// The policy's settings under this scenario.
  public var policySettings: PolicySettings {
    let costs = ContainerCosts(
      page: value(of: CostKnobs.grant), event: value(of: CostKnobs.send), packet: value(of: CostKnobs.packet),
      byte: value(of: CostKnobs.byte))
    return PolicySettings(seed: seed, costs: costs) { self.value(of: $0) }
  }

  /// What stages are made from under this scenario.
  var stageSettings: StageSettings {
    StageSettings(value: { self.value(of: $0) }, seed: seed, guests: guests)
  }

  func tariff(_ notification: Tariff.Notification) -> Tariff {
    Tariff(
      grant: value(of: CostKnobs.grant), packet: value(of: CostKnobs.packet), byte: value(of: CostKnobs.byte),
      send: value(of: CostKnobs.send), event: value(of: CostKnobs.event),
      guestPacket: value(of: CostKnobs.guestPacket), wake: value(of: CostKnobs.wake),
      notification: notification, queueLimit: Int64(queueLimit),
      dropsWhole: value(of: CostKnobs.drop) == 0)
  }

  func containerRules(tariff: Int32) -> ContainerRules {
    ContainerRules(
      capacity: Int32(value(of: EngineKnobs.containerSize)), maxPackets: Int32(value(of: EngineKnobs.maxPackets)),
      minRoom: Int32(value(of: EngineKnobs.minRoom)), tariff: tariff)
  }

  /// Packets of a guest that a queue holds: max(1024, 2K) where nothing else is chosen (model rule 6.2).
  package var queueLimit: Int {
    let chosen = Int(value(of: CostKnobs.queue))
    if chosen > 0 { return chosen }
    let packet = trace == nil ? max(meanPacketBytes, 1) : 64
    let fits = min(max(Int(value(of: EngineKnobs.containerSize) / packet), 1), 1024)
    return max(1024, 2 * fits)
  }
}
