import DwellCore
import DwellEngine
import DwellMetrics

/// The driver domain and the guests as FIFO servers whose future is known as soon as a transfer is released (model rules 1 and 2).
///
/// All costs are fixed when a container opens and both stations serve in order, so starts and ends follow from the stations' present
/// ends: no event list. A time has a round: 1 marks what happens only after the arrivals of that instant (zero cost, model rule 5.2).
struct Stations: ~Copyable {
  struct GuestStation: BitwiseCopyable {
    var free: Int64 = .min / 2
    var freeRound: Int64 = 0
    var lastStart: Int64 = .min / 2
    // 1 where it began in a later round of its instant: woken without latency.
    var lastStartRound: Int64 = 0
  }

  /// When the driver domain has nothing left to do.
  private(set) var driverFree: Int64 = .min / 2
  private(set) var driverRound: Int64 = 0
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
  func quietTime(of guest: Int) -> Int64 { max(guests[guest].free, losses[guest]) }

  /// `guest` sleeps before anything that comes now, in whichever round of this instant it ended.
  mutating func fallAsleep(_ guest: Int) { guests[guest].freeRound = -1 }

  /// How many of `packets` packets of `guest` the driver's queue takes at `time`, besides `others` already in it.
  @inline(__always)
  mutating func room(guest: Int, packets: Int64, at time: Int64, _ tariff: Tariff, others: Int64 = 0) -> Int64 {
    let free = tariff.queueLimit &- others &- driverQueues.waiting(guest, at: time &- slack)
    return free >= packets ? packets : tariff.dropsWhole ? 0 : max(free, 0)
  }

  /// Serves packets of one guest that cross together: fills in times, event and what the guest's queue took.
  ///
  /// Where the guest's queue overflows, `handedBytes` is left to the caller, who knows the packets.
  @inline(__always)
  mutating func serve(_ t: inout Transfer, _ tariff: Tariff) {
    t.start = max(t.released, driverFree)
    if t.start > t.released || driverRound == 1 && t.start == driverFree {
      driverQueues.push(Int(t.guest), packets: Int64(t.served), start: t.start &+ driverRound)
    }
    let work = tariff.driverWork(grants: Int64(t.grants), packets: Int64(t.served), bytes: t.servedBytes)
    let tested = t.start &+ work
    let isAsleep = isAsleep(Int(t.guest), at: tested, round: work == 0 ? 1 : 0, driverStart: t.start)
    t.notified = tariff.notification == .every || isAsleep
    t.handed = t.notified ? tested &+ tariff.sendTime : tested
    driverFree = t.handed
    driverRound = t.handed == t.start ? 1 : 0
    handOver(&t, tariff)
  }

  /// Serves packets that leave the host: they are out at the end of driver service, and nobody sleeps out there.
  mutating func serveOutward(_ t: inout Transfer, _ tariff: Tariff) {
    t.start = max(t.released, driverFree)
    if t.start > t.released || driverRound == 1 && t.start == driverFree {
      driverQueues.push(Int(t.guest), packets: Int64(t.served), start: t.start &+ driverRound)
    }
    let work = tariff.driverWork(grants: Int64(t.grants), packets: Int64(t.served), bytes: t.servedBytes)
    t.notified = tariff.notification == .every
    t.handed = t.start &+ work &+ (t.notified ? tariff.sendTime : 0)
    driverFree = t.handed
    driverRound = t.handed == t.start ? 1 : 0
    handOutward(&t)
  }

  /// The transfer has left the host at `t.handed`.
  mutating func handOutward(_ t: inout Transfer) {
    t.handedOver = t.served
    t.handedBytes = t.servedBytes
    t.guestStart = t.handed
    t.delivered = t.handed
    guests[Int(t.guest)].free = t.handed
    guests[Int(t.guest)].freeRound = 1
  }

  /// The driver domain is busy with a batch from `start` to `time`.
  mutating func endBatch(start: Int64, at time: Int64) {
    driverFree = time
    driverRound = time == start ? 1 : 0
  }

  /// Whether `guest` sleeps when the driver tests it: nothing in service, nothing queued, not waking.
  @inline(__always)
  func isAsleep(_ guest: Int, at time: Int64, round: Int64, driverStart: Int64) -> Bool {
    let free = guests[guest].free
    if free != time { return free < time }
    // Both complete at one instant: in the order they were scheduled, that is, began. A driver completion hands over before it
    // takes its next work, but a guest woken without latency begins a round later.
    if guests[guest].freeRound != round { return guests[guest].freeRound < round }
    guard guests[guest].lastStart <= driverStart else { return false }
    return guests[guest].lastStart < driverStart || guests[guest].lastStartRound == 0
  }

  /// Packets of a batch settled ahead of its time stand in the queue until `start`.
  mutating func queueAhead(_ guest: Int, packets: Int64, until start: Int64) {
    driverQueues.push(guest, packets: packets, start: start)
  }

  /// Gives the transfer to its guest at `t.handed`.
  @inline(__always)
  mutating func handOver(_ t: inout Transfer, _ tariff: Tariff) {
    let guest = Int(t.guest)
    let round: Int64 = t.handed == t.start ? 1 : 0
    let sleeps = isAsleep(guest, at: t.handed, round: round, driverStart: t.start)
    let free = tariff.queueLimit &- guestQueues.waiting(guest, at: t.handed)
    t.handedOver = t.served
    t.handedBytes = t.servedBytes
    // A guest that sleeps and wakes at once takes it into service: nothing stands in its queue (model rule 6.2).
    if free < Int64(t.served), !(sleeps && tariff.wakeTime == 0) {
      let kept = tariff.dropsWhole && t.isContainer ? 0 : Int32(truncatingIfNeeded: max(free, 0))
      t.handedOver = kept
      if kept == 0 {
        losses[guest] = t.handed
        t.guestStart = t.handed
        t.delivered = t.handed
        return
      }
    }
    t.guestStart = sleeps ? t.handed &+ tariff.wakeTime : max(t.handed, guests[guest].free)
    let work = tariff.guestWork(packets: Int64(t.handedOver), notified: t.notified)
    t.delivered = t.guestStart &+ work
    if t.guestStart > t.handed { guestQueues.push(guest, packets: Int64(t.handedOver), start: t.guestStart) }
    let beganLater =
      t.guestStart == t.handed ? sleeps : t.guestStart == guests[guest].free && guests[guest].freeRound == 1
    guests[guest].lastStartRound = beganLater ? 1 : 0
    guests[guest].free = t.delivered
    guests[guest].freeRound = work == 0 ? 1 : 0
    guests[guest].lastStart = t.guestStart
  }
}
