import DwellCore
import DwellSimulation
import DwellTuning
import Testing

struct ContestTests {
  private static func samples(
    _ words: [String], seed: Int = 1, plan: RunPlan = RunPlan(replications: .count(5), packets: 4000)
  ) throws -> Contest {
    let setups = try words.map { word in
      var draft = ScenarioDraft()
      try draft.add([Setting("guests", "1"), Setting("seed", "\(seed)")] + SettingWord(parsing: word).settings)
      return try Setup(draft.scenario, plan)
    }
    return Contest(words, try Study(plan, crew: Crew(workers: 2)).samples(setups))
  }

  @Test("What is better by more than noise is best; the same settings are level")
  func standings() throws {
    let contest = try Self.samples(["fixed:timeout=10us", "fixed:timeout=1ms", "aggregation/fixed:timeout=10us"])
    #expect(contest.standings(MetricCatalog.delayMean) == [.level, .behind, .level])
    let clear = try Self.samples(["fixed:timeout=10us", "fixed:timeout=1ms"])
    #expect(clear.standings(MetricCatalog.delayMean) == [.best, .behind])
    #expect(clear.standings(MetricCatalog.packetsEach) == [.behind, .best])
    #expect(clear.order(MetricCatalog.delayMean) == [0, 1])
    let sentence = try #require(clear.sentence(MetricCatalog.delayMean))
    #expect(sentence.contains("fixed:timeout=10us is best") && sentence.contains("less than fixed:timeout=1ms"))
    #expect(
      contest.sentence(MetricCatalog.delayMean)?.contains("differ by no more than noise; the rest is behind") == true)
  }

  @Test("What could not keep up is never best, however good its figures look")
  func saturated() throws {
    let contest = try Self.samples(["vanilla:load=400kpps", "fixed:load=400kpps,timeout=1ms"])
    #expect(contest.samples[0].isSaturated && !contest.samples[1].isSaturated)
    for metric in MetricCatalog.all {
      let standings = contest.standings(metric)
      #expect(standings[0] == .saturated && standings[1] != .best)
    }
  }

  @Test("One run tells nothing of noise, so nothing is ranked, and nothing called equal")
  func once() throws {
    let plan = RunPlan(replications: .count(1), packets: 4000)
    let contest = try Self.samples(["fixed:timeout=10us", "fixed:timeout=1ms"], plan: plan)
    #expect(!contest.tellsNoise && contest.order(MetricCatalog.delayMean) == [0, 1])
    for metric in MetricCatalog.all {
      #expect(contest.standings(metric).allSatisfy { $0 == .unranked } && contest.sentence(metric) == nil)
    }
    #expect(try Self.samples(["fixed:timeout=10us", "fixed:timeout=1ms"]).tellsNoise)
  }

  @Test("A difference of shares is told in points, not in percent of what is percent already")
  func points() throws {
    let contest = try Self.samples(["fixed:timeout=10us", "fixed:timeout=1ms"])
    let sentence = try #require(contest.sentence(MetricCatalog.driverDomain))
    #expect(sentence.contains(" points (") && sentence.contains(" %) less than"), "\(sentence)")
  }

  @Test("A means is not ranked")
  func unranked() throws {
    let contest = try Self.samples(["fixed:timeout=10us", "fixed:timeout=1ms"])
    let metric = try MetricCatalog.metric("containers.fraction_full")
    #expect(contest.standings(metric) == [.unranked, .unranked] && contest.sentence(metric) == nil)
  }

  @Test("95 % intervals of a difference cover the truth in 88 to 100 of 100 seeds")
  func coverage() throws {
    // Poisson, one guest, a fixed timeout: both means are known in closed form.
    let words = [
      "fixed:timeout=50us,load=100kpps,container-size=64KiB", "fixed:timeout=80us,load=100kpps,container-size=64KiB",
    ]
    func truth(_ timeout: Int64) -> Double {
      StaticContainer(rate: 1e5, timeout: TimeSpan(nanoseconds: timeout), capacity: 65536, size: 576).meanDwell / 1e9
    }
    let difference = truth(80_000) - truth(50_000)
    let plan = RunPlan(replications: .count(6), packets: 1000)
    var covered = 0
    for seed in 1...100 {
      let contest = try Self.samples(words, seed: seed, plan: plan)
      let interval = try #require(
        contest.samples[1].difference(MetricCatalog.dwellMean, from: contest.samples[0]))
      if interval.covers(difference) { covered += 1 }
    }
    #expect((88...100).contains(covered), "\(covered) of 100")
  }

  @Test("Equal settings are called different in few of 100 seeds, though there are four of them")
  func falseAlarms() throws {
    let plan = RunPlan(replications: .count(5), packets: 500)
    let words = ["fixed:timeout=50us", "fixed:timeout=50001ns", "fixed:timeout=50002ns", "fixed:timeout=50003ns"]
    var alarms = 0
    for seed in 1...100 {
      // Independent arrivals, so that their differences are noise alone.
      let setups = try words.enumerated().map { place, word in
        var draft = ScenarioDraft()
        try draft.add(
          [Setting("guests", "1"), Setting("seed", "\(1000 * seed + place)")] + SettingWord(parsing: word).settings)
        return try Setup(draft.scenario, plan)
      }
      let contest = Contest(words, try Study(plan, crew: Crew(workers: 2)).samples(setups))
      if contest.standings(MetricCatalog.dwellMean).contains(where: { $0 == .best }) { alarms += 1 }
    }
    #expect(alarms <= 5, "\(alarms) of 100")
  }
}

struct SettingWordTests {
  @Test("Systems, policies and scenarios share one namespace")
  func words() throws {
    #expect(try SettingWord(parsing: "vanilla").settings == [Setting("system", "vanilla")])
    #expect(try SettingWord(parsing: "adaptive").settings == [Setting("policy", "adaptive")])
    #expect(try SettingWord(parsing: "bursts").scenario == "bursts")
    #expect(
      try SettingWord(parsing: "aggregation/fixed:timeout=100us,container-size=8KiB").settings == [
        Setting("system", "aggregation"), Setting("policy", "fixed"), Setting("timeout", "100us"),
        Setting("container-size", "8KiB"),
      ])
    #expect(Set(SettingWord.names).count == SettingWord.names.count)
  }

  @Test(
    "A bad setting is refused in one line",
    arguments: [
      ("vanila", "near is vanilla"), ("nothing/fixed", "there is no system 'nothing'"),
      ("aggregation/nothing", "no policy 'nothing'"),
      ("fixed:timeout", "must be KNOB=VALUE"), ("fixed:timeot=1us", "near is timeout"),
      ("a/b/c", "there is no system, policy or scenario"),
      ("", "there is no system, policy or scenario ''"), ("fixed:", "must be KNOB=VALUE"),
      ("fixed:timeout=1us,alpha=0.9,timeout=2us", "has timeout twice"),
    ])
  func bad(text: String, words: String) {
    let refusal = #expect(throws: Knob.Refusal.self) { try SettingWord(parsing: text) }
    #expect(refusal?.description.contains(words) == true, "\(refusal?.description ?? "")")
  }
}
