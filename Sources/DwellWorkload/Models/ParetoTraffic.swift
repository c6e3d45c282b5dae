public import DwellCore

/// Self-similar traffic: every guest gets packets of M sources, each on and off for Pareto times.
///
/// Times of infinite variance make the sum long-range dependent: H = (3 − a)/2 for the shape a < 2. A source that is on sends
/// Poisson traffic, so k sources that are on send it at k times the rate of one; gaps are drawn anew when k changes, which for
/// exponential gaps changes no law. A run begins in the steady state. Means settle slowly: over a time t their spread falls only
/// as t^(H−1). Every guest has its own streams. Cost: 17 to 36 ns a packet.
public struct ParetoTraffic: TrafficSource {
  /// The number of sources of each guest.
  public static let sources = Knob(
    "pareto-sources", symbol: "M", .count, in: 1...256, default: 16, scale: .logarithmic,
    help: "on/off sources of each guest")
  /// The shape of on and off times.
  public static let shape = Knob(
    "pareto-shape", symbol: "a", .number, in: 1.05...10, default: 1.5, scale: .linear(step: 0.05),
    help: "shape of on and off times; below 2 self-similar with H = (3 - shape)/2")
  /// The mean on time.
  public static let onTime = Knob(
    "pareto-on-time", .time, in: 1000...100e9, default: 500e6, scale: .logarithmic, help: "mean on time of a source")
  /// The mean off time.
  public static let offTime = Knob(
    "pareto-off-time", .time, in: 1000...100e9, default: 500e6, scale: .logarithmic, help: "mean off time of a source")

  /// One source of a guest.
  private struct OnOff: Sendable, BitwiseCopyable {
    var isOn: Bool
    var change: FineTime
  }

  /// What evolves of one guest.
  private struct Guest: Sendable {
    /// When the next packet comes if no source changes; `never` while all are off.
    var arrival = FineTime.never
    /// When the next source changes, and which; `never` while the guest is absent.
    var change = FineTime.never
    var changing = 0
    var onCount = 0
    var sources: [OnOff] = []
    var gapWords: RandomStream
    var periodWords: RandomStream
    var sizeWords: RandomStream

    init(seed: UInt64, index: Int) {
      gapWords = RandomStream(seed: seed, name: "pareto gaps", index: index)
      periodWords = RandomStream(seed: seed, name: "pareto periods", index: index)
      sizeWords = RandomStream(seed: seed, name: "pareto sizes", index: index)
    }

    @inline(__always)
    var next: FineTime { min(arrival, change) }

    /// Looks for the source that changes first.
    mutating func findChange() {
      change = .never
      for i in sources.indices where sources[i].change < change {
        change = sources[i].change
        changing = i
      }
    }
  }

  private let seed: UInt64
  private let sizes: SizeTable
  private var load: Double
  private var count: Int
  private var sourceCount: Int
  private var shape: Double
  private var onMean: Double
  private var offMean: Double
  // Gaps while k sources are on, at place k; place 0 is not used.
  private var gaps: [ExponentialGaps] = []
  private var onTimes: ParetoTimes
  private var offTimes: ParetoTimes

  private var guests: [Guest] = []
  private var tournament: GuestTournament
  private let curve = ExponentialCurve.shared

  /// A process at time 0, each source on or off as in the steady state.
  public init(_ parameters: TrafficParameters) {
    seed = parameters.seed
    sizes = SizeTable(parameters.sizes)
    load = max(parameters.load, ExponentialGaps.lowestRate)
    count = min(max(parameters.guests, 1), 1024)
    sourceCount = max(Int(parameters.knobs[Self.sources]), 1)
    shape = parameters.knobs[Self.shape]
    onMean = parameters.knobs[Self.onTime]
    offMean = parameters.knobs[Self.offTime]
    onTimes = ParetoTimes(mean: onMean, shape: shape)
    offTimes = ParetoTimes(mean: offMean, shape: shape)
    tournament = GuestTournament(count: count)
    setGaps()
    for guest in 0..<count { join(guest, at: .zero) }
  }

  /// Packets per second of one source that is on.
  private var onRate: Double { load / Double(count * sourceCount) * (onMean + offMean) / onMean }

  private mutating func setGaps() {
    let rate = onRate
    gaps = (0...sourceCount).map { ExponentialGaps(rate: rate * Double(max($0, 1))) }
  }

