import DwellCore
import DwellEngine
import DwellMetrics

/// The driver domain and the guests as FIFO servers whose future is known as soon as a transfer is released (model rules 1 and 2).
///
/// All costs are fixed when a container opens and both stations serve in order, so starts and ends follow from the stations' present
/// ends: no event list. What falls on one instant is ordered by its round and by what caused it (model rule 5.2).
struct Stations: ~Copyable {
  typealias Moment = EventChain.Moment

  /// What lets a service start that finds the driver domain free at its instant.
  enum Opportunity {
    /// A packet, a deadline or a command of that instant.
    case arrival
    /// The end of the service before.
    case completion
  }

  struct GuestStation: BitwiseCopyable {
    var free = Moment.past
    var causes = EventChain()
  }

  // The driver's last event: while it serves, the one reached; then the end of its work.
  private var driver = Moment.past
  private var driverKind = EventChain.Kind.completion
  private var driverCauses = EventChain()
  private var guests: Slab<GuestStation>
  // When a guest's queue last turned something away whole.
  private var losses: Slab<Int64>
  var driverQueues: StartQueues
  private var guestQueues: StartQueues
  /// 1 while commands are carried out: completions of that instant have not yet happened.
  var slack: Int64 = 0

  init(guests count: Int, limit: Int) {
    guests = Slab(count: count, filledWith: GuestStation())
    losses = Slab(count: count, filledWith: .min / 2)
    driverQueues = StartQueues(guests: count, limit: limit)
    guestQueues = StartQueues(guests: count, limit: limit)
  }

  /// When the driver domain has nothing left to do.
  var driverFree: Int64 {
    @inline(__always) get { driver.time }
  }

  /// 1 where that is in a later round of its instant: after its arrivals.
  var driverRound: Int64 {
    @inline(__always) get { driver.round > 0 ? 1 : 0 }
  }

  mutating func grow(guests count: Int, limit: Int) {
    var more = Slab(count: max(count, guests.count), filledWith: GuestStation())
    more.copyPrefix(of: guests)
    var moreLosses = Slab(count: more.count, filledWith: Int64.min / 2)
    moreLosses.copyPrefix(of: losses)
    driverQueues.grow(guests: more.count, limit: limit)
    guestQueues.grow(guests: more.count, limit: limit)
    guests = more
    losses = moreLosses
  }

  /// Whether the driver domain is busy when something comes at `time`.
  @inline(__always)
  func isBusy(at time: Int64) -> Bool { driverFree &+ driverRound &+ slack > time }

  /// When all that was released to `guest` so far is delivered or lost.
  @inline(__always)
  func quietTime(of guest: Int) -> Int64 { max(guests[guest].free.time, losses[guest]) }

  /// `guest` sleeps before anything that comes now, in whichever round of this instant it ended.
  mutating func fallAsleep(_ guest: Int) { guests[guest].free.round = -1 }

  /// How many of `packets` packets of `guest` the driver's queue takes at `time`, besides `others` already in it.
  @inline(__always)
  mutating func room(guest: Int, packets: Int64, at time: Int64, _ tariff: Tariff, others: Int64 = 0) -> Int64 {
    let free = tariff.queueLimit &- others &- driverQueues.waiting(guest, at: time &- slack)
    return free >= packets ? packets : tariff.dropsWhole ? 0 : max(free, 0)
  }

  /// The driver domain takes work that was released at an instant, now or when it has done all before.
  @inline(__always)
  mutating func begin(released: Int64, _ opportunity: Opportunity) {
    let isFree =
      driver.time < released
      || driver.time == released && driver.round == 0 && slack == 0 && opportunity == .arrival
    guard isFree else { return }
    driver = Moment(time: released, round: 0)
    driverKind = slack == 0 ? .arrival : .command
  }

  /// The driver domain is busy for so long; then comes its next event.
  @inline(__always)
  mutating func work(_ span: Int64) {
    driverCauses.append(driver, driverKind)
    driverKind = .completion
    driver = driver.after(span)
  }

  /// The events of a batch are sent, one after the other; without any it is handed over in the same event.
  mutating func send(_ span: Int64) { if span > 0 { work(span) } }

