public import DwellCore

/// Clients that wait for their reply: each sends a request, and the next one only after this one was handed over.
///
/// At its hand-over the guest answers at once; then `latency`, then thinking, then the next request. A lost request is sent again
/// after `retry-time`. Where replies are sent, each is `response-size` in packets of `mtu`, the latency begins when the last of them is
/// out, and a reply that loses a packet has its whole request sent again. With `samples` a client stops after so many replies. All clients start at 0; at one instant by guest, then by
/// client. Memory: 40 bytes a client. Cost: about 100 ns a request.
public struct ClosedLoopTraffic: TrafficSource {
  /// The number of clients of each guest.
  public static let clients = Knob(
    "clients", .count, in: 1...10_000, default: 10, scale: .logarithmic, help: "clients of each guest")
  /// How long a client thinks.
  public static let thinkTime = Knob(
    "think-time", symbol: "Z", .time, in: 0...100e9, default: 0, scale: .logarithmic,
    help: "mean time between a reply and the next request")
  /// How thinking times spread.
  public static let think = Knob(
    "think", choices: ["exponential", "constant"], help: "how thinking times spread about their mean")
  /// From the hand-over of a request to the earliest next request.
  public static let latency = Knob(
    "latency", .time, in: 1...10e9, default: 100e3, scale: .logarithmic,
    help: "from the hand-over of a request until its client has the reply")
  /// From the loss of a request until it is sent again.
  public static let retryTime = Knob(
    "retry-time", .time, in: 1...100e9, default: 200e6, scale: .logarithmic,
    help: "from the loss of a request until it is sent again")

  /// The size of a reply; it counts, and where replies are sent it is cut at the MTU.
  public static let responseSize = Knob(
    "response-size", .bytes, in: 0...16_777_216, default: 1024, scale: .logarithmic,
    help: "bytes of a reply; sent in packets only with directions tx or both")
  /// How many requests each client sends.
  public static let samples = Knob(
    "samples", .count, in: 0...1_000_000_000, default: 0, scale: .logarithmic,
    help: "requests of each client until it stops; 0 for no end")

  /// Where a client is in its loop.
  private enum Stand: UInt8, Sendable, BitwiseCopyable { case absent, sending, waiting }

  /// A request, on its way or yet to be sent.
  private struct Request: Sendable, BitwiseCopyable {
    var client: Int32
    /// The size; 0 until drawn, kept when sent again.
    var size: Int32 = 0
    /// When it was sent first.
    var start: Int64 = 0
  }

  /// A request and when it is sent.
  private struct Sending: Sendable, BitwiseCopyable, Comparable {
    /// Nanoseconds and guest, as in a tournament.
    var key: UInt64
    var request: Request

    static func < (a: Sending, b: Sending) -> Bool {
      a.key != b.key ? a.key < b.key : a.request.client < b.request.client
    }
    static func == (a: Sending, b: Sending) -> Bool { a.key == b.key && a.request.client == b.request.client }
  }

  /// What evolves of one guest.
  private struct Guest: Sendable {
    var stands: [Stand] = []
    /// Replies each client has had.
    var answered: [Int32] = []
    /// Requests underway, in the order they were sent: a ring.
    var underway = RequestQueue<Request>()
    var thinkWords: RandomStream
    var sizeWords: RandomStream
  }

  private let seed: UInt64
  private let sizes: SizeTable
  private var guestCount: Int
  private var clientCount: Int
  private var latencySpan: Int64
  private var retrySpan: Int64
  private var thinkMean: Double
  private var isConstant: Bool
  private var responseBytes: Int64
  private var sampleCount: Int32
  private var mtu: Int64
  private let areRepliesSent: Bool

  private var guests: [Guest] = []
  private var coming = BinaryHeap<Sending>()
  private var underwayCount = 0
  private var replies = ReplyLines()
  // All deliveries before this time are known.
  private var knownBefore: Int64 = 0
  private var tally = RequestTally()
  private var end = Int64.max
  private let curve = ExponentialCurve.shared

  /// Clients who all send at time 0.
  public init(_ parameters: TrafficParameters) {
    seed = parameters.seed
    sizes = SizeTable(parameters.sizes)
    guestCount = min(max(parameters.guests, 1), 1024)
    clientCount = max(Int(parameters.knobs[Self.clients]), 1)
    latencySpan = max(Int64(parameters.knobs[Self.latency]), 1)
    retrySpan = max(Int64(parameters.knobs[Self.retryTime]), 1)
    thinkMean = parameters.knobs[Self.thinkTime]
    isConstant = parameters.knobs[Self.think] == 1
    responseBytes = Int64(parameters.knobs[Self.responseSize])
    sampleCount = Int32(parameters.knobs[Self.samples])
    mtu = max(Int64(parameters.knobs[MessageTraffic.mtu]), 1)
    areRepliesSent = parameters.replies == .sent
    start(at: .zero)
  }

