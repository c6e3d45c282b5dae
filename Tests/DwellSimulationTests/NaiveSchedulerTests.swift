import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import Testing

/// The oracle is itself held against what must be true of any run.
@Suite struct NaiveSchedulerTests {
  @Test(arguments: NaiveKnob.policies)
  func losesNoPacket(policy: String) {
    var cases = RandomCases(seed: 7)
    for _ in 0..<40 {
      for cross in ["copy", "container"] {
        let outcome = cases.make(policy: policy, cross: cross, notify: "sleeping", turns: true).naive()
        for counts in outcome.counts {
          #expect(counts.received == counts.waiting + counts.inFlight + counts.delivered + counts.dropped)
        }
      }
    }
  }

  @Test func holdsNothingOnceDrained() throws {
    var cases = RandomCases(seed: 8)
    for _ in 0..<40 {
      var one = cases.make(policy: "adaptive", cross: "container", notify: "every", turns: true)
      one.scenario.ending = .drain
      let counts = try #require(one.naive().counts.last)
      #expect(counts.waiting == 0)
      #expect(counts.inFlight == 0)
    }
  }

  @Test func everyCauseAndEveryLossIsMet() {
    var cases = RandomCases(seed: 9)
    var causes: Set<UInt8> = []
    var lost = 0
    for _ in 0..<60 {
      let outcome = cases.make(policy: "self-clocked", cross: "container", notify: "sleeping", turns: true).naive()
      causes.formUnion(outcome.releases.map(\.cause.rawValue))
      lost += outcome.counts.last?.dropped ?? 0
    }
    #expect(causes.count == 4)
    #expect(lost > 0)
  }
}
