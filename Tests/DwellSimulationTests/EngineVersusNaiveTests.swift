import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// The engine against the naive scheduler: same containers, counts at every look, fates and digest (issue 2, set-up and checks).
@Suite struct EngineVersusNaiveTests {
  private static let crossings = [
    ("container", "every"), ("container", "sleeping"), ("copy", "every"), ("copy", "sleeping"),
  ]

  /// The settings stay as they are.
  @Test(arguments: NaiveKnob.policies, crossings)
  func agreeWithNothingTurned(policy: String, crossing: (cross: String, notify: String)) throws {
    try compare(policy, crossing, turns: false, seed: 1, count: 60)
  }

  /// Knobs, policy, system and number of guests change while it runs.
  @Test(arguments: NaiveKnob.policies, crossings)
  func agreeWithEverythingTurned(policy: String, crossing: (cross: String, notify: String)) throws {
    try compare(policy, crossing, turns: true, seed: 2, count: 60)
  }

  /// Every estimator over every n_k.
  @Test(arguments: EstimatorCatalog.estimators.indices, 0..<EstimateKnobs.observation.choices.count)
  func agreeOnEveryEstimate(estimator: Int, observation: Int) throws {
    for turns in [false, true] {
      try compare("adaptive", ("container", "every"), turns: turns, seed: 4, count: 40) { one in
        one.scenario.knobs.choose("estimator", Double(estimator))
        one.scenario.knobs.choose("n-k", Double(observation))
      }
    }
  }

  /// The costs of a machine come from its preset.
  @Test(arguments: ["default", "theory", "paper", "fast-server"], crossings)
  func agreeOnEveryMachine(machine: String, crossing: (cross: String, notify: String)) throws {
    for policy in NaiveKnob.policies {
      try compare(policy, crossing, turns: false, seed: 3, count: 8) { one in
        one.scenario.machine = machine
        for name in NaiveSettings.costs(of: machine).keys { one.scenario.knobs.reset(name) }
      }
    }
  }

  /// Storage bounds a container at 1024 packets, the default bound of a queue is 1024 packets a guest.
  @Test(arguments: crossings)
  func agreeAtTheBounds(crossing: (cross: String, notify: String)) throws {
    var scenario = Scenario()
    scenario.stages = [.cross: crossing.cross, .notify: crossing.notify]
    scenario.sizes = PacketSizes(bytes: 4)
    scenario.guests = 2
    scenario.duration = .milliseconds(2)
    let packets = (0..<3500).map { number in
      NaivePacket(arrival: Int64(number / 1200) * 1000, size: 1, guest: number % 7 == 0 ? 1 : 0)
    }
    let one = TestCase(scenario: scenario, arrivals: packets, stops: [(1500, nil)], follows: true)
    let difference = try one.difference()
    #expect(difference == nil, "\(difference ?? "")")
    let outcome = one.naive()
    #expect(
      crossing.cross == "copy" || outcome.releases.contains { $0.packets == 1024 && $0.cause == ReleaseCause.full })
    #expect(crossing.cross == "container" || outcome.counts.contains { $0.dropped > 0 })
  }

  @Test(arguments: NaiveKnob.policies)
  func agreeWithAThousandGuests(policy: String) throws {
    var scenario = Scenario()
    scenario.policy = policy
    scenario.guests = 1024
    scenario.duration = .milliseconds(4)
    var random = RandomStream(seed: 5, name: "thousand")
    let times = (0..<2500).map { _ in Int64(random.next(below: 40)) * 50_000 }.sorted()
    let packets = times.map { NaivePacket(arrival: $0, size: 576, guest: random.next(below: 1024)) }
    let one = TestCase(
      scenario: scenario, arrivals: packets, stops: [(700_000, .guests(600)), (1_200_000, .guests(1024))],
      follows: true)
    #expect(try one.difference() == nil)
  }

  private func compare(
    _ policy: String, _ crossing: (cross: String, notify: String), turns: Bool, seed: UInt64, count: Int,
    changing: (inout TestCase) -> Void = { _ in }
  ) throws {
    var cases = RandomCases(seed: seed)
    for number in 1...count {
      var one = cases.make(policy: policy, cross: crossing.cross, notify: crossing.notify, turns: turns)
      changing(&one)
      guard try one.difference() != nil else { continue }
      let smallest = one.shrunk()
      let difference = try smallest.difference() ?? "none"
      Issue.record("case \(number): \(difference)\n\(smallest.text)")
      return
    }
  }
}
