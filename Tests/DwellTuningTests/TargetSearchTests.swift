import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellTuning
import Testing

/// A search for a target proposes nothing but what the target can say.
struct TargetSearchTests {
  private static func scenario(_ settings: [String: String]) throws -> Scenario {
    var draft = ScenarioDraft()
    try draft.add(settings.sorted { $0.key < $1.key }.map { Setting($0.key, $0.value) })
    return draft.scenario
  }

  // What a person may have set before; targets have no form of some of it.
  private static let stands: [[String: String]] = [
    [:], ["policy": "adaptive", "timeout": "1234567ns", "container-size": "5000B"],
    ["policy": "throttle", "max-packets": "5", "after-pause": "tick"], ["packet-size": "imix", "min-room": "mtu"],
    ["packet-size": "9000B", "container-size": "64KiB"], ["arrivals": "closed-loop"], ["policy": "immediate"],
  ]

  // Points of every family: the ends and places in between of every knob, rounded as a search rounds.
  private static func proposals(_ space: TuningSpace) throws -> [Scenario] {
    let plan = TuningPlan(RunPlan(warmUp: .asked, replications: .count(2), packets: 20), settings: 24)
    let tuning = try Tuning(space, Goal(.minimise, MetricCatalog.delayMean), limits: [], plan: plan)
    return try #require(try tuning.run(crew: Crew(workers: 1))).tried.map(\.scenario)
  }

  @Test(
    "Every setting that a search for a target tries is said by its lines as it is: nothing rounded, nothing left out",
    arguments: ExportCatalog.targets.map(\.name))
  func exact(name: String) throws {
    let target = try ExportCatalog.target(named: name)
    for stands in Self.stands {
      let space = try TuningSpace(Self.scenario(stands), for: target, coarse: 12)
      let proposals = try Self.proposals(space)
      #expect(proposals.count > 10)
      for proposal in proposals {
        let emission = try Emission(of: proposal, for: target)
        #expect(emission.roundings.isEmpty, "\(stands): \(emission.roundings.map(\.text))")
        #expect(!emission.remarks.contains { $0.contains("no form") }, "\(emission.remarks)")
        // What was searched is what is predicted.
        for knob in KnobCatalog.all {
          #expect(emission.after.value(of: knob) == proposal.value(of: knob), "\(name), \(stands): \(knob.name)")
        }
        #expect(emission.after.policy == proposal.policy)
      }
    }
  }

  @Test("A least gap counts no packets, and what lets no packet wait has nothing to choose")
  func knobs() throws {
    func names(_ target: String) throws -> [String: [String]] {
      let space = try TuningSpace(Scenario(), for: ExportCatalog.target(named: target))
      return Dictionary(uniqueKeysWithValues: space.families.map { ($0.name, $0.sides.map(\.name)) })
    }
    #expect(
      try names("ethtool") == ["fixed": ["timeout", "max-packets"], "throttle": ["timeout"], "immediate": []])
    #expect(try names("virtio-net") == ["fixed": ["timeout", "max-packets"], "immediate": []])
    #expect(try names("gro") == ["throttle": ["timeout"], "immediate": []])
    #expect(try names("tpacket-v3") == ["throttle": ["timeout", "container-size"]])
    #expect(try names("kafka-producer") == ["fixed": ["timeout", "container-size"], "immediate": []])
    let all = try TuningSpace(Scenario())
    #expect(try TuningSpace(Scenario(), for: ExportCatalog.target(named: "toml")).families == all.families)
  }

  @Test("What has no effect in anything that is searched is refused with the reason")
  func reasons() throws {
    func words(_ target: String, _ sides: [String]) throws -> String {
      let target = try ExportCatalog.target(named: target)
      let refusal = #expect(throws: Knob.Refusal.self) {
        _ = try TuningSpace(
          Scenario(), sides.map { try TuningSide(parsing: $0).within(target.reach, of: target.name) }, for: target)
      }
      return try #require(refusal).description
    }
    #expect(
      try words("ethtool", ["policy=throttle", "timeout=1us..1ms", "max-packets=2,4"])
        == "max-packets changes nothing here: no choice that is searched uses it")
    #expect(
      try words("gro", ["policy=immediate", "timeout=1us..1ms"]).hasPrefix("timeout changes nothing here"))
    let refusal = #expect(throws: Knob.Refusal.self) {
      var scenario = Scenario()
      scenario.policy = "immediate"
      _ = try TuningSpace(scenario, [TuningSide(parsing: "max-packets=2,4")])
    }
    #expect(refusal?.description == "max-packets changes nothing here: policy immediate lets no packet wait")
  }

  @Test("What stands is measured as it stands, whatever a target could say of it")
  func present() throws {
    let stands = try Self.scenario(["policy": "adaptive", "timeout": "777us", "load": "50kpps"])
    let space = try TuningSpace(stands, for: ExportCatalog.target(named: "ethtool"), coarse: 10)
    #expect(space.present == stands && space.scenario.policy == "fixed" && space.presentPoint == nil)
    let plan = TuningPlan(RunPlan(replications: .count(2), packets: 500), settings: 24)
    let result = try #require(
      try Tuning(space, Goal(.minimise, MetricCatalog.delayMean), plan: plan).run(crew: Crew(workers: 1)))
    let present = try #require(result.present)
    #expect(present.scenario.policy == "adaptive" && present.scenario.value(of: EngineKnobs.timeout) == 777_000)
    #expect(present.scenario.value(of: EngineKnobs.containerSize) == 4096)
    #expect(result.settings <= 24)
    // What the target can say of it is a candidate.
    let translated = try #require(space.translatedPoint)
    #expect(result.tried.contains { $0.point == translated })
  }
}
