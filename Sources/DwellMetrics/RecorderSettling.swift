import DwellCore
import DwellEngine

extension Recorder {
  // Settles what is over; doubles the ring where too much is still under way.
  mutating func makeRoom(at now: Int64) {
    settle(before: min(now, toldUntil))
    guard tail - head > ring.count / 2 else { return }
    var larger = Slab(count: ring.count * 2, filledWith: Transfer())
    for index in head..<tail {
      larger[index & (larger.count - 1)] = ring[index & (ring.count - 1)]
    }
    ring = larger
  }

  /// Nobody asks how things stood at any instant before `time`, nor what containers were like that left before: from now on what
  /// ends before it is settled when it is recorded. Everything up to the `time` of the call before has been recorded.
  ///
  /// What is recorded afterwards ends no earlier than what of the same guest was recorded before, so hashes keep their order.
  /// Cost: what is under way is looked through once for as many packets, so that short blocks cost no more than long ones.
  public mutating func expectNoQuestion(before time: Int64, afterPackets packets: Int) {
    guard toldUntil == .max, !history.isKept else { return }
    unasked += packets
    guard unasked >= tail - head + losses.count else { return }
    unasked = 0
    // Losses of packets still to come may lie before `time`, but not before what has come already.
    if !losses.isEmpty { countLosses(before: sureUntil) }
    settleTransfers(before: time)
    sureUntil = time
  }

  /// How many losses wait to be counted; few, whatever is lost.
  package var uncountedLosses: Int { losses.count }

  /// Counts what has ended strictly before `time`.
  public mutating func settle(before time: Int64) {
    settleTransfers(before: time)
    if !losses.isEmpty { countLosses(before: time) }
  }

  @inline(__always)
  mutating func settleTransfers(before time: Int64) {
    let mask = ring.count - 1
    var index = head
    while index < tail {
      let slot = index & mask
      if !ring[slot].isSettled, ring[slot].done < time {
        ring[slot].isSettled = true
        deliver(ring[slot])
      }
      if index == head, ring[slot].isSettled { head += 1 }
      index += 1
    }
  }

  @inline(__always)
  mutating func deliver(_ t: Transfer) {
    counters.add(settled: t)
    guard t.handedOver > 0 else { return }
    tallies[Int(t.guest)].count(delivered: t)
    delivered &+= Int(t.handedOver)
    occupancy.depart(Int64(t.handedOver), at: t.delivered)
    if history.isKept { history.deliver(t) }
  }

  // Losses of a guest are hashed in time order: at a full driver queue they happen at release, maybe before earlier containers
  // reach a full guest queue.
  private mutating func countLosses(before time: Int64) {
    let due = losses.indices.filter { losses[$0].isOver(before: time) }.sorted { a, b in
      (losses[a].time, losses[a].place.rawValue, a) < (losses[b].time, losses[b].place.rawValue, b)
    }
    guard !due.isEmpty else { return }
    for i in due {
      let loss = losses[i]
      let guest = Int(loss.guest)
      tallies[guest].drops.combine(loss.time)
      tallies[guest].drops.combine(Int64(loss.packets))
      tallies[guest].dropped += Int(loss.packets)
      tallies[guest].early.dropped += Int(loss.early)
      dropped += Int(loss.packets)
      if loss.place == .ring || loss.place == .late { count(stageLoss: loss) }
      occupancy.depart(Int64(loss.packets), at: loss.time)
      if history.isKept { history.drop(packets: Int(loss.packets), at: loss.time) }
    }
    losses.removeAll { $0.isOver(before: time) }
  }

  /// The running totals of what happened strictly before `time`, which nothing recorded lies after by more than it knows.
  public mutating func counters(before time: Int64) -> Counters {
    settle(before: time)
    var now = counters
    for index in head..<tail {
      let slot = index & (ring.count - 1)
      if !ring[slot].isSettled { now.add(ring[slot], before: time) }
    }
    for guest in 0..<guests {
      now.released.full += tallies[guest].containers.full
      now.released.due += tallies[guest].containers.due
      now.released.idle += tallies[guest].containers.idle
      now.released.other += tallies[guest].containers.other
      now.containerPackets += tallies[guest].containerPackets
      now.fill += tallies[guest].fill
    }
    return now
  }

  /// The digest of what is settled: three hashes a guest, folded in guest order (model rule 5.5).
  public var digest: UInt64 {
    var hash = Fnv()
    for guest in 0..<guests {
      hash.combine(tallies[guest].releases.value)
      hash.combine(tallies[guest].deliveries.value)
      hash.combine(tallies[guest].drops.value)
    }
    return hash.value
  }

  /// Makes room for more guests; those there keep what was counted.
  public mutating func grow(guests count: Int) {
    guard count > guests else { return }
    var more = Slab(count: count, filledWith: GuestTally())
    more.copyPrefix(of: tallies)
    tallies = more
    let keeps = keepsAllRows || (keepsRows && count <= Self.fewGuests * legs)
    dwells.resize(rows: keeps ? count : 1, merging: keepsRows && !keeps)
    delays.resize(rows: keeps ? count : 1, merging: keepsRows && !keeps)
    keepsRows = keeps
    history.grow(guests: count)
    guests = count
  }
}
