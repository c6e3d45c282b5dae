public import DwellCore

/// Batches of packets at one instant: every guest gets geometric batches at Poisson epochs.
///
/// A batch has k ≥ 1 packets with probability (1 − p)·p^(k−1), mean 1/(1 − p); epochs come at load/N over that mean. Every guest
/// has its own streams of gaps, batches and sizes. Cost: 8 to 11 ns a packet.
public struct BatchTraffic: TrafficSource {
  /// The mean number of packets in a batch.
  public static let size = Knob(
    "batch-size", .number, in: 1...10_000, default: 8, scale: .logarithmic,
    help: "mean number of packets in a batch, geometric")

  /// What evolves of one guest.
  private struct Guest: Sendable, BitwiseCopyable {
    /// When its next batch comes.
    var epoch = FineTime.never
    var gapWords: RandomStream
    var batchWords: RandomStream
    var sizeWords: RandomStream

    init(seed: UInt64, index: Int) {
      gapWords = RandomStream(seed: seed, name: "batch gaps", index: index)
      batchWords = RandomStream(seed: seed, name: "batch counts", index: index)
      sizeWords = RandomStream(seed: seed, name: "batch sizes", index: index)
    }
  }

  private let seed: UInt64
  private let sizes: SizeTable
  private var load: Double
  private var count: Int
  private var mean: Double
  private var gaps: LongGaps
  // −ln p with 40 binary places: that many times an exponential draw of mean 1 goes into a batch beyond its first packet.
  private var decay: UInt64

  private var guests: [Guest] = []
  private var tournament: GuestTournament
  // Packets of the winner's batch that are still to be given out; 0 before it is drawn.
  private var left = 0
  private let curve = ExponentialCurve.shared

  /// A process at time 0, every guest's first gap running.
  public init(_ parameters: TrafficParameters) {
    seed = parameters.seed
    sizes = SizeTable(parameters.sizes)
    load = max(parameters.load, ExponentialGaps.lowestRate)
    count = min(max(parameters.guests, 1), 1024)
    mean = max(parameters.knobs[Self.size], 1)
    gaps = LongGaps(rate: load / Double(count) / mean)
    decay = Self.decay(mean)
    tournament = GuestTournament(count: count)
    for guest in 0..<count { join(guest, at: .zero) }
  }

  private static func decay(_ mean: Double) -> UInt64 {
    // Batches of one packet always: no exponential draw reaches this.
    guard mean > 1 else { return .max }
    return max(UInt64((-Elementary.log(1 - 1 / mean) * 0x1p40).rounded()), 1)
  }

  public mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    let end = FineTime.bounded(limit)
    while !block.isFull {
      let key = tournament.winner
      let time = GuestTournament.nanoseconds(key)
      if time >= end { break }
      let guest = GuestTournament.guest(key)
      if left == 0 { left = 1 + Int(curve.table.draw(guests[guest].batchWords.next()) / decay) }
      let first = block.count
      let given = min(left, block.capacity - first)
      for i in first..<first + given {
        block.times[i] = time
        block.guests[i] = Int32(truncatingIfNeeded: guest)
      }
      block.count = first + given
      sizes.fill(&block, from: first, &guests[guest].sizeWords)
      left -= given
      if left == 0 {
        let gap = gaps.draw(&guests[guest].gapWords, curve.table)
        guests[guest].epoch = guests[guest].epoch.advanced(by: gap)
        tournament.set(guest, GuestTournament.key(guests[guest].epoch, guest))
      }
    }
  }

  public var isExhausted: Bool { false }

  public var isSelfContained: Bool { true }

  public mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) {
    let old = epochRate
    load = max(packetsPerSecond, ExponentialGaps.lowestRate)
    rescale(from: now, oldRate: old)
  }

  public mutating func setGuests(_ newCount: Int, at now: Instant) {
    let old = epochRate
    let oldCount = count
    count = min(max(newCount, 1), 1024)
    // The rest of a batch leaves with its guest.
    if GuestTournament.guest(tournament.winner) >= count { left = 0 }
    tournament = GuestTournament(count: count)
    for guest in min(count, oldCount)..<oldCount { guests[guest].epoch = .never }
    rescale(from: now, oldRate: old)
    for guest in min(oldCount, count)..<count { join(guest, at: now) }
  }

  public mutating func setKnob(_ name: String, to value: Double, at now: Instant) -> Bool {
    guard name == Self.size.name else { return false }
    let old = epochRate
    mean = max(value, 1)
    decay = Self.decay(mean)
    rescale(from: now, oldRate: old)
    return true
  }

  /// Batches per second of one guest.
  private var epochRate: Double { load / Double(count) / mean }

  private mutating func join(_ guest: Int, at now: Instant) {
    while guests.count <= guest { guests.append(Guest(seed: seed, index: guests.count)) }
    let gap = gaps.draw(&guests[guest].gapWords, curve.table)
    guests[guest].epoch = FineTime(now).advanced(by: gap)
    tournament.set(guest, GuestTournament.key(guests[guest].epoch, guest))
  }

  /// Scales what is left of every running gap by old over new rate; a batch half given out stays where it is.
  private mutating func rescale(from now: Instant, oldRate: Double) {
    let factor = oldRate / epochRate
    gaps = LongGaps(rate: epochRate)
    for guest in 0..<min(count, guests.count) where guests[guest].epoch < .never {
      guests[guest].epoch = guests[guest].epoch.scaled(from: now, by: factor)
      tournament.set(guest, GuestTournament.key(guests[guest].epoch, guest))
    }
  }
}

extension BatchTraffic {
  /// The catalog entry.
  public static let model = TrafficModel(
    name: "batch", summary: "batches of geometric size, all packets of a batch at one instant",
    source: "batch Poisson process", confidence: "exact", knobs: [size]
  ) { parameters throws(Knob.Refusal) in BatchTraffic(parameters) }
}
