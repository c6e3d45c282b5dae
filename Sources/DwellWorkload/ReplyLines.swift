import DwellCore

/// Replies on their way from guests to clients, cut into packets: those a guest is about to send, and those underway.
///
/// A reply follows its request at the very instant, as a round of its own behind everything else of that instant, by guest and in
/// the order of the requests. Memory: a reply, not a packet.
struct ReplyLines: Sendable {
  /// A reply and what it answers.
  struct Reply: Sendable, BitwiseCopyable {
    /// The client, and its request: size, and when it was sent first.
    var client: Int32
    var requestSize: Int32
    var start: Int64
    /// The bytes of the reply, and where it is cut.
    var bytes: Int64
    var mtu: Int64
    /// Packets of which the end is not known.
    var left: Int32
    /// Whether a packet of it was lost; the client has given it up then.
    var isLost = false
  }

  /// What the end of a packet means for its reply.
  enum Ending {
    /// The last packet was handed over.
    case answered(Reply)
    /// The first packet was lost.
    case lost(Reply)
  }

  private struct Pending: Sendable, BitwiseCopyable, Comparable {
    /// Nanoseconds and guest, as in a tournament.
    var key: UInt64
    var order: Int
    var reply: Reply

    static func < (a: Pending, b: Pending) -> Bool { a.key != b.key ? a.key < b.key : a.order < b.order }
    static func == (a: Pending, b: Pending) -> Bool { a.key == b.key && a.order == b.order }
  }

  private var pending = BinaryHeap<Pending>()
  private var underway: [[Reply]] = []
  private var orders = 0
  // The round of one instant, last first, and the bytes given of the one at its end.
  private var round: [Pending] = []
  private var given: Int64 = 0

  /// When the next reply is sent, in nanoseconds; `.max` for none.
  var next: Int64 {
    (round.last ?? pending.least).map { GuestTournament.nanoseconds($0.key) } ?? .max
  }

  /// Whether a round has begun that did not fit into one block.
  var isAmidRound: Bool { !round.isEmpty }

  /// A guest answers at `time`, in packets of at most `mtu` bytes; an empty reply is one packet of 1 B.
  mutating func send(
    client: Int32, start: Int64, requestSize: Int32, bytes: Int64, mtu: Int64, guest: Int, at time: Int64
  ) {
    let key = GuestTournament.key(FineTime(Instant(nanoseconds: time)), guest)
    orders += 1
    let packets = Int32(max((bytes + mtu - 1) / mtu, 1))
    pending.insert(
      Pending(
        key: key, order: orders,
        reply: Reply(
          client: client, requestSize: requestSize, start: start, bytes: bytes, mtu: mtu,
          left: packets)))
  }

  /// Adds the packets of the next round, as many as fit.
  mutating func give(_ block: inout ArrivalBlock) {
    if round.isEmpty {
      let time = next
      while let first = pending.least, GuestTournament.nanoseconds(first.key) == time {
        round.append(first)
        pending.removeLeast()
      }
      round.reverse()
    }
    while let sending = round.last {
      let guest = GuestTournament.guest(sending.key)
      let bytes = max(sending.reply.bytes, 1)
      if given == 0 {
        guard !block.isFull else { return }
        while underway.count <= guest { underway.append([]) }
        underway[guest].append(sending.reply)
      }
      while given < bytes {
        guard !block.isFull else { return }
        let size = min(bytes - given, sending.reply.mtu)
        block.append(time: GuestTournament.nanoseconds(sending.key), size: Int32(size), from: Int32(guest))
        given += size
      }
      given = 0
      round.removeLast()
    }
  }

  /// The packet of `guest` that `overtaken` earlier ones of unknown end precede has ended.
  mutating func end(_ guest: Int, _ fate: DeliveryBlock.Fate, overtaken: Int) -> Ending? {
    guard underway.indices.contains(guest) else { return nil }
    var place = overtaken
    for i in underway[guest].indices {
      let left = Int(underway[guest][i].left)
      if place >= left {
        place -= left
        continue
      }
      underway[guest][i].left -= 1
      let reply = underway[guest][i]
      if fate == .dropped { underway[guest][i].isLost = true }
      if reply.left == 0 { underway[guest].remove(at: i) }
      if reply.isLost { return nil }
      return fate == .dropped ? .lost(reply) : reply.left == 0 ? .answered(reply) : nil
    }
    return nil
  }

  /// Guests from `count` on have left: what they would send they do not; gives guest and client of each.
  mutating func dismiss(from count: Int) -> [(guest: Int, client: Int)] {
    pending.removeAll { GuestTournament.guest($0.key) >= count }
      .map { (GuestTournament.guest($0.key), Int($0.reply.client)) }
  }
}
