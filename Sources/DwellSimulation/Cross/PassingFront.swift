import DwellCore
import DwellEngine

/// Packets cross one by one; containers left over from before a switch still leave under their old deadlines.
final class PassingFront {
  // Opens nothing and believes nothing: what it holds leaves under the deadline it came with.
  private struct OldDeadlines: ReleasePolicy {
    var timeout: Int64

    func blank(guest: Int) -> Nothing { Nothing() }
    func hold(at time: Int64, _ memory: inout Nothing) -> Int64 { timeout }
    func estimate(_ memory: Nothing) -> Estimate { .none }
  }

  private var leftover: Aggregator<OldDeadlines>
  private let backend: Backend
  private var tariff: Int32

  init(rules: ContainerRules, guests: Int, backend: Backend) {
    leftover = Aggregator(policy: OldDeadlines(timeout: 1_000_000_000), rules: rules, guests: guests)
    self.backend = backend
    tariff = rules.tariff
  }

  func ingest(_ block: borrowing ArrivalBlock) {
    for i in 0..<block.count {
      let time = block.times[i]
      if leftover.nextEvent <= time { leftover.advance(to: time, into: &backend.pipeline) }
      backend.pipeline.pass(guest: block.guests[i], size: block.sizes[i], at: time, tariff: tariff)
    }
  }

  func advance(to time: Int64) {
    leftover.advance(to: time, into: &backend.pipeline)
    backend.pipeline.serveLonePackets(before: time)
  }

  var nextEvent: Int64 { min(leftover.nextEvent, backend.pipeline.nextBatch) }

  func front() -> Front {
    Front(
      ingest: { self.ingest($0) }, advance: { self.advance(to: $0) }, nextEvent: { self.nextEvent },
      configure: { _ in }, setTimeout: { self.leftover.setTimeout($0, at: $1) },
      setRules: {
        self.leftover.setRules($0, at: $1, into: &self.backend.pipeline)
        self.tariff = $0.tariff
      },
      dismiss: { self.leftover.dismiss(guestsFrom: $0, at: $1, into: &self.backend.pipeline) },
      grow: { guests, now in
        guard guests > self.leftover.guests else { return }
        var larger = Aggregator(policy: self.leftover.policy, rules: self.leftover.rules, guests: guests)
        larger.adopt(self.leftover.waitingContainers(), at: now)
        self.leftover = larger
      },
      waitingContainers: { self.leftover.waitingContainers() },
      waitingContainer: { $0 < self.leftover.guests ? self.leftover.waitingContainer(of: $0) : nil },
      adopt: { self.leftover.adopt($0, at: $1) },
      open: { $0 < self.leftover.guests ? self.leftover.open($0) : .none }, estimate: { _ in .none },
      explain: { _, _ in nil },
      tariffsInUse: { Set(self.leftover.waitingContainers().map(\.open.rules.tariff)) })
  }
}
