import DwellCore

/// Two runs on the same arrivals, cut into common batches of virtual time: at most 40, which double in length as time goes on.
///
/// Figures are over all closed batches; the open one, at most a twentieth of the time, is not in them. Memory: some 10 kB a batch.
public struct PairedBatches: Sendable {
  /// The most batches; then each two become one.
  public static let most = 40
  /// The length of the first batches, in nanoseconds.
  public static let firstWidth: Int64 = 100_000

  /// Where the first batch begins, in nanoseconds.
  public let start: Int64
  /// The length of a batch now, in nanoseconds.
  public private(set) var width: Int64
  private var a: [Stretch] = []
  private var b: [Stretch] = []
  private var lastA: RunReading
  private var lastB: RunReading

  /// No batch yet, from two readings of one instant on; the first ones are `width` nanoseconds long, 1 at least.
  public init(a: RunReading, b: RunReading, width: Int64 = Self.firstWidth) {
    start = b.time
    self.width = max(width, 1)
    lastA = a
    lastB = b
  }

  /// How long the first batches are where so many virtual seconds pass in a wall second: as many of them a wall second from ×1 on.
  public static func width(atSpeed speed: Double) -> Int64 {
    var width = firstWidth
    while Double(2 * width) <= Double(firstWidth) * speed, width < 1_000_000_000 { width *= 2 }
    return width
  }

  /// The closed batches.
  public var count: Int { b.count }
  /// Where the open batch ends, in nanoseconds.
  public var nextEdge: Int64 { start + Int64(count + 1) * width }
  /// How much virtual time the closed batches cover, in seconds.
  public var seconds: Double { Double(Int64(count) * width) / 1e9 }

  /// Closes the open batch at ``nextEdge`` with a reading of each run.
  public mutating func close(a readingA: RunReading, b readingB: RunReading) {
    a.append(readingA.since(lastA))
    b.append(readingB.since(lastB))
    (lastA, lastB) = (readingA, readingB)
    guard count == Self.most else { return }
    a = Self.joined(a)
    b = Self.joined(b)
    width *= 2
  }

  private static func joined(_ batches: [Stretch]) -> [Stretch] {
    stride(from: 0, to: batches.count - 1, by: 2).map { index in
      var both = batches[index]
      both.add(batches[index + 1])
      return both
    }
  }

  /// All figures, in the order of ``ComparedFigure/Metric``. Cost: some 100 µs.
  public var figures: [ComparedFigure] {
    guard count > 0 else {
      return ComparedFigure.Metric.allCases.map { ComparedFigure($0, a: nil, b: nil, verdict: .tooEarly) }
    }
    var totalA = Stretch()
    var totalB = Stretch()
    for batch in a { totalA.add(batch) }
    for batch in b { totalB.add(batch) }
    return ComparedFigure.Metric.allCases.map { figure($0, totalA, totalB) }
  }

  private func figure(_ metric: ComparedFigure.Metric, _ totalA: Stretch, _ totalB: Stretch) -> ComparedFigure {
    switch metric {
    case .dwellMean: ratio(metric) { .init($0.dwell.sum, per: $0.dwell.count) }
    case .dwellP50: percentile(metric, 0.5, \.dwell, totalA, totalB)
    case .dwellP99: percentile(metric, 0.99, \.dwell, totalA, totalB)
    case .dwellP999: percentile(metric, 0.999, \.dwell, totalA, totalB)
    case .delayMean: ratio(metric) { .init($0.delay.sum, per: $0.delay.count) }
    case .delayP50: percentile(metric, 0.5, \.delay, totalA, totalB)
    case .delayP99: percentile(metric, 0.99, \.delay, totalA, totalB)
    case .throughput: ratio(metric) { .init($0.delivered, per: $0.seconds) }
    case .ceiling:
      // Each run by its own busiest station.
      ratio(
        metric, a: { .init($0.served, per: $0.busy(totalA.busiestRow)) },
        b: { .init($0.served, per: $0.busy(totalB.busiestRow)) })
    case .lost: ratio(metric) { .init($0.lost, per: $0.offered) }
    case .packetsPerContainer: ratio(metric) { .init($0.containerPackets, per: $0.containers) }
    case .leftFull: ratio(metric) { .init($0.full, per: $0.containers) }
    case .notifications: ratio(metric) { .init($0.notifications, per: $0.seconds) }
    case .driverDomain: ratio(metric) { .init($0.driverBusy, per: $0.seconds) }
    }
  }

  private func ratio(_ metric: ComparedFigure.Metric, _ term: (Stretch) -> PairedRatio.Term) -> ComparedFigure {
    ratio(metric, a: term, b: term)
  }

  private func ratio(
    _ metric: ComparedFigure.Metric, a termA: (Stretch) -> PairedRatio.Term, b termB: (Stretch) -> PairedRatio.Term
  ) -> ComparedFigure {
    let ratio = PairedRatio(a: a.map(termA), b: b.map(termB))
    return ComparedFigure(
      metric, a: ratio.a.isFinite ? ratio.a : nil, b: ratio.b.isFinite ? ratio.b : nil, verdict: ratio.verdict,
      halfWidth: ratio.halfWidth.isFinite ? ratio.halfWidth : nil)
  }

  // Two percentiles differ when the shares of packets that waited longer than a value between them do.
  private func percentile(
    _ metric: ComparedFigure.Metric, _ q: Double, _ waits: (Stretch) -> WaitTotals, _ totalA: Stretch,
    _ totalB: Stretch
  ) -> ComparedFigure {
    let cells = (waits(totalA).quantileCell(q), waits(totalB).quantileCell(q))
    var verdict = Verdict.tooEarly
    if case (let cellA?, let cellB?) = cells {
      let cell = min(cellA, cellB) + (max(cellA, cellB) - min(cellA, cellB)) / 2
      let ratio = PairedRatio(
        a: a.map { .init(waits($0).above(cell), per: waits($0).count) },
        b: b.map { .init(waits($0).above(cell), per: waits($0).count) })
      verdict = cellA == cellB && ratio.verdict == .differs ? .withinNoise : ratio.verdict
    }
    return ComparedFigure(
      metric, a: cells.0.map { HistogramBank.middle($0) }, b: cells.1.map { HistogramBank.middle($0) },
      verdict: verdict)
  }
}
