public import DwellCore
import DwellEngine

/// The plotted past of a run, kept only for a screen: pyramids of bins per guest and over all, last departures, dwell by slices.
///
/// Per-guest curves are kept for every guest while there are at most 16, else for the one looked at, whose past begins when it is chosen.
/// Memory: about 13 MB and 3 MB more a guest followed. Cost: about 25 ns a container and 3 ns a packet.
public struct History: ~Copyable {
  /// How far back anything is kept: the bins of the coarsest level, 4.9 h.
  public static let reach = TimeSpan(
    nanoseconds: Pyramid<ArrivalBin>.width(Pyramid<ArrivalBin>.levels - 1) * Int64(Pyramid<ArrivalBin>.length - 2))
  /// The most guests whose curves are all kept.
  public static let most = 16
  private static let departuresKept = 64
  // Bins close at most this often, in nanoseconds, whatever the load: those over all guests, and those of a guest. A closing
  // writes to memory that no cache holds.
  private static let leastGap: Int64 = 8000
  private static let leastGuestGap: Int64 = 32_000

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
  private var departures: Slab<Leaving>
  private var departed: Slab<Int>

  // A container as it left; not private, since what makes one is inlined in other files.
  struct Leaving: BitwiseCopyable {
    var bytes: Int32 = 0
    var capacity: Int32 = 1
    var packets: Int32 = 1
    var cause = ReleaseCause.other
  }

  /// An empty history of `guests` guests, or none at all.
  public init(guests: Int, isKept: Bool) {
    let count = isKept ? guests : 0
    self.isKept = isKept
    self.guests = count
    rows = Slab(count: count, filledWith: -1)
    curves = Pyramid(rows: min(count, Self.most), leastGap: Self.leastGuestGap)
    releases = Pyramid(rows: isKept ? 1 : 0, leastGap: Self.leastGap)
    deliveries = Pyramid(rows: isKept ? 1 : 0, leastGap: Self.leastGap)
    arrivals = Pyramid(rows: isKept ? 1 : 0, leastGap: Self.leastGap)
    slices = DwellSlices(isKept: isKept)
    departures = Slab(count: count * Self.departuresKept, filledWith: Leaving())
    departed = Slab(count: count, filledWith: 0)
    if count <= Self.most { for guest in 0..<count { follow(guest) } }
  }

  /// Keeps the curves of `guest` from now on; of others too while there are few guests.
  public mutating func follow(_ guest: Int) {
    guard isKept, guest < guests, rows[guest] < 0 else { return }
    if followed == curves.rows {
      // One of many: its curves begin anew in place of all others.
      curves = Pyramid(rows: 1, leastGap: curves.leastGap, coarsest: curves.coarsest)
      followed = 0
      for other in 0..<guests { rows[other] = -1 }
    }
    rows[guest] = followed
    followed += 1
  }

  /// Chooses how fine the past is kept from now on: two bins a column of `view` at least, wherever time allows.
  public mutating func expect(_ view: View) {
    let width = ColumnGrid.width(view.window, view.columns)
    curves.coarsest = Pyramid<GuestBin>.coarsest(width)
    releases.coarsest = curves.coarsest
    deliveries.coarsest = curves.coarsest
    arrivals.coarsest = curves.coarsest
  }

  /// Makes room for more guests.
  public mutating func grow(guests count: Int) {
    guard isKept, count > guests else { return }
    let old = guests
    var more = Slab(count: count, filledWith: -1)
    more.copyPrefix(of: rows)
    rows = more
    var kept = Slab(count: count * Self.departuresKept, filledWith: Leaving())
    kept.copyPrefix(of: departures)
    departures = kept
    var counts = Slab(count: count, filledWith: 0)
    counts.copyPrefix(of: departed)
    departed = counts
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
    var first = 0
    while first < block.count {
      let shift = arrivals.entryShift()
      let bin = block.times[first] &>> shift
      let end = block.firstArrival(at: (bin &+ 1) &<< shift, from: first &+ 1)
      arrivals.add(at: block.times[first]) { $0.add(end &- first) }
      first = end
    }
  }

  /// Lends the counts of dwell that are open at `released`; `noteDwell` tells what was counted there.
  @inline(__always)
  mutating func withOpenDwell(at released: Int64, _ body: (inout SlabPage<UInt32>) -> Void) {
    slices.withOpen(at: released, body)
  }

  /// Takes note of waits that were counted, in nanoseconds.
  @inline(__always)
  mutating func noteDwell(least: Int64, greatest: Int64, sum: Int64) {
    slices.note(least: least, greatest: greatest, sum: sum)
  }

  /// Counts the dwell of a container's packets where nothing else passes over all of them.
  mutating func countDwell(_ t: Transfer, _ words: borrowing Slab<UInt64>, from first: Int) {
    if t.isContainer { slices.add(words, first, Int(t.packets), released: t.released) }
  }

