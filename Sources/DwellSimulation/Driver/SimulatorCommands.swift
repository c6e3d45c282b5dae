public import DwellCore
import DwellEngine
import DwellMetrics
import DwellWorkload

extension Simulator {
  /// Carries a command out at the instant last advanced to, before anything else of that instant, and logs it.
  ///
  /// - Throws: `Knob.Refusal`; nothing has changed then.
  public func apply(_ command: Command) throws(Knob.Refusal) {
    backend.pipeline.stations.slack = 1
    backend.pipeline.recorder.isCommanding = true
    defer {
      backend.pipeline.stations.slack = 0
      backend.pipeline.recorder.isCommanding = false
      setFullWork()
    }
    let queueLimit = scenario.queueLimit
    switch command {
    case .set(let name, let value): try set(name, to: value)
    case .policy(let name):
      let policy = try PolicyCatalog.entry(name)
      guard name != scenario.policy else { return }
      scenario = scenario.after(command)
      replaceFront(policy)
    case .system(let name):
      guard SystemCatalog.system(named: name) != nil else {
        throw .unknown("system", name, SystemCatalog.systems.map(\.name))
      }
      guard try exchangeStages(command) else { return }
    case .stage(let stage, let choice):
      if let choice, StageCatalog.choice(choice, on: stage) == nil {
        throw .unknown("stage \(stage.rawValue)", choice, StageCatalog.choices(on: stage).map(\.name))
      }
      guard try exchangeStages(command) else { return }
    case .choices(let system, _, _):
      guard SystemCatalog.system(named: system) != nil else {
        throw .unknown("system", system, SystemCatalog.systems.map(\.name))
      }
      guard try exchangeStages(command) else { return }
    case .machine(let name): try setMachine(name)
    case .arrivals(let name):
      guard TrafficCatalog.model(named: name) != nil else {
        throw .unknown("arrivals", name, TrafficCatalog.models.map(\.name))
      }
      guard name != scenario.arrivals || scenario.trace != nil else { return }
      try switchSource(scenario.after(command))
    case .trace(let trace):
      guard trace != scenario.trace else { return }
      try switchSource(scenario.after(command))
    case .guests(let count): try setGuests(count)
    }
    // A queue holds so many packets of their mean size as a container does, which sizes decide as well.
    if scenario.queueLimit != queueLimit {
      retariff()
      resizeQueues()
    }
    if log.count == Self.mostLogged {
      log.removeFirst()
      forgotten += 1
    }
    log.append((now, command))
  }

  private func set(_ name: String, to given: Double) throws(Knob.Refusal) {
    guard let knob = KnobCatalog.knob(named: name) else { throw .unknownKnob(name) }
    let value = try knob.checked(given)
    try refuseWithoutEffect(knob, value)
    let before = scenario.value(of: knob)
    scenario = scenario.after(.set(knob: name, value: value))
    line?.configure(scenario.stageSettings, at: doneUntil)
    let policy = try PolicyCatalog.entry(scenario.policy)
    if value != before {
      if name == EngineKnobs.timeout.name { timeoutTurned = doneUntil }
      if policy.isMade(with: name) { policyTurned = doneUntil }
    }
    switch name {
    case policy.loopChoice?.name:
      // Another loop, estimates afresh.
      if value != before, aggregates { replaceFront(policy) }
    case EngineKnobs.timeout.name:
      front.configure(scenario.policySettings)
      front.setTimeout(Int64(nearest: value), doneUntil)
      backend.pipeline.recorder.history.timeout = value
    case EngineKnobs.containerSize.name, EngineKnobs.maxPackets.name, EngineKnobs.minRoom.name:
      front.configure(scenario.policySettings)
      retariff()
    case KnobCatalog.load.name: source.setLoad(value, at: now)
    default:
      if CostKnobs.all.contains(where: { $0.name == name }) {
        front.configure(scenario.policySettings)
        retariff()
      } else if !source.setKnob(name, to: value, at: now) {
        front.configure(scenario.policySettings)
      }
    }
  }

