public import DwellCore

/// Bursts: every guest sends Poisson traffic in exponential on periods, and little or nothing in exponential off periods.
///
/// The load is the long-run mean, off periods included; a run begins in the steady state. Every guest has its own streams of
/// gaps, periods and sizes, so a turned number of guests leaves the draws of the others alone. Cost: 10 to 40 ns a packet.
public struct OnOffTraffic: TrafficSource {
  /// The mean length of an on period.
  public static let onTime = Knob(
    "on-time", symbol: "T on", .time, in: 1000...100e9, default: 130e6, scale: .logarithmic,
    help: "mean length of an on period, exponential")
  /// The mean length of an off period.
  public static let offTime = Knob(
    "off-time", symbol: "T off", .time, in: 1000...100e9, default: 100e6, scale: .logarithmic,
    help: "mean length of an off period, exponential")
  /// The rate in off periods over the rate in on periods.
  public static let offRate = Knob(
    "off-rate", .number, in: 0...1, default: 0, scale: .linear(step: 0.01),
    help: "rate in off periods as a fraction of the rate in on periods")

  /// What evolves of one guest.
  private struct Guest: Sendable, BitwiseCopyable {
    var isOn = false
    /// When the next packet comes if the period lasts; `never` in a silent off period.
    var arrival = FineTime.never
    /// When the period ends.
    var change = FineTime.never
    /// What is left of the gap in a silent off period.
    var paused: UInt64 = 0
    var gapWords: RandomStream
    var periodWords: RandomStream
    var sizeWords: RandomStream

    init(seed: UInt64, index: Int) {
      gapWords = RandomStream(seed: seed, name: "onoff gaps", index: index)
      periodWords = RandomStream(seed: seed, name: "onoff periods", index: index)
      sizeWords = RandomStream(seed: seed, name: "onoff sizes", index: index)
    }

    /// The next instant at which this guest sends or changes its period.
    @inline(__always)
    var next: FineTime { min(arrival, change) }

    /// Whether its next act is a packet.
    @inline(__always)
    var sends: Bool { arrival <= change }

    /// Draws the gap to the packet after this one; returns the next act.
    @inline(__always)
    mutating func takeGap(_ gaps: ExponentialGaps, _ ratio: Double, _ curve: borrowing ExponentialTable) -> FineTime {
      let gap = gaps.draw(gapWords.next(), curve)
      arrival = arrival.advanced(by: isOn ? gap : OnOffTraffic.stretched(gap, ratio))
      return next
    }
  }

  private let seed: UInt64
  private let sizes: SizeTable
  private var load: Double
  private var count: Int
  private var onMean: Double
  private var offMean: Double
  private var ratio: Double
  private var gaps: ExponentialGaps
  private var onPeriods: ExponentialGaps
  private var offPeriods: ExponentialGaps

  private var guests: [Guest] = []
  private var tournament: GuestTournament
  private let curve = ExponentialCurve.shared

  /// A process at time 0, each guest on or off as in the steady state.
  public init(_ parameters: TrafficParameters) {
    seed = parameters.seed
    sizes = SizeTable(parameters.sizes)
    load = max(parameters.load, ExponentialGaps.lowestRate)
    count = min(max(parameters.guests, 1), 1024)
    onMean = parameters.knobs[Self.onTime]
    offMean = parameters.knobs[Self.offTime]
    ratio = parameters.knobs[Self.offRate]
    gaps = ExponentialGaps(rate: 1)
    onPeriods = ExponentialGaps(mean: TimeSpan(nanoseconds: Int64(onMean)))
    offPeriods = ExponentialGaps(mean: TimeSpan(nanoseconds: Int64(offMean)))
    tournament = GuestTournament(count: count)
    gaps = ExponentialGaps(rate: onRate)
    for guest in 0..<count { join(guest, at: .zero) }
  }

  /// Packets per second of one guest in an on period.
  private var onRate: Double { load / Double(count) * (onMean + offMean) / (onMean + ratio * offMean) }

