public import DwellCore
public import DwellEngine

/// Counts everything that happens: by arrival when a transfer is released, by instant when its time has come.
///
/// A transfer's future is known when it is released, so waits and delays are computed in one pass over its packets; what is counted
/// by instant, and the digest, wait in a ring until settled. Settling late changes nothing (model rule 5.5). Cost: 4 to 5 ns a packet.
public struct Recorder: ~Copyable {
  /// Whose percentiles are kept at most, where not everybody's are asked for.
  public static let fewGuests = 16

  /// The window by arrival: packets before `start` are not in the statistics, deliveries at or after `horizon` neither.
  public struct Window: Sendable, BitwiseCopyable {
    /// Where it begins, in nanoseconds.
    public var start: Int64
    /// Deliveries from here on are not counted by arrival; `.max` when the run is drained.
    public var horizon: Int64

    /// A window from `start`.
    public init(start: Int64 = 0, horizon: Int64 = .max) {
      self.start = start
      self.horizon = horizon
    }
  }

  /// The window.
  public let window: Window
  /// One tally a row.
  public internal(set) var tallies: Slab<GuestTally>
  /// The rows there is room for: guests, or their legs where they have two, then 2 · guest + leg.
  public internal(set) var guests: Int
  /// Legs of a guest, 1 or 2.
  public let legs: Int
  /// The plotted past, kept only for a screen.
  public var history: History
  /// The last containers with their packets, kept only while a screen asks for them.
  public var bars = BarRing()

  // One row a guest, or one row for all.
  var dwells: HistogramBank
  var delays: HistogramBank
  var gaps: HistogramBank
  var keepsRows: Bool
  let keepsAllRows: Bool
  var jitter = JitterMeter.Totals()
  // Sums over packets of the parts of delay that a transfer's packets share, in nanoseconds.
  var queueTime: Int128 = 0
  var serviceTime: Int128 = 0
  var notifyTime: Int128 = 0

  // What only packets followed one by one have: see RecorderFollowing.
  var intakeTime: Int128 = 0
  var regulateTime: Int128 = 0
  var foldedUntil = Int64.min
  // Hand-overs that are told one by one have been told until here; what comes after may not be settled, for the order of hashes.
  var toldUntil = Int64.max
  var stageLosses: [StageLosses] = []

  /// How many containers have left so far, from all rows.
  public internal(set) var containersReleased = 0

  var occupancy = Occupancy()
  var counters = Counters()
  var delivered = 0
  var dropped = 0

  // Transfers in order of release, from `head` on not yet all settled; indices grow for ever and are masked. Those before it stay
  // until they are written over: a screen shows the last containers.
  var ring: Slab<Transfer>
  // Packets lost, not yet counted, nearly in time order.
  var losses: [Loss] = []
  /// Whether a command is being carried out: what it loses is lost before anything else of its instant.
  public var isCommanding = false
  var refusing: Loss.Place { isCommanding ? .command : .driverQueue }
  // Nobody asks for anything before this instant but for the sums at the end, so what ends before it is settled at once.
  var sureUntil = Int64.min
  // Packets since what is under way was last looked through for that.
  var unasked = 0
  var head = 0
  var tail = 0
  var refusals = Refusals()

  /// A recorder for `guests` rows, of which each guest has `legs`.
  public init(guests: Int, legs: Int = 1, window: Window, keepsAllRows: Bool, keepsHistory: Bool = false) {
    history = History(guests: guests, isKept: keepsHistory)
    self.guests = guests
    self.legs = legs
    self.window = window
    self.keepsAllRows = keepsAllRows
    keepsRows = keepsAllRows || guests <= Self.fewGuests * legs
    tallies = Slab(count: guests, filledWith: GuestTally())
    dwells = HistogramBank(rows: keepsRows ? guests : 1)
    delays = HistogramBank(rows: keepsRows ? guests : 1)
    gaps = HistogramBank(rows: 1)
    ring = Slab(count: 1024, filledWith: Transfer())
  }

  // MARK: Recording

  /// Takes a transfer; its packets are `transfer.packets` words from `first` on, oldest first.
  public mutating func record(
    _ transfer: inout Transfer, packets words: borrowing Slab<UInt64>, from first: Int, estimate: Estimate
  ) {
    let guest = Int(transfer.guest)
    let count = Int(transfer.packets)
    if transfer.opened < window.start { transfer.early = countEarly(words, first, count) }
    measure(&transfer, words, first &+ Int(transfer.early), first &+ count)
    // Plots show all packets, also those before the window or lost.
    if history.isKept, !isMeasuredWhole(transfer) { countPlottedWaits(&transfer, words, first) }
    tallies[guest].count(released: transfer)
    containersReleased &+= transfer.isContainer ? 1 : 0
    countArrivals(transfer, words, first)
    if history.isKept { history.release(transfer, estimate: estimate) }
    if transfer.handedOver < transfer.packets {
      lose(transfer)
      if transfer.isRefused { return keepRefused(transfer) }
    }
    keep(&transfer)
  }

