import DwellCore
import DwellMetrics
import DwellSimulation
import DwellTuning
import Foundation
import Synchronization
import Testing

struct TuningTests {
  private static func scenario(_ settings: KeyValuePairs<String, String>) throws -> Scenario {
    var draft = ScenarioDraft()
    try draft.add(settings.map { Setting($0.key, $0.value) })
    return draft.scenario
  }

  private static func tuning(
    _ settings: KeyValuePairs<String, String>, over sides: [String], _ goal: Goal, _ limits: [String] = [],
    budget: Int = 60, runs: Int = 4, packets: Int = 4000
  ) throws -> Tuning {
    let scenario = try scenario(settings)
    let plan = TuningPlan(RunPlan(replications: .count(runs), packets: packets), settings: budget)
    let space = try TuningSpace(
      scenario, sides.map { try TuningSide(parsing: $0, over: scenario) }, coarse: plan.coarse)
    return try Tuning(
      space, goal, limits: try limits.map { try Limit(parsing: $0) } + Limit.standard, plan: plan)
  }

  // The trace that ships with the project.
  private static let sample: String? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let traces = root.appending(path: "traces")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: traces.path)) ?? []
    return files.sorted().first { $0.hasSuffix(".pcap") }.map { traces.appending(path: $0).path }
  }()

  private static let busy = Goal(.minimise, MetricCatalog.driverDomain)

  @Test("The longest wait that a limit on the mean dwell allows is found, as the closed form has it")
  func closedForm() throws {
    let tuning = try Self.tuning(
      ["guests": "1", "load": "200kpps", "packet-size": "64B"], over: ["timeout=10us..1ms"], Self.busy,
      ["dwell.mean<40us"])
    let result = try #require(try tuning.run())
    let best = try #require(result.best)
    let found = best.scenario.value(of: try #require(KnobCatalog.knob(named: "timeout")))
    func dwell(_ timeout: Double) -> Double {
      StaticContainer(rate: 200_000, timeout: TimeSpan(nanoseconds: Int64(timeout)), capacity: 4096, size: 64).meanDwell
    }
    var (low, high) = (1e4, 1e6)
    while high / low > 1.0001 {
      if dwell((low * high).squareRoot()) < 40e3 {
        low = (low * high).squareRoot()
      } else {
        high = (low * high).squareRoot()
      }
    }
    #expect((found / low - 1).magnitude < 0.04, "found \(found) ns, closed form \(low) ns")
    #expect(result.limits.allSatisfy { $0.isMet })
    // Twice the wait breaks the limit and half of it costs more.
    let half = try #require(result.sensitivity.first { $0.factor == 0.5 })
    let double = try #require(result.sensitivity.first { $0.factor == 2 })
    let change = try #require(half.change)
    #expect(change.low > 0 && half.broken.isEmpty)
    #expect(double.broken.map(\.metric) == [MetricCatalog.dwellMean])
  }

  @Test(
    "What is found is as good as the best of all settings of a fine grid",
    arguments: [
      // Waiting costs delay, not waiting costs the driver domain its time: the best lies between.
      (
        Goal(.minimise, MetricCatalog.delayMean), "240kpps", "timeout=5us..300us:log:25",
        "container-size=1KiB,4KiB,16KiB", ""
      ),
      (busy, "100kpps", "timeout=10us..1ms:log:25", "container-size=2KiB,4KiB,8KiB,16KiB", "delay.mean<120us"),
      (
        Goal(.maximise, MetricCatalog.packetsEach), "150kpps", "timeout=10us..1ms:log:25", "max-packets=2,3,5,8,13",
        "delay.p99<150us"
      ),
    ])
  func exhaustive(goal: Goal, load: String, one: String, two: String, limit: String) throws {
    let tuning = try Self.tuning(
      ["guests": "1", "load": load], over: [one, two], goal, limit.isEmpty ? [] : [limit], budget: 50)
    let result = try #require(try tuning.run())
    let best = try #require(result.best)
    #expect(result.tried.count <= 50)
    // The same runs of every setting there is.
    let grid = try Grid([Axis(parsing: one), Axis(parsing: two)])
    let window = best.sample.setup.scenario
    let setups = try (0..<grid.count).map { index in
      var scenario = try grid.scenario(at: index, over: tuning.space.scenario)
      scenario.warmup = window.warmup
      scenario.duration = window.duration
      return try Setup(scenario, RunPlan(warmUp: .asked))
    }
    let samples = try Study(RunPlan(warmUp: .asked, replications: .count(4))).samples(setups)
    let allowed = samples.filter { sample in tuning.limits.allSatisfy { $0.isMet(by: sample.mean($0.metric)) } }
    let least = try #require(allowed.map { goal.cost($0.mean(goal.metric)) }.min())
    let found = goal.cost(best.sample.mean(goal.metric))
    #expect(found <= least + least.magnitude * 0.005, "found \(found), the grid has \(least)")
    #expect(found >= least - least.magnitude * 1e-9)
  }

  @Test("The answer is the same for any number of workers")
  func workers() throws {
    let tuning = try Self.tuning(
      ["load": "200kpps"], over: ["policy=fixed,adaptive,self-clocked", "timeout=20us..500us", "alpha=0.9..0.99"],
      Self.busy, ["delay.p99<150us"], budget: 30, packets: 2000)
    let one = try #require(try tuning.run(crew: Crew(workers: 1)))
    let many = try #require(try tuning.run(crew: Crew(workers: 5)))
    #expect(one.csv == many.csv && one.runs == many.runs)
    let reports = try [one, many].map { try $0.report(crew: Crew(workers: 2)).json() }
    #expect(reports[0] == reports[1])
  }

  @Test("No setting is tried twice, and no knob where it changes nothing")
  func once() throws {
    let tuning = try Self.tuning(
      ["load": "200kpps"], over: ["policy=fixed,adaptive", "timeout=20us..500us", "alpha=0.9..0.99"], Self.busy,
      ["delay.p99<150us"], budget: 40, packets: 2000)
    var first: [Scenario: Int] = [:]
    var runs = 0
    let result = try #require(
      try tuning.run(tell: { event in
        switch event {
        case .tried(let tried):
          let before = first.updateValue(tried.sample.runs.count, forKey: tried.scenario) ?? 0
          #expect(before < tried.sample.runs.count)
        case .progress(let done, let total, _):
          #expect(done == runs + 1 && done <= total)
          runs = done
        }
      }))
    #expect(runs == result.runs)
    #expect(Set(result.tried.map(\.scenario)).count == result.tried.count && result.tried.count <= 40)
    for family in tuning.space.families {
      let names = family.sides.map(\.name)
      #expect(names == (family.name == "fixed" ? ["timeout"] : ["timeout", "alpha"]))
    }
    #expect(result.csv.contains("fixed") && result.csv.contains("adaptive"))
    // Every row says whether it keeps to the limits, as the limits say it.
    let lines = result.csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let allowed = result.tried.map { one in
      result.problem.limits.allSatisfy { $0.isMet(by: one.sample.mean($0.metric)) }
    }
    #expect(lines[0].last == "met" && lines.dropFirst().map(\.last) == allowed.map { $0 ? "true" : "false" })
  }

  @Test("A limit that cannot be met: no best, the nearest, and how near anything came")
  func impossible() throws {
    let tuning = try Self.tuning(
      ["load": "100kpps"], over: ["timeout=50us..1ms"], Self.busy, ["delay.mean<10us"], budget: 20, packets: 2000)
    let result = try #require(try tuning.run())
    #expect(result.best == nil && result.runnerUp == nil && result.sensitivity.isEmpty)
    let nearest = try #require(result.nearest)
    let timeout = try #require(KnobCatalog.knob(named: "timeout"))
    #expect(nearest.scenario.value(of: timeout) == 50_000)
    #expect(result.reached.map(\.limit.metric) == [MetricCatalog.delayMean])
    #expect(result.reached.first?.value == nearest.sample.mean(MetricCatalog.delayMean))
    let json = try result.report().json()
    #expect(json.contains("\"best\": null") && json.contains("\"met\": false") && json.contains("\"nearest\": {"))
  }

  @Test("What cannot keep up never wins")
  func saturated() throws {
    // Twice of what packets one by one allow: only long waits carry it.
    let tuning = try Self.tuning(
      ["load": "400kpps"], over: ["timeout=1us..200us"], Goal(.minimise, MetricCatalog.dwellMean), budget: 30)
    let result = try #require(try tuning.run())
    let best = try #require(result.best)
    #expect(!best.sample.isSaturated && result.tried.contains { $0.sample.isSaturated })
  }

  @Test("A front has nothing that is worse in both, and lacks nothing that is not")
  func front() throws {
    let tuning = try Self.tuning(
      ["load": "200kpps"], over: ["policy=fixed,adaptive", "timeout=20us..500us"], Self.busy, ["delay.p99<300us"],
      budget: 40, packets: 2000)
    let result = try #require(try tuning.run())
    #expect(result.frontMetric == MetricCatalog.delayP99 && result.front.count > 2)
    func place(_ tried: Tried) -> (Double, Double) {
      (tried.sample.mean(MetricCatalog.delayP99) ?? .nan, tried.sample.mean(MetricCatalog.driverDomain) ?? .nan)
    }
    let front = result.front.map(place)
    for (one, next) in zip(front, front.dropFirst()) { #expect(one.0 < next.0 && one.1 > next.1) }
    for tried in result.tried where !tried.sample.isSaturated {
      let point = place(tried)
      #expect(front.contains { $0.0 <= point.0 && $0.1 <= point.1 })
    }
  }

  @Test("Cancelled, it ends without an answer")
  func cancelled() throws {
    let tuning = try Self.tuning(["load": "200kpps"], over: ["timeout=20us..500us"], Self.busy, budget: 30)
    let asked = Atomic(0)
    let isOver: @Sendable () -> Bool = { asked.add(1, ordering: .relaxed).newValue > 10 }
    #expect(try tuning.run(crew: Crew(workers: 2), isCancelled: isOver) == nil)
  }

  @Test("A capture is tuned by its windows, and has no other arrivals to be held against")
  func capture() throws {
    let tuning = try Self.tuning(
      ["trace": try #require(Self.sample)], over: ["timeout=100us..5ms"], Goal(.maximise, MetricCatalog.packetsEach),
      ["delay.mean<1ms"], budget: 20)
    let result = try #require(try tuning.run())
    #expect(result.best?.sample.runs.count == Setup.windows)
    #expect(result.robustness.map(\.change) == [.load(0.8), .load(1.2)])
  }

  @Test(
    "A space that makes no sense is refused in one line",
    arguments: [
      (["timeout=1us..1ms", "timeout=2us..3us"], "", "given twice"),
      (["alpha=0.9..0.99"], "", "alpha changes nothing here: policy fixed weighs no past"),
      (["printed-unit=1us..1ms"], "", "printed-unit changes nothing here: only with policy printed"),
      (["policy=fixed,adaptive"], "vanilla", "systems that fit are aggregation"),
      (["policy=fixed,nonsense"], "", "nonsense"), (["load=1..2"], "", "no unit"),
    ])
  func badSpace(sides: [String], system: String, words: String) throws {
    let scenario = try Self.scenario(system.isEmpty ? [:] : ["system": system])
    let refusal = #expect(throws: Knob.Refusal.self) {
      _ = try TuningSpace(scenario, sides.map { try TuningSide(parsing: $0, over: scenario) })
    }
    #expect(refusal?.description.contains(words) == true, "\(refusal?.description ?? "")")
    #expect(refusal?.description.contains("\n") == false)
  }

  @Test("The usual space has every policy that waits, α where it is used, and a coarse grid as small as asked")
  func usual() throws {
    let space = try TuningSpace(Scenario(), coarse: 150)
    #expect(space.families.map(\.name) == PolicyCatalog.policies.filter { $0.waits }.map(\.name))
    for family in space.families {
      let usesAlpha = PolicyCatalog.policy(named: family.name)?.usesAlpha ?? false
      #expect(family.sides.map(\.name) == ["container-size", "timeout"] + (usesAlpha ? ["alpha"] : []))
    }
  }
}
