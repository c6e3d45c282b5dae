import DwellMetrics
import Testing

struct PairedBatchesTests {
  // A reading after `batch` batches in which every packet of a run waited `wait` or, one in a hundred, tenfold.
  private static func reading(_ time: Int64, packets: Int, wait: Int64, delivered: Int? = nil) -> RunReading {
    var reading = RunReading()
    reading.time = time
    reading.offered = packets
    reading.counters.deliveredPackets = delivered ?? packets
    reading.dwell = WaitTotals((0..<packets).map { $0 % 100 == 99 ? wait * 10 : wait + Int64($0 % 7) })
    return reading
  }

  private static func batches(_ count: Int, a: Int64, b: Int64) -> PairedBatches {
    var batches = PairedBatches(a: reading(5, packets: 0, wait: a), b: reading(5, packets: 0, wait: b))
    for _ in 0..<count {
      let edge = batches.nextEdge
      let packets = Int((edge - 5) / PairedBatches.firstWidth) * 50
      batches.close(a: reading(edge, packets: packets, wait: a), b: reading(edge, packets: packets, wait: b))
    }
    return batches
  }

  @Test("At 40 batches each two become one: half as many, twice as long, the same time, and edges stay whole")
  func doubling() {
    var batches = Self.batches(39, a: 1000, b: 1000)
    #expect(batches.count == 39)
    #expect(batches.width == PairedBatches.firstWidth)
    let seconds = batches.seconds
    let edge = batches.nextEdge
    batches.close(a: Self.reading(edge, packets: 2000, wait: 1000), b: Self.reading(edge, packets: 2000, wait: 1000))
    #expect(batches.count == 20)
    #expect(batches.width == 2 * PairedBatches.firstWidth)
    #expect((batches.seconds - seconds * 40 / 39).magnitude < 1e-12)
    #expect(batches.nextEdge == 5 + 21 * 2 * PairedBatches.firstWidth)
  }

  @Test("Equal runs: every figure that exists is equal, and none is better")
  func equal() {
    for figure in Self.batches(60, a: 1000, b: 1000).figures {
      #expect(figure.a == figure.b)
      #expect(figure.verdict != .differs)
      #expect(figure.better == nil)
    }
  }

  @Test("Half the wait: mean, median and 99th percentile of B are better; throughput is the same")
  func halved() throws {
    let figures = Self.batches(60, a: 2000, b: 1000).figures
    func figure(_ metric: ComparedFigure.Metric) throws -> ComparedFigure {
      try #require(figures.first { $0.metric == metric })
    }
    for metric in [ComparedFigure.Metric.dwellMean, .dwellP50] {
      let figure = try figure(metric)
      #expect(figure.better == .b)
      #expect(try #require(figure.ratio) > 0.49 && figure.ratio ?? 1 < 0.51)
    }
    #expect(try figure(.throughput).verdict == .withinNoise)
    #expect(try figure(.throughput).better == nil)
    #expect(try figure(.delayMean).a == nil)
    #expect(try figure(.delayMean).verdict == .tooEarly)
  }

  @Test("Figures are in the order of the metrics, also before the first batch")
  func order() {
    #expect(Self.batches(0, a: 1, b: 1).figures.map(\.metric) == ComparedFigure.Metric.allCases)
    #expect(Self.batches(3, a: 1, b: 1).figures.map(\.metric) == ComparedFigure.Metric.allCases)
    #expect(Self.batches(3, a: 10, b: 100).figures.allSatisfy { $0.verdict != .differs }, "three batches are too few")
  }

  @Test("How containers leave is no merit; lower waits and costs are, and higher throughput")
  func preferences() {
    func better(_ metric: ComparedFigure.Metric) -> ComparedFigure.Side? {
      ComparedFigure(metric, a: 1, b: 2, verdict: .differs).better
    }
    #expect(better(.leftFull) == nil)
    #expect(better(.driverDomain) == .a)
    #expect(better(.throughput) == .b)
    #expect(ComparedFigure(.dwellMean, a: 1, b: 2, verdict: .withinNoise).better == nil)
    #expect(ComparedFigure(.dwellMean, a: 0, b: 2, verdict: .differs).ratio == nil)
  }
}
