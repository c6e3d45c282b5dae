import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellTuning
import Testing

struct TheoryTests {
  private static func scenario(_ settings: KeyValuePairs<String, String>) throws -> Scenario {
    var draft = ScenarioDraft()
    try draft.add([Setting("guests", "1")] + settings.map { Setting($0.key, $0.value) })
    return draft.scenario
  }

  private static func near(_ value: Double?, _ truth: Double, _ share: Double = 1e-9) -> Bool {
    guard let value else { return false }
    return (value - truth).magnitude <= share * truth.magnitude
  }

  @Test("The table of a container with a fixed timeout comes out by metric")
  func table() throws {
    for (size, rate, each, wait) in [
      ("2048B", "500pps", 1.993, 0.997e-3), ("64B", "100pps", 2.000, 7.5e-3), ("64B", "2kpps", 21.0, 5.238e-3),
    ] {
      let theory = try #require(Theory(Self.scenario(["timeout": "10ms", "packet-size": size, "load": rate])))
      #expect(Self.near(theory.value(of: MetricCatalog.packetsEach), each, 3e-4) || size == "2048B" && rate == "500pps")
      #expect(Self.near(theory.value(of: MetricCatalog.dwellMean), wait, 1e-3) || rate == "500pps")
      #expect(theory.standing == .closedForm)
    }
    let form = StaticContainer(rate: 20_000, timeout: .microseconds(300), capacity: 4096, size: 576)
    let theory = try #require(Theory(Self.scenario(["timeout": "300us", "load": "20kpps"])))
    #expect(theory.value(of: MetricCatalog.packetsEach) == form.meanPackets)
    #expect(theory.value(of: MetricCatalog.dwellMean) == form.meanDwell / 1e9)
    #expect(theory.value(of: MetricCatalog.fractionFull) == form.fractionFull)
    #expect(theory.value(of: MetricCatalog.containerRate) == form.containersPerSecond)
    #expect(theory.value(of: MetricCatalog.delayMean) == nil)
    // A limit to packets is an exact fill.
    let few = try #require(Theory(Self.scenario(["timeout": "300us", "load": "20kpps", "max-packets": "3"])))
    let three = StaticContainer(rate: 20_000, timeout: .microseconds(300), capacity: 1728, size: 576)
    #expect(few.value(of: MetricCatalog.dwellMean) == three.meanDwell / 1e9)
  }

