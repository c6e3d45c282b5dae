import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// What the summary counts and when (model 6.3, 6.4), recomputed from arrivals, releases and hand-overs.
@Suite struct WindowTests {
  private static let warmup = Catalogs.duration.nanoseconds / 4
  private static let end = Catalogs.duration.nanoseconds

  @Test(arguments: Catalogs.policies)
  func dwellAndDelayAreCountedByArrival(policy: String) throws {
    let run = try watched(policy: policy)
    let window = Self.warmup..<Self.end
    let dwells = run.contents.flatMap { note, arrivals in
      arrivals.filter(window.contains).map { Double(note.released.nanoseconds - $0) }
    }
    expect(run.summary.dwell, tells: dwells)
    var delays: [Double] = []
    for (guest, fates) in run.fates {
      var mine = run.arrivals.filter { Int($0.guest) == guest }.map(\.time)[...]
      for fate in fates {
        delays += mine.prefix(fate.packets).filter(window.contains).map { Double(fate.time - $0) }
        mine.removeFirst(fate.packets)
      }
    }
    expect(run.summary.delay, tells: delays)
    #expect(run.summary.window.offered == run.arrivals.count { window.contains($0.time) })
    #expect(run.summary.window.delivered == delays.count)
  }

  @Test(arguments: Catalogs.policies)
  func containersAndThroughputAreCountedByInstant(policy: String) throws {
    let run = try watched(policy: policy)
    let window = Self.warmup..<Self.end
    let seconds = Double(Self.end - Self.warmup) / 1e9
    let inside = run.releases.filter { window.contains($0.released.nanoseconds) }
    let containers = run.summary.containers
    #expect(containers.released == inside.count)
    #expect(containers.full == inside.count { $0.cause == .full })
    #expect(containers.due == inside.count { $0.cause == .due })
    #expect(containers.idle == inside.count { $0.cause == .idle })
    #expect(containers.other == inside.count { $0.cause == .other })
    #expect(near(containers.perSecond, Double(inside.count) / seconds))
    #expect(near(containers.meanPackets, mean(inside.map { Double($0.packets) })))
    #expect(near(containers.meanFill, mean(inside.map { Double($0.bytes) / Double($0.capacity) })))
    #expect(near(containers.fractionFull, Double(inside.count { $0.cause == .full }) / Double(inside.count)))
    let delivered = run.fates.values.joined().reduce(0) { $0 + (window.contains($1.time) ? $1.packets : 0) }
    #expect(near(run.summary.throughput.packets, Double(delivered) / seconds))
    #expect(near(run.summary.throughput.bytes, 576 * Double(delivered) / seconds))
    let offered = run.arrivals.count { window.contains($0.time) }
    #expect(near(run.summary.throughput.offered, Double(offered) / seconds))
  }

  @Test(arguments: Catalogs.policies)
  func theWholeRunHasItsOwnCounts(policy: String) throws {
    let run = try watched(policy: policy)
    #expect(run.summary.packets == run.packets)
    #expect(run.packets.offered == run.arrivals.count)
    var withoutWarmup = Catalogs.scenario(policy: policy, workload: "poisson")
    withoutWarmup.warmup = .zero
    #expect(try WatchedRun(withoutWarmup).digest == run.digest)
  }

  /// The means of the parts add up to the mean delay (model 6.3).
  @Test(arguments: Catalogs.policies + ["copy sleeping", "copy every"], ["default", "theory", "paper"])
  func partsAddUpToTheDelay(policy: String, machine: String) throws {
    let copies = policy.hasPrefix("copy")
    var scenario = Catalogs.scenario(policy: copies ? "fixed" : policy, workload: "poisson")
    if copies { scenario.stages = [.cross: "copy", .notify: policy == "copy every" ? "every" : "sleeping"] }
    scenario.machine = machine
    scenario.warmup = .nanoseconds(Self.warmup)
    let summary = try Simulator(scenario).run()
    let parts = try #require(summary.parts)
    let pieces = [parts.intake, parts.dwell, parts.queue, parts.service, parts.notify, parts.regulate]
    let mean = try #require(summary.delay.mean)
    #expect(abs(pieces.reduce(0, +) - mean) <= 1e-9 * mean)
  }

  @Test(arguments: Catalogs.policies)
  func withoutDrainWhatIsInsideStaysThere(policy: String) throws {
    var scenario = Catalogs.scenario(policy: policy, workload: "poisson")
    scenario.ending = .cut
    let run = try WatchedRun(scenario, following: true)
    let left = run.releases.reduce(0) { $0 + $1.packets }
    #expect(run.packets.waiting == run.arrivals.count - left)
    #expect(run.releases.allSatisfy { $0.released.nanoseconds < Self.end })
    #expect(run.packets.received == run.packets.waiting + run.packets.inFlight + run.packets.delivered)
    #expect(run.packets.waiting + run.packets.inFlight > 0)
    #expect(run.summary.dwell.count == left)
    #expect(run.summary.delay.count == run.packets.delivered)
  }

  @Test func anEmptyWindowHasNoValues() throws {
    var scenario = Catalogs.scenario(policy: "fixed", workload: "poisson")
    scenario.warmup = .milliseconds(500)
    let summary = try Simulator(scenario).run()
    #expect(summary.packets.offered > 0)
    #expect(summary.window.offered == 0)
    #expect(summary.dwell.mean == nil)
    #expect(summary.delay.mean == nil)
    #expect(summary.containers.meanPackets == nil)
    #expect(summary.throughput.packets == nil)
  }

  /// With a count of packets the run is as long as the last arrival, plus a nanosecond; a duration before that wins.
  @Test func theShorterOfCountAndDurationEndsTheRun() throws {
    var scenario = Catalogs.scenario(policy: "fixed", workload: "cbr")
    scenario.guests = 1
    scenario.knobs[KnobCatalog.load] = 1e6
    scenario.packets = 5000
    #expect(try Simulator(scenario).run().packets.offered == 5000)
    scenario.duration = .milliseconds(1)
    #expect(try Simulator(scenario).run().packets.offered == 1000)
    scenario.duration = nil
    let summary = try Simulator(scenario).run()
    #expect(near(summary.throughput.offered, 5000 / (4_999_001.0 / 1e9)))
  }

  private func watched(policy: String) throws -> WatchedRun {
    var scenario = Catalogs.scenario(policy: policy, workload: "poisson")
    scenario.warmup = .nanoseconds(Self.warmup)
    return try WatchedRun(scenario, following: true)
  }

  private func expect(
    _ told: Spreading, tells values: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let average = mean(values)
    let spread = (mean(values.map { ($0 - average) * ($0 - average) })).squareRoot()
    #expect(told.count == values.count, sourceLocation: sourceLocation)
    #expect(near(told.mean, average), sourceLocation: sourceLocation)
    #expect(near(told.deviation, spread, within: 1e-6), sourceLocation: sourceLocation)
    #expect(near(told.least, values.min() ?? .nan), sourceLocation: sourceLocation)
    #expect(near(told.greatest, values.max() ?? .nan), sourceLocation: sourceLocation)
    let sorted = values.sorted()
    for (value, q) in [(told.p50, 0.5), (told.p90, 0.9), (told.p99, 0.99)] {
      let rank = Int((q * Double(sorted.count)).rounded(.up))
      #expect(near(value, sorted[rank - 1], within: 0.01), sourceLocation: sourceLocation)
    }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private func near(_ told: Double?, _ value: Double, within share: Double = 1e-9) -> Bool {
    guard let told else { return false }
    return abs(told - value) <= share * abs(value) + 1e-12
  }
}
