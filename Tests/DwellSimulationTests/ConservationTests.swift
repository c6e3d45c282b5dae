import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// No packet is lost or counted twice, for every policy under every workload (model 6.1).
@Suite struct ConservationTests {
  @Test(arguments: Catalogs.policies, Catalogs.workloads)
  func holdsAtEveryInstant(policy: String, workload: String) throws {
    for machine in ["default", "paper"] {
      var scenario = Catalogs.scenario(policy: policy, workload: workload)
      scenario.machine = machine
      scenario.knobs.choose("queue-packets", 20)  // some are dropped
      let run = try WatchedRun(scenario, lookingAt: randomInstants(until: Catalogs.duration))
      for counts in run.looks + [run.packets] {
        #expect(counts.received == counts.waiting + counts.inFlight + counts.delivered + counts.dropped)
        #expect(counts.offered >= counts.received)
      }
      #expect(run.packets.offered == run.arrivals.count)
      #expect(run.packets.offered > 1000)
      #expect(run.packets.waiting == 0)
      #expect(run.packets.inFlight == 0)
    }
  }

  /// The same without containers, where packets cross one by one.
  @Test(arguments: Catalogs.workloads, ["every", "sleeping"])
  func holdsWithoutContainers(workload: String, notify: String) throws {
    var scenario = Catalogs.scenario(policy: "fixed", workload: workload)
    scenario.stages = [.cross: "copy", .notify: notify]
    scenario.knobs.choose("queue-packets", 20)
    let run = try WatchedRun(scenario, lookingAt: randomInstants(until: Catalogs.duration))
    for counts in run.looks + [run.packets] {
      #expect(counts.received == counts.waiting + counts.inFlight + counts.delivered + counts.dropped)
      #expect(counts.waiting == 0)
    }
    #expect(run.packets.inFlight == 0)
    #expect(run.releases.isEmpty)
  }

  /// Packets that cross at once, and clients that answer at once: such a run still ends.
  @Test func endsWithoutCosts() throws {
    var scenario = Catalogs.scenario(policy: "fixed", workload: "closed-loop")
    scenario.stages = [.cross: "copy", .notify: "sleeping"]
    scenario.machine = "paper"
    let run = try WatchedRun(scenario)
    #expect(run.packets.delivered == run.packets.offered)
  }

  /// Offered so far is what has arrived strictly before the instant, waiting what has arrived and not left.
  @Test(arguments: Catalogs.policies)
  func countsAreThoseOfTheInstant(policy: String) throws {
    let scenario = Catalogs.scenario(policy: policy, workload: "poisson")
    let instants = randomInstants(until: Catalogs.duration)
    let run = try WatchedRun(scenario, lookingAt: instants)
    for (instant, counts) in zip(instants, run.looks) {
      let arrived = run.arrivals.count { $0.time < instant }
      let left = run.releases.reduce(0) { $0 + ($1.released.nanoseconds < instant ? $1.packets : 0) }
      #expect(counts.offered == arrived)
      #expect(counts.waiting == arrived - left)
    }
  }

  /// Little: the time-average of packets in open containers is the rate of leaving times the mean dwell, exact once drained.
  @Test(arguments: Catalogs.policies, Catalogs.workloads)
  func littlesLawHolds(policy: String, workload: String) throws {
    let run = try WatchedRun(Catalogs.scenario(policy: policy, workload: workload))
    let area = Double(run.packetTimeInContainers)
    let count = run.releases.reduce(0) { $0 + $1.packets }
    #expect(run.summary.dwell.count == count)
    #expect(count == run.arrivals.count)
    let mean = try #require(run.summary.dwell.mean)
    #expect(abs(area - mean * Double(count)) <= 1e-9 * area, "\(area) and \(mean * Double(count))")
  }

  private func randomInstants(until end: TimeSpan) -> [Int64] {
    var random = RandomStream(seed: 3, name: "looks")
    return (0..<40).map { _ in Int64(random.next(below: Int(end.nanoseconds))) }.sorted()
  }
}
