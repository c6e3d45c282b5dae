public import DwellCore
import DwellEngine

/// The plotted past of a run, kept only for a screen: pyramids of bins per guest and over all, the last containers, dwell by slices.
///
/// Per-guest curves are kept for every guest while there are at most 16, else for the one looked at, whose past begins when it is chosen.
/// Memory: about 4 MB and 8 MB more a guest followed. A class because the engine writes it and snapshots read it, on one thread.
public final class History {
  // What the plots need to know of a transfer's full counterpart.
  private(set) var guests: Int
  private var followed: [Int: Int] = [:]
  private var pyramids: [Box<GuestBin>] = []
  private var all = Pyramid<ReleaseBin>()
  private var deliveries = Pyramid<DeliveryBin>()
  private var arrivals = Pyramid<ArrivalBin>()
  private var slices = DwellSlices()
  private var waiting: [Hand] = []
  var notes: [ContainerNote] = []
  private var noteStart = 0
  private var number = 0
  private var departures: [[GuestNow.Departure]]
  private var departureStarts: [Int]
  // Bytes and packets of the last containers, for how many packets fit.
  private var packetBytes: [Double]
  /// T0 now, in nanoseconds, remembered with every release.
  public var timeout = 0.0
  /// The work a full container of the same packets would have been, per packet, in nanoseconds; set by the driver.
  public var fullWorkPerPacket: (Transfer) -> Double = { _ in 0 }

  private final class Box<Bin: PyramidBin> {
    var pyramid = Pyramid<Bin>()
  }

  private struct Hand {
    var time: Int64
    var bin: DeliveryBin
  }

  /// The most guests whose curves are all kept.
  public static let most = 16

  /// An empty history of `guests` guests.
  public init(guests: Int) {
    self.guests = guests
    departures = Array(repeating: [], count: guests)
    departureStarts = Array(repeating: 0, count: guests)
    packetBytes = Array(repeating: .nan, count: guests)
    if guests <= Self.most { for guest in 0..<guests { follow(guest) } }
  }

  /// Keeps the curves of `guest` from now on; of others too while there are few guests.
  public func follow(_ guest: Int) {
    guard followed[guest] == nil else { return }
    if followed.count >= Self.most {
      followed.removeAll(keepingCapacity: true)
      pyramids.removeAll(keepingCapacity: true)
    }
    followed[guest] = pyramids.count
    pyramids.append(Box())
  }

  /// Makes room for more guests.
  public func grow(guests count: Int) {
    guard count > guests else { return }
    for guest in guests..<count {
      departures.append([])
      departureStarts.append(0)
      packetBytes.append(.nan)
      if count <= Self.most { follow(guest) }
    }
    guests = count
  }

  // MARK: Recording

  /// Remembers the packets of a block as offered.
  public func offer(_ block: borrowing ArrivalBlock) {
    for i in 0..<block.count { arrivals.add(ArrivalBin(packets: 1), at: block.times[i]) }
  }

  func release(_ t: Transfer, _ words: borrowing Slab<UInt64>, from first: Int, estimate: Estimate) {
    let guest = Int(t.guest)
    let packets = Int(t.packets)
    let dwell = Double(t.waits)
    if t.isContainer {
      slices.add(words, first, packets, released: t.released)
      note(t)
      if let place = followed[guest] {
        let bin = GuestBin(
          release: Spread(estimate.release), timeout: Spread(timeout),
          dwell: Spread(
            low: Double(t.shortestWait), sum: dwell,
            high: Double(t.released - t.opened), count: packets),
          mean: Spread(estimate.mean), variation: Spread(estimate.variation), sample: Spread(estimate.sample))
        pyramids[place].pyramid.add(bin, at: t.released)
      }
    }
    var bin = ReleaseBin()
    bin.transfers = 1
    bin.packets = Float(packets)
    bin.dwell = Float(dwell)
    if t.isContainer {
      switch t.cause {
      case .full: bin.full = 1
      case .due: bin.due = 1
      case .idle: bin.idle = 1
      case .other: bin.other = 1
      }
      if t.cause != .other {
        bin.fill = Float(t.bytes) / Float(t.capacity)
        bin.fills = 1
      }
    }
    if !t.isRefused {
      bin.grants = Float(t.grants)
      bin.notifications = t.notified ? 1 : 0
      if t.carriesBusyTime { bin.driverWork = Float(t.handed - t.start) }
      bin.fullWork = Float(fullWorkPerPacket(t) * Double(packets))
      if t.handedOver > 0 { bin.guestWork = Float(t.delivered - t.guestStart) }
    }
    all.add(bin, at: t.released)
  }

