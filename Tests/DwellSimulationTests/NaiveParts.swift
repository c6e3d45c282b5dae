import DwellCore
import DwellEngine

/// A packet.
final class NaivePacket {
  let arrival: Int64
  let size: Int
  let guest: Int

  init(arrival: Int64, size: Int, guest: Int) {
    self.arrival = arrival
    self.size = size
    self.guest = guest
  }
}

/// An open container.
final class NaiveContainer {
  let opened: Int64
  let capacity: Int
  var maxPackets: Int
  let minRoom: Int
  let terms: NaiveTerms
  /// The least T0 since it was opened.
  var cap: Int64
  var deadline: Int64 = .max
  /// Whether later packets move the deadline (running-mean reading, and no other policy since).
  var follows: Bool
  var sumOfP: Int64 = 0
  var packets: [NaivePacket] = []

  var bytes: Int { packets.reduce(0) { $0 + $1.size } }

  /// Leaves because of size or count (model 3.1).
  var isFull: Bool {
    bytes == capacity || packets.count == 1024 || (maxPackets > 0 && packets.count >= maxPackets)
      || capacity - bytes < minRoom
  }

  /// opened + min(T0, mean of the P_j), never earlier than now (model 3.4).
  func meanDeadline(now: Int64) -> Int64 {
    let n = Int64(packets.count)
    return max(now, opened + min(cap, (sumOfP + n / 2) / n))
  }

  init(opened: Int64, settings: NaiveSettings) {
    self.opened = opened
    capacity = settings.capacity
    maxPackets = Int(settings["max-packets"])
    minRoom = Int(settings["min-room"])
    terms = settings.terms
    cap = settings.timeout
    follows = settings.rule.reading == .runningMean && ["printed", "adaptive"].contains(settings.policy)
  }
}

/// What crosses at once: a container, or a packet alone.
final class NaiveTransfer {
  let guest: Int
  var packets: [NaivePacket]
  let terms: NaiveTerms
  /// Whether up to 64 of them are served as one batch (copy, event only to a sleeping guest).
  let joinsBatches: Bool
  let crossesAlone: Bool

  init(guest: Int, packets: [NaivePacket], terms: NaiveTerms, crossesAlone: Bool, joinsBatches: Bool = false) {
    self.guest = guest
    self.packets = packets
    self.terms = terms
    self.crossesAlone = crossesAlone
    self.joinsBatches = joinsBatches
  }

  private var bytes: Int { packets.reduce(0) { $0 + $1.size } }

  /// Grant operations: one for each page of a container, one for a packet alone.
  var grants: Int { crossesAlone ? 1 : (bytes + 4095) / 4096 }

  /// Driver time, not yet rounded.
  var cost: Double {
    terms.grant * Double(grants) + Double(packets.count) * terms.packet + Double(bytes) * terms.byte
  }
}

/// A guest: what waits for it, where it stands, what was hashed.
final class NaiveGuest {
  enum State { case asleep, waking, serving }

  /// Packets handed over together, and whether an event came with them.
  struct HandOver {
    var packets: [NaivePacket]
    var terms: NaiveTerms
    var withEvent: Bool

    var cost: Int64 {
      Int64(((withEvent ? terms.irq : 0) + Double(packets.count) * terms.guestPacket).rounded())
    }
  }

  var open: NaiveContainer?
  var estimator = NaiveEstimator()
  var transit: RandomStream
  var state = State.asleep
  var queue: [HandOver] = []
  var serving: HandOver?
  var releases = Fnv()
  var deliveries = Fnv()
  var drops = Fnv()

  var queuedPackets: Int { queue.reduce(0) { $0 + $1.packets.count } }

  private let fresh: RandomStream

  init(seed: UInt64, index: Int) {
    fresh = RandomStream(seed: seed, name: "transit", index: index)
    transit = fresh
  }

  /// Nothing is remembered, and transit times are drawn from the beginning again.
  func startAfresh() {
    estimator = NaiveEstimator()
    transit = fresh
  }
}

/// A container that left, as the tests compare it.
struct NaiveRelease: Equatable, CustomStringConvertible {
  var guest: Int
  var cause: ReleaseCause
  var packets: Int
  var bytes: Int
  var opened: Int64
  var released: Int64

  var description: String {
    "guest \(guest) \(cause) \(packets) packets \(bytes) B, opened \(opened), released \(released)"
  }
}

/// The end of some packets of a guest, as the tests compare it.
struct NaiveFate: Equatable, CustomStringConvertible {
  var time: Int64
  var packets: Int
  var delivered: Bool

  var description: String { "\(packets) \(delivered ? "delivered" : "dropped") at \(time)" }
}
