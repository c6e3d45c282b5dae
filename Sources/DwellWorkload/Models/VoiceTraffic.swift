public import DwellCore

/// Voice calls: each sends a packet of one size every interval, at a random phase; on request only while somebody talks.
///
/// Defaults are G.711 with 20 ms of sound a packet: 160 B and 40 B of IP, UDP and RTP headers, 50 packets a second, 80 kbit/s.
/// With talkspurts a call is talking or silent for exponential times and leaves out the packets of its silence; a run begins in
/// the steady state. Memory: 24 bytes a call. Cost: 4 ns a packet.
public struct VoiceTraffic: TrafficSource {
  /// The number of calls of each guest.
  public static let calls = Knob(
    "calls", .count, in: 1...1000, default: 10, scale: .logarithmic, help: "voice calls of each guest")
  /// The size of a packet.
  public static let size = Knob(
    "voice-size", .bytes, in: 1...65_536, default: 200, scale: .doubling(step: 20),
    help: "size of a voice packet (200 B: G.711 of 20 ms; 60 B: G.729)")
  /// The time between two packets of a call.
  public static let interval = Knob(
    "voice-interval", .time, in: 1e6...1e9, default: 20e6, scale: .logarithmic,
    help: "time between two packets of a call")
  /// Whether calls fall silent.
  public static let talkspurts = Knob(
    "talkspurts", choices: ["off", "on"], help: "whether calls send nothing while nobody talks")
  /// The mean length of a talkspurt.
  public static let talkTime = Knob(
    "talk-time", .time, in: 1e6...100e9, default: 352e6, scale: .logarithmic, help: "mean talkspurt, exponential")
  /// The mean length of a silence.
  public static let silenceTime = Knob(
    "silence-time", .time, in: 1e6...100e9, default: 650e6, scale: .logarithmic,
    help: "mean silence between talkspurts, exponential")

  /// One call.
  private struct Call: Sendable, BitwiseCopyable {
    /// Nanoseconds from the start of a round to its packet.
    var phase: Int64
    /// When talking or silence ends.
    var change: Int64
    var guest: Int32
    /// Counted from 0 in its guest.
    var number: Int16
    var isTalking: Bool

    func precedes(_ other: Call) -> Bool {
      if phase != other.phase { return phase < other.phase }
      return guest != other.guest ? guest < other.guest : number < other.number
    }
  }

  /// The streams of one guest.
  private struct Words: Sendable, BitwiseCopyable {
    var phases: RandomStream
    var periods: RandomStream
  }

  private let seed: UInt64
  private var guestCount: Int
  private var callCount: Int
  private var packetSize: Int32
  private var spacing: Int64
  private var fallsSilent: Bool
  private var talkMean: Double
  private var silenceMean: Double

  private var words: [Words] = []
  // In the order in which they send in every round.
  private var ring: [Call] = []
  private var place = 0
  private var start: Int64 = 0
  private let curve = ExponentialCurve.shared

  /// Calls underway at time 0.
  public init(_ parameters: TrafficParameters) {
    seed = parameters.seed
    guestCount = min(max(parameters.guests, 1), 1024)
    callCount = max(Int(parameters.knobs[Self.calls]), 1)
    packetSize = Int32(parameters.knobs[Self.size])
    spacing = max(Int64(parameters.knobs[Self.interval]), 1)
    fallsSilent = parameters.knobs[Self.talkspurts] == 1
    talkMean = parameters.knobs[Self.talkTime]
    silenceMean = parameters.knobs[Self.silenceTime]
    beginRound(at: 0, spacing: spacing)
  }

