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
      ("dwell.mean<300us", "dwell mean < 300 µs", 299e-6, 300e-6), ("packets.dropped<=0", "packets dropped <= 0", 0, 1),
      ("throughput.packets >= 1.5Mpps", "throughput >= 1.5 Mpps", 1.5e6, 1.4e6),
      ("saturated=false", "saturated = false", 0, 1),
      ("cost.notifications_per_second<50000", "events < 50 k/s", 49_999, 50_000),
      ("cost.driver_domain_utilisation < 40%", "driver domain < 40 %", 0.39, 0.4),
    ])
  func limit(text: String, words: String, met: Double, broken: Double) throws {
    let limit = try Limit(parsing: text)
    #expect(limit.text == words)
    #expect(limit.isMet(by: met) && !limit.isMet(by: broken) && !limit.isMet(by: nil))
    #expect(limit.excess(of: met) == 0 && limit.excess(of: broken) > 0 && limit.excess(of: nil) == .infinity)
  }

  @Test(
    "A value that is not the bound never reads as the bound",
    arguments: [
      ("cost.notifications_per_second<50000", 50_020, "50.02 k/s"), ("delay.p99<84.3us", 84.32e-6, "84.32 µs"),
      ("delay.p99<84.3us", 84.300_4e-6, "84.3004 µs"), ("delay.p99<84.3us", 84.29e-6, "84.29 µs"),
      ("delay.p99<84.3us", 84.3e-6, "84.3 µs"), ("delay.p99<84.3us", 91.27e-6, "91.3 µs"),
      ("delay.p99<1ms", 0.000_999_8, "0.9998 ms"), ("delay.mean<500ns", 500.2e-9, "500.2 ns"),
      ("throughput.packets>240kpps", 239_990, "239.99 kpps"), ("throughput.bytes>800Mbps", 99_999_000, "799.99 Mbps"),
      ("cost.driver_domain_utilisation<=40%", 0.4001, "40.01 %"), ("packets.dropped<=0", 0.3, "0.3"),
      ("packets.dropped<=50000", 50_000.2, "50000.2"),
      ("packets.dropped_fraction<=0.001", 0, "0 %"), ("packets.dropped_fraction<=0.001", 0.001_000_4, "0.10004 %"),
      ("containers.mean_packets>0.2", 0, "0"), ("delay.p99<123.456us", 123.47e-6, "123.47 µs"),
      ("containers.mean_packets>7", 6.9999, "6.9999"),
      ("saturated=false", 1, "true"), ("saturated=false", 0.2, "20 % of runs"),
    ])
  func besideLimit(text: String, value: Double, words: String) throws {
    let limit = try Limit(parsing: text)
    #expect(limit.text(of: value) == words)
    #expect([limit].text(of: limit.metric, Interval([value])) == words)
  }

  @Test("So does a mean with its interval, with the same digits for both")
  func intervalBesideLimit() throws {
    let limit = try Limit(parsing: "cost.notifications_per_second<50000")
    #expect(limit.text(of: Interval([50_010, 50_030])).hasPrefix("50.02 ±0.13"))
    #expect(limit.text(of: Interval?.none) == "–" && limit.text(of: Double?.none) == "–")
    // Of two limits the one that is broken decides.
    let both = [try Limit(parsing: "cost.notifications_per_second>10000"), limit]
    #expect(both.text(of: MetricCatalog.events, Interval([50_020, 50_020])) == "50.02 k/s")
    #expect(both.text(of: MetricCatalog.events, Interval?.none) == "–")
    #expect(both.text(of: MetricCatalog.events, 50_020) == "50.02 k/s")
    #expect(both.text(of: MetricCatalog.delayMean, Interval([1e-6])) == "1.00 µs")
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
