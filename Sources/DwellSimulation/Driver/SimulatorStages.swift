package import DwellCore
import DwellEngine
import DwellMetrics
import DwellWorkload

extension Simulator {
  /// Whether packets cross in containers.
  var aggregates: Bool { stages.cross.behaviour.usesContainers }

  /// Puts other stages in place while it runs, as a switch of system does: a stage of the same name stays, one that goes away hands
  /// on what it holds, ahead of this instant's arrivals.
  ///
  /// - Throws: `Knob.Refusal`; nothing has changed then.
  package func exchange(_ next: StageSet) throws(Knob.Refusal) { try exchange(next, scenario) }

  func exchange(_ next: StageSet, _ nextScenario: Scenario) throws(Knob.Refusal) {
    try Self.check(next, nextScenario)
    let transport = try nextTransport(next, nextScenario)
    let policy = try PolicyCatalog.entry(nextScenario.policy)
    // The same policy over containers goes on with its estimates.
    let keepsFront = next.cross.choice.name == stages.cross.choice.name && nextScenario.policy == scenario.policy
    let asksForSources = next.bypass.behaviour != nil
    scenario = nextScenario
    stages = next
    retariff()
    if !keepsFront { replaceFront(policy) }
    if legs == 1, asksForSources != block.tellsSources {
      block = ArrivalBlock(capacity: block.capacity, sources: asksForSources ? .told : .untold)
    }
    if let transport {
      source = transport
      backend.pipeline.tellsSource = transport.lookahead != nil
    }
    placeStages()
  }

  /// Stages have packets of one leg in their hands.
  ///
  /// - Throws: `Knob.Refusal` where replies are packets too.
  static func check(_ stages: StageSet, _ scenario: Scenario) throws(Knob.Refusal) {
    guard scenario.directions != .rx else { return }
    for entry in [stages.intake, stages.coalesce, stages.bypass, stages.regulate] where entry.behaviour != nil {
      throw Knob.Refusal(
        "directions is '\(scenario.directions.rawValue)', but stage choice \(entry.choice.name) knows packets to guests "
          + "only; it goes with rx")
    }
  }

  // The source under the next transport; nil where it stays as it is.
  private func nextTransport(_ next: StageSet, _ scenario: Scenario) throws(Knob.Refusal) -> (any TrafficSource)? {
    guard next.transport.choice.name != stages.transport.choice.name else { return nil }
    var bare = source
    if var transport = source as? any TransportSource { bare = transport.dissolve(at: now) }
    return try next.transport.behaviour?(bare, scenario.stageSettings) ?? bare
  }

  // Once packets are followed, they are to the end.
  func placeStages() {
    if line == nil, stages.handlesPackets {
      let offeredTo = (0..<guestRoom).map { self.offeredTo($0) }
      backend.pipeline.beginFollowing(
        guests: guestRoom, offeredTo: offeredTo, bytes: offeredBytes, waiting: front.waitingContainers(), now: doneUntil
      )
      line = StageLine(backend: backend, windowStart: scenario.warmup.nanoseconds)
    }
    line?.exchange(stages, scenario.stageSettings, at: doneUntil)
  }

  // Open containers, queues and history stay; estimates start afresh (model rule 5.4).
  func replaceFront(_ policy: PolicyEntry) {
    let waiting = front.waitingContainers()
    front = stages.cross.behaviour.makeFront(
      policy, scenario.policySettings, scenario.containerRules(tariff: tariffNumber), rows, backend)
    front.adopt(waiting, doneUntil)
    if !aggregates { backend.pipeline.recorder.history.endEstimates(at: doneUntil) }
  }
}