  public mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    let end = FineTime.bounded(limit)
    var n = block.count
    while n < block.capacity {
      let key = tournament.winner
      let time = GuestTournament.nanoseconds(key)
      if time >= end { break }
      let guest = GuestTournament.guest(key)
      if guests[guest].arrival <= guests[guest].change {
        block.times[n] = time
        block.guests[n] = Int32(truncatingIfNeeded: guest)
        block.sizes[n] = sizes.next(&guests[guest].sizeWords)
        n &+= 1
        let gap = gaps[guests[guest].onCount].draw(guests[guest].gapWords.next(), curve.table)
        guests[guest].arrival = guests[guest].arrival.advanced(by: gap)
      } else {
        changeSource(of: guest)
      }
      tournament.set(guest, GuestTournament.key(guests[guest].next, guest))
    }
    block.count = n
  }

  public var isExhausted: Bool { false }

  public var isSelfContained: Bool { true }

  public mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) {
    settle(at: now)
    let old = onRate
    load = max(packetsPerSecond, ExponentialGaps.lowestRate)
    rescale(from: now, oldRate: old)
  }

  public mutating func setGuests(_ newCount: Int, at now: Instant) {
    settle(at: now)
    let old = onRate
    let oldCount = count
    count = min(max(newCount, 1), 1024)
    for guest in min(count, oldCount)..<oldCount {
      guests[guest].sources = []
      guests[guest].arrival = .never
      guests[guest].change = .never
    }
    tournament = GuestTournament(count: count)
    rescale(from: now, oldRate: old)
    for guest in min(oldCount, count)..<count { join(guest, at: now) }
  }

  public mutating func setKnob(_ name: String, to value: Double, at now: Instant) -> Bool {
    settle(at: now)
    let (oldRate, oldOn, oldOff) = (onRate, onMean, offMean)
    switch name {
    case Self.sources.name: sourceCount = max(Int(value), 1)
    case Self.shape.name: shape = value
    case Self.onTime.name: onMean = value
    case Self.offTime.name: offMean = value
    default: return false
    }
    onTimes = ParetoTimes(mean: onMean, shape: shape)
    offTimes = ParetoTimes(mean: offMean, shape: shape)
    rescale(from: now, oldRate: oldRate)
    for guest in 0..<count {
      for i in guests[guest].sources.indices {
        let factor = guests[guest].sources[i].isOn ? onMean / oldOn : offMean / oldOff
        guests[guest].sources[i].change = guests[guest].sources[i].change.scaled(from: now, by: factor)
      }
      setSources(of: guest, at: now)
    }
    return true
  }

  /// Does what lies before `now` and makes no packet: changes of sources.
  private mutating func settle(at now: Instant) {
    while GuestTournament.nanoseconds(tournament.winner) < FineTime.bounded(now) {
      let guest = GuestTournament.guest(tournament.winner)
      guard guests[guest].change < guests[guest].arrival else { return }
      changeSource(of: guest)
      tournament.set(guest, GuestTournament.key(guests[guest].next, guest))
    }
  }

  private mutating func join(_ guest: Int, at now: Instant) {
    while guests.count <= guest { guests.append(Guest(seed: seed, index: guests.count)) }
    guests[guest].onCount = 0
    setSources(of: guest, at: now)
  }

  /// Lets sources of `guest` come, as in the steady state, or go until there are as many as wanted.
  private mutating func setSources(of guest: Int, at now: Instant) {
    let start = FineTime(now)
    let before = guests[guest].onCount
    while guests[guest].sources.count > sourceCount {
      if guests[guest].sources.removeLast().isOn { guests[guest].onCount -= 1 }
    }
    while guests[guest].sources.count < sourceCount {
      let isOn = guests[guest].periodWords.nextUnit() * (onMean + offMean) < onMean
      let times = isOn ? onTimes : offTimes
      let left = times.drawLeft(&guests[guest].periodWords, curve.table)
      guests[guest].sources.append(OnOff(isOn: isOn, change: start.advanced(by: left)))
      if isOn { guests[guest].onCount += 1 }
    }
    if guests[guest].onCount != before { drawArrival(of: guest, from: start) }
    guests[guest].findChange()
    tournament.set(guest, GuestTournament.key(guests[guest].next, guest))
  }

  /// Turns the source of `guest` on or off whose time is over.
  private mutating func changeSource(of guest: Int) {
    let (now, i) = (guests[guest].change, guests[guest].changing)
    let isOn = !guests[guest].sources[i].isOn
    let times = isOn ? onTimes : offTimes
    let length = times.draw(&guests[guest].periodWords, curve.table)
    guests[guest].sources[i] = OnOff(isOn: isOn, change: now.advanced(by: length))
    guests[guest].onCount += isOn ? 1 : -1
    drawArrival(of: guest, from: now)
    guests[guest].findChange()
  }

  /// The running gap of `guest` anew at its present rate: exponential gaps have no memory.
  private mutating func drawArrival(of guest: Int, from now: FineTime) {
    let sending = guests[guest].onCount
    guests[guest].arrival =
      sending == 0 ? .never : now.advanced(by: gaps[sending].draw(guests[guest].gapWords.next(), curve.table))
  }

  /// Scales what is left of every running gap by old over new rate.
  private mutating func rescale(from now: Instant, oldRate: Double) {
    setGaps()
    let factor = oldRate / onRate
    for guest in 0..<min(count, guests.count) {
      guests[guest].arrival = guests[guest].arrival.scaled(from: now, by: factor)
      tournament.set(guest, GuestTournament.key(guests[guest].next, guest))
    }
  }
}

extension ParetoTraffic {
  /// The catalog entry.
  public static let model = TrafficModel(
    name: "pareto", summary: "self-similar: many sources, on and off for Pareto times",
    source: "Willinger, Taqqu, Sherman and Wilson 1997; shape and times as in ns-2", confidence: "recalled",
    knobs: [sources, shape, onTime, offTime]
  ) { parameters throws(Knob.Refusal) in ParetoTraffic(parameters) }
}
