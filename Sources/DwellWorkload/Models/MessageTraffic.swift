public import DwellCore

/// Messages cut at the MTU: every guest gets messages at Poisson epochs, their packets back to back.
///
/// A message of 65535 B makes 43 packets of 1500 B and one of 1035 B. A guest's messages come over a line of their own: a packet
/// comes when its last bit has, and a message waits for the one before it. So no load comes beyond the rate of the line; it is
/// warned of. Or all packets of a message come at one instant. Cost: 14 to 30 ns a packet.
public struct MessageTraffic: TrafficSource {
  /// The size of a message.
  public static let size = Knob(
    "message-size", .bytes, in: 1...1_048_576, default: 65_535, scale: .logarithmic,
    help: "bytes of a message before it is cut")
  /// The size it is cut at.
  public static let mtu = Knob(
    "mtu", .bytes, in: 1...65_536, default: 1500, scale: .doubling(step: 100),
    help: "most bytes of a packet of a message or a reply")
  /// How the packets of a message follow each other.
  public static let pace = Knob(
    "message-pace", choices: ["line", "instant"],
    help: "packets of a message one after the other at line-rate, or all at one instant")
  /// The rate of each guest's line.
  public static let lineRate = Knob(
    "line-rate", .bitRate, in: 1e6...1e12, default: 10e9, scale: .logarithmic,
    help: "rate at which packets of a message follow each other")

  /// What evolves of one guest.
  private struct Guest: Sendable, BitwiseCopyable {
    /// When the message begins that is underway or comes next.
    var start = FineTime.never
    /// When the one after it wants to begin.
    var epoch = FineTime.never
    /// When the next packet comes.
    var arrival = FineTime.never
    /// Bytes of the message that are still to come.
    var left: Int32 = 0
    /// Where it is cut.
    var mtu: Int32 = 1
    var gapWords: RandomStream

    init(seed: UInt64, index: Int) { gapWords = RandomStream(seed: seed, name: "messages gaps", index: index) }

    var nextSize: Int32 { @inline(__always) get { min(left, mtu) } }
  }

  private let seed: UInt64
  private var load: Double
  private var count: Int
  private var messageSize: Double
  private var mtu: Double
  private var isInstant: Bool
  private var rate: Double
  private var gaps: LongGaps
  // Ticks of a byte on the line, with 20 binary places.
  private var byteTime: UInt64

  private var guests: [Guest] = []
  private var tournament: GuestTournament
  // Whether more was asked for than the lines can bring, and said so.
  private var isOverloaded = false
  private var warnings: [String] = []
  private let curve = ExponentialCurve.shared

  /// A process at time 0, every guest's first gap running.
  public init(_ parameters: TrafficParameters) {
    seed = parameters.seed
    load = max(parameters.load, ExponentialGaps.lowestRate)
    count = min(max(parameters.guests, 1), 1024)
    messageSize = parameters.knobs[Self.size]
    mtu = parameters.knobs[Self.mtu]
    isInstant = parameters.knobs[Self.pace] == 1
    rate = parameters.knobs[Self.lineRate]
    gaps = LongGaps(rate: 1)
    byteTime = 0
    tournament = GuestTournament(count: count)
    gaps = LongGaps(rate: messageRate)
    byteTime = lineTime
    for guest in 0..<count { join(guest, at: .zero) }
    warnOfOverload()
  }

  /// Messages per second of one guest.
  private var messageRate: Double { load / Double(count) / (messageSize / mtu).rounded(.up) }

  private var lineTime: UInt64 { isInstant ? 0 : UInt64((8e9 * 1024 * 0x1p20 / min(max(rate, 1e6), 1e12)).rounded()) }

  /// Ticks that `bytes` take on the line.
  @inline(__always)
  private func span(_ bytes: Int32) -> UInt64 { (UInt64(truncatingIfNeeded: bytes) &* byteTime) &>> 20 }