  /// Keeps a transfer until it is settled.
  @inline(__always)
  mutating func keep(_ transfer: inout Transfer) {
    if transfer.done < sureUntil { return deliver(transfer) }
    // Lone packets are recorded ahead of their service: their arrival is what has certainly passed.
    if tail &- head == ring.count { makeRoom(at: transfer.isContainer ? transfer.released : transfer.opened) }
    let slot = tail & (ring.count &- 1)
    ring[slot] = transfer
    tail &+= 1
  }

  /// Notes a transfer that a queue had no room for: there is nothing to settle.
  @inline(never)
  mutating func keepRefused(_ transfer: Transfer) {
    if transfer.isContainer, history.isKept { refusals.keep(transfer, at: tail) }
  }

  @inline(__always)
  private mutating func measure(_ t: inout Transfer, _ words: borrowing Slab<UInt64>, _ from: Int, _ end: Int) {
    guard from < end else { return }
    if t.handedOver == t.packets, t.delivered < window.horizon {
      let isPlotted = history.isKept && t.early == 0
      measureDelivered(&t, words, from, end, wait: t.isContainer ? isPlotted ? .plottedDwell : .dwell : .queue)
    } else {
      measurePartly(&t, words, from, end)
    }
  }

  // Whether one pass over a transfer's packets measured all of them, for the plots too.
  private func isMeasuredWhole(_ t: Transfer) -> Bool {
    t.early == 0 && t.handedOver == t.packets && t.delivered < window.horizon
  }

  // What a packet did from its arrival to the release of its transfer.
  private enum Wait { case dwell, plottedDwell, queue }

  // The usual case: one pass for dwell, delay and jitter.
  @inline(__always)
  private mutating func measureDelivered(
    _ t: inout Transfer, _ words: borrowing Slab<UInt64>, _ from: Int, _ end: Int, wait kind: Wait
  ) {
    precondition(from < end)
    let guest = Int(t.guest)
    let row = keepsRows ? guest : 0
    let reference = PacketWord.reference(t.released)
    let after = t.delivered &- t.released
    let longest = PacketWord.wait(words[from], until: reference)
    let shortest = PacketWord.wait(words[end &- 1], until: reference)
    let count = Int64(end &- from)
    let meter = tallies[guest].jitter
    let isFirst = meter.lastDelay < 0
    var pass = PacketPass(meter: meter)
    // Packets stand in order of arrival and leave together: delays differ as waits do, each by no more than the one before.
    let firstDifference = meter.difference(longest &+ after)
    var previous = longest &+ firstDifference
    words.withView(from..<end) { words in
      delays.withRow(row) { delays in
        switch kind {
        case .dwell:
          dwells.withRow(row) { dwells in
            Self.pass(words, until: reference, &pass, &previous) { twice in
              dwells[HistogramBank.place(doublePlusOne: twice)] &+= 1
              delays[HistogramBank.place(doublePlusOne: twice &+ 2 &* after)] &+= 1
            }
          }
        case .plottedDwell:
          dwells.withRow(row) { dwells in
            history.withOpenDwell(at: t.released) { slice in
              Self.pass(words, until: reference, &pass, &previous) { twice in
                dwells[HistogramBank.place(doublePlusOne: twice)] &+= 1
                delays[HistogramBank.place(doublePlusOne: twice &+ 2 &* after)] &+= 1
                slice[OpenSlice.place(doublePlusOne: twice)] &+= 1
              }
            }
          }
        case .queue:
          Self.pass(words, until: reference, &pass, &previous) { twice in
            delays[HistogramBank.place(doublePlusOne: twice &+ 2 &* after)] &+= 1
          }
        }
      }
    }
    if !isFirst { gaps.record(row: 0, t.delivered &- meter.lastDelivery) }
    gaps.record(row: 0, 0, times: UInt64(count &- 1))
    jitter.count &+= isFirst ? count &- 1 : count
    jitter.scaledSum &+= Int128(pass.scaledSum)
    jitter.scaledMax = max(jitter.scaledMax, pass.scaledMax)
    jitter.variationSum &+= Int128(firstDifference &+ longest &- shortest)
    let sum = pass.sum
    t.waits = sum
    t.shortestWait = shortest
    if kind == .plottedDwell { history.noteDwell(least: shortest, greatest: longest, sum: sum) }
    // 1024 squares of waits below 2²⁶ ns (67 ms) fit 64 bits.
    let squares = longest < 1 << 26 ? Int128(pass.squares) : Self.squares(words, from, end, reference)
    if kind == .queue { queueTime &+= Int128(sum) }
    queueTime &+= Int128(count &* (t.start &- t.released))
    serviceTime &+= Int128(count &* (t.handed &- t.start &+ t.delivered &- t.guestStart))
    notifyTime &+= Int128(count &* (t.guestStart &- t.handed))
    tallies[guest].count(
      jitter: JitterMeter(lastDelay: shortest &+ after, lastDelivery: t.delivered, scaled: pass.scaled),
      countsDwell: kind != .queue,
      count: count, sum: sum, squares: squares, least: shortest, greatest: longest, after: after)
  }

