public import DwellCore

/// Constant bit rate: every guest gets a packet each N/load, guest i starting (i − 1)/N of that gap later; the first at time 0.
///
/// Gaps are exact fractions of the load in 2⁻²⁰ packets per second and never drift: packet m of an unturned run comes at
/// ⌊m/load⌋ ns. Cost: 3 to 5 ns a packet.
public struct ConstantTraffic: TrafficSource {
  /// A length in nanoseconds and `part` of `rate` nanoseconds.
  private struct Exact: Sendable, BitwiseCopyable {
    var whole: UInt64
    var part: UInt64

    init(whole: UInt64, part: UInt64) {
      self.whole = whole
      self.part = part
    }

    /// `count` gaps of the process over all guests.
    init(gaps count: Int, rate: UInt64) {
      let (whole, part) = (UInt64(count) * ConstantTraffic.billion).quotientAndRemainder(dividingBy: rate)
      self.init(whole: whole, part: part)
    }

    /// The nearest to `nanoseconds`.
    init(nanoseconds: Double, rate: UInt64) {
      let floor = nanoseconds.rounded(.down)
      let part = UInt64(((nanoseconds - floor) * Double(rate)).rounded(.down))
      self.init(whole: UInt64(floor), part: min(part, rate - 1))
    }

    @inline(__always)
    func plus(_ other: Exact, rate: UInt64) -> Exact {
      let sum = part &+ other.part
      return sum >= rate
        ? Exact(whole: whole &+ other.whole &+ 1, part: sum &- rate)
        : Exact(whole: whole &+ other.whole, part: sum)
    }

    func isBefore(_ other: Exact) -> Bool { whole != other.whole ? whole < other.whole : part < other.part }
  }

  /// When in each cycle a guest gets its packet.
  private struct Turn: Sendable, BitwiseCopyable {
    var phase: Exact
    var guest: Int32
  }

  // Nanoseconds in a second, in 2⁻²⁰.
  private static let billion: UInt64 = 1_000_000_000 << 20

  // The load in 2⁻²⁰ packets per second: the denominator of every fraction.
  private var rate: UInt64
  private let sizes: SizeTable

  private var sizeWords: RandomStream
  private var turns: [Turn]
  private var cycle: Exact
  private var start: Exact
  private var place = 0
  private var held = HeldInstant()

  /// A process whose first packet, for guest 1, comes at time 0.
  public init(_ parameters: TrafficParameters) {
    let guests = max(parameters.guests, 1)
    let rate = Self.exactRate(parameters.load)
    self.rate = rate
    sizes = SizeTable(parameters.sizes)
    sizeWords = RandomStream(seed: parameters.seed, name: "cbr sizes")
    turns = (0..<guests).map { Turn(phase: Exact(gaps: $0, rate: rate), guest: Int32($0)) }
    cycle = Exact(gaps: guests, rate: rate)
    start = Exact(whole: 0, part: 0)
  }

  public mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    let end = FineTime.bounded(limit)
    if !held.isEmpty { held.give(&block, before: end) }
    guard held.isEmpty else { return }
    let first = block.count
    var count = first
    var moment = nextMoment
    var last: Int64 = -1
    while count < block.capacity {
      let time = Int64(truncatingIfNeeded: moment.whole)
      if time >= end { break }
      block.times[count] = time
      block.guests[count] = turns[place].guest
      if time == last { block.orderTie(at: count, from: first) }
      last = time
      count &+= 1
      advance()
      moment = nextMoment
    }
    block.count = count
    sizes.fill(&block, from: first, &sizeWords)
    if count > first, block.isFull, Int64(truncatingIfNeeded: moment.whole) == last { holdRest(&block, from: first) }
  }

  private var nextMoment: Exact {
    @inline(__always) get { start.plus(turns[place].phase, rate: rate) }
  }

  @inline(__always)
  private mutating func advance() {
    place &+= 1
    if place == turns.count {
      place = 0
      start = start.plus(cycle, rate: rate)
    }
  }

  /// Takes what else comes in the last instant of a full block.
  private mutating func holdRest(_ block: inout ArrivalBlock, from first: Int) {
    var late: [Int32] = []
    var lateSizes: [Int32] = []
    while Int64(truncatingIfNeeded: nextMoment.whole) == block.times[block.count - 1] {
      late.append(turns[place].guest)
      lateSizes.append(sizes.next(&sizeWords))
      advance()
    }
    held.hold(late, sizes: lateSizes, behind: &block, from: first)
  }

  public var isExhausted: Bool { false }

  public var isSelfContained: Bool { true }

  public mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) {
    let new = Self.exactRate(packetsPerSecond)
    restart(at: now, rate: new, guests: turns.count, leftTimes: Double(rate) / Double(new))
  }

  public mutating func setGuests(_ count: Int, at now: Instant) {
    let new = max(count, 1)
    held.keepGuests(below: new)
    restart(at: now, rate: rate, guests: new, leftTimes: Double(new) / Double(turns.count))
  }

  /// Begins a cycle at `now` with what is left of every running gap scaled; guests that join begin as they would at time 0.
  private mutating func restart(at now: Instant, rate new: UInt64, guests: Int, leftTimes factor: Double) {
    let begin = Exact(whole: UInt64(max(now.nanoseconds, 0)), part: 0)
    let newCycle = Exact(gaps: guests, rate: new)
    var coming: [Turn] = []
    for i in turns.indices where turns[i].guest < Int32(guests) {
      var due = start.plus(turns[i].phase, rate: rate)
      if i < place { due = due.plus(cycle, rate: rate) }
      let left = Double(due.whole) - Double(begin.whole) + Double(due.part) / Double(rate)
      // Rounding must not push a guest beyond one cycle, where it would fall behind the next round's first.
      let scaled = Exact(nanoseconds: max(left * factor, 0), rate: new)
      coming.append(Turn(phase: scaled.isBefore(newCycle) ? scaled : newCycle, guest: turns[i].guest))
    }
    for guest in turns.count..<max(guests, turns.count) {
      coming.append(Turn(phase: Exact(gaps: guest, rate: new), guest: Int32(guest)))
    }
    coming.sort {
      $0.phase.isBefore($1.phase) || (!$1.phase.isBefore($0.phase) && $0.guest < $1.guest)
    }
    turns = coming
    rate = new
    cycle = newCycle
    start = begin
    place = 0
  }

  private static func exactRate(_ load: Double) -> UInt64 {
    UInt64((min(max(load, ExponentialGaps.lowestRate), 1e12) * 0x1p20).rounded())
  }
}

extension ConstantTraffic {
  /// The catalog entry.
  public static let model = TrafficModel(
    name: "cbr", summary: "one packet each gap, guests evenly staggered",
    source: "constant bit rate, as of measuring gear (RFC 2544)", confidence: "exact"
  ) { parameters throws(Knob.Refusal) in ConstantTraffic(parameters) }
}
