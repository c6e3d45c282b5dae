import DwellCore
import DwellMetrics
import DwellSimulation
import Testing

struct ScenarioReportTests {
  /// Every leaf that the contract names, guests aside.
  private static let paths = [
    "version", "scenario.system", "scenario.policy", "scenario.machine", "scenario.container_size_bytes",
    "scenario.timeout_s", "scenario.alpha", "scenario.arrivals", "scenario.load_pps", "scenario.packet_size",
    "scenario.guests", "scenario.seed", "scenario.duration_s",
    "bytes.offered", "bytes.delivered", "containers.released", "containers.per_second", "containers.mean_packets",
    "containers.mean_fill", "containers.released_full", "containers.released_due", "containers.released_idle",
    "containers.released_other", "containers.fraction_full", "delay.parts.intake_s", "delay.parts.dwell_s",
    "delay.parts.queue_s", "delay.parts.service_s", "delay.parts.notify_s", "delay.parts.regulate_s",
    "jitter.rfc3550_s", "jitter.rfc3550_max_s", "jitter.pdv_p99_s", "jitter.ipdv_mean_abs_s",
    "jitter.delivery_gap_p99_s", "throughput.packets_per_second", "throughput.bytes_per_second",
    "throughput.offered_packets_per_second", "throughput.ceiling_packets_per_second",
    "throughput.ceiling_full_packets_per_second", "cost.memory_calls", "cost.memory_calls_per_byte",
    "cost.notifications", "cost.notifications_per_second", "cost.driver_domain_utilisation", "cost.guest_utilisation",
    "cost.cpu_s_per_gigabyte", "estimate.d_s", "estimate.v_s", "estimate.p_s", "saturated", "digest", "wall_s",
    "simulated_packets_per_wall_second",
  ]
  private static let counts = [
    "offered", "received", "delivered", "dropped", "dropped_queue", "dropped_ring", "late", "waiting", "in_flight",
    "dropped_fraction",
  ]
  private static let spreads = [
    "count", "mean_s", "stddev_s", "min_s", "p50_s", "p90_s", "p99_s", "p999_s", "max_s",
  ]

  private func run(_ settings: [Setting]) throws -> (scenario: Scenario, report: Report) {
    var draft = ScenarioDraft()
    try draft.add([Setting("packets", "5000")] + settings)
    let summary = try Simulator(draft.scenario).summary()
    let report = summary.report(scenario: draft.scenario.report, stages: Stage.allCases.map(\.rawValue))
    return (draft.scenario, report)
  }

  private func part(_ report: Report, _ name: String) -> Report? {
    guard case .object(let parts) = report else { return nil }
    return parts.first { $0.name == name }?.value
  }

  @Test(arguments: ["aggregation", "vanilla"], [1, 3])
  func everyFieldOfTheContractIsThere(system: String, guests: Int) throws {
    let report = try run([Setting("system", system), Setting("guests", "\(guests)")]).report
    let present = Set(report.leaves().map(\.path))
    let wanted =
      Self.paths + ["packets", "window"].flatMap { part in Self.counts.map { "\(part).\($0)" } }
      + ["dwell", "delay"].flatMap { part in Self.spreads.map { "\(part).\($0)" } }
      + KnobCatalog.all.map { "scenario.\($0.reportName)" }
    for path in wanted { #expect(present.contains(path), "\(path) is missing") }
    #expect(present.count == report.leaves().count)
    let stages = try #require(part(report, "stage_counters"))
    for stage in ["intake", "coalesce", "bypass", "cross", "notify", "regulate", "transport"] {
      #expect(part(stages, stage) != nil)
    }
    guard case .list(let rows)? = part(report, "guests") else {
      Issue.record("no list of guests")
      return
    }
    #expect(rows.count == guests)
    for row in rows {
      for name in ["packets", "containers", "dwell", "delay", "throughput", "estimate"] {
        #expect(part(row, name) != nil)
      }
    }
  }

  @Test func whatHasNoMeaningIsNull() throws {
    let closed = try run([Setting("arrivals", "closed-loop")]).scenario.report
    #expect(part(closed, "load_pps")?.json() == "null")
    #expect(part(closed, "duration_s")?.json() == "null")
    #expect(part(closed, "packets")?.json() == "5000")
    #expect(part(closed, "trace")?.json() == "null")
    let open = try run([Setting("load", "5kpps")]).scenario.report
    #expect(part(open, "load_pps")?.json() == "5000")
  }

  @Test func knobsAreInUnitsOfTheSystem() throws {
    let settings = [
      Setting("timeout", "250us"), Setting("container-size", "2KiB"), Setting("n-k", "wait"),
      Setting("stage", "notify=sleeping"),
    ]
    let report = try run(settings).scenario.report
    #expect(part(report, "timeout_s")?.json() == "0.00025")
    #expect(part(report, "container_size_bytes")?.json() == "2048")
    #expect(part(report, "n_k")?.json() == "\"wait\"")
    #expect(part(report, "c_byte_s")?.json() == "2.5e-10")
    #expect(part(try #require(part(report, "stages")), "notify")?.json() == "\"sleeping\"")
  }

  @Test(arguments: ScenarioCatalog.scenarios.map(\.name))
  func theTextSaysEveryNumberOrThatThereIsNone(name: String) throws {
    var scenario = try #require(ScenarioCatalog.scenario(named: name)).scenario
    scenario.packets = 3000
    let summary = try Simulator(scenario).summary()
    let lines = scenario.text(of: summary)
    for title in ["run", "packets", "delay", "jitter", "throughput", "cost", "digest"] {
      #expect(lines.contains { $0.hasPrefix(title) }, "\(title) is missing")
    }
    #expect(lines.contains { $0.hasPrefix("containers") } == scenario.aggregates)
    for line in lines {
      #expect(line.count <= 100, "\(line)")
      #expect(!line.contains("nan") && !line.contains("inf"))
      #expect(line.last != " ")
    }
  }

  @Test func warnsWhereTheLoadExceedsWhatCanBeCarried() throws {
    var scenario = try #require(ScenarioCatalog.scenario(named: "overload")).scenario
    scenario.duration = .milliseconds(200)
    let summary = try Simulator(scenario).summary()
    #expect(scenario.warnings(about: summary).contains { $0.hasPrefix("the offered load, ") })
    var calm = Scenario()
    calm.duration = .milliseconds(200)
    #expect(calm.warnings(about: try Simulator(calm).summary()).isEmpty)
  }

  @Test func guestsWithoutAPacketDoNotDisturb() throws {
    var draft = ScenarioDraft()
    try draft.add([Setting("guests", "1024"), Setting("packets", "2000"), Setting("load", "10Mpps")])
    let summary = try Simulator(draft.scenario).summary()
    #expect(summary.packets.delivered == 2000)
    #expect(summary.jitter.pdvP99 != nil)
  }
}
