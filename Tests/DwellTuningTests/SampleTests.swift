import DwellCore
import DwellMetrics
import DwellSimulation
import DwellTuning
import Testing

struct SampleTests {
  private static func sample(load: String) throws -> Sample {
    var draft = ScenarioDraft()
    try draft.add([
      Setting("guests", "1"), Setting("system", "vanilla"), Setting("packet-size", "64B"), Setting("load", load),
    ])
    let plan = RunPlan(replications: .count(10), packets: 600)
    return try Study(plan, crew: Crew(workers: 2), keeping: .reports).sample(Setup(draft.scenario, plan))
  }

  private static func flag(_ sample: Sample) -> Report? {
    sample.report?.leaves().first { $0.path == "saturated" }?.value
  }

  @Test("A setting is saturated where half of its runs are or more, and its summary says the same")
  func saturated() throws {
    // The driver domain takes about 180 kpps; around that short runs go either way.
    var shares: [Double] = []
    for load in ["100kpps", "170kpps", "180kpps", "185kpps", "190kpps", "195kpps", "200kpps", "260kpps"] {
      let sample = try Self.sample(load: load)
      let share = try #require(sample.mean(MetricCatalog.saturated))
      shares.append(share)
      #expect(sample.isSaturated == (share >= 0.5), "\(load): \(share)")
      let flag = try #require(Self.flag(sample))
      if case .flag(let isSaturated) = flag {
        #expect(isSaturated == sample.isSaturated)
      } else {
        Issue.record("\(flag)")
      }
      // A limit asks it of every run.
      #expect(Limit(MetricCatalog.saturated, .equal, 0).isMet(by: share) == (share == 0))
    }
    #expect(shares.first == 0 && shares.last == 1)
    // Without these the rule would not have been seen at work.
    #expect(shares.contains { $0 > 0 && $0 < 0.5 } && shares.contains { $0 >= 0.5 && $0 < 1 }, "\(shares)")
  }

  @Test("A flag over several runs reads as a share of them")
  func share() {
    #expect(MetricCatalog.saturated.text(0) == "false" && MetricCatalog.saturated.text(1) == "true")
    #expect(MetricCatalog.saturated.text(0.3) == "30 % of runs")
  }
}
