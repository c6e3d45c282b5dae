import DwellCore
import DwellTuning
import Testing

struct MetricTests {
  @Test("The metrics that the program names itself exist")
  func known() {
    let named = [
      MetricCatalog.dwellMean, MetricCatalog.delayMean, MetricCatalog.delayP99, MetricCatalog.throughput,
      MetricCatalog.ceiling, MetricCatalog.lost, MetricCatalog.packetsEach, MetricCatalog.events,
      MetricCatalog.driverDomain, MetricCatalog.saturated,
    ]
    for metric in named { #expect(MetricCatalog.all.contains(metric), "\(metric.path)") }
  }

  @Test("A metric is found by its path, with or without its unit")
  func found() throws {
    #expect(try MetricCatalog.metric("delay.p99_s") == MetricCatalog.delayP99)
    #expect(try MetricCatalog.metric("delay.p99") == MetricCatalog.delayP99)
    #expect(try MetricCatalog.metric("throughput.packets") == MetricCatalog.throughput)
    // The count has the plain name; the rate keeps its unit.
    #expect(try MetricCatalog.metric("cost.notifications").path == "cost.notifications")
    #expect(try MetricCatalog.metric("cost.notifications_per_second") == MetricCatalog.events)
  }

  @Test("Every metric is found by its path, and all short paths that differ lead back")
  func all() throws {
    for metric in MetricCatalog.all {
      #expect(try MetricCatalog.metric(metric.path) == metric)
      let isAlone = MetricCatalog.all.count { $0.shortPath == metric.shortPath } == 1
      if isAlone { #expect(try MetricCatalog.metric(metric.shortPath) == metric) }
      #expect(!metric.title.isEmpty && !metric.title.contains("_"))
    }
    #expect(!MetricCatalog.all.contains { $0.path.contains("wall") || $0.path.contains("digest") })
  }

  @Test(
    "A limit is read with its unit",
    arguments: [
      ("dwell.mean<300us", "dwell.mean < 300 µs", 299e-6, 300e-6), ("packets.dropped<=0", "packets.dropped <= 0", 0, 1),
      ("throughput.packets >= 1.5Mpps", "throughput.packets >= 1.5 Mpps", 1.5e6, 1.4e6),
      ("saturated=false", "saturated = false", 0, 1),
      ("cost.driver_domain_utilisation < 40%", "cost.driver_domain_utilisation < 40 %", 0.39, 0.4),
    ])
  func limit(text: String, words: String, met: Double, broken: Double) throws {
    let limit = try Limit(parsing: text)
    #expect(limit.text == words)
    #expect(limit.isMet(by: met) && !limit.isMet(by: broken) && !limit.isMet(by: nil))
    #expect(limit.excess(of: met) == 0 && limit.excess(of: broken) > 0 && limit.excess(of: nil) == .infinity)
  }

  @Test(
    "A bad limit is refused in one line that says what is allowed",
    arguments: [
      ("delay.p99", "must be METRIC<VALUE"), ("delay.p98<1ms", "there is no metric 'delay.p98'"),
      ("delay.p98<1ms", "near are delay.p90, delay.p99"),
      ("delay.p99<60", "has no unit"), ("delay.p99=<60us", "'=<' is none of"), ("saturated=2", "true or false"),
      ("delay<1ms", "near are delay.count"), ("<1ms", "there is no metric ''"),
    ])
  func bad(text: String, words: String) {
    let refusal = #expect(throws: Knob.Refusal.self) { try Limit(parsing: text) }
    #expect(refusal?.description.contains(words) == true, "\(refusal?.description ?? "")")
  }

  @Test("A goal turns what should be high into a cost that should be low")
  func goal() {
    #expect(Goal(.maximise, MetricCatalog.throughput).cost(5) == -5)
    #expect(Goal(.minimise, MetricCatalog.delayMean).cost(5) == 5)
    #expect(Goal(.maximise, MetricCatalog.throughput).cost(nil) == .infinity)
  }
}