  /// The latency of a reply: what follows from a delivery comes no sooner; nothing where the reply is a packet itself.
  public var lookahead: TimeSpan? { areRepliesSent ? .zero : TimeSpan(nanoseconds: min(latencySpan, retrySpan)) }

  public mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    if areRepliesSent { return fillRound(&block, until: limit) }
    guard let first = coming.least else { return }
    // What is sent now may be handed over at this very instant, and the next request follows a latency later.
    let known = GuestTournament.nanoseconds(first.key) + min(latencySpan, retrySpan)
    let bound = min(FineTime.bounded(limit), known, end)
    while !block.isFull, let sending = coming.least {
      let time = GuestTournament.nanoseconds(sending.key)
      if time >= bound { return }
      give(sending, &block)
    }
  }

  private mutating func give(_ sending: Sending, _ block: inout ArrivalBlock) {
    coming.removeLeast()
    let time = GuestTournament.nanoseconds(sending.key)
    let guest = GuestTournament.guest(sending.key)
    var request = sending.request
    if request.size == 0 {
      request.size = sizes.next(&guests[guest].sizeWords)
      request.start = time
    }
    underwayCount += 1
    guests[guest].stands[Int(request.client)] = .waiting
    guests[guest].underway.append(request)
    block.append(time: time, size: request.size, guest: Int32(guest))
  }

  // What is sent now may be answered at this very instant, so no more than one instant: its requests, or its replies, which
  // are a round behind all else.
  private mutating func fillRound(_ block: inout ArrivalBlock, until limit: Instant) {
    let limit = min(FineTime.bounded(limit), end)
    if replies.isAmidRound { return replies.give(&block) }
    let asked = coming.least.map { GuestTournament.nanoseconds($0.key) } ?? .max
    if asked <= replies.next {
      guard asked < limit else { return }
      while !block.isFull, let sending = coming.least, GuestTournament.nanoseconds(sending.key) == asked {
        give(sending, &block)
      }
    } else if replies.next < min(limit, knownBefore) {
      replies.give(&block)
    }
  }

  public mutating func follow(_ deliveries: borrowing DeliveryBlock) {
    knownBefore = deliveries.completeBefore
    for entry in deliveries.entries where guests.indices.contains(Int(entry.guest)) {
      for _ in 0..<entry.packets {
        if entry.leg == .toOutside {
          endReplyPacket(Int(entry.guest), at: entry.time, entry.fate, overtaken: Int(entry.overtaken))
          continue
        }
        answer(Int(entry.guest), at: entry.time, entry.fate, overtaken: Int(entry.overtaken))
      }
    }
  }

  public var isExhausted: Bool {
    underwayCount == 0 && coming.least.map { GuestTournament.nanoseconds($0.key) >= end } ?? true
  }

  public var endOfTraffic: Instant? { tally.answered > 0 ? Instant(nanoseconds: tally.lastEnd) : nil }

  public var requests: RequestTally? { tally }

  /// Nothing: the rate follows from the clients.
  public mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) {}

  public mutating func setGuests(_ count: Int, at now: Instant) {
    guestCount = min(max(count, 1), 1024)
    for (guest, client) in replies.dismiss(from: guestCount) {
      guests[guest].stands[client] = .absent
      underwayCount -= 1
    }
    start(at: now)
  }

  public mutating func setKnob(_ name: String, to value: Double, at now: Instant) -> Bool {
    switch name {
    case Self.clients.name:
      clientCount = max(Int(value), 1)
      start(at: now)
    case Self.latency.name: latencySpan = max(Int64(value), 1)
    case Self.retryTime.name: retrySpan = max(Int64(value), 1)
    case Self.thinkTime.name: thinkMean = max(value, 0)
    case Self.think.name: isConstant = value == 1
    case Self.responseSize.name: responseBytes = Int64(value)
    case MessageTraffic.mtu.name: mtu = max(Int64(value), 1)
    case Self.samples.name:
      sampleCount = Int32(value)
      start(at: now)
    default: return false
    }
    return true
  }

  public mutating func stopSending(at end: Instant) { self.end = end.nanoseconds }

  /// Lets clients who are wanted and absent send at `now`, and takes back what those who are not wanted would send.
  private mutating func start(at now: Instant) {
    while guests.count < guestCount {
      guests.append(
        Guest(
          thinkWords: RandomStream(seed: seed, name: "closed-loop thinking", index: guests.count),
          sizeWords: RandomStream(seed: seed, name: "closed-loop sizes", index: guests.count)))
    }
    let before = self
    let left = coming.removeAll { !before.isWanted(Int($0.request.client), of: GuestTournament.guest($0.key)) }
    for sending in left { guests[GuestTournament.guest(sending.key)].stands[Int(sending.request.client)] = .absent }
    // Who leaves and comes again begins anew.
    for guest in guests.indices {
      let kept = guest < guestCount ? clientCount : 0
      for client in min(kept, guests[guest].answered.count)..<guests[guest].answered.count {
        guests[guest].answered[client] = 0
      }
    }
    for guest in 0..<guestCount {
      while guests[guest].stands.count < clientCount {
        guests[guest].stands.append(.absent)
        guests[guest].answered.append(0)
      }
      for client in 0..<clientCount where guests[guest].stands[client] == .absent && isWanted(client, of: guest) {
        send(Request(client: Int32(client)), of: guest, at: now.nanoseconds)
      }
    }
  }

  private func isPresent(_ client: Int, of guest: Int) -> Bool { guest < guestCount && client < clientCount }

  /// Whether a client is there and has requests left to send.
  private func isWanted(_ client: Int, of guest: Int) -> Bool {
    isPresent(client, of: guest) && (sampleCount == 0 || guests[guest].answered[client] < sampleCount)
  }

  private mutating func send(_ request: Request, of guest: Int, at nanoseconds: Int64) {
    let time = FineTime(Instant(nanoseconds: nanoseconds))
    guests[guest].stands[Int(request.client)] = .sending
    coming.insert(Sending(key: GuestTournament.key(time, guest), request: request))
  }

  /// The oldest request of `guest`, but for `overtaken` others, has ended at `time`.
  private mutating func answer(_ guest: Int, at time: Int64, _ fate: DeliveryBlock.Fate, overtaken: Int) {
    guard let request = guests[guest].underway.remove(at: overtaken) else { return }
    underwayCount -= 1
    let client = Int(request.client)
    switch fate {
    case .dropped:
      guard isPresent(client, of: guest) else { break }
      send(request, of: guest, at: time &+ retrySpan)
      return
    case .delivered where areRepliesSent:
      // A guest that has left answers no more, and none does from the end on.
      guard guest < guestCount, time < self.end else { break }
      underwayCount += 1
      replies.send(
        client: request.client, start: request.start, requestSize: request.size, bytes: responseBytes, mtu: mtu,
        guest: guest, at: time)
      return
    case .delivered:
      let end = reply(to: request, of: guest, handedOverAt: time, bytes: responseBytes)
      guard isWanted(client, of: guest) else { break }
      send(Request(client: request.client), of: guest, at: end &+ thinkingTime(guest))
      return
    }
    guests[guest].stands[client] = .absent
  }

  /// A packet of a reply has ended at `time`.
  private mutating func endReplyPacket(
    _ guest: Int, at time: Int64, _ fate: DeliveryBlock.Fate, overtaken: Int
  ) {
    switch replies.end(guest, fate, overtaken: overtaken) {
    case nil: return
    case .lost(let reply):
      underwayCount -= 1
      if isPresent(Int(reply.client), of: guest) {
        let request = Request(client: reply.client, size: reply.requestSize, start: reply.start)
        send(request, of: guest, at: time &+ retrySpan)
      } else {
        guests[guest].stands[Int(reply.client)] = .absent
      }
    case .answered(let reply):
      underwayCount -= 1
      let request = Request(client: reply.client, size: reply.requestSize, start: reply.start)
      let end = self.reply(to: request, of: guest, handedOverAt: time, bytes: reply.bytes)
      if isWanted(Int(reply.client), of: guest) {
        send(Request(client: reply.client), of: guest, at: end &+ thinkingTime(guest))
      } else {
        guests[guest].stands[Int(reply.client)] = .absent
      }
    }
  }

  /// Has the client get its reply; returns when.
  private mutating func reply(
    to request: Request, of guest: Int, handedOverAt time: Int64, bytes: Int64
  ) -> Int64 {
    let end = time &+ latencySpan
    tally.count(from: request.start, to: end, bytes: bytes)
    if sampleCount > 0 { guests[guest].answered[Int(request.client)] += 1 }
    return end
  }

  private mutating func thinkingTime(_ guest: Int) -> Int64 {
    if thinkMean == 0 || isConstant { return Int64(thinkMean) }
    let mean = ExponentialGaps(mean: TimeSpan(nanoseconds: Int64(thinkMean)))
    return Int64(mean.draw(guests[guest].thinkWords.next(), curve.table) >> 10)
  }
}

extension ClosedLoopTraffic {
  private static func isFinite(_ knobs: KnobValues) -> Bool { knobs[samples] > 0 }

  /// The catalog entry.
  public static let model = TrafficModel(
    name: "closed-loop", summary: "clients that wait for their reply before they send again",
    source: "closed queueing network; think time 0 as JMeter, exponential as TPC-W", confidence: "exact",
    knobs: [clients, thinkTime, think, latency, retryTime, responseSize, MessageTraffic.mtu, samples],
    fourthKnob: "clients",
    loadUse: .refused, isFinite: isFinite
  ) { parameters throws(Knob.Refusal) in ClosedLoopTraffic(parameters) }
}
