import DwellCore
import DwellEngine
public import DwellMetrics
import DwellWorkload

extension Simulator {
  /// The figures of the run; finishes it first where that has not been done.
  public func summary() -> Summary {
    finish()
    guard let final else { return Summary() }
    var summary = Summary()
    let seconds = Double(final.time - baseline.time) / 1e9
    summary.windowSeconds = max(seconds, 0)
    summary.packets = packets
    summary.window = windowCounts(final)
    summary.bytes = (
      final.offeredBytes - baseline.offeredBytes,
      final.counters.since(baseline.counters).deliveredBytes
    )
    summary.guests = (0..<guestRoom).map { guestSummary($0, final, seconds) }
    backend.pipeline.recorder.summarise(into: &summary)
    let counted = final.counters.since(baseline.counters)
    summary.containers = containers(counted, seconds)
    fillRates(&summary, counted, final, seconds)
    // Of what there was but one of; else the guests have theirs.
    if guestRoom == 1, aggregates { summary.estimate = front.estimate(shownRow(0)) }
    summary.requests = source.requests.map(Self.requests)
    summary.saturated = isSaturated(summary, final)
    summary.digest = digest
    summary.stageCounters = line?.counters ?? [:]
    summary.warnings = warnings
    if summary.window.offered == 0 {
      summary.warnings.append("no packet arrived in the window; its figures are empty")
    }
    return summary
  }

  private func windowCounts(_ final: Cut) -> PacketCounts {
    var counts = PacketCounts()
    counts.offered = final.offered - baseline.offered
    counts.received = counts.offered
    for guest in 0..<rows {
      let tally = backend.pipeline.recorder.tallies[guest]
      counts.delivered += tally.delivered - tally.early.delivered
      counts.droppedQueue += tally.dropped - tally.early.dropped
      counts.count(backend.pipeline.recorder.lostByStages(guest).inWindow)
    }
    if backend.pipeline.following.isOn {
      for guest in backend.pipeline.following.guests {
        counts.received -= guest.turnedAway - guest.turnedAwayEarly
        counts.waiting += guest.waiting - guest.waitingEarly
        counts.waiting += guest.inContainer.count { $0.arrived >= scenario.warmup.nanoseconds }
      }
      counts.inFlight = counts.received - counts.delivered - counts.dropped - counts.waiting
      return counts
    }
    let start = UInt64(bitPattern: scenario.warmup.nanoseconds)
    for container in front.waitingContainers() {
      counts.waiting += container.packets.count { $0 >> UInt64(PacketWord.sizeBits) >= start }
    }
    counts.inFlight = counts.received - counts.delivered - counts.dropped - counts.waiting
    return counts
  }

  private static func requests(_ tally: RequestTally) -> Summary.Requests {
    var requests = Summary.Requests()
    requests.answered = tally.answered
    requests.responseBytes = tally.responseBytes
    guard let start = tally.firstStart else { return requests }
    requests.meanTime = tally.responseTime / Double(tally.answered)
    requests.elapsed = Double(tally.lastEnd - start)
    return requests
  }

  private func containers(_ c: Counters, _ seconds: Double) -> Summary.Containers {
    var containers = Summary.Containers()
    containers.released = c.containers
    containers.full = c.released.full
    containers.due = c.released.due
    containers.idle = c.released.idle
    containers.other = c.released.other
    let regular = containers.released - containers.other
    if seconds > 0, aggregates || containers.released > 0 {
      containers.perSecond = Double(containers.released) / seconds
    }
    if regular > 0 {
      containers.meanPackets = Double(c.containerPackets) / Double(regular)
      containers.meanFill = c.fill / Double(regular)
      containers.fractionFull = Double(containers.full) / Double(regular)
    }
    return containers
  }

  private func fillRates(_ summary: inout Summary, _ c: Counters, _ final: Cut, _ seconds: Double) {
    guard seconds > 0 else { return }
    summary.throughput.packets = Double(c.deliveredPackets) / seconds
    summary.throughput.bytes = Double(c.deliveredBytes) / seconds
    summary.throughput.offered = Double(summary.window.offered) / seconds
    // Where one guest gets more than its share, it is the station that fills first.
    let work = max(Double(c.driverBusy), busiestGuest(final))
    if c.served.packets > 0, work > 0 { summary.throughput.ceiling = Double(c.served.packets) * 1e9 / work }
    let bytes = summary.window.offered > 0 ? Double(summary.bytes.offered) / Double(summary.window.offered) : .nan
    let full = fullWorkPerPacket(bytes: bytes.isNaN ? scenario.meanPacketBytes : bytes)
    // Of unequal packets more may fit than of the mean size; what was reached can be reached.
    if full > 0 { summary.throughput.ceilingFull = max(1e9 / full, summary.throughput.ceiling ?? 0) }
    summary.cost.memoryCalls = c.grants
    summary.cost.notifications = c.notifications
    summary.cost.notificationsPerSecond = Double(c.notifications) / seconds
    summary.cost.driverUtilisation = Double(c.driverBusy) / 1e9 / seconds
    summary.cost.guestUtilisation = Double(c.guestBusy) / 1e9 / seconds / meanGuests(final)
    if c.deliveredBytes > 0 {
      summary.cost.memoryCallsPerByte = Double(c.grants) / Double(c.deliveredBytes)
      summary.cost.cpuSecondsPerGigabyte = Double(c.driverBusy + c.guestBusy) / Double(c.deliveredBytes)
    }
  }

