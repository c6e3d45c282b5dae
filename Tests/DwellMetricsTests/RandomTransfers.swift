import DwellCore
import DwellEngine
import DwellMetrics

/// A transfer and the arrivals of its packets, oldest first.
struct TestTransfer {
  var transfer: Transfer
  var arrivals: [Int64]
  /// When it is recorded; packets that cross alone may be released later.
  var now: Int64
}

/// Transfers as a driver station and guests in FIFO order would make them, with losses at both queues.
struct RandomTransfers {
  static let packetBytes: Int64 = 100

  private var random: RandomStream
  private let guests: Int
  private let crossing: Bool
  private var now: Int64 = 0
  private var driverFree: Int64 = 0
  private var guestFree: [Int64]

  /// With `crossing`, some packets cross alone.
  init(seed: UInt64, guests: Int, crossing: Bool) {
    random = RandomStream(seed: seed, name: "transfers")
    self.guests = guests
    self.crossing = crossing
    guestFree = Array(repeating: 0, count: guests)
  }

  /// The next so many, in order of release.
  mutating func list(_ count: Int) -> [TestTransfer] { (0..<count).map { _ in next() } }

  private mutating func next() -> TestTransfer {
    now += Int64(random.next(below: random.next(below: 10) == 0 ? 50_000 : 900))
    var t = Transfer()
    let guest = random.next(below: guests)
    t.guest = Int32(guest)
    t.isContainer = !crossing || random.next(below: 2) == 0
    t.cause = ReleaseCause.allCases[random.next(below: ReleaseCause.allCases.count)]
    t.notified = random.next(below: 2) == 0
    t.packets = Int32(1 + random.next(below: 12))
    t.capacity = 4096
    t.bytes = Int64(t.packets) * Self.packetBytes
    t.grants = Int32(1 + random.next(below: 3))
    t.released = now
    let longest = random.next(below: 20) == 0 ? 1 << 28 : 3000
    let arrivals = (0..<Int(t.packets)).map { _ in max(now - Int64(random.next(below: longest)), 0) }.sorted()
    t.opened = arrivals[0]
    lose(&t)
    serve(&t, guest)
    if !t.isContainer, t.served > 0 { t.released = t.start }
    return TestTransfer(transfer: t, arrivals: arrivals, now: now)
  }

  private mutating func lose(_ t: inout Transfer) {
    t.served = t.packets
    t.handedOver = t.packets
    switch random.next(below: 12) {
    case 0:
      t.served = 0
      t.handedOver = 0
    case 1: t.handedOver = 0
    case 2:
      t.served = Int32(random.next(below: Int(t.packets) + 1))
      t.handedOver = Int32(random.next(below: Int(t.served) + 1))
    default: break
    }
    t.servedBytes = Int64(t.served) * Self.packetBytes
    t.handedBytes = Int64(t.handedOver) * Self.packetBytes
  }

  private mutating func serve(_ t: inout Transfer, _ guest: Int) {
    t.start = max(now, driverFree)
    t.handed = t.start + Int64(random.next(below: 700))
    t.guestStart = max(t.handed + Int64(random.next(below: 300)), guestFree[guest])
    t.delivered = t.guestStart + Int64(random.next(below: 900))
    if t.served > 0 { driverFree = t.handed }
    if t.handedOver > 0 { guestFree[guest] = t.delivered }
  }
}

extension Recorder {
  /// Records one of them.
  mutating func record(_ given: TestTransfer) {
    var words = Slab<UInt64>(count: given.arrivals.count + 3, filledWith: 0)
    for (index, arrival) in given.arrivals.enumerated() {
      words[index + 3] = PacketWord.pack(time: arrival, size: Int32(RandomTransfers.packetBytes))
    }
    var transfer = given.transfer
    record(&transfer, packets: words, from: 3, estimate: .none)
  }
}
