import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// Closed forms of domain.md 2.3 against the engine, within 99.9 % confidence bounds of fixed seeds.
@Suite struct ClosedFormTests {
  // MARK: The formula itself

  /// Packets per container and mean wait in ms at T = 10 ms, as domain.md prints them.
  static let table: [(k: Int, perMillisecond: Double, packets: Double, wait: Double)] = [
    (2, 0.02, 1.181, 7.673), (2, 0.1, 1.632, 3.873), (2, 0.5, 1.993, 0.997), (2, 2, 2, 0.25), (2, 10, 2, 0.05),
    (2, 50, 2, 0.01), (64, 0.02, 1.2, 9.167), (64, 0.1, 2, 7.5), (64, 0.5, 6, 5.833), (64, 2, 21, 5.238),
    (64, 10, 64, 3.15), (64, 50, 64, 0.63),
  ]

  @Test(arguments: table)
  func formulaGivesTheTable(row: (k: Int, perMillisecond: Double, packets: Double, wait: Double)) {
    let form = ClosedForm(rate: row.perMillisecond, timeout: 10, packetsThatFit: row.k, fillsExactly: true)
    #expect(abs(form.packets - row.packets) <= 0.006)
    #expect(abs(form.wait - row.wait) <= 0.0006)
  }

  // MARK: The engine

  /// 64 B: 64 fill a container; 2048 B: 2; 576 B: 7 fit and leave room.
  static let points: [(bytes: Int, perMillisecond: Double)] = [64, 2048, 576].flatMap { bytes in
    [0.02, 0.1, 0.5, 2, 10, 50].map { (bytes, $0) }
  }

  @Test(arguments: points)
  func engineGivesTheFormula(point: (bytes: Int, perMillisecond: Double)) throws {
    let run = try WatchedRun(scenario(bytes: point.bytes, load: point.perMillisecond * 1000, packets: 120_000))
    let k = 4096 / point.bytes
    let form = ClosedForm(
      rate: point.perMillisecond / 1e6, timeout: 1e7, packetsThatFit: k, fillsExactly: k * point.bytes == 4096)
    // The last container is cut short by the end of the arrivals; the others begin afresh with a memoryless gap.
    let cycles = run.contents.dropLast()
    let packets = RatioEstimate(cycles.map { (Double($0.arrivals.count), 1) })
    let wait = RatioEstimate(
      cycles.map { cycle in
        let total = cycle.arrivals.reduce(0) { $0 + cycle.note.released.nanoseconds - $1 }
        return (Double(total), Double(cycle.arrivals.count))
      })
    let full = RatioEstimate(cycles.map { ($0.note.cause == .full ? 1 : 0, 1) })
    #expect(packets.covers(form.packets, resolution: 1e-4 * form.packets), "\(packets) for \(form.packets)")
    #expect(wait.covers(form.wait, resolution: 0.5), "\(wait) for \(form.wait)")
    #expect(full.covers(form.full, resolution: 1e-4), "\(full) for \(form.full)")
    // The summary tells the same of those that left while packets still came (model 6.4).
    let told = try #require(run.summary.containers.meanPackets)
    let last = run.arrivals.last?.time ?? 0
    let inWindow = run.releases.filter { $0.released.nanoseconds <= last }
    let packetsInWindow = inWindow.reduce(0) { $0 + $1.packets }
    #expect(abs(told - Double(packetsInWindow) / Double(inWindow.count)) < 1e-9 * told)
  }

  /// Constant gaps: every container but the last is the same; an arrival exactly at the deadline joins.
  @Test(arguments: [64, 576, 2048], [1000, 40_000, 333_333, 500_000, 1_000_000, 1_000_001, 3_000_000])
  func constantArrivalsExactly(bytes: Int, gap: Int) throws {
    let source = (0..<500).map { NaivePacket(arrival: Int64($0 * gap), size: bytes, guest: 0) }
    var scenario = scenario(bytes: bytes, load: 1e9 / Double(gap), packets: nil)
    scenario.knobs[EngineKnobs.timeout] = 1e6
    scenario.duration = .nanoseconds(Int64(500 * gap))
    let outcome = try TestCase(scenario: scenario, arrivals: source).engine()
    let k = 4096 / bytes
    let inTime = 1_000_000 / gap + 1
    let fillsExactly = k * bytes == 4096
    let leavesFull = fillsExactly ? inTime >= k : inTime > k
    let dwellOfFirst = leavesFull ? (fillsExactly ? k - 1 : k) * gap : 1_000_000
    for release in outcome.releases.dropLast() {
      #expect(release.packets == min(inTime, k))
      #expect(release.cause == (leavesFull ? .full : .due))
      #expect(release.released - release.opened == Int64(dwellOfFirst))
    }
    #expect(outcome.releases.count == (500 + min(inTime, k) - 1) / min(inTime, k))
  }