  /// Remembers a release; the dwell of its packets is counted apart.
  @inline(__always)
  mutating func release(_ t: Transfer, estimate: Estimate) {
    if t.isContainer {
      let guest = Int(t.guest)
      let place = guest &* Self.departuresKept &+ departed[guest] & (Self.departuresKept &- 1)
      departures[place] = Leaving(
        bytes: Int32(truncatingIfNeeded: t.bytes), capacity: t.capacity, packets: t.packets, cause: t.cause)
      departed[guest] &+= 1
      let row = rows[guest]
      let timeout = Float(timeout)
      if row >= 0 { curves.add(row: row, at: t.released) { $0.add(t, estimate, timeout: timeout) } }
    }
    releases.add(at: t.released) { $0.add(t) }
  }

  /// Packets cross one by one from `time` on: no guest has a release time, a mean or a variation any more.
  public mutating func endEstimates(at time: Int64) {
    guard isKept else { return }
    for row in 0..<curves.rows { curves.add(row: row, at: time) { $0.endEstimates() } }
  }

  @inline(__always)
  mutating func deliver(_ t: Transfer) { deliveries.add(at: t.delivered) { $0.add(t) } }

  mutating func drop(packets: Int, at time: Int64) { deliveries.add(at: time) { $0.add(dropped: packets) } }

  // MARK: Answering

  /// The last departures of a guest, oldest first.
  public func departures(of guest: Int) -> [GuestNow.Departure] {
    lastOnes(of: guest, Self.departuresKept).map {
      GuestNow.Departure(fill: min(Float($0.bytes) / Float($0.capacity), 1), cause: $0.cause)
    }
  }

  /// Bytes per packet in the last containers of a guest; NaN before the first.
  public func meanPacketBytes(of guest: Int) -> Double {
    let last = lastOnes(of: guest, 16)
    let bytes = last.reduce(0) { $0 + Double($1.bytes) }
    return bytes / last.reduce(0) { $0 + Double($1.packets) }
  }

  private func lastOnes(of guest: Int, _ most: Int) -> [Leaving] {
    guard guest < guests else { return [] }
    let count = min(departed[guest], most)
    return (0..<count).map {
      departures[guest * Self.departuresKept + (departed[guest] - count + $0) & (Self.departuresKept - 1)]
    }
  }

  /// The finest level at which a guest's containers are there since `from`, at the instant `now`; nil for one not followed.
  func guestLevel(_ guest: Int, from: Int64, now: Int64, width: Int64) -> Int? {
    guard guest < guests, rows[guest] >= 0 else { return nil }
    return curves.level(row: rows[guest], from: from, to: max(now, 1), width: width)
  }

  /// The bins of a followed guest's containers that begin in `[from, to)`.
  func forEachGuestBin(
    _ guest: Int, from: Int64, to: Int64, level: Int, _ body: (Int64, Int64, GuestBin) -> Void
  ) {
    curves.forEach(row: rows[guest], from: from, to: to, level: level, body)
  }

  /// The finest level at which all that concerns all guests is there since `from`, at the instant `now`: bins of one width
  /// for flows of every kind.
  func level(from: Int64, now: Int64, width: Int64) -> Int {
    let now = max(now, 1)
    return max(
      releases.level(from: from, to: now, width: width), deliveries.level(from: from, to: now, width: width),
      arrivals.level(from: from, to: now, width: width))
  }

  func forEachReleaseBin(from: Int64, to: Int64, level: Int, _ body: (Int64, Int64, ReleaseBin) -> Void) {
    releases.forEach(from: from, to: to, level: level, body)
  }

  func forEachDeliveryBin(from: Int64, to: Int64, level: Int, _ body: (Int64, Int64, DeliveryBin) -> Void) {
    deliveries.forEach(from: from, to: to, level: level, body)
  }

  func forEachArrivalBin(from: Int64, to: Int64, level: Int, _ body: (Int64, Int64, ArrivalBin) -> Void) {
    arrivals.forEach(from: from, to: to, level: level, body)
  }

  /// Dwell over time in columns of `dots` columns of `grid`, whose edges lie at absolute multiples of their width.
  func map(_ grid: ColumnGrid, dots: Int) -> DwellMap {
    let first = Int64((Double(grid.first) / Double(dots)).rounded(.down))
    let last = (grid.first + Int64(grid.columns) - 1) / Int64(dots)
    var map = DwellMap.Builder(columns: Int(max(last - first + 1, 0)), buckets: DwellSlices.buckets)
    slices.forEachBucket(first: first, width: grid.width * Int64(dots), columns: map.columns) { map.add($0, $1, $2) }
    return map.map(edge: DwellSlices.bucketEdge)
  }

  func dwell(from: Int64, to: Int64, now: Int64? = nil) -> Distribution {
    slices.distribution(from: from, to: to, now: now)
  }
}
