import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation

/// The driver domain and the guests.
extension NaiveScheduler {
  // MARK: The driver domain

  func send(_ transfer: NaiveTransfer) {
    if serving.isEmpty {
      serve([transfer])
      return
    }
    let queued = queue.reduce(0) { $0 + ($1.guest == transfer.guest ? $1.packets.count : 0) }
    transfer.packets = fitting(
      transfer.packets, behind: queued, transfer.terms, alone: transfer.crossesAlone, guest: transfer.guest)
    if !transfer.packets.isEmpty { queue.append(transfer) }
  }

  func serve(_ transfers: [NaiveTransfer]) {
    serving = transfers
    toWake = []
    diary.driverStarts.append(now)
    diary.grants.append((now, transfers.reduce(0) { $0 + $1.grants }))
    let service = Int64(transfers.reduce(0) { $0 + $1.cost }.rounded())
    if transfers[0].terms.always {
      toWake = [transfers[0].guest]
      schedule(.sent, after: service + transfers[0].terms.send)
    } else {
      schedule(.served, after: service)
    }
  }

  func askWhoSleeps() {
    var sending: Int64 = 0
    for index in guestsServed where guests[index].state == .asleep && !settings.leavesHost(index) {
      toWake.insert(index)
      sending += serving.first { $0.guest == index }?.terms.send ?? 0
    }
    if sending == 0 { handOver() } else { schedule(.sent, after: sending) }
  }

  var guestsServed: [Int] { Set(serving.map(\.guest)).sorted() }

  func handOver() {
    diary.driverEnds.append(now)
    diary.events.append((now, toWake.count))
    diary.served.append((now, serving.reduce(0) { $0 + $1.packets.count }))
    for index in guestsServed {
      let mine = serving.filter { $0.guest == index }
      queue(mine.flatMap(\.packets), for: index, mine[0].terms, alone: mine[0].crossesAlone)
    }
    serving = []
    if queue.isEmpty {
      releaseIfIdle()
    } else {
      serve(nextJob())
    }
  }

  /// The first transfer; with copy and sleeping guests the first up to 64.
  func nextJob() -> [NaiveTransfer] {
    let run = queue.prefix(64).prefix { $0.joinsBatches }
    let count = max(1, run.count)
    defer { queue.removeFirst(count) }
    return Array(queue.prefix(count))
  }

  // MARK: The guests

  func queue(_ packets: [NaivePacket], for index: Int, _ terms: NaiveTerms, alone: Bool) {
    if settings.leavesHost(index) { return leave(packets, index) }
    let guest = guests[index]
    // Who wakes at once takes them into service: they stand in no queue.
    let servesAtOnce = guest.state == .asleep && terms.latency == 0
    let kept =
      servesAtOnce ? packets : fitting(packets, behind: guest.queuedPackets, terms, alone: alone, guest: index)
    guard !kept.isEmpty else { return }
    guest.queue.append(.init(packets: kept, terms: terms, withEvent: toWake.contains(index)))
    if guest.state == .asleep {
      guest.state = .waking
      schedule(.wakeUp(guest: index), after: terms.latency)
    }
  }

  /// What leaves the host is out when the driver has served it.
  func leave(_ packets: [NaivePacket], _ index: Int) {
    delivered += packets.count
    diary.deliveries.append((now, index, packets.count, packets.reduce(0) { $0 + $1.size }))
    guests[index].deliveries.combine(now)
    guests[index].deliveries.combine(UInt64(packets.count))
    fates[index].append(NaiveFate(time: now, packets: packets.count, delivered: true))
  }

  func serve(_ index: Int) {
    let guest = guests[index]
    guard !guest.queue.isEmpty else {
      guest.state = .asleep
      return
    }
    let next = guest.queue.removeFirst()
    guest.state = .serving
    guest.serving = next
    diary.guestStarts.append((now, index))
    schedule(.delivered(guest: index), after: next.cost)
  }

  func deliver(_ index: Int) {
    let guest = guests[index]
    guard let served = guest.serving else { return }
    guest.serving = nil
    delivered += served.packets.count
    diary.deliveries.append((now, index, served.packets.count, served.packets.reduce(0) { $0 + $1.size }))
    guest.deliveries.combine(now)
    guest.deliveries.combine(UInt64(served.packets.count))
    fates[index].append(NaiveFate(time: now, packets: served.packets.count, delivered: true))
    serve(index)
  }
}
