import DwellCore
import DwellSimulation
import DwellWorkload
import Testing

/// Corners of the rules that the random cases found, each as small as it gets: ties in time, services without cost, switches of
/// system, estimates restarted per container.
@Suite struct RuleCornerTests {
  /// A guest that ends at the instant of a hand-over sleeps first when its end was scheduled first (5.2).
  @Test func aGuestThatEndsFirstSleepsBeforeTheHandOver() throws {
    try agree(
      stages: [.cross: "copy"],
      knobs: ["wake-latency": 20], packets: [(100, 64, 0), (120, 576, 0)])
  }

  /// A guest woken without latency takes its first packet before the driver's next hand-over (5.2).
  @Test func anInstantWakeUpMakesRoomBeforeTheNextHandOver() throws {
    try agree(
      policy: "self-clocked", knobs: ["queue-packets": 1],
      packets: [(1630, 2048, 1), (1630, 65536, 0), (1630, 2048, 0)])
  }

  /// The bound is one of the queue before the driver, whoever filled it (6.2).
  @Test func theBoundCountsPacketsOfTheOldSystem() throws {
    try agree(
      stages: [.cross: "copy", .notify: "sleeping"],
      knobs: ["c-byte": 2, "queue-packets": 7],
      packets: [
        (8566, 65536, 0), (10366, 21, 0), (11819, 576, 0), (11864, 21, 0), (11876, 65536, 0), (12440, 21, 0),
        (12449, 576, 0), (12744, 53, 0), (12744, 65536, 0),
      ], stops: [(10846, .system("aggregation"))])
  }

  /// Step 5 of the paper read literally: the packet that opens a container is a first packet, and gives no gap (3.5, 4).
  @Test func aRestartedEstimateForgetsTheGapBefore() throws {
    try agree(
      policy: "adaptive",
      knobs: ["container-size": 2048, "reading": 1, "restart": 1],
      packets: [(3623, 2049, 1), (4758, 437, 1), (4768, 576, 1)])
  }

  /// Services without cost follow each other in rounds of one instant, as many as there are (5.2).
  @Test func whoSleepsIsAskedInItsRound() throws {
    try agree(
      stages: [.cross: "copy", .notify: "sleeping"], knobs: ["c-send": 2000],
      packets: [(86200, 3725, 0), (87500, 1024, 0), (87500, 4096, 1), (89900, 4096, 0), (90200, 3434, 0)])
    try agree(
      stages: [.notify: "sleeping"],
      knobs: ["c-irq": 1.5, "c-pkt": 0.25, "container-size": 2048, "min-room": 1500],
      packets: [(2428, 1500, 0), (2429, 682, 0), (2429, 431, 0), (2429, 499, 0), (2429, 2048, 0)])
  }

  /// A guest that takes its next work at the instant of a hand-over makes room only where its end was scheduled first (5.2).
  @Test func aGuestThatEndsLaterMakesNoRoomForAHandOverOfItsInstant() throws {
    try agree(
      stages: [.cross: "copy", .notify: "sleeping"],
      knobs: ["c-gpkt": 5000, "c-pkt": 7500, "queue-packets": 3, "wake-latency": 100_000],
      packets: [
        (50_000, 64, 0), (125_000, 64, 0), (125_000, 156, 0), (125_000, 64, 0), (130_000, 187, 0), (130_000, 576, 1),
      ])
  }

  /// Of two losses of one instant, the one that a later round brings comes after those of arrivals (5.2, 5.5).
  @Test func lossesOfOneInstantAreCountedInItsOrder() throws {
    try agree(
      policy: "adaptive", knobs: ["queue-packets": 3, "wake-latency": 20],
      packets: [(3619, 1024, 0), (3631, 9000, 0), (3631, 64, 0), (3631, 64, 0), (3631, 9000, 0)])
  }

  /// What a command makes a full queue turn away is lost at once, before anything else of its instant (5.2, 5.3).
  @Test func whatACommandLosesIsLostAtOnce() throws {
    try agree(
      knobs: ["queue-packets": 1], packets: [(5769, 805, 1), (5776, 512, 0), (5779, 512, 1)],
      stops: [(6188, .set(knob: "container-size", value: 64))])
  }

  /// Estimates that start afresh draw their transit times from the beginning (5.4).
  @Test func aPolicyThatComesBackDrawsTheSameTransitTimes() throws {
    try agree(
      policy: "adaptive", knobs: ["n-k": 2],
      packets: [(5454, 4097, 0), (17605, 2048, 0), (17905, 2048, 0), (17945, 1411, 0)],
      stops: [(6103, .policy("fixed")), (15403, .policy("adaptive"))])
  }

  /// What waited for its turn alone still stands in its queue when a container that follows settles the order (5.2, 6.2).
  @Test func whatIsSettledAheadStandsInItsQueueUntilThen() throws {
    try agree(
      policy: "immediate", stages: [.cross: "container", .notify: "sleeping"], directions: .tx,
      knobs: ["c-byte": 0.25, "container-size": 2048, "queue-packets": 1],
      packets: [(2545, 2048, 3), (2549, 1721, 0), (2566, 2048, 2), (2577, 2048, 1), (2596, 576, 2)],
      stops: [(2556, .system("size-adaptive"))])
  }

  /// Containers switched on and off again while packets wait alone leave their batches open: none of them followed (5.4, 6.2).
  @Test(arguments: [Directions.rx, .both])
  func aBatchIsOpenUntilAContainerFollows(directions: Directions) throws {
    try agree(
      stages: [.cross: "copy", .notify: "sleeping"], directions: directions, knobs: ["c-pkt": 50_000, "c-byte": 2],
      packets: [(27_000, 65_536, 1), (32_000, 21, 1), (162_000, 65_536, 1)],
      stops: [(52_000, .system("self-adaptive")), (112_000, .system("vanilla"))])
  }

  private func agree(
    policy: String = "fixed", stages: [Stage: String] = [:], directions: Directions = .rx,
    knobs: [String: Double],
    packets: [(time: Int64, bytes: Int, guest: Int)], stops: [(time: Int64, command: Command?)] = []
  ) throws {
    var scenario = Scenario()
    scenario.machine = "paper"
    scenario.policy = policy
    scenario.stages = stages
    scenario.guests = 2
    scenario.directions = directions
    for (name, value) in knobs { scenario.knobs.choose(name, value) }
    scenario.duration = .milliseconds(10)
    let arrivals = packets.map { NaivePacket(arrival: $0.time, size: $0.bytes, guest: $0.guest) }
    let one = TestCase(scenario: scenario, arrivals: arrivals, stops: stops)
    let difference = try one.difference()
    #expect(difference == nil, "\(difference ?? "")")
  }
}
