import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import Testing

/// Costs, utilisation and rates of the summary, against a count of the naive scheduler's diary (model 6.4 and 6.6).
@Suite struct CostsVersusNaiveTests {
  private static let crossings = [
    ("container", "every"), ("container", "sleeping"), ("copy", "every"), ("copy", "sleeping"),
  ]

  /// Every cost of its own, small queues, exact fill: the random cases, a third of each left out as warm-up.
  @Test(arguments: NaiveKnob.policies, crossings)
  func costsOfRandomCases(policy: String, crossing: (cross: String, notify: String)) throws {
    var cases = RandomCases(seed: 11)
    for number in 1...40 {
      try compare(cases.make(policy: policy, cross: crossing.cross, notify: crossing.notify, turns: false), "\(number)")
    }
  }

  @Test(arguments: ["default", "theory", "fast-server"], crossings)
  func costsOfMachines(machine: String, crossing: (cross: String, notify: String)) throws {
    for policy in NaiveKnob.policies {
      var cases = RandomCases(seed: 12)
      for number in 1...10 {
        var one = cases.make(policy: policy, cross: crossing.cross, notify: crossing.notify, turns: false)
        one.scenario.machine = machine
        for name in NaiveSettings.costs(of: machine).keys { one.scenario.knobs.reset(name) }
        try compare(one, "\(policy) \(number)")
      }
    }
  }

  private func compare(_ one: TestCase, _ name: String) throws {
    var one = one
    let end = one.scenario.duration?.nanoseconds ?? 0
    one.scenario.warmup = TimeSpan(nanoseconds: end / 3)
    guard end / 3 < end else { return }
    let naive = NaiveScheduler(one.scenario, arrivals: one.arrivals)
    naive.finish()
    let source = ScriptedSource(one.arrivals, guests: one.scenario.guests, log: nil)
    let simulator = try Simulator(one.scenario, source: source, blockCapacity: one.blockCapacity)
    simulator.finish()
    let expected = figures(naive, one, end / 3..<end)
    let found = figures(simulator.summary())
    for (mine, theirs) in zip(expected, found) {
      let isSame =
        mine.value == theirs.value
        || (mine.value - theirs.value).magnitude <= 1e-9 * max(mine.value.magnitude, theirs.value.magnitude)
        || mine.value.isNaN && theirs.value.isNaN
      if isSame { continue }
      Issue.record(
        "case \(name): \(mine.name) is \(mine.value) by the rules, \(theirs.value) in the summary\n\(one.text)")
      return
    }
  }

  private typealias Figure = (name: String, value: Double)

  private func figures(_ summary: Summary) -> [Figure] {
    let (cost, throughput) = (summary.cost, summary.throughput)
    return [
      ("memory_calls", Double(cost.memoryCalls)), ("memory_calls_per_byte", cost.memoryCallsPerByte ?? .nan),
      ("notifications", Double(cost.notifications)),
      ("notifications_per_second", cost.notificationsPerSecond ?? .nan),
      ("driver_domain_utilisation", cost.driverUtilisation ?? .nan),
      ("guest_utilisation", cost.guestUtilisation ?? .nan),
      ("cpu_s_per_gigabyte", cost.cpuSecondsPerGigabyte ?? .nan),
      ("packets_per_second", throughput.packets ?? .nan), ("bytes_per_second", throughput.bytes ?? .nan),
      ("ceiling_packets_per_second", throughput.ceiling ?? .nan),
      ("ceiling_full_packets_per_second", throughput.ceilingFull ?? .nan),
      ("released", Double(summary.containers.released)),
    ]
  }

  private func figures(_ naive: NaiveScheduler, _ one: TestCase, _ window: Range<Int64>) -> [Figure] {
    let diary = naive.diary
    let seconds = Double(window.count) / 1e9
    let guests = 0..<one.scenario.guests
    let grants = diary.grants.filter { window.contains($0.time) }.reduce(0) { $0 + $1.count }
    let events = diary.events.filter { window.contains($0.time) }.reduce(0) { $0 + $1.count }
    let served = diary.served.filter { window.contains($0.time) }.reduce(0) { $0 + $1.packets }
    let ends = diary.deliveries.filter { window.contains($0.time) }
    let packets = ends.reduce(0) { $0 + $1.packets }
    let bytes = ends.reduce(0) { $0 + $1.bytes }
    let driver = diary.driverBusy(window)
    let busy = guests.map { diary.guestBusy($0, window) }
    let all = busy.reduce(0, +)
    let busiest = max(driver, busy.max() ?? 0)
    func ratio(_ a: Double, _ b: Double) -> Double { b > 0 ? a / b : .nan }
    let ceiling = served > 0 ? ratio(Double(served) * 1e9, Double(busiest)) : .nan
    return [
      ("memory_calls", Double(grants)), ("memory_calls_per_byte", ratio(Double(grants), Double(bytes))),
      ("notifications", Double(events)), ("notifications_per_second", Double(events) / seconds),
      ("driver_domain_utilisation", Double(driver) / 1e9 / seconds),
      ("guest_utilisation", Double(all) / 1e9 / seconds / Double(guests.count)),
      ("cpu_s_per_gigabyte", ratio(Double(driver + all), Double(bytes))),
      ("packets_per_second", Double(packets) / seconds), ("bytes_per_second", Double(bytes) / seconds),
      ("ceiling_packets_per_second", ceiling),
      // Of unequal sizes more may fit than of their mean: what was reached can be reached.
      ("ceiling_full_packets_per_second", max(ceilingWhenFull(one, window), ceiling)),
      ("released", Double(naive.releases.count { window.contains($0.released) })),
    ]
  }

  /// As many packets of the window's mean size as a container holds, with an event each time, at the busier station.
  private func ceilingWhenFull(_ one: TestCase, _ window: Range<Int64>) -> Double {
    let settings = NaiveSettings(one.scenario)
    let terms = settings.terms
    let offered = one.arrivals.filter { window.contains($0.arrival) }
    let size =
      offered.isEmpty ? settings.meanSize : Double(offered.reduce(0) { $0 + $1.size }) / Double(offered.count)
    var together = 1.0
    var pages = 1.0
    if settings.cross == "container" {
      together = min(max((Double(settings.capacity) / size).rounded(.down), 1), 1024)
      if settings["max-packets"] > 0 { together = min(together, settings["max-packets"]) }
      pages = ((together * size).rounded(.up) / 4096).rounded(.up)
    } else if settings.notify == "sleeping" {
      together = 64
      pages = 64
    }
    let driver = terms.grant * pages + together * (terms.packet + terms.byte * size) + Double(terms.send)
    let guest = (terms.irq + together * terms.guestPacket) / Double(one.scenario.guests)
    let work = max(driver, guest) / together
    return work > 0 ? 1e9 / work : .nan
  }
}
