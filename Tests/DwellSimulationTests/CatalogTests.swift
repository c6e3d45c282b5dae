import DwellCore
import DwellEngine
import DwellSimulation
import Testing

/// What every entry of the catalogs keeps to.
@Suite struct CatalogTests {
  /// Systems, policies and scenarios share one namespace (model 1).
  @Test func namesAreTakenOnce() {
    let names =
      SystemCatalog.systems.map(\.name) + PolicyCatalog.policies.map(\.name) + ScenarioCatalog.scenarios.map(\.name)
    #expect(Set(names).count == names.count)
    let estimators = EstimatorCatalog.estimators.map(\.name)
    #expect(estimators == ["ramjee-1", "ramjee-2", "ramjee-3", "ramjee-4"])
    #expect(EstimatorCatalog.choice.choices == estimators)
  }

  @Test func everyPolicySaysWhatItIs() {
    for policy in PolicyCatalog.policies {
      for text in [policy.name, policy.summary, policy.source, policy.confidence, policy.formula] {
        #expect(!text.isEmpty)
      }
      #expect(!policy.summary.hasSuffix("."))
      for knob in policy.knobs { #expect(KnobCatalog.all.contains(knob), "\(knob.name)") }
    }
  }

  @Test func everySystemNamesChoicesThereAre() {
    for system in SystemCatalog.systems {
      for (stage, choice) in system.stages { #expect(StageCatalog.choice(choice, on: stage) != nil) }
      if let policy = system.policy { #expect(PolicyCatalog.policy(named: policy) != nil) }
    }
  }

  /// `--system` sets the policy, `--policy` after it overrides.
  @Test func aSystemBringsItsPolicyUnlessAnotherIsNamed() throws {
    var draft = ScenarioDraft()
    try draft.add([Setting("policy", "immediate")])
    try draft.add([Setting("system", "dynamic-tuning")])
    #expect(draft.scenario.policy == "model-based")
    try draft.add([Setting("policy", "throttle"), Setting("system", "self-adaptive")])
    #expect(draft.scenario.policy == "throttle")
    try draft.add([Setting("system", "aggregation")])
    #expect(draft.scenario.policy == "fixed")
  }

  /// The same while a run goes on; the same system again brings its policy back.
  @Test func aSystemBringsItsPolicyWhileItRuns() throws {
    let simulator = try Simulator(Scenario())
    for system in SystemCatalog.systems {
      try simulator.apply(.system(system.name))
      if let policy = system.policy { #expect(simulator.scenario.policy == policy) }
    }
    try simulator.apply(.system("as-printed"))
    try simulator.apply(.policy("throttle"))
    try simulator.apply(.system("as-printed"))
    #expect(simulator.scenario.policy == "printed")
  }

  /// `mtu` stands for 1500 B, and is named where a value is refused.
  @Test func theMtuIsAWord() throws {
    var draft = ScenarioDraft()
    try draft.add([Setting("min-room", "mtu")])
    #expect(draft.scenario.value(of: EngineKnobs.minRoom) == 1500)
    #expect(EngineKnobs.minRoom.rangeText == "0 B to 64 KiB or mtu")
  }
}
