import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// Every release in one sentence.
struct ReleaseSentenceTests {
  private static func scenario(_ policy: String) -> Scenario {
    var scenario = Scenario()
    scenario.policy = policy
    return scenario
  }

  private static func sentence(
    _ policy: String, _ cause: ReleaseCause, packets: Int = 6, size: Int = 576, wait: Int64 = 13_600,
    turned: Bool = false, change: (inout Scenario) -> Void = { _ in }
  ) -> String {
    var scenario = scenario(policy)
    change(&scenario)
    return ReleaseSentence(
      cause: cause, packets: packets, bytes: packets * size, capacity: 4096, wait: .nanoseconds(wait),
      scenario: scenario, turnedSince: turned
    ).text
  }

  @Test("Every cause has a sentence under every policy, and no two causes the same")
  func allCausesAndPolicies() {
    for policy in PolicyCatalog.policies {
      var seen: Set<String> = []
      for cause in ReleaseCause.allCases {
        let text = Self.sentence(policy.name, cause)
        #expect(text.hasPrefix("left after 13.6 µs: "), "\(text)")
        #expect(!text.hasSuffix(".") && !text.contains("  "), "\(text)")
        #expect(seen.insert(text).inserted, "\(policy.name): \(text)")
        #expect(Self.sentence(policy.name, cause, wait: 0).hasPrefix("left at once: "))
      }
    }
  }

  @Test("The sentence names what ran out under each policy")
  func whatRanOut() {
    let expected = [
      "adaptive": "D + 4V ran out with 6 of 7 packets", "printed": "D + 4V ran out with 6 of 7 packets",
      "fixed": "T₀ ran out with 6 of 7 packets", "in-window": "its hold h ran out with 6 of 7 packets",
      "model-based": "T ran out with 6 of 7 packets", "adaptive-size": "T₀ ran out with 6 of 7 packets",
      "throttle": "T₀ since the release before ran out with 6 of 7 packets",
      "self-clocked": "T₀ ran out before the driver domain was idle with 6 of 7 packets",
      "self-clocked-guest": "T₀ ran out before its guest had nothing left to do with 6 of 7 packets",
      "immediate": "no packet waits under immediate",
    ]
    #expect(Set(expected.keys) == Set(PolicyCatalog.policies.map(\.name)))
    for (policy, text) in expected { #expect(Self.sentence(policy, .due) == "left after 13.6 µs: \(text)") }
  }

  @Test("A wait as long as T₀ was ended by T₀, whatever D + 4V was")
  func cappedWaits() {
    #expect(Self.sentence("adaptive", .due, wait: 1_000_000) == "left after 1.00 ms: T₀ ran out with 6 of 7 packets")
    #expect(Self.sentence("adaptive", .due, wait: 999_000).contains("D + 4V"))
  }

  @Test("Under the running mean no single D + 4V ran out")
  func runningMean() {
    let text = Self.sentence("adaptive", .due) { $0.knobs[EstimateKnobs.reading] = 1 }
    #expect(text == "left after 13.6 µs: the mean of its packets’ P ran out with 6 of 7 packets")
  }

  @Test("A full container says what it was full of")
  func fullContainers() {
    #expect(Self.sentence("fixed", .full) == "left after 13.6 µs: no room for the next packet, with 6 of 7 packets")
    #expect(Self.sentence("fixed", .full, packets: 4, size: 1024) == "left after 13.6 µs: exactly full with 4 packets")
    #expect(Self.sentence("fixed", .full) { $0.knobs[EngineKnobs.maxPackets] = 6 }.contains("the 6 packets allowed"))
    #expect(
      Self.sentence("fixed", .full, packets: 7) { $0.knobs[EngineKnobs.minRoom] = 1500 }.contains("1500 B of room"))
    #expect(Self.sentence("fixed", .full) { $0.knobs[EngineKnobs.containerSize] = 2048 }.contains("turned smaller"))
    #expect(Self.sentence("adaptive-size", .full, packets: 3).contains("the 3 packets that come in the share of T₀"))
    #expect(Self.sentence("adaptive-size", .full, packets: 7).contains("no room for the next packet"))
  }

  @Test("The driver domain, the guest, a large packet and a guest that left are told apart")
  func otherCauses() {
    #expect(Self.sentence("self-clocked", .idle).contains("the driver domain had nothing to do"))
    #expect(Self.sentence("self-clocked-guest", .idle).contains("its guest had nothing left to do"))
    #expect(Self.sentence("fixed", .other).contains("its guest left, with 6 of 7 packets waiting"))
    #expect(
      Self.sentence("fixed", .other, packets: 1, size: 9000, wait: 0)
        == "left at once: 9 000 B are more than a container of 4096 B holds")
  }

  @Test("After a turn only what is certain is said")
  func turnedSettings() {
    #expect(
      Self.sentence("adaptive", .due, turned: true) == "left after 13.6 µs: its deadline came with 6 of 7 packets")
    #expect(Self.sentence("adaptive", .full, turned: true).contains("full, or turned smaller"))
  }

  @Test("Where sizes differ bytes are told, not how many would fit")
  func mixedSizes() {
    let text = Self.sentence("fixed", .due) { $0.sizes = PacketSizes.imix }
    #expect(text == "left after 13.6 µs: T₀ ran out with 6 packets, 3456 of 4096 B")
  }
}