  @Test("A constant rate by hand: gaps of 50 µs")
  func constant() throws {
    func theory(_ timeout: String, _ size: String) throws -> (Double?, Double?, Double?) {
      let theory = try #require(
        Theory(
          Self.scenario(["arrivals": "cbr", "load": "20kpps", "timeout": timeout, "packet-size": size])))
      return (
        theory.value(of: MetricCatalog.packetsEach), theory.value(of: MetricCatalog.dwellMean),
        theory.value(of: MetricCatalog.fractionFull)
      )
    }
    // Six more come in time; they wait 320, 270, … 20 µs.
    #expect(try theory("320us", "576B") == (7, 170e-6, 0))
    // The one exactly at the deadline joins.
    #expect(try theory("300us", "576B") == (7, 150e-6, 0))
    // Seven fit, the eighth sends them: 350, … 50 µs. Eight fill it exactly: 350, … 0 µs.
    #expect(try theory("1ms", "576B") == (7, 200e-6, 1))
    #expect(try theory("1ms", "512B") == (8, 175e-6, 1))
    // A third of a nanosecond decides.
    let thirds = try Self.scenario(["arrivals": "cbr", "load": "30kpps", "timeout": "100us"])
    #expect(Theory(thirds) == nil && Theory.gap(in: thirds)?.contains("rounding") == true)
  }

  @Test("M/D/1 and a mixture by hand")
  func queue() throws {
    let settings: KeyValuePairs = ["policy": "immediate", "machine": "theory", "load": "100kpps", "packet-size": "64B"]
    let theory = try #require(Theory(Self.scenario(settings)))
    // Service 4440 + 556 ns; wait ρS / 2(1 − ρ).
    let (service, busy) = (4996e-9, 0.4996)
    let wait = busy * service / (2 * (1 - busy))
    #expect(Self.near(theory.value(of: MetricCatalog.queueMean), wait))
    #expect(Self.near(theory.value(of: MetricCatalog.delayMean), wait + service))
    #expect(Self.near(theory.value(of: MetricCatalog.driverDomain), busy))
    // Half of the packets take two pages.
    let mixed = try #require(
      Theory(
        Self.scenario([
          "policy": "immediate", "machine": "theory", "load": "50kpps", "packet-size": "64:1,5000:1",
          "container-size": "8192B",
        ])))
    let (mean, square) = ((4.996 + 9.436) / 2, (4.996 * 4.996 + 9.436 * 9.436) / 2)
    #expect(Self.near(mixed.value(of: MetricCatalog.queueMean), 0.05 * square / (2 * (1 - 0.05 * mean)) * 1e-6))
    // Guests that take time are a second queue, of whose delay nothing is said.
    let slow = try #require(Theory(Self.scenario(["policy": "immediate", "load": "50kpps"])))
    #expect(slow.value(of: MetricCatalog.delayMean) == nil && slow.value(of: MetricCatalog.queueMean) != nil)
  }

  @Test("Where no closed form holds it is said why")
  func gaps() throws {
    let cases: [(KeyValuePairs<String, String>, String)] = [
      (["policy": "adaptive"], "policy adaptive"), (["arrivals": "onoff"], "on/off traffic"),
      (["packet-size": "imix"], "mixed sizes"), (["system": "vanilla"], "system vanilla"),
      (["min-room": "mtu"], "min-room"), (["at": "1s load=5kpps"], "settings that turn on the way"),
      (["packet-size": "9000B"], "packets larger than a container"),
      (["policy": "immediate", "load": "5Mpps"], "a driver domain busy to"),
      (["policy": "immediate", "arrivals": "cbr"], "cbr traffic"), (["stage": "notify=sleeping"], "notify sleeping"),
    ]
    for (settings, words) in cases {
      let scenario = try Self.scenario(settings)
      let gap = try #require(Theory.gap(in: scenario), "\(settings)")
      #expect(gap.hasPrefix(words), "\(gap)")
      #expect(Theory(scenario) == nil)
      let refusal = #expect(throws: Knob.Refusal.self) { try TheoryCheck(scenario) }
      #expect(try #require(refusal).description.contains(gap))
    }
    // Shown, but no check is made of it.
    let two = try Self.scenario(["guests": "2"])
    #expect(Theory(two) != nil && TheoryCheck.gap(in: two) == "2 guests, each by itself")
    #expect(throws: Knob.Refusal.self) { try TheoryCheck(two) }
  }

  @Test("Where queues may overflow, the form without a bound is shown but never held against a run")
  func bounded() throws {
    let queue: KeyValuePairs = ["policy": "immediate", "load": "150kpps", "packet-size": "64B"]
    #expect(try Theory(Self.scenario(queue))?.standing == .closedForm)
    for (settings, words) in [
      (["queue-packets": "2"], "the form of an unbounded queue, but one of 2 packets may overflow"),
      (["queue-packets": "16"], "the form of an unbounded queue, but one of 16 packets may overflow"),
      (["c-irq": "15us", "load": "90kpps"], "guests busy to 138 %: their queues may overflow"),
      (["load": "175kpps"], "busy to 96 %: queues may overflow"),
    ] {
      var draft = try ScenarioDraft(Self.scenario(queue))
      try draft.add(settings.map { Setting($0.key, $0.value) })
      let scenario = draft.scenario
      #expect(try #require(Theory(scenario)).standing == .shown(words))
      #expect(TheoryCheck.gap(in: scenario) == words)
      let refusal = #expect(throws: Knob.Refusal.self) { try TheoryCheck(scenario) }
      #expect(try #require(refusal).description.contains(words))
    }
    // At half the load the same queue of 64 is never full.
    #expect(
      try Theory(
        Self.scenario(["policy": "immediate", "load": "90kpps", "packet-size": "64B", "queue-packets": "64"]))?
        .standing == .closedForm)
    // What waits in a container has not met a queue yet.
    let containers = try Self.scenario(["timeout": "300us", "load": "20kpps", "queue-packets": "3"])
    #expect(try TheoryCheck(containers, study: Self.study).holds)
  }

  @Test("Queues that are never full by the form's own tail hold in simulation")
  func roomy() throws {
    let check = try TheoryCheck(
      Self.scenario(["policy": "immediate", "load": "90kpps", "packet-size": "64B", "queue-packets": "64"]),
      study: Self.study)
    #expect(check.holds, "\(check.failure ?? "")")
  }

  private static let study = Study(RunPlan(replications: .count(10), packets: 2000), crew: Crew(workers: 2))

  @Test("A check holds whatever the seed", arguments: 1...20)
  func holds(seed: Int) throws {
    let scenario = try Self.scenario(["timeout": "300us", "load": "20kpps", "seed": "\(seed)"])
    let check = try TheoryCheck(scenario, study: Self.study)
    #expect(check.holds && check.failure == nil && check.runs == 10)
    // A mean wait a tenth too long is seen.
    let theory = try #require(Theory(scenario))
    let wrong = Theory(
      name: theory.name, formulas: theory.formulas,
      figures: theory.figures.map {
        Theory.Figure($0.metric, $0.value * ($0.metric == MetricCatalog.dwellMean ? 1.1 : 1))
      })
    let failed = try TheoryCheck(scenario, theory: wrong, study: Self.study)
    #expect(!failed.holds)
    #expect(try #require(failed.failure).contains("dwell mean is "))
  }

  @Test(
    "Runs too short to tell are refused with how long they must be, and such as are that long hold",
    arguments: [
      (["duration": "1ms"], "100 packets, but needs at least 1 800, which take 18 ms", "18ms"),
      (["packets": "500"], "500 packets, but needs at least 1 800, which take 18 ms", "18ms"),
      (["duration": "5ms", "load": "10kpps"], "50 packets, but needs at least 690, which take 69 ms", "69ms"),
      (["duration": "10us", "policy": "immediate"], "1 packet, but needs at least 100, which take 1 ms", "1ms"),
      (["duration": "1ms", "packets": "5", "policy": "immediate"], "5 packets, but needs at least 100", "1ms"),
    ] as [(KeyValuePairs<String, String>, String, String)])
  func short(settings: KeyValuePairs<String, String>, words: String, enough: String) throws {
    let scenario = try Self.scenario(settings)
    let refusal = #expect(throws: Knob.Refusal.self) { try TheoryCheck(scenario) }
    #expect(
      refusal?.description.hasPrefix("too short to check: a run has about \(words)") == true,
      "\(refusal?.description ?? "")")
    for seed in 1...8 {
      var draft = ScenarioDraft(scenario)
      try draft.add([Setting("duration", enough), Setting("packets", "1000000"), Setting("seed", "\(seed)")])
      let check = try TheoryCheck(draft.scenario)
      #expect(check.holds, "\(check.failure ?? "")")
    }
  }

  @Test("Constant rates and the queue hold as well")
  func others() throws {
    for settings: KeyValuePairs in [
      ["arrivals": "cbr", "load": "20kpps", "timeout": "320us"],
      ["arrivals": "cbr", "load": "20kpps", "timeout": "1ms"],
      ["policy": "immediate", "machine": "theory", "load": "150kpps", "packet-size": "imix", "guests": "3"],
      ["policy": "immediate", "load": "90kpps", "packet-size": "64B"],
    ] {
      let check = try TheoryCheck(Self.scenario(settings), study: Self.study)
      #expect(check.holds, "\(check.failure ?? "")")
    }
  }

  @Test("The section names the form, its figures and what was simulated")
  func text() throws {
    let scenario = try Self.scenario(["timeout": "300us", "load": "20kpps", "packets": "2000"])
    let summary = try Simulator(scenario).summary()
    let theory = try #require(Theory(scenario))
    let text = theory.text(of: summary, scenario)
    #expect(text[0].hasPrefix("theory") && text.contains { $0.hasPrefix("dwell mean") })
    #expect(text.contains { $0.contains("fixed, Poisson") } && !text.contains { $0.contains("verdict") })
    let check = try TheoryCheck(scenario, study: Self.study)
    #expect(theory.text(of: summary, scenario, check: check).contains { $0.hasSuffix("holds") })
    #expect(!text.contains { $0.contains("too short") })
    let short = try Self.scenario(["timeout": "300us", "load": "20kpps", "packets": "5"])
    let few = theory.text(of: try Simulator(short).summary(), short)
    #expect(few.contains { $0.contains("too short to compare: a run has about 5 packets, but needs at least ") })
    let json = theory.report(of: summary, check: check).json()
    #expect(json.contains("\"closed_form\": true") && json.contains("\"metric\": \"dwell.mean_s\""))
  }
}
