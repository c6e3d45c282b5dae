import DequeModule
import DwellCore
import DwellEngine
import DwellMetrics
import DwellWorkload

/// The packets inside, one by one, kept from the moment a stage first has packets in its hands, to the end of the run.
///
/// Without such a stage nothing here is touched: packets are then known by their transfer only. Bounded by the packets inside.
struct Following {
  /// The packets to one guest.
  struct Guest {
    /// Arrivals so far.
    var offered = 0
    /// Of these, lost at intake; and those of them that came before the window.
    var turnedAway = 0
    var turnedAwayEarly = 0
    /// In the card or held by coalesce; and those of them that came before the window.
    var waiting = 0
    var waitingEarly = 0
    /// In a container, waiting alone, handed to the guest, on their way around the driver domain: each first in, first out.
    var inContainer = Deque<StagedPacket>()
    var alone = Deque<StagedPacket>()
    var unloading = Deque<StagedPacket>()
    var around = Deque<StagedPacket>()
    var book = FateBook()
  }

  /// Packets on their way to the unloader, or around it.
  struct Coming: Comparable, BitwiseCopyable {
    /// At one instant what crossed is unloaded before what went around.
    enum Way: Int32, BitwiseCopyable {
      case across
      case around
    }

    var time: Int64
    var order: Int
    var guestStart: Int64
    var way: Way
    var guest: Int32
    var packets: Int32

    static func < (a: Coming, b: Coming) -> Bool {
      (a.time, a.way.rawValue, a.order) < (b.time, b.way.rawValue, b.order)
    }

    static func == (a: Coming, b: Coming) -> Bool { (a.time, a.order) == (b.time, b.order) }
  }

  var isOn = false
  var guests: [Guest] = []
  var offeredBytes: Int64 = 0
  var coming = BinaryHeap<Coming>()
  // The stage after the unloader, and what one left behind that went away, to be handed over at its instant.
  var regulator: (any PacketStage)?
  var outlet = StageOutlet()
  var leftBehind: [StagedPacket] = []
  // Kept here so that a transfer allocates nothing.
  var moving: [StagedPacket] = []
  var journeys: [Journey] = []
  private var orders = 0

  mutating func grow(_ count: Int) { while guests.count < count { guests.append(Guest()) } }

  /// The instant of what next happens of itself; `.max` for nothing.
  var nextEvent: Int64 {
    min(coming.least?.time ?? .max, regulator?.nextEvent ?? .max, leftBehind.first?.time ?? .max)
  }

  mutating func expect(_ t: Transfer) {
    orders += 1
    coming.insert(
      Coming(
        time: t.delivered, order: orders, guestStart: t.guestStart, way: .across, guest: t.guest,
        packets: t.handedOver))
  }

  /// A packet that a bypass hands over at its time.
  mutating func expectAround(_ packet: StagedPacket) {
    var place = guests[packet.guest].around.count
    while place > 0, guests[packet.guest].around[place - 1].time > packet.time { place -= 1 }
    guests[packet.guest].around.insert(packet, at: place)
    orders += 1
    coming.insert(
      Coming(
        time: packet.time, order: orders, guestStart: packet.time, way: .around, guest: packet.journey.guest,
        packets: 1))
  }

  /// Takes the packets of a transfer out of where they waited into `moving`.
  mutating func takeOut(_ t: Transfer, waitingAlone: Int) {
    moving.removeAll(keepingCapacity: true)
    let guest = Int(t.guest)
    let count = Int(t.packets)
    if t.isContainer {
      moving.append(contentsOf: guests[guest].inContainer.prefix(count))
      guests[guest].inContainer.removeFirst(count)
    } else {
      // A full queue turns the newest away, ahead of those that wait.
      let first = t.isRefused ? waitingAlone : 0
      moving.append(contentsOf: guests[guest].alone[first..<first + count])
      guests[guest].alone.removeSubrange(first..<first + count)
    }
  }

  /// How long guests are busy up to `time` with what they unload then, not yet counted.
  func unloading(before time: Int64) -> [(guest: Int, busy: Int64)] {
    coming.elements.filter { $0.guestStart < time }.map { (Int($0.guest), min($0.time, time) - $0.guestStart) }
  }
}