  private func setMachine(_ name: String) throws(Knob.Refusal) {
    guard MachineCatalog.machine(named: name) != nil else {
      throw .unknown("machine", name, MachineCatalog.machines.map(\.name))
    }
    let next = scenario.after(.machine(name))
    if next == scenario { return }
    scenario = next
    line?.configure(scenario.stageSettings, at: doneUntil)
    front.configure(scenario.policySettings)
    retariff()
  }

  // What the source cannot follow: a trace has a rate of its own, clients find theirs.
  private func refuseWithoutEffect(_ knob: Knob, _ value: Double) throws(Knob.Refusal) {
    let given = QuantityText.knob(knob, value)
    switch knob.name {
    case KnobCatalog.load.name where scenario.trace != nil:
      throw Knob.Refusal("load is \(given), but a trace has a rate of its own; turn \(TraceSource.speed.name) instead")
    case KnobCatalog.load.name:
      guard let model = TrafficCatalog.model(named: scenario.arrivals), model.loadUse == .refused else { return }
      throw Knob.Refusal("load is \(given), but \(model.name) finds its own; turn \(model.fourthKnob) instead")
    case TraceSource.speed.name where scenario.trace == nil:
      throw Knob.Refusal("\(knob.name) is \(given), but there is no trace")
    default: return
    }
  }

  // Containers opened from now on cross under the present costs; a tariff nobody uses any more gives its number away.
  func retariff() {
    let tariff = scenario.tariff(stages.notify.behaviour)
    let number: Int
    if let same = backend.pipeline.tariffs.firstIndex(of: tariff) {
      number = same
    } else {
      let inUse = front.tariffsInUse().union(backend.pipeline.lone.tariffsInUse)
      if let unused = backend.pipeline.tariffs.indices.first(where: { !inUse.contains(Int32($0)) }) {
        backend.pipeline.tariffs[unused] = tariff
        number = unused
      } else {
        backend.pipeline.tariffs.append(tariff)
        number = backend.pipeline.tariffs.count - 1
      }
    }
    front.setRules(scenario.containerRules(tariff: Int32(number)), doneUntil)
    tariffNumber = Int32(number)
    presentTariff = tariff
  }

  private func resizeQueues() {
    backend.pipeline.stations.grow(guests: rows, limit: scenario.queueLimit)
  }

  // Whether anything changes; the same stages are no switch.
  private func exchangeStages(_ command: Command) throws(Knob.Refusal) -> Bool {
    let next = scenario.after(command)
    if next == scenario { return false }
    try exchange(StageSet(next), next)
    return true
  }

  private func switchSource(_ next: Scenario) throws(Knob.Refusal) {
    // What was released is told already; what waits will be told to the new source, which has not sent it.
    let following = backend.pipeline.following
    let waiting = (0..<rows).map {
      following.isOn
        ? following.guests[$0].book.count
        : Int(front.open($0).load.packets) + Int(backend.pipeline.lone.count(of: $0))
    }
    let later = LaterSource(base: arranging(try next.makeSource()), start: doneUntil, legs: legs, foreign: waiting)
    source = try stages.transport.behaviour?(later, next.stageSettings) ?? later
    scenario = next
    backend.pipeline.tellsSource = source.lookahead != nil
    backend.pipeline.deliveries.entries.removeAll()
  }

  private func setGuests(_ count: Int) throws(Knob.Refusal) {
    guard (1...1024).contains(count) else {
      throw Knob.Refusal("guests is \(count), but must lie from 1 to 1024")
    }
    if count > guestRoom {
      guestRoom = count
      backend.pipeline.recorder.grow(guests: rows)
      backend.pipeline.stations.grow(guests: rows, limit: scenario.queueLimit)
      front.grow(rows, doneUntil)
    }
    if count < scenario.guests { front.dismiss(count * legs, doneUntil) }
    guestTime = guestTime(at: doneUntil)
    guestsSince = doneUntil
    scenario = scenario.after(.guests(count))
    line?.configure(scenario.stageSettings, at: doneUntil)
    source.setGuests(count, at: now)
  }
}