  public mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    let end = FineTime.bounded(limit)
    var n = block.count
    while n < block.capacity {
      let key = tournament.winner
      let time = GuestTournament.nanoseconds(key)
      if time >= end { break }
      let guest = GuestTournament.guest(key)
      var state = guests[guest]
      let size = state.nextSize
      block.times[n] = time
      block.guests[n] = Int32(truncatingIfNeeded: guest)
      block.sizes[n] = size
      n &+= 1
      state.left -= size
      if state.left > 0 {
        state.arrival = state.arrival.advanced(by: span(state.nextSize))
      } else {
        state.start = max(state.epoch, state.arrival)
        state.epoch = state.epoch.advanced(by: gaps.draw(&state.gapWords, curve.table))
        cut(&state)
      }
      guests[guest] = state
      tournament.set(guest, GuestTournament.key(state.arrival, guest))
    }
    block.count = n
  }

  public var isExhausted: Bool { false }

  public mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) {
    let old = messageRate
    load = max(packetsPerSecond, ExponentialGaps.lowestRate)
    rescale(from: now, messages: old, line: byteTime)
  }

  public mutating func setGuests(_ newCount: Int, at now: Instant) {
    let old = messageRate
    let oldCount = count
    count = min(max(newCount, 1), 1024)
    for guest in min(count, oldCount)..<oldCount {
      guests[guest].start = .never
      guests[guest].epoch = .never
      guests[guest].arrival = .never
    }
    tournament = GuestTournament(count: count)
    rescale(from: now, messages: old, line: byteTime)
    for guest in min(oldCount, count)..<count { join(guest, at: now) }
  }

  public mutating func setKnob(_ name: String, to value: Double, at now: Instant) -> Bool {
    let (oldRate, oldLine) = (messageRate, byteTime)
    switch name {
    case Self.size.name: messageSize = value
    case Self.mtu.name: mtu = value
    case Self.pace.name: isInstant = value == 1
    case Self.lineRate.name: rate = value
    default: return false
    }
    byteTime = lineTime
    rescale(from: now, messages: oldRate, line: oldLine)
    return true
  }

  public mutating func takeWarnings() -> [String] {
    defer { warnings = [] }
    return warnings
  }

  private mutating func join(_ guest: Int, at now: Instant) {
    while guests.count <= guest { guests.append(Guest(seed: seed, index: guests.count)) }
    var state = guests[guest]
    state.start = FineTime(now).advanced(by: gaps.draw(&state.gapWords, curve.table))
    state.epoch = state.start.advanced(by: gaps.draw(&state.gapWords, curve.table))
    cut(&state)
    guests[guest] = state
    tournament.set(guest, GuestTournament.key(state.arrival, guest))
  }

  /// Makes the message that begins at `start` ready.
  private func cut(_ state: inout Guest) {
    state.left = Int32(messageSize)
    state.mtu = Int32(mtu)
    state.arrival = state.start.advanced(by: span(state.nextSize))
  }

  /// Scales what is left of gaps between messages and of a packet on the line; a message underway stays cut as it is.
  private mutating func rescale(from now: Instant, messages oldRate: Double, line oldLine: UInt64) {
    gaps = LongGaps(rate: messageRate)
    let factor = oldRate / messageRate
    let start = FineTime(now)
    for guest in 0..<min(count, guests.count) where guests[guest].start < .never {
      var state = guests[guest]
      state.epoch = state.epoch.scaled(from: now, by: factor)
      if state.start > start {
        state.start = state.start.scaled(from: now, by: factor)
        cut(&state)
      } else if oldLine > 0 {
        state.arrival = state.arrival.scaled(from: now, by: Double(byteTime) / Double(oldLine))
      }
      guests[guest] = state
      tournament.set(guest, GuestTournament.key(state.arrival, guest))
    }
    warnOfOverload()
  }

  // Only when it comes to that, and not again at every turn beyond.
  private mutating func warnOfOverload() {
    let wanted = messageRate * messageSize * 8
    let wasOverloaded = isOverloaded
    isOverloaded = !isInstant && wanted > rate
    guard isOverloaded, !wasOverloaded else { return }
    let most = load * rate / wanted
    warnings.append(
      "messages: the load, \(QuantityText.packetRate(load)), is more than \(QuantityText.packetRate(most)), "
        + "which \(count == 1 ? "a line" : "\(count) lines") of \(QuantityText.knob(Self.lineRate, rate)) can bring")
  }
}

extension MessageTraffic {
  /// The catalog entry.
  public static let model = TrafficModel(
    name: "messages", summary: "messages of 65535 B cut at the MTU, packets back to back",
    source: "the paper's sizes: 65535 B messages, MTU 1500 B, 4096 B pages", confidence: "sizes seen; pace our choice",
    knobs: [size, mtu, pace, lineRate],
    sizeUse: .own(knob: size.name) { knobs in knobs[size] / (knobs[size] / knobs[mtu]).rounded(.up) }
  ) { parameters throws(Knob.Refusal) in MessageTraffic(parameters) }
}
