public import DwellCore
public import DwellEngine

/// The slower way of recording, for packets that are followed one by one since a stage delays, reorders or loses some of them.
///
/// What was recorded the usual way before goes on being settled; the two agree where no stage changes anything (tested).
extension Recorder {
  /// From now on packets are followed: hand-overs come one after the other, at their time.
  public mutating func beginFollowing() {
    toldUntil = .min
    sureUntil = .min
    for index in head..<tail {
      let slot = index & (ring.count - 1)
      if !ring[slot].isSettled { foldedUntil = max(foldedUntil, ring[slot].done) }
    }
  }

  /// A packet reaches the card.
  public mutating func arrive(at time: Int64) { occupancy.arrive(1, at: time) }

  /// A packet is lost at intake: it was never received.
  public mutating func turnAway(at time: Int64) { occupancy.depart(1, at: time) }

  /// Takes a transfer: all of it but the hand-over. Its packets are `journeys`, and as many words from `first` on.
  public mutating func record(
    following t: inout Transfer, packets words: borrowing Slab<UInt64>, from first: Int, journeys: [Journey],
    estimate: Estimate
  ) {
    let start = window.start
    t.early = Int32(journeys.count { $0.arrived < start })
    if t.isContainer { for journey in journeys { countDwell(journey, t) } }
    if history.isKept { countPlottedWaits(&t, words, first) }
    tallies[Int(t.guest)].count(released: t)
    containersReleased &+= t.isContainer ? 1 : 0
    if history.isKept { history.release(t, estimate: estimate) }
    loseTail(of: t, at: t.released, refusing, journeys[Int(t.served)...])
    loseTail(
      of: t, at: t.handed, t.isHandedLater ? .guestQueueLater : .guestQueue,
      journeys[Int(t.handedOver)..<Int(t.served)])
    if t.isRefused { return keepRefused(t) }
    // The ring counts what the driver domain does; the guest's part is told by `unload` and `handOver`.
    var driverPart = t
    driverPart.handedOver = 0
    driverPart.handedBytes = 0
    driverPart.isFollowed = t.handedOver > 0
    keep(&driverPart)
  }

  private mutating func countDwell(_ journey: Journey, _ t: Transfer) {
    guard journey.arrived >= window.start else { return }
    // Not all that was before the release: a bypass may have held the packet before it declined.
    let wait = journey.dwell
    dwells.record(row: keepsRows ? Int(t.guest) : 0, wait)
    tallies[Int(t.guest)].dwell.add(
      count: 1, sum: wait, squares: Int128(wait) * Int128(wait), least: wait, greatest: wait)
  }

  private mutating func loseTail(of t: Transfer, at time: Int64, _ place: Loss.Place, _ lost: ArraySlice<Journey>) {
    guard !lost.isEmpty else { return }
    let start = window.start
    losses.append(
      Loss(
        time: time, place: place, guest: t.guest, packets: Int32(lost.count),
        early: Int32(lost.count { $0.arrived < start })))
  }

  /// All hand-overs and losses by stages strictly before `time` have been told.
  public mutating func told(before time: Int64) { toldUntil = max(toldUntil, time) }

  /// A guest has unloaded a transfer, busy with it for `busy` nanoseconds.
  public mutating func unload(guest: Int, busy: Int64) {
    counters.guestBusy += busy
    tallies[guest].busy += busy
  }

  /// Packets of one guest are handed over together; nothing may have been handed over after `time` already.
  public mutating func handOver(_ journeys: ArraySlice<Journey>, at time: Int64) {
    guard let first = journeys.first else { return }
    // What was recorded before packets were followed goes first.
    if time <= foldedUntil { settleTransfers(before: time + 1) }
    let guest = Int(first.guest)
    let bytes = journeys.reduce(0) { $0 + Int64($1.size) }
    var delays = Moments()
    for journey in journeys {
      let delay = time - journey.arrived
      delays.add(count: 1, sum: delay, squares: 0, least: delay, greatest: delay)
      if journey.arrived >= window.start {
        measure(journey, delay: delay, at: time)
      } else {
        tallies[guest].early.delivered += 1
      }
    }
    tallies[guest].deliveries.combine(time)
    tallies[guest].deliveries.combine(Int64(journeys.count))
    tallies[guest].delivered += journeys.count
    tallies[guest].deliveredBytes += bytes
    delivered += journeys.count
    counters.deliveredPackets += journeys.count
    counters.deliveredBytes += bytes
    occupancy.depart(Int64(journeys.count), at: time)
    if history.isKept { plot(delays, guest: first.guest, packets: journeys.count, bytes: bytes, at: time) }
  }

  // Delay, its parts and jitter of a packet in the window.
  private mutating func measure(_ journey: Journey, delay: Int64, at time: Int64) {
    let guest = Int(journey.guest)
    delays.record(row: keepsRows ? guest : 0, delay)
    intakeTime += Int128(journey.intake)
    queueTime += Int128(journey.queue)
    serviceTime += Int128(journey.service)
    notifyTime += Int128(journey.notify)
    regulateTime += Int128(journey.regulate)
    let meter = tallies[guest].jitter
    let isFirst = meter.lastDelay < 0
    let difference = meter.difference(delay)
    var pass = PacketPass(meter: meter)
    pass.take(wait: 0, difference: difference)
    if !isFirst { gaps.record(row: 0, max(time - meter.lastDelivery, 0)) }
    jitter.count += isFirst ? 0 : 1
    jitter.scaledSum += Int128(pass.scaledSum)
    jitter.scaledMax = max(jitter.scaledMax, pass.scaledMax)
    jitter.variationSum += Int128(difference)
    tallies[guest].jitter = JitterMeter(lastDelay: delay, lastDelivery: time, scaled: pass.scaled)
    tallies[guest].delay.add(
      count: 1, sum: delay, squares: Int128(delay) * Int128(delay), least: delay, greatest: delay)
  }

  private mutating func plot(_ delays: Moments, guest: Int32, packets: Int, bytes: Int64, at time: Int64) {
    var t = Transfer()
    t.guest = guest
    t.packets = Int32(packets)
    t.handedOver = t.packets
    t.handedBytes = bytes
    t.waits = Int64(delays.total)
    t.shortestWait = delays.least
    t.opened = time - delays.greatest
    t.released = time
    t.delivered = time
    history.deliver(t)
  }

  /// A stage loses a packet that was received; by count it is dropped at `time`.
  public mutating func lose(_ journey: Journey, at time: Int64, _ place: StageLosses.Place) {
    losses.append(
      Loss(
        time: time, place: place == .ring ? .ring : .late, guest: journey.guest, packets: 1,
        early: journey.arrived < window.start ? 1 : 0))
  }

  mutating func count(stageLoss loss: Loss) {
    while stageLosses.count < guests { stageLosses.append(StageLosses()) }
    let (packets, early) = (Int(loss.packets), Int(loss.early))
    if loss.place == .ring {
      stageLosses[Int(loss.guest)].ring += packets
      stageLosses[Int(loss.guest)].early.ring += early
    } else {
      stageLosses[Int(loss.guest)].late += packets
      stageLosses[Int(loss.guest)].early.late += early
    }
  }

  /// What stages lost of the packets to `guest`, as of the last settling.
  public func lostByStages(_ guest: Int) -> StageLosses {
    guest < stageLosses.count ? stageLosses[guest] : StageLosses()
  }
}
