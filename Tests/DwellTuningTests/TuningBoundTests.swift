import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellTuning
import Testing

/// The budget, what stands, and how the best is judged.
struct TuningBoundTests {
  private static let busy = Goal(.minimise, MetricCatalog.driverDomain)

  private static func scenario(_ settings: KeyValuePairs<String, String>) throws -> Scenario {
    var draft = ScenarioDraft()
    try draft.add(settings.map { Setting($0.key, $0.value) })
    return draft.scenario
  }

  private static func tuning(
    _ scenario: Scenario, over sides: [String], _ goal: Goal = busy, _ limits: [String] = ["delay.mean<200us"],
    budget: Int, runs: Int = 3, packets: Int = 1000
  ) throws -> Tuning {
    let plan = TuningPlan(RunPlan(replications: .count(runs), packets: packets), settings: budget)
    let parsed = try sides.map { try TuningSide(parsing: $0, over: scenario) }
    let space = try TuningSpace(scenario, parsed.isEmpty ? nil : parsed, coarse: plan.coarse)
    return try Tuning(space, goal, limits: limits.map { try Limit(parsing: $0) } + Limit.standard, plan: plan)
  }

  @Test(
    "Never more settings are run than the budget allows, and how many is told", arguments: [20, 37],
    [
      [], ["timeout=5ms..10ms"], ["policy=fixed,adaptive,throttle", "timeout=20us..500us", "alpha=0.9..0.99"],
    ])
  func budget(budget: Int, sides: [String]) throws {
    let scenario = try Self.scenario(["load": "200kpps", "guests": "1", "warmup": "1ms"])
    let tuning = try Self.tuning(scenario, over: sides, Self.busy, [], budget: budget, runs: 2, packets: 100)
    var run: Set<Scenario> = []
    let result = try #require(
      try tuning.run(
        crew: Crew(workers: 1),
        tell: { event in
          // Other loads are other questions.
          guard case .tried(let tried) = event, tried.scenario.value(of: KnobCatalog.load) == 200e3 else { return }
          run.insert(tried.scenario)
        }))
    #expect(
      result.best != nil && run.count == result.settings && result.settings <= budget, "\(run.count) of \(budget)")
    let json = try result.report(crew: Crew(workers: 1)).json()
    #expect(json.contains("\"budget\": \(budget)") && json.contains("\"settings\": \(result.settings)"))
  }

  @Test("Choices that a budget cannot hold are refused in one line")
  func choices() throws {
    let refusal = #expect(throws: Knob.Refusal.self) {
      _ = try Self.tuning(
        Scenario(), over: ["policy=fixed,adaptive,printed,throttle", "n-k=gap,wait,transit,censored", "guests=1,2,3"],
        budget: 20)
    }
    let words = try #require(refusal).description
    #expect(words.contains("the budget is 20 settings") && words.contains("at least") && !words.contains("\n"))
  }

  @Test("A search however short ends no worse than what stands, and says so where that is the best", arguments: 0..<3)
  func stands(number: Int) throws {
    // Good settings to begin with, found by a longer search.
    let long = try Self.tuning(
      try Self.scenario(["load": "240kpps", "seed": "\(number)", "guests": "1", "warmup": "1ms"]), over: [], budget: 60,
      runs: 2, packets: 200)
    let found = try #require(try long.run())
    let good = try #require(found.best)
    var scenario = long.space.scenario
    scenario.policy = good.scenario.policy
    scenario.knobs = good.scenario.knobs
    let short = try Self.tuning(scenario, over: [], budget: 20, runs: 2, packets: 200)
    #expect(short.space.presentPoint != nil)
    let result = try #require(try short.run())
    let (best, present) = (try #require(result.best), try #require(result.present))
    let metric = MetricCatalog.driverDomain
    let (reached, stood) = (best.sample.mean(metric), present.sample.mean(metric))
    #expect(try #require(reached) <= stood ?? 0)
    #expect(result.keepsPresent == (best.point == present.point))
    if result.keepsPresent { #expect(result.presentDifference == nil && !result.presentIsBetter) }
  }

  @Test("What stands outside of the usual ranges is within those of its own search")
  func wide() throws {
    for settings: KeyValuePairs<String, String> in [
      ["timeout": "300ms"], ["container-size": "100B"], ["policy": "immediate"],
      ["policy": "adaptive", "alpha": "0.2"],
      ["timeout": "1234567ns"],
    ] {
      let space = try TuningSpace(Self.scenario(settings))
      let point = try #require(space.presentPoint)
      #expect(space.families[point.family].name == space.present.policy)
    }
    #expect(try TuningSpace(Scenario(), [TuningSide(parsing: "timeout=1us..10us")]).presentPoint == nil)
    // In a list only what it names.
    #expect(try TuningSpace(Scenario(), [TuningSide(parsing: "timeout=1us,1ms,3ms")]).presentPoint != nil)
    #expect(try TuningSpace(Scenario(), [TuningSide(parsing: "timeout=1us,3ms")]).presentPoint == nil)
  }

  @Test("The best is judged by arrivals that it was not chosen by, and a limit that it breaks there is said")
  func fresh() throws {
    var isBroken = false
    for seed in 1...12 {
      let scenario = try Self.scenario([
        "load": "200kpps", "seed": "\(seed)", "guests": "1", "warmup": "1ms", "container-size": "64KiB",
      ])
      let tuning = try Self.tuning(
        scenario, over: ["timeout=10us..300us"], Self.busy, ["delay.mean<70us"], budget: 24, runs: 3, packets: 300)
      let result = try #require(try tuning.run())
      let best = try #require(result.best)
      let fresh = try #require(result.fresh).best
      #expect(fresh.runs.count == best.sample.runs.count && fresh.setup == best.sample.setup)
      let delay = MetricCatalog.delayMean
      #expect(fresh.mean(delay) != best.sample.mean(delay))
      // The interval and the summary are of the same runs, and not of those of the search.
      let report = try result.report(crew: Crew(workers: 1))
      let leaves = report.leaves()
      func number(_ path: String) -> Double? {
        leaves.first { $0.path == path }.flatMap { if case .number(let x) = $0.value { x } else { nil } }
      }
      let interval = try #require(fresh.interval(MetricCatalog.driverDomain))
      #expect(number("best.interval.low") == interval.low && number("best.interval.high") == interval.high)
      let mean = try #require(number("best.summary.cost.driver_domain_utilisation"))
      #expect((mean / interval.mean - 1).magnitude < 1e-9)
      let check = try #require(result.limits.first)
      #expect(check.interval == fresh.interval(delay))
      #expect(result.warnings.isEmpty == result.limits.allSatisfy(\.isMet))
      guard !check.isMet else { continue }
      isBroken = true
      #expect(result.warnings.count == 1 && result.warnings[0].contains("delay mean < 70 µs"))
      let json = report.json()
      #expect(json.contains("\"met\": false") && json.contains("\"met_in_search\": true"))
    }
    // At the edge of a limit half of them do.
    #expect(isBroken)
  }

  @Test("More and less load go as near as they can, and it is said how near")
  func loads() throws {
    func turns(_ settings: KeyValuePairs<String, String>) throws -> (texts: [String], without: [String]) {
      let tuning = try Self.tuning(
        Self.scenario(settings), over: ["timeout=20us..100us"], Goal(.minimise, MetricCatalog.delayMean), [],
        budget: 20, runs: 2, packets: 300)
      let result = try #require(try tuning.run(crew: Crew(workers: 1)))
      let texts = result.robustness.compactMap { one -> String? in
        guard case .load(let asked) = one.change else { return nil }
        #expect(one.sample.setup.scenario.value(of: one.turn?.knob ?? KnobCatalog.load) == one.turn?.new)
        return one.turn?.text(asked)
      }
      return (texts, result.unvaried.map(\.reason))
    }
    #expect(try turns(["load": "50kpps"]).texts == ["load −20 %", "load +20 %"])
    #expect(try turns(["arrivals": "closed-loop"]).texts == ["load −20 %", "load +20 %"])
    let two = try turns(["arrivals": "closed-loop", "clients": "2"])
    #expect(two.texts == ["clients 1 (−50 %)", "clients 3 (+50 %)"] && two.without.isEmpty)
    let one = try turns(["arrivals": "closed-loop", "clients": "1"])
    #expect(one.texts == ["clients 2 (+100 %)"] && one.without == ["clients 1 is the least there is"])
    #expect(
      try turns(["arrivals": "closed-loop", "clients": "7"]).texts == ["clients 6 (−14 %)", "clients 8 (+14 %)"])
  }

  @Test("What must not become worse is held to the last digit, zero too; what has no value is refused")
  func question() throws {
    let plan = TuningPlan(RunPlan(replications: .count(2), packets: 1100), settings: 20)
    for aim in TuningQuestion.Aim.allCases {
      let question = TuningQuestion(
        try Self.scenario(["load": "50kpps", "timeout": "333us"]), aim, plan: plan)
      let tuning = try question.asked(crew: Crew(workers: 1))
      let limit = try #require(tuning.limits.first)
      #expect(limit.metric == question.price && limit.relation == .atMost)
      let result = try #require(try tuning.run(crew: Crew(workers: 1)))
      #expect(result.present?.sample.mean(question.price) == limit.bound)
      #expect(limit.isMet(by: result.present?.sample.mean(question.price)))
    }
    // Nothing costs anything on the machine of the paper.
    let free = TuningQuestion(try Self.scenario(["machine": "paper", "load": "50kpps"]), .delay, plan: plan)
    let limit = try #require(try free.asked(crew: Crew(workers: 1)).limits.first)
    #expect(limit.metric == MetricCatalog.driverDomain && limit.bound == 0)
    // Too few packets for a percentile.
    let few = TuningPlan(RunPlan(replications: .count(2), packets: 50), settings: 40)
    let refusal = #expect(throws: Knob.Refusal.self) {
      _ = try TuningQuestion(try Self.scenario(["load": "50kpps"]), plan: few).asked(crew: Crew(workers: 1))
    }
    #expect(refusal?.description.hasPrefix("delay p99 has no value under the present settings") == true)
    // Of a small capture there is no more: the mean stands for it.
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let small = TuningQuestion(try Self.scenario(["trace": root + "/traces/office.pcap"]), .delay, plan: plan)
    #expect(try small.asked(crew: Crew(workers: 1)).goal.metric == MetricCatalog.delayMean)
    let busy = try TuningQuestion(small.scenario, plan: plan).asked(crew: Crew(workers: 1))
    #expect(busy.limits.first?.metric == MetricCatalog.delayMean && busy.goal.metric == MetricCatalog.driverDomain)
  }

  @Test(
    "A limit reads back to the very same bound",
    arguments: [
      "delay.p99<60us", "delay.p99<=123.456789us", "delay.mean<0.1ns", "cost.driver_domain_utilisation<=0.33333",
      "throughput.packets>=123456.789pps", "throughput.bytes>801.5Mbps", "packets.dropped<=12345678",
      "packets.dropped_fraction<=0.001", "saturated=false", "cost.notifications_per_second<50000",
      "cost.notifications_per_second<=12345.6789",
      "containers.mean_packets>2.3456789", "delay.max<1.00001s",
    ])
  func limitText(text: String) throws {
    let limit = try Limit(parsing: text)
    #expect(try Limit(parsing: limit.plainText) == limit, "\(limit.plainText)")
    for share in [1 / 3.0, 0.1, 7.7777777] {
      guard limit.metric.unit != .flag else { continue }
      // What nobody typed may lie between two values that can be.
      let other = Limit(limit.metric, .atMost, limit.bound * share)
      let read = try Limit(parsing: other.plainText)
      #expect(read.metric == other.metric && (read.bound / other.bound - 1).magnitude < 1e-15, "\(other.plainText)")
    }
    if text == "delay.p99<60us" { #expect(limit.plainText == text) }
  }

  @Test("A value given twice is refused, in whatever units")
  func twice() throws {
    for text in [
      "timeout=1ms,1000us", "timeout=1ms,2ms,1ms", "packet-size=576B,0.5625KiB", "container-size=4KiB,4096B",
    ] {
      let refusal = #expect(throws: Knob.Refusal.self) { _ = try Axis(parsing: text) }
      #expect(refusal?.description.contains("a value given twice") == true, "\(refusal?.description ?? text)")
    }
    let refusal = #expect(throws: Knob.Refusal.self) { _ = try Axis(parsing: "timeout=1ms,1000us") }
    #expect(refusal?.description.hasSuffix("1ms and 1000us are the same") == true)
    #expect(try Axis(parsing: "timeout=1ms,1001us").values.count == 2)
  }
}
