import DwellCore
import DwellEngine

/// The aggregator of one policy, held where closures can reach it.
final class AggregatingFront<Policy: ReleasePolicy> {
  fileprivate var aggregator: Aggregator<Policy>
  private let backend: Backend

  init(_ policy: Policy, rules: ContainerRules, guests: Int, backend: Backend) {
    aggregator = Aggregator(policy: policy, rules: rules, guests: guests)
    self.backend = backend
  }

  func ingest(_ block: borrowing ArrivalBlock) {
    if backend.directions == .tx || !backend.pipeline.lone.isEmpty {
      ingestAmongLonePackets(block)
    } else {
      aggregator.ingest(block, into: &backend.pipeline)
    }
  }

  // Packets that cross alone go through the same driver domain: all but what leaves the host where only that aggregates, and
  // what still waited when containers were switched on.
  private func ingestAmongLonePackets(_ block: borrowing ArrivalBlock) {
    let aggregatesAll = backend.directions != .tx
    for i in 0..<block.count {
      let time = block.times[i]
      let row = block.guests[i]
      while let start = backend.pipeline.nextBatch(arrivalAt: time) {
        aggregator.advance(to: start, into: &backend.pipeline)
        backend.pipeline.serveLonePackets(arrivalAt: start &+ backend.pipeline.idleRound)
      }
      if aggregatesAll || row & 1 == 1 {
        aggregator.take(guest: Int(row), size: block.sizes[i], at: time, into: &backend.pipeline)
      } else {
        aggregator.arrive(at: time, into: &backend.pipeline)
        backend.pipeline.pass(guest: row, size: block.sizes[i], at: time, tariff: aggregator.rules.tariff)
      }
    }
  }

  func advance(to time: Int64) {
    while backend.pipeline.nextBatch < time {
      let start = backend.pipeline.nextBatch
      aggregator.advance(to: start, into: &backend.pipeline)
      backend.pipeline.serveLonePackets(before: start &+ 1)
    }
    aggregator.advance(to: time, into: &backend.pipeline)
  }

  var nextEvent: Int64 { min(aggregator.nextEvent, backend.pipeline.nextBatch) }

  func configure(_ policy: Policy) { aggregator.configure(policy) }

  func setTimeout(_ timeout: Int64, at now: Int64) { aggregator.setTimeout(timeout, at: now) }

  func setRules(_ rules: ContainerRules, at now: Int64) {
    aggregator.setRules(rules, at: now, into: &backend.pipeline)
  }

  func dismiss(_ count: Int, at now: Int64) {
    aggregator.dismiss(guestsFrom: count, at: now, into: &backend.pipeline)
  }

  func grow(_ guests: Int, at now: Int64) {
    guard guests > aggregator.guests else { return }
    var larger = Aggregator(policy: aggregator.policy, rules: aggregator.rules, guests: guests)
    larger.adoptMemories(aggregator)
    larger.adopt(aggregator.waitingContainers(), at: now)
    aggregator = larger
  }

  func waitingContainers() -> [WaitingContainer] { aggregator.waitingContainers() }

  func waitingContainer(_ guest: Int) -> WaitingContainer? {
    guest < aggregator.guests ? aggregator.waitingContainer(of: guest) : nil
  }

  func adopt(_ waiting: [WaitingContainer], at now: Int64) {
    aggregator.adopt(waiting, at: now)
    aggregator.releaseIfIdle(at: now, into: &backend.pipeline)
  }

  func open(_ guest: Int) -> OpenContainer { guest < aggregator.guests ? aggregator.open(guest) : .none }

  func estimate(_ guest: Int) -> Estimate { guest < aggregator.guests ? aggregator.estimate(guest) : .none }
}

extension AggregatingFront where Policy: PolicyDescription {
  func explain(_ guest: Int, _ context: ExplanationContext) -> Explanation? {
    guest < aggregator.guests ? aggregator.explain(guest, context) : nil
  }
}

extension Front {
  // Generic, and called with the concrete policy: here its loop is specialised.
  @inline(__always)
  static func aggregating<Policy: PolicyDescription>(
    _ type: Policy.Type, settings: PolicySettings, rules: ContainerRules, guests: Int, backend: Backend
  ) -> Front {
    let front = AggregatingFront(Policy(settings), rules: rules, guests: guests, backend: backend)
    return Front(
      ingest: { front.ingest($0) }, advance: { front.advance(to: $0) }, nextEvent: { front.nextEvent },
      configure: { front.configure(Policy($0)) }, setTimeout: { front.setTimeout($0, at: $1) },
      setRules: { front.setRules($0, at: $1) }, dismiss: { front.dismiss($0, at: $1) },
      grow: { front.grow($0, at: $1) }, waitingContainers: { front.waitingContainers() },
      waitingContainer: { front.waitingContainer($0) },
      adopt: { front.adopt($0, at: $1) }, open: { front.open($0) }, estimate: { front.estimate($0) },
      explain: { front.explain($0, $1) },
      tariffsInUse: { Set(front.waitingContainers().map(\.open.rules.tariff)) })
  }
}
