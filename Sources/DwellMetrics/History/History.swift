public import DwellCore
import DwellEngine

/// The plotted past of a run, kept only for a screen: pyramids of bins per guest and over all, the last containers, dwell by slices.
///
/// Per-guest curves are kept for every guest while there are at most 16, else for the one looked at, whose past begins when it is chosen.
/// Memory: about 6 MB and 3 MB more a guest followed. Cost: about 40 ns a container and 5 ns a packet.
public struct History: ~Copyable {
  /// The most guests whose curves are all kept.
  public static let most = 16
  private static let departuresKept = 64
  private static let notesKept = 256

  /// Whether anything is kept at all.
  public let isKept: Bool
  /// T0 now, in nanoseconds, remembered with every release.
  public var timeout = 0.0

  private var guests: Int
  // The row of a guest in `curves`; −1 for one not followed.
  private var rows: Slab<Int>
  private var followed = 0
  private var curves: Pyramid<GuestBin>
  private var releases: Pyramid<ReleaseBin>
  private var deliveries: Pyramid<DeliveryBin>
  private var arrivals: Pyramid<ArrivalBin>
  private var slices: DwellSlices
  // Hand-overs settled but not yet in time order.
  private var handed: [Hand] = []
  private var notes: Slab<ContainerNote>
  private var number = 0
  private var departures: Slab<GuestNow.Departure>
  private var departed: Slab<Int>
  private var packetBytes: Slab<Double>

  private struct Hand {
    var time: Int64
    var bin: DeliveryBin
  }

  private static var noNote: ContainerNote {
    ContainerNote(
      number: 0, guest: 0, cause: .other, packets: 0, bytes: 0, capacity: 1, opened: .zero, released: .zero,
      delivered: .never)
  }

  /// An empty history of `guests` guests, or none at all.
  public init(guests: Int, isKept: Bool) {
    let count = isKept ? guests : 0
    self.isKept = isKept
    self.guests = count
    rows = Slab(count: count, filledWith: -1)
    curves = Pyramid(rows: min(count, Self.most))
    releases = Pyramid(rows: isKept ? 1 : 0)
    deliveries = Pyramid(rows: isKept ? 1 : 0)
    arrivals = Pyramid(rows: isKept ? 1 : 0)
    slices = DwellSlices(isKept: isKept)
    notes = Slab(count: isKept ? Self.notesKept : 0, filledWith: Self.noNote)
    departures = Slab(count: count * Self.departuresKept, filledWith: .init(fill: 0, cause: .other))
    departed = Slab(count: count, filledWith: 0)
    packetBytes = Slab(count: count, filledWith: .nan)
    if count <= Self.most { for guest in 0..<count { follow(guest) } }
  }

  /// Keeps the curves of `guest` from now on; of others too while there are few guests.
  public mutating func follow(_ guest: Int) {
    guard isKept, guest < guests, rows[guest] < 0 else { return }
    if followed == curves.rows {
      // One of many: its curves begin anew in place of all others.
      curves = Pyramid(rows: 1)
      followed = 0
      for other in 0..<guests { rows[other] = -1 }
    }
    rows[guest] = followed
    followed += 1
  }

  /// Makes room for more guests.
  public mutating func grow(guests count: Int) {
    guard isKept, count > guests else { return }
    let old = guests
    var more = Slab(count: count, filledWith: -1)
    more.copyPrefix(of: rows)
    rows = more
    var kept = Slab(count: count * Self.departuresKept, filledWith: GuestNow.Departure(fill: 0, cause: .other))
    kept.copyPrefix(of: departures)
    departures = kept
    var counts = Slab(count: count, filledWith: 0)
    counts.copyPrefix(of: departed)
    departed = counts
    var bytes = Slab(count: count, filledWith: Double.nan)
    bytes.copyPrefix(of: packetBytes)
    packetBytes = bytes
    guests = count
    guard count <= Self.most else { return }
    curves = Pyramid(rows: count, copying: curves)
    for guest in old..<count { follow(guest) }
  }

  // MARK: Recording

  /// Remembers the packets of a block as offered.
  public mutating func offer(_ block: borrowing ArrivalBlock) {
    guard isKept else { return }
    // Packets of one bin at a time, so that a bin is touched once.
    var i = 0
    while i < block.count {
      let bin = block.times[i] &>> Pyramid<ArrivalBin>.baseShift
      let first = i
      while i < block.count, block.times[i] &>> Pyramid<ArrivalBin>.baseShift == bin { i &+= 1 }
      arrivals.add(ArrivalBin(packets: Float(i &- first)), at: block.times[first])
    }
  }

