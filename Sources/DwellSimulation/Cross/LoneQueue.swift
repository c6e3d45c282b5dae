import DequeModule

/// Packets that cross without a container and wait for the driver domain, in order of arrival.
struct LoneQueue {
  /// One of them.
  struct Packet {
    var time: Int64
    var size: Int32
    var guest: Int32
    var tariff: Int32
  }

  private(set) var packets = Deque<Packet>()
  private var counts: [Int64] = []
  /// The bytes waiting here.
  private(set) var bytes: Int64 = 0

  /// The packets of the batch being served; kept here so that a batch allocates nothing.
  private(set) var batch: [Packet] = []
  /// Whether each guest of the batch slept when it was tested, in guest order; kept here likewise.
  var sleepers: [Bool] = []

  var isEmpty: Bool { packets.isEmpty }

  /// The packets of `guest` waiting here.
  func count(of guest: Int) -> Int64 { guest < counts.count ? counts[guest] : 0 }

  /// The tariffs they came under.
  var tariffsInUse: Set<Int32> { Set(packets.map(\.tariff)) }

  mutating func append(_ packet: Packet) {
    let guest = Int(packet.guest)
    while counts.count <= guest { counts.append(0) }
    counts[guest] += 1
    bytes += Int64(packet.size)
    packets.append(packet)
  }

  mutating func removeFirst(_ count: Int) {
    for packet in packets.prefix(count) {
      counts[Int(packet.guest)] -= 1
      bytes -= Int64(packet.size)
    }
    packets.removeFirst(count)
  }

  /// Moves the first packets, at most `most`, as long as they fit together, into `batch`.
  mutating func takeBatch(of most: Int, while fits: (Packet) -> Bool) {
    batch.removeAll(keepingCapacity: true)
    while batch.count < most, let packet = packets.first, fits(packet) {
      batch.append(packet)
      packets.removeFirst()
      counts[Int(packet.guest)] -= 1
      bytes -= Int64(packet.size)
    }
  }

  /// Orders `batch` by guest, each guest's packets as they came; an insertion, for batches are short.
  mutating func orderBatch() {
    guard batch.count > 1 else { return }
    for i in 1..<batch.count {
      var place = i
      while place > 0, batch[place - 1].guest > batch[place].guest {
        batch.swapAt(place - 1, place)
        place -= 1
      }
    }
  }
}