  public mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    let end = FineTime.bounded(limit)
    var n = block.count
    while n < block.capacity {
      let key = tournament.winner
      let time = GuestTournament.nanoseconds(key)
      if time >= end { break }
      let guest = GuestTournament.guest(key)
      if guests[guest].sends {
        block.times[n] = time
        block.guests[n] = Int32(truncatingIfNeeded: guest)
        block.sizes[n] = sizes.next(&guests[guest].sizeWords)
        n &+= 1
        let next = guests[guest].takeGap(gaps, ratio, curve.table)
        tournament.set(guest, GuestTournament.key(next, guest))
      } else {
        changePeriod(guest)
        tournament.set(guest, GuestTournament.key(guests[guest].next, guest))
      }
    }
    block.count = n
  }

  public var isExhausted: Bool { false }

  public var isSelfContained: Bool { true }

  public mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) {
    settle(at: now)
    let old = onRate
    load = max(packetsPerSecond, ExponentialGaps.lowestRate)
    rescale(from: now, oldRate: old, oldRatio: ratio)
  }

  public mutating func setGuests(_ newCount: Int, at now: Instant) {
    settle(at: now)
    let old = onRate
    let oldCount = count
    count = min(max(newCount, 1), 1024)
    let kept = min(oldCount, count)
    for guest in kept..<max(oldCount, kept) {
      guests[guest].arrival = .never
      guests[guest].change = .never
    }
    rescale(from: now, oldRate: old, oldRatio: ratio)
    tournament = GuestTournament(count: count)
    for guest in 0..<kept { tournament.set(guest, GuestTournament.key(guests[guest].next, guest)) }
    for guest in kept..<count { join(guest, at: now) }
  }

  public mutating func setKnob(_ name: String, to value: Double, at now: Instant) -> Bool {
    settle(at: now)
    let (oldRate, oldRatio, oldOn, oldOff) = (onRate, ratio, onMean, offMean)
    switch name {
    case Self.onTime.name: onMean = max(value, 1)
    case Self.offTime.name: offMean = max(value, 1)
    case Self.offRate.name: ratio = min(max(value, 0), 1)
    default: return false
    }
    onPeriods = ExponentialGaps(mean: TimeSpan(nanoseconds: Int64(onMean)))
    offPeriods = ExponentialGaps(mean: TimeSpan(nanoseconds: Int64(offMean)))
    for guest in 0..<count {
      let factor = guests[guest].isOn ? onMean / oldOn : offMean / oldOff
      guests[guest].change = guests[guest].change.scaled(from: now, by: factor)
    }
    rescale(from: now, oldRate: oldRate, oldRatio: oldRatio)
    return true
  }

  /// Does what lies before `now` and makes no packet: ends of periods.
  private mutating func settle(at now: Instant) {
    while GuestTournament.nanoseconds(tournament.winner) < FineTime.bounded(now) {
      let guest = GuestTournament.guest(tournament.winner)
      guard guests[guest].change < guests[guest].arrival else { return }
      changePeriod(guest)
      tournament.set(guest, GuestTournament.key(guests[guest].next, guest))
    }
  }

  /// Starts `guest` afresh: on with the steady-state probability, since periods have no memory.
  private mutating func join(_ guest: Int, at now: Instant) {
    while guests.count <= guest { guests.append(Guest(seed: seed, index: guests.count)) }
    var state = guests[guest]
    state.isOn = state.periodWords.nextUnit() * (onMean + offMean) < onMean
    let start = FineTime(now)
    let period = state.isOn ? onPeriods : offPeriods
    state.change = start.advanced(by: period.draw(state.periodWords.next(), curve.table))
    place(&state, left: gaps.draw(state.gapWords.next(), curve.table), from: start)
    guests[guest] = state
    tournament.set(guest, GuestTournament.key(state.next, guest))
  }

  /// Ends the present period of `guest` and begins the other; the running gap goes on at the other rate.
  private mutating func changePeriod(_ guest: Int) {
    var state = guests[guest]
    let now = state.change
    let left = leftOnTime(state, from: now, ratio)
    state.isOn.toggle()
    let period = state.isOn ? onPeriods : offPeriods
    state.change = now.advanced(by: period.draw(state.periodWords.next(), curve.table))
    place(&state, left: left, from: now)
    guests[guest] = state
  }

  /// What is left of the running gap, as time at the on rate.
  private func leftOnTime(_ state: Guest, from now: FineTime, _ ratio: Double) -> UInt64 {
    if state.isOn { return state.arrival.ticks - min(now, state.arrival).ticks }
    if ratio == 0 { return state.paused }
    return UInt64((Double(state.arrival.ticks - min(now, state.arrival).ticks) * ratio).rounded())
  }

  /// Lets a gap with `left` of it left at the on rate run from `now` on.
  private func place(_ state: inout Guest, left: UInt64, from now: FineTime) {
    state.paused = left
    if state.isOn {
      state.arrival = now.advanced(by: left)
    } else if ratio == 0 {
      state.arrival = .never
    } else {
      state.arrival = now.advanced(by: Self.stretched(left, ratio))
    }
  }

  /// A gap of the on rate at the rate of an off period.
  private static func stretched(_ gap: UInt64, _ ratio: Double) -> UInt64 {
    let long = Double(gap) / ratio
    return long < Double(FineTime.longestGap) ? UInt64(Int64(long)) : FineTime.longestGap
  }

  /// Scales what is left of every running gap by old over new rate.
  private mutating func rescale(from now: Instant, oldRate: Double, oldRatio: Double) {
    gaps = ExponentialGaps(rate: onRate)
    let start = FineTime(now)
    let factor = oldRate / onRate
    for guest in 0..<min(count, guests.count) where guests[guest].change < .never {
      var state = guests[guest]
      let left = Double(leftOnTime(state, from: start, oldRatio)) * factor
      place(
        &state, left: left < Double(FineTime.longestGap) ? UInt64(left.rounded()) : FineTime.longestGap, from: start)
      guests[guest] = state
      tournament.set(guest, GuestTournament.key(state.next, guest))
    }
  }
}

extension OnOffTraffic {
  /// The catalog entry.
  public static let model = TrafficModel(
    name: "onoff", summary: "bursts: exponential on and off periods, Poisson inside",
    source: "on/off source, a special case of MMPP-2; periods of the paper's bursts", confidence: "exact",
    knobs: [onTime, offTime, offRate]
  ) { parameters throws(Knob.Refusal) in OnOffTraffic(parameters) }
}