  // One pass over packets: `count` gets twice each wait and 1 more.
  @inline(__always)
  private static func pass(
    _ words: borrowing SlabView<UInt64>, until reference: UInt64, _ pass: inout PacketPass, _ previous: inout Int64,
    count: (Int64) -> Void
  ) {
    for i in 0..<words.count {
      let twice = PacketWord.doubleWaitPlusOne(words[i], until: reference)
      count(twice)
      let wait = twice &>> 1
      pass.take(wait: wait, difference: previous &- wait)
      previous = wait
    }
  }

  // Some packets were lost, or come after the end: dwell for all, delay and jitter for those handed over in time.
  private mutating func measurePartly(
    _ t: inout Transfer, _ words: borrowing Slab<UInt64>, _ from: Int, _ end: Int
  ) {
    let kept = from - Int(t.early) + Int(t.handedOver)
    if t.delivered < window.horizon, kept > from {
      // Its first packets were handed over; count those as usual, then the dwell of the rest.
      measureDelivered(&t, words, from, kept, wait: t.isContainer ? .dwell : .queue)
    }
    guard t.isContainer else { return }
    let rest = t.delivered < window.horizon ? max(kept, from) : from
    let row = keepsRows ? Int(t.guest) : 0
    let reference = PacketWord.reference(t.released)
    guard rest < end else { return }
    var sum: Int64 = 0
    for i in rest..<end {
      let wait = PacketWord.wait(words[i], until: reference)
      dwells.record(row: row, wait)
      sum &+= wait
    }
    t.waits = (rest > from ? t.waits : 0) + sum
    t.shortestWait = PacketWord.wait(words[end - 1], until: reference)
    tallies[Int(t.guest)].dwell.add(
      count: Int64(end - rest), sum: sum, squares: Self.squares(words, rest, end, reference),
      least: PacketWord.wait(words[end - 1], until: reference),
      greatest: PacketWord.wait(words[rest], until: reference))
  }

  private static func squares(
    _ words: borrowing Slab<UInt64>, _ from: Int, _ end: Int, _ reference: UInt64
  ) -> Int128 {
    var sum: Int128 = 0
    for i in from..<end {
      let wait = Int128(PacketWord.wait(words[i], until: reference))
      sum += wait * wait
    }
    return sum
  }

  // The tail is lost first; early packets are the oldest.
  private mutating func lose(_ t: Transfer) {
    let earlyServed = min(t.early, t.served)
    let earlyHanded = min(t.early, t.handedOver)
    if t.served < t.packets {
      losses.append(
        Loss(
          time: t.released, place: refusing, guest: t.guest, packets: t.packets - t.served,
          early: t.early - earlyServed))
    }
    if t.handedOver < t.served {
      losses.append(
        Loss(
          time: t.handed, place: t.isHandedLater ? .guestQueueLater : .guestQueue, guest: t.guest,
          packets: t.served - t.handedOver,
          early: earlyServed - earlyHanded))
    }
  }

  // What plots show of the waits of all packets of a transfer, where no pass measured all of them.
  mutating func countPlottedWaits(_ t: inout Transfer, _ words: borrowing Slab<UInt64>, _ first: Int) {
    let reference = PacketWord.reference(t.released)
    t.waits = 0
    for i in first..<first + Int(t.packets) { t.waits += PacketWord.wait(words[i], until: reference) }
    t.shortestWait = PacketWord.wait(words[first + Int(t.packets) - 1], until: reference)
    history.countDwell(t, words, from: first)
  }

  private func countEarly(_ words: borrowing Slab<UInt64>, _ first: Int, _ count: Int) -> Int32 {
    var early: Int32 = 0
    for i in first..<first + count where arrival(words[i]) < window.start { early += 1 }
    return early
  }

  // A word keeps 47 bits of the time; warm-ups are shorter than that.
  private func arrival(_ word: UInt64) -> Int64 { Int64(word >> 17) }

  @inline(__always)
  private mutating func countArrivals(_ t: Transfer, _ words: borrowing Slab<UInt64>, _ first: Int) {
    let shift = occupancy.binShift
    let last = first &+ Int(t.packets) &- 1
    let reference = PacketWord.reference(t.released)
    let lastArrival = t.released &- PacketWord.wait(words[last], until: reference)
    if t.opened &>> shift == lastArrival &>> shift {
      occupancy.arrive(Int64(t.packets), at: t.opened)
    } else {
      for i in first...last {
        occupancy.arrive(1, at: t.released &- PacketWord.wait(words[i], until: reference))
      }
    }
  }
}