  private func note(_ t: Transfer) {
    let guest = Int(t.guest)
    number += 1
    let note = ContainerNote(
      number: number, guest: guest, cause: t.cause, packets: Int(t.packets), bytes: Int(t.bytes),
      capacity: Int(t.capacity), opened: Instant(nanoseconds: t.opened), released: Instant(nanoseconds: t.released),
      delivered: t.handedOver > 0 ? Instant(nanoseconds: t.delivered) : .never)
    if notes.count < 256 {
      notes.append(note)
    } else {
      notes[noteStart] = note
      noteStart = (noteStart + 1) & 255
    }
    let departure = GuestNow.Departure(fill: min(Float(t.bytes) / Float(t.capacity), 1), cause: t.cause)
    if departures[guest].count < 64 {
      departures[guest].append(departure)
    } else {
      departures[guest][departureStarts[guest]] = departure
      departureStarts[guest] = (departureStarts[guest] + 1) & 63
    }
    let size = Double(t.bytes) / Double(t.packets)
    packetBytes[guest] = packetBytes[guest].isNaN ? size : packetBytes[guest] * 0.9 + size * 0.1
  }

  func deliver(_ t: Transfer) {
    var bin = DeliveryBin()
    bin.packets = Float(t.handedOver)
    bin.bytes = Float(t.handedBytes)
    let after = Double(t.delivered - t.released)
    bin.delay = Spread(
      low: Double(t.shortestWait) + after, sum: Double(t.waits) + after * Double(t.packets),
      high: Double(t.delivered - t.opened), count: Int(t.packets))
    waiting.append(Hand(time: t.delivered, bin: bin))
  }

  func drop(packets: Int, at time: Int64) {
    var bin = DeliveryBin()
    bin.dropped = Float(packets)
    waiting.append(Hand(time: time, bin: bin))
  }

  // Hand-overs of several guests settle out of time order, but nearly in it.
  func settled() {
    guard !waiting.isEmpty else { return }
    waiting.sort { $0.time < $1.time }
    for hand in waiting { deliveries.add(hand.bin, at: hand.time) }
    waiting.removeAll(keepingCapacity: true)
  }

  // MARK: Answering

  /// The last containers, newest first.
  var newestNotes: [ContainerNote] {
    let ordered = notes.count < 256 ? notes : Array(notes[noteStart...] + notes[..<noteStart])
    return ordered.reversed()
  }

  /// The last departures of a guest, oldest first.
  public func departures(of guest: Int) -> [GuestNow.Departure] {
    let ring = departures[guest]
    return ring.count < 64 ? ring : Array(ring[departureStarts[guest]...] + ring[..<departureStarts[guest]])
  }

  /// Bytes per packet in the last containers of a guest; NaN before the first.
  public func meanPacketBytes(of guest: Int) -> Double { packetBytes[guest] }

  /// Fills the columns, rates, containers and the distribution of `snapshot`, whose view and instant are set.
  public func answer(_ snapshot: inout Snapshot, guestCount: Int) {
    HistoryReader(history: self).answer(&snapshot, guestCount: guestCount)
  }

  func forEachGuestBin(
    _ guest: Int, from: Int64, to: Int64, width: Int64, _ body: (Int64, Int64, GuestBin) -> Void
  ) {
    guard let place = followed[guest] else { return }
    let level = Pyramid<GuestBin>.level(from: from, to: to, width: width)
    pyramids[place].pyramid.forEach(from: from, to: to, level: level, body)
  }

  func forEachReleaseBin(from: Int64, to: Int64, width: Int64, _ body: (Int64, Int64, ReleaseBin) -> Void) {
    all.forEach(from: from, to: to, level: Pyramid<ReleaseBin>.level(from: from, to: to, width: width), body)
  }

  func forEachDeliveryBin(from: Int64, to: Int64, width: Int64, _ body: (Int64, Int64, DeliveryBin) -> Void) {
    deliveries.forEach(from: from, to: to, level: Pyramid<DeliveryBin>.level(from: from, to: to, width: width), body)
  }

  func forEachArrivalBin(from: Int64, to: Int64, width: Int64, _ body: (Int64, Int64, ArrivalBin) -> Void) {
    arrivals.forEach(from: from, to: to, level: Pyramid<ArrivalBin>.level(from: from, to: to, width: width), body)
  }

  func dwell(from: Int64, to: Int64) -> Distribution { slices.distribution(from: from, to: to) }
}