  mutating func release(_ t: Transfer, _ words: borrowing Slab<UInt64>, from first: Int, estimate: Estimate) {
    let guest = Int(t.guest)
    let packets = Int(t.packets)
    let dwell = Double(t.waits)
    if t.isContainer {
      slices.add(words, first, packets, released: t.released)
      note(t)
      if rows[guest] >= 0 {
        let bin = GuestBin(
          release: Spread(estimate.release), timeout: Spread(timeout),
          dwell: Spread(
            low: Double(t.shortestWait), sum: dwell, high: Double(t.released &- t.opened), count: packets),
          mean: Spread(estimate.mean), variation: Spread(estimate.variation), sample: Spread(estimate.sample))
        curves.add(bin, row: rows[guest], at: t.released)
      }
    }
    var bin = ReleaseBin()
    bin.transfers = 1
    bin.packets = Float(packets)
    if t.isContainer {
      bin.count(t.cause)
      if t.cause != .other {
        bin.fill = Float(t.bytes) / Float(t.capacity)
        bin.fills = 1
      }
    }
    if !t.isRefused {
      bin.served = Float(t.served)
      bin.grants = Float(t.grants)
      bin.notifications = t.notified ? 1 : 0
      if t.carriesBusyTime { bin.driverWork = Float(t.handed &- t.start) }
      bin.fullWork = t.fullWork * Float(t.served)
      if t.handedOver > 0 { bin.guestWork = Float(t.delivered &- t.guestStart) }
    }
    releases.add(bin, at: t.released)
  }

  private mutating func note(_ t: Transfer) {
    let guest = Int(t.guest)
    notes[number & (Self.notesKept &- 1)] = ContainerNote(
      number: number &+ 1, guest: guest, cause: t.cause, packets: Int(t.packets), bytes: Int(t.bytes),
      capacity: Int(t.capacity), opened: Instant(nanoseconds: t.opened), released: Instant(nanoseconds: t.released),
      delivered: t.handedOver > 0 ? Instant(nanoseconds: t.delivered) : .never)
    number &+= 1
    let place = guest &* Self.departuresKept &+ departed[guest] & (Self.departuresKept &- 1)
    departures[place] = GuestNow.Departure(fill: min(Float(t.bytes) / Float(t.capacity), 1), cause: t.cause)
    departed[guest] &+= 1
    let size = Double(t.bytes) / Double(t.packets)
    packetBytes[guest] = packetBytes[guest].isNaN ? size : packetBytes[guest] * 0.9 + size * 0.1
  }

  mutating func deliver(_ t: Transfer) {
    var bin = DeliveryBin()
    bin.packets = Float(t.handedOver)
    bin.bytes = Float(t.handedBytes)
    let after = Double(t.delivered &- t.released)
    bin.delay = Spread(
      low: Double(t.shortestWait) + after, sum: Double(t.waits) + after * Double(t.packets),
      high: Double(t.delivered &- t.opened), count: Int(t.packets))
    handed.append(Hand(time: t.delivered, bin: bin))
  }

  mutating func drop(packets: Int, at time: Int64) {
    var bin = DeliveryBin()
    bin.dropped = Float(packets)
    handed.append(Hand(time: time, bin: bin))
  }

  // Hand-overs of several guests settle out of time order, but nearly in it: insertion costs little.
  mutating func settled() {
    guard !handed.isEmpty else { return }
    for i in 1..<max(handed.count, 1) {
      var place = i
      while place > 0, handed[place - 1].time > handed[place].time {
        handed.swapAt(place - 1, place)
        place -= 1
      }
    }
    for hand in handed { deliveries.add(hand.bin, at: hand.time) }
    handed.removeAll(keepingCapacity: true)
  }

  // MARK: Answering

  /// The last containers, newest first.
  var newestNotes: [ContainerNote] {
    (0..<min(number, Self.notesKept)).map { notes[(number - 1 - $0) & (Self.notesKept - 1)] }
  }

  /// The last departures of a guest, oldest first.
  public func departures(of guest: Int) -> [GuestNow.Departure] {
    guard guest < guests else { return [] }
    let count = min(departed[guest], Self.departuresKept)
    return (0..<count).map {
      departures[guest * Self.departuresKept + (departed[guest] - count + $0) & (Self.departuresKept - 1)]
    }
  }

  /// Bytes per packet in the last containers of a guest; NaN before the first.
  public func meanPacketBytes(of guest: Int) -> Double { guest < guests ? packetBytes[guest] : .nan }

  func forEachGuestBin(
    _ guest: Int, from: Int64, to: Int64, width: Int64, _ body: (Int64, Int64, GuestBin) -> Void
  ) {
    guard guest < guests, rows[guest] >= 0 else { return }
    let level = Pyramid<GuestBin>.level(from: from, to: to, width: width)
    curves.forEach(row: rows[guest], from: from, to: to, level: level, body)
  }

  func forEachReleaseBin(from: Int64, to: Int64, width: Int64, _ body: (Int64, Int64, ReleaseBin) -> Void) {
    releases.forEach(from: from, to: to, level: Pyramid<ReleaseBin>.level(from: from, to: to, width: width), body)
  }

  func forEachDeliveryBin(from: Int64, to: Int64, width: Int64, _ body: (Int64, Int64, DeliveryBin) -> Void) {
    deliveries.forEach(from: from, to: to, level: Pyramid<DeliveryBin>.level(from: from, to: to, width: width), body)
  }

  func forEachArrivalBin(from: Int64, to: Int64, width: Int64, _ body: (Int64, Int64, ArrivalBin) -> Void) {
    arrivals.forEach(from: from, to: to, level: Pyramid<ArrivalBin>.level(from: from, to: to, width: width), body)
  }

  func dwell(from: Int64, to: Int64) -> Distribution { slices.distribution(from: from, to: to) }
}
