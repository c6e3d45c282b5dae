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

  @Test("Why a percentile has no value is told with the packets that it takes and those that there are")
  func gaps() throws {
    let sample = try Self.sample(load: "100kpps")
    #expect(sample.gap(MetricCatalog.delayMean) == nil)
    let words = try #require(sample.gap(MetricCatalog.delayP99))
    #expect(words.hasPrefix("a 99th percentile takes 1 000 packets, and some run has "), "\(words)")
    #expect(try sample.gap(MetricCatalog.metric("delay.p999"))?.hasPrefix("a 99.9th percentile takes 10 000") == true)
    #expect(try sample.gap(MetricCatalog.metric("jitter.pdv_p99"))?.hasPrefix("a 99th percentile takes") == true)
    // Nothing aggregates here, and nobody asks.
    #expect(try sample.gap(MetricCatalog.metric("requests.mean")) == "some run has no value")
  }

  @Test("What has no value is nothing in the summary of one run as of many")
  func summary() throws {
    let plan = RunPlan(replications: .count(1), packets: 50)
    let sample = try Study(plan, crew: Crew(workers: 1), keeping: .reports).sample(Setup(Scenario(), plan))
    let leaves = try #require(sample.report).leaves()
    #expect(leaves.contains { $0.path == "wall_s" } && !leaves.contains { $0.value.csv == "null" })
  }

  @Test("No limit on the packets of a container reads as none")
  func none() throws {
    let most = try #require(KnobCatalog.knob(named: "max-packets"))
    #expect(most.text(0) == "none" && most.text(8) == "8")
    #expect(try #require(KnobCatalog.knob(named: "min-room")).text(0) == "0 B")
  }

  @Test("A flag over several runs reads as a share of them")
  func share() {
    #expect(MetricCatalog.saturated.text(0) == "false" && MetricCatalog.saturated.text(1) == "true")
    #expect(MetricCatalog.saturated.text(0.3) == "30 % of runs")
  }
}
