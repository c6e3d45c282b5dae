public import DwellCore

/// Independent Poisson arrivals for every guest, each at load/N.
///
/// Made as one merged process with an independent uniform choice of the guest, which is the same law; so a turned number of
/// guests leaves the times as they are, and costs nothing. Three named streams: gaps, guests, sizes. Cost: 3 to 5 ns a packet.
public struct PoissonTraffic: TrafficSource {
  private var load: Double
  private var guests: Int
  private let sizes: SizeTable
  private var gaps: ExponentialGaps

  private var gapWords: RandomStream
  private var guestWords: RandomStream
  private var sizeWords: RandomStream
  private var next: FineTime
  private var held = HeldInstant()

  private let curve = ExponentialCurve.shared

  /// A process at time 0, its first gap running.
  public init(_ parameters: TrafficParameters) {
    load = parameters.load
    guests = max(parameters.guests, 1)
    sizes = SizeTable(parameters.sizes)
    gaps = ExponentialGaps(rate: load)
    gapWords = RandomStream(seed: parameters.seed, name: "poisson gaps")
    guestWords = RandomStream(seed: parameters.seed, name: "poisson guests")
    sizeWords = RandomStream(seed: parameters.seed, name: "poisson sizes")
    next = FineTime(ticks: gaps.draw(gapWords.next(), curve.table))
  }

  public mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    let end = FineTime.bounded(limit)
    if !held.isEmpty { held.give(&block, before: end) }
    guard held.isEmpty else { return }
    // One pass each for times, guests and sizes: each keeps its own generator in registers.
    let start = block.count
    gaps.fillTimes(&block, before: end, &gapWords, &next, curve.table)
    guard block.count > start else { return }
    if guests == 1 {
      block.guests.fill(start..<block.count, with: 0)
      sizes.fill(&block, from: start, &sizeWords)
      return
    }
    fillGuests(&block, from: start)
    sizes.fill(&block, from: start, &sizeWords)
    if block.isFull, next.nanoseconds == block.times[block.count - 1] { holdRest(&block, from: start) }
  }

  private mutating func fillGuests(_ block: inout ArrivalBlock, from start: Int) {
    let guests = self.guests
    var words = guestWords
    var last: Int64 = -1
    for i in start..<block.count {
      block.guests[i] = Int32(truncatingIfNeeded: words.next(below: guests))
      let time = block.times[i]
      if time == last { block.orderTie(at: i, from: start) }
      last = time
    }
    guestWords = words
  }

  /// Draws what else comes in the last instant of a full block.
  private mutating func holdRest(_ block: inout ArrivalBlock, from start: Int) {
    var late: [Int32] = []
    var lateSizes: [Int32] = []
    while next.nanoseconds == block.times[block.count - 1] {
      late.append(Int32(truncatingIfNeeded: guestWords.next(below: guests)))
      lateSizes.append(sizes.next(&sizeWords))
      next = next.advanced(by: gaps.draw(gapWords.next(), curve.table))
    }
    held.hold(late, sizes: lateSizes, behind: &block, from: start)
  }

  public var isExhausted: Bool { false }

  public var isSelfContained: Bool { true }

  public mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) {
    let new = max(packetsPerSecond, ExponentialGaps.lowestRate)
    next = next.scaled(from: now, by: max(load, ExponentialGaps.lowestRate) / new)
    load = new
    gaps = ExponentialGaps(rate: new)
  }

  public mutating func setGuests(_ count: Int, at now: Instant) {
    // The merged rate stays, and its gaps have no memory: nothing to scale.
    guests = max(count, 1)
    held.keepGuests(below: guests)
  }
}

extension PoissonTraffic {
  /// The catalog entry.
  public static let model = TrafficModel(
    name: "poisson", summary: "independent exponential gaps for each guest",
    source: "the usual null model of arrivals; closed forms of dwell rest on it", confidence: "exact"
  ) { parameters throws(Knob.Refusal) in PoissonTraffic(parameters) }
}