  /// Pollaczek–Khinchine: `immediate`, every transfer notified, one guest, all costs in the driver (model 8).
  @Test(arguments: [0.1, 0.5, 0.8, 0.9], ["64", "64:1,1500:1"])
  func immediateIsAnMG1Queue(utilisation: Double, sizes: String) throws {
    let mix = try PacketSizes(parsing: sizes.contains(":") ? sizes : "\(sizes)B")
    let services = mix.parts.map { (4440 + 556 + 4 * Double($0.bytes), Double($0.weight)) }
    let weight = services.reduce(0) { $0 + $1.1 }
    let mean = services.reduce(0) { $0 + $1.0 * $1.1 } / weight
    let square = services.reduce(0) { $0 + $1.0 * $1.0 * $1.1 } / weight
    let rate = utilisation / mean
    let expected = mean + rate * square / (2 * (1 - utilisation))
    let delays = try (1...10).map { seed in
      var scenario = scenario(bytes: 64, load: rate * 1e9, packets: 40_000)
      scenario.machine = "theory"
      scenario.policy = "immediate"
      scenario.sizes = mix
      scenario.seed = UInt64(seed)
      scenario.knobs.choose(CostKnobs.byte.name, 4)
      return try #require(try Simulator(scenario).run().delay.mean)
    }
    let average = delays.reduce(0, +) / 10
    let variance = delays.reduce(0) { $0 + ($1 - average) * ($1 - average) } / 9
    // Student's t, 9 degrees of freedom, 99.9 %.
    #expect(abs(average - expected) <= 4.781 * (variance / 10).squareRoot() + 0.5, "\(average) for \(expected)")
  }

  /// domain.md 3.4: machine `theory`, 64 B, T0 = 100 µs; mean sojourn in µs and packets a transfer, as printed there.
  static let sojourns: [(policy: String, load: Double, sojourn: Double, packets: Double)] = [
    ("immediate", 20e3, 5.3, 1), ("immediate", 100e3, 7.5, 1), ("immediate", 180e3, 27, 1),
    ("fixed", 20e3, 73, 3), ("fixed", 100e3, 66, 11), ("fixed", 250e3, 71, 26), ("fixed", 1000e3, 72, 64),
    ("fixed", 1500e3, 64, 64), ("adaptive", 100e3, 31, 4.9), ("adaptive", 250e3, 17, 4.9),
    ("adaptive", 500e3, 12.5, 4.9), ("self-clocked", 20e3, 5.2, 1), ("self-clocked", 100e3, 6.3, 1.1),
    ("self-clocked", 250e3, 7.9, 1.6), ("self-clocked", 500e3, 9.9, 3.1), ("self-clocked", 1000e3, 16, 9.9),
    ("self-clocked", 1500e3, 43, 39),
  ]

  @Test(arguments: sojourns)
  func policiesCompareAsPrinted(row: (policy: String, load: Double, sojourn: Double, packets: Double)) throws {
    var scenario = scenario(bytes: 64, load: row.load, packets: 400_000)
    scenario.machine = "theory"
    scenario.policy = row.policy
    scenario.knobs[EngineKnobs.timeout] = 1e5
    let summary = try Simulator(scenario).run()
    let sojourn = try #require(summary.delay.mean) / 1e3
    let packets = try #require(summary.containers.meanPackets)
    // Printed to two or three figures, from runs of their own.
    #expect(abs(sojourn - row.sojourn) <= 0.04 * row.sojourn + 0.05, "\(sojourn) µs for \(row.sojourn)")
    #expect(abs(packets - row.packets) <= 0.03 * row.packets + 0.05, "\(packets) for \(row.packets)")
  }

  private func scenario(bytes: Int, load: Double, packets: Int?) -> Scenario {
    var scenario = Scenario()
    scenario.machine = "paper"
    scenario.guests = 1
    scenario.sizes = PacketSizes(bytes: bytes)
    scenario.packets = packets
    scenario.knobs[EngineKnobs.timeout] = 1e7
    scenario.knobs[KnobCatalog.load] = load
    return scenario
  }
}

extension Simulator {
  /// The summary at the end of the run.
  func run() -> Summary {
    finish()
    return summary()
  }
}
