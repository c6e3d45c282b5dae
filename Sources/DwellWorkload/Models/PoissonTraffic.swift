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
    // Copies, so that the loop keeps them in registers.
    var gapWords = self.gapWords
    var guestWords = self.guestWords
    var sizeWords = self.sizeWords
    var next = self.next
    let guests = self.guests
    let only = sizes.only
    var holding = false
    while !block.isFull {
      let time = next.nanoseconds
      if time >= end { break }
      let following = next.advanced(by: gaps.draw(gapWords.next(), curve.table))
      let guest = guests == 1 ? 0 : Int32(truncatingIfNeeded: guestWords.next(below: guests))
      let size = only ?? sizes.draw(sizeWords.next())
      let moreComes = following.nanoseconds == time
      if moreComes && guests > 1 || holding {
        // Several in this very nanosecond: wait for the last, then by guest number.
        held.add(time: time, size: size, guest: guest)
        holding = moreComes
        if !moreComes { held.give(&block, before: end) }
      } else {
        block.append(time: time, size: size, guest: guest)
      }
      next = following
    }
    self.gapWords = gapWords
    self.guestWords = guestWords
    self.sizeWords = sizeWords
    self.next = next
  }

  public var isExhausted: Bool { false }

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