  public mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    let end = FineTime.bounded(limit)
    var n = block.count
    while n < block.capacity {
      let time = start + ring[place].phase
      if time >= end { break }
      if !fallsSilent || isTalking(place, at: time) {
        block.times[n] = time
        block.guests[n] = ring[place].guest
        block.sizes[n] = packetSize
        n &+= 1
      }
      advance()
    }
    block.count = n
  }

  public var isExhausted: Bool { false }

  public var isSelfContained: Bool { true }

  /// Nothing: the rate follows from the calls.
  public mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) {}

  public mutating func setGuests(_ count: Int, at now: Instant) {
    settle(at: now)
    guestCount = min(max(count, 1), 1024)
    beginRound(at: now.nanoseconds, spacing: spacing)
  }

  public mutating func setKnob(_ name: String, to value: Double, at now: Instant) -> Bool {
    settle(at: now)
    let (oldTalk, oldSilence) = (talkMean, silenceMean)
    var newSpacing = spacing
    switch name {
    case Self.calls.name: callCount = max(Int(value), 1)
    case Self.size.name: packetSize = Int32(value)
    case Self.interval.name: newSpacing = max(Int64(value), 1)
    case Self.talkspurts.name:
      fallsSilent = value == 1
      if fallsSilent { for i in ring.indices { ring[i] = listening(to: ring[i], at: now.nanoseconds) } }
    case Self.talkTime.name: talkMean = value
    case Self.silenceTime.name: silenceMean = value
    default: return false
    }
    for i in ring.indices where fallsSilent && ring[i].change > now.nanoseconds {
      let factor = ring[i].isTalking ? talkMean / oldTalk : silenceMean / oldSilence
      ring[i].change = Self.later(now.nanoseconds, Double(ring[i].change - now.nanoseconds) * factor)
    }
    beginRound(at: now.nanoseconds, spacing: newSpacing)
    return true
  }

  /// Goes past the silent packets before `now`.
  private mutating func settle(at now: Instant) {
    while fallsSilent, start + ring[place].phase < FineTime.bounded(now) {
      guard !isTalking(place, at: start + ring[place].phase) else { return }
      advance()
    }
  }

  @inline(__always)
  private mutating func advance() {
    place &+= 1
    if place == ring.count {
      place = 0
      start &+= spacing
    }
  }

  /// Whether somebody talks in the call at `index`, after its talkspurts and silences up to `time`.
  private mutating func isTalking(_ index: Int, at time: Int64) -> Bool {
    while ring[index].change <= time {
      ring[index].isTalking.toggle()
      ring[index].change += period(of: Int(ring[index].guest), isTalking: ring[index].isTalking)
    }
    return ring[index].isTalking
  }

  private mutating func period(of guest: Int, isTalking: Bool) -> Int64 {
    let mean = ExponentialGaps(mean: TimeSpan(nanoseconds: Int64(isTalking ? talkMean : silenceMean)))
    return max(Int64(mean.draw(words[guest].periods.next(), curve.table) >> 10), 1)
  }

  /// A call as it is found when one begins to listen: talking or silent as in the steady state.
  private mutating func listening(to call: Call, at now: Int64) -> Call {
    var call = call
    let guest = Int(call.guest)
    call.isTalking = words[guest].periods.nextUnit() * (talkMean + silenceMean) < talkMean
    call.change = now + period(of: guest, isTalking: call.isTalking)
    return call
  }

  /// Begins a round at `now`: what is left until each packet is scaled, calls who are wanted and absent come, others go.
  private mutating func beginRound(at now: Int64, spacing new: Int64) {
    let factor = Double(new) / Double(spacing)
    var coming: [Call] = []
    var present: [Int] = Array(repeating: 0, count: guestCount)
    for i in ring.indices where ring[i].guest < Int32(guestCount) && Int(ring[i].number) < callCount {
      var call = ring[i]
      let due = start + call.phase + (i < place ? spacing : 0)
      let left = Double(max(due - now, 0)) * factor
      call.phase = min(Int64(left), new - 1)
      coming.append(call)
      present[Int(call.guest)] += 1
    }
    while words.count < guestCount {
      words.append(
        Words(
          phases: RandomStream(seed: seed, name: "voip phases", index: words.count),
          periods: RandomStream(seed: seed, name: "voip periods", index: words.count)))
    }
    for guest in 0..<guestCount {
      for number in present[guest]..<max(callCount, present[guest]) {
        let phase = Int64(words[guest].phases.next(below: Int(new)))
        var call = Call(phase: phase, change: .max, guest: Int32(guest), number: Int16(number), isTalking: true)
        if fallsSilent { call = listening(to: call, at: now) }
        coming.append(call)
      }
    }
    ring = coming.sorted { $0.precedes($1) }
    spacing = new
    start = now
    place = 0
  }

  private static func later(_ now: Int64, _ span: Double) -> Int64 {
    now + (span < 0x1p52 ? Int64(span.rounded()) : 1 << 52)
  }
}

extension VoiceTraffic {
  private static func callsForRate(_ rate: Double, _ guests: Int, _ knobs: KnobValues) -> Double {
    let talking =
      knobs[talkspurts] == 1 ? knobs[talkTime] / (knobs[talkTime] + knobs[silenceTime]) : 1
    return rate * knobs[interval] / 1e9 / talking / Double(guests)
  }

  /// The catalog entry.
  public static let model = TrafficModel(
    name: "voip", summary: "voice calls: a small packet every 20 ms each, with silences if wanted",
    source: "G.711 with 20 ms a packet; talkspurts of 352 ms, silences of 650 ms", confidence: "recalled",
    knobs: [calls, size, interval, talkspurts, talkTime, silenceTime], fourthKnob: calls.name,
    valueForRate: callsForRate, loadUse: .refused,
    sizeUse: .own(knob: size.name) { $0[size] }
  ) { parameters throws(Knob.Refusal) in VoiceTraffic(parameters) }
}