  /// Serves packets of one guest that cross together: fills in times, event and what the guest's queue took.
  ///
  /// Where the guest's queue overflows, `handedBytes` is left to the caller, who knows the packets.
  @inline(__always)
  mutating func serve(_ t: inout Transfer, _ tariff: Tariff, _ opportunity: Opportunity) {
    start(&t, opportunity)
    let span = tariff.driverWork(grants: Int64(t.grants), packets: Int64(t.served), bytes: t.servedBytes)
    if tariff.notification == .every {
      t.notified = true
      work(span &+ tariff.sendTime)
    } else {
      work(span)
      t.notified = isAsleep(Int(t.guest))
      if t.notified { send(tariff.sendTime) }
    }
    t.handed = driver.time
    handOver(&t, tariff)
  }

  /// Serves packets that leave the host: they are out at the end of driver service, and nobody sleeps out there.
  mutating func serveOutward(_ t: inout Transfer, _ tariff: Tariff, _ opportunity: Opportunity) {
    start(&t, opportunity)
    let span = tariff.driverWork(grants: Int64(t.grants), packets: Int64(t.served), bytes: t.servedBytes)
    t.notified = tariff.notification == .every
    work(span &+ (t.notified ? tariff.sendTime : 0))
    t.handed = driver.time
    handOutward(&t)
  }

  @inline(__always)
  private mutating func start(_ t: inout Transfer, _ opportunity: Opportunity) {
    begin(released: t.released, opportunity)
    t.start = driver.time
    if t.start > t.released || driver.round > 0 {
      driverQueues.push(Int(t.guest), packets: Int64(t.served), start: t.start &+ driverRound)
    }
  }

  /// The transfer has left the host at `t.handed`.
  mutating func handOutward(_ t: inout Transfer) {
    t.handedOver = t.served
    t.handedBytes = t.servedBytes
    t.guestStart = t.handed
    t.delivered = t.handed
    guests[Int(t.guest)].free = driver
  }

  /// Whether `guest` sleeps at the driver's present event: nothing in service, nothing queued, not waking.
  @inline(__always)
  func isAsleep(_ guest: Int) -> Bool {
    let free = guests[guest].free
    if free != driver { return free.precedes(driver) }
    return guests[guest].causes.precedes(driver: driverCauses)
  }

  /// Packets of a batch settled ahead of its time stand in the queue until `start`.
  mutating func queueAhead(_ guest: Int, packets: Int64, until start: Int64) {
    driverQueues.push(guest, packets: packets, start: start)
  }

  // The packets in the queue of `guest` whose service starts at this instant, before the driver's present event.
  @inline(never)
  private mutating func startedNow(_ guest: Int) -> Int64 {
    let (causes, moment, driverCauses) = (guests[guest].causes, driver, driverCauses)
    return guestQueues.start(guest, at: moment.time) { causes.hasPassed(back: $0, moment, driverCauses) }
  }

  /// Gives the transfer to its guest at the driver's present event, `t.handed`.
  @inline(__always)
  mutating func handOver(_ t: inout Transfer, _ tariff: Tariff) {
    let guest = Int(t.guest)
    let sleeps = isAsleep(guest)
    var free = tariff.queueLimit &- guestQueues.waiting(guest, at: t.handed &- 1)
    if free < Int64(t.served) { free &+= startedNow(guest) }
    t.handedOver = t.served
    t.handedBytes = t.servedBytes
    // A guest that sleeps and wakes at once takes it into service: nothing stands in its queue (model rule 6.2).
    if free < Int64(t.served), !(sleeps && tariff.wakeTime == 0) {
      let kept = tariff.dropsWhole && t.isContainer ? 0 : Int32(truncatingIfNeeded: max(free, 0))
      t.handedOver = kept
      t.isHandedLater = driver.round > 0
      if kept == 0 {
        losses[guest] = t.handed
        t.guestStart = t.handed
        t.delivered = t.handed
        return
      }
    }
    let start = sleeps ? driver.after(tariff.wakeTime) : guests[guest].free
    let end = start.after(tariff.guestWork(packets: Int64(t.handedOver), notified: t.notified))
    t.guestStart = start.time
    t.delivered = end.time
    if t.guestStart > t.handed { guestQueues.push(guest, packets: Int64(t.handedOver), start: t.guestStart) }
    guests[guest].free = end
    guests[guest].causes.append(start, sleeps ? .wakeUp : .completion)
  }
}