  private func guestSummary(_ guest: Int, _ final: Cut, _ seconds: Double) -> Summary.Guest {
    var summary = Summary.Guest()
    summary.number = guest + 1
    var tally = GuestTally()
    var atEnd = GuestTally()
    var atStart = GuestTally()
    for row in guest * legs..<(guest + 1) * legs {
      tally.add(backend.pipeline.recorder.tallies[row])
      atEnd.add(final.tallies[row])
      if row < baseline.tallies.count { atStart.add(baseline.tallies[row]) }
      summary.packets.offered += final.offeredTo[row]
      summary.packets.waiting += Int(front.open(row).load.packets)
    }
    summary.packets.received = summary.packets.offered
    summary.packets.delivered = tally.delivered
    summary.packets.droppedQueue = tally.dropped
    if backend.pipeline.following.isOn {
      summary.packets.received -= backend.pipeline.following.guests[guest].turnedAway
      summary.packets.waiting += backend.pipeline.following.guests[guest].waiting
      summary.packets.count(backend.pipeline.recorder.lostByStages(guest))
    }
    summary.packets.inFlight =
      summary.packets.received - tally.delivered - tally.dropped - summary.packets.waiting
    var counters = Counters()
    counters.released = (
      atEnd.containers.full - atStart.containers.full, atEnd.containers.due - atStart.containers.due,
      atEnd.containers.idle - atStart.containers.idle, atEnd.containers.other - atStart.containers.other
    )
    counters.containerPackets = atEnd.containerPackets - atStart.containerPackets
    counters.fill = atEnd.fill - atStart.fill
    summary.containers = containers(counters, seconds)
    if seconds > 0 {
      summary.throughput = Double(atEnd.delivered - atStart.delivered) / seconds
      summary.bytesPerSecond = Double(atEnd.deliveredBytes - atStart.deliveredBytes) / seconds
    }
    if aggregates { summary.estimate = front.estimate(shownRow(guest)) }
    return summary
  }

  // The busier station's work per packet if all transfers were as large as may be; both legs in the proportion they had.
  private func fullWorkPerPacket(bytes: Double) -> Double {
    guard legs == 2 else { return fullWork.perPacket(bytes: bytes) }
    var work = (sum: 0.0, packets: 0)
    for leg in 0..<legs {
      var packets = 0
      var bytes: Int64 = 0
      for row in stride(from: leg, to: rows, by: legs) {
        packets += backend.pipeline.recorder.tallies[row].released
        bytes += backend.pipeline.recorder.tallies[row].releasedBytes
      }
      guard packets > 0 else { continue }
      let full = leg == 0 ? backend.pipeline.fullWork.work : backend.pipeline.fullOutwardWork.work
      work.sum += Double(packets) * full.perPacket(bytes: Double(bytes) / Double(packets))
      work.packets += packets
    }
    return work.packets > 0 ? work.sum / Double(work.packets) : fullWork.perPacket(bytes: bytes)
  }

  // Guests in the window, on average over its time: they come and go.
  private func meanGuests(_ final: Cut) -> Double {
    (final.guestTime - baseline.guestTime) / Double(final.time - baseline.time)
  }

  // Busy time of the busiest guest in the window, in nanoseconds.
  private func busiestGuest(_ final: Cut) -> Double {
    var busiest: Int64 = 0
    for guest in 0..<rows {
      let before = guest < baseline.tallies.count ? baseline.tallies[guest].busy : 0
      busiest = max(busiest, final.tallies[guest].busy - before)
    }
    return Double(busiest)
  }

  // Model rule 6.7: losses above 0.1 %, a station that never rests, or a backlog that grows.
  private func isSaturated(_ summary: Summary, _ final: Cut) -> Bool {
    if summary.window.droppedFraction > 0.001 { return true }
    let seconds = summary.windowSeconds
    guard seconds > 0 else { return false }
    let busiest = max(summary.cost.driverUtilisation ?? 0, busiestGuest(final) / 1e9 / seconds)
    if busiest >= 0.98 { return true }
    let quarter = (final.time - baseline.time) / 4
    let second = backend.pipeline.recorder.meanInside(
      from: baseline.time + quarter, to: baseline.time + 2 * quarter)
    let last = backend.pipeline.recorder.meanInside(from: final.time - quarter, to: final.time)
    guard let second, let last else { return false }
    return last > 2 * second && last > second + 64 * meanGuests(final)
  }
}

extension GuestTally {
  // What a summary of a guest needs of its legs.
  fileprivate mutating func add(_ leg: GuestTally) {
    delivered += leg.delivered
    dropped += leg.dropped
    deliveredBytes += leg.deliveredBytes
    containers.full += leg.containers.full
    containers.due += leg.containers.due
    containers.idle += leg.containers.idle
    containers.other += leg.containers.other
    containerPackets += leg.containerPackets
    fill += leg.fill
  }
}

extension PacketCounts {
  // Moves what stages lost from the losses of queues, among which it was counted.
  mutating func count(_ lost: StageLosses) {
    droppedQueue -= lost.ring + lost.late
    droppedRing += lost.ring
    late += lost.late
  }
}
