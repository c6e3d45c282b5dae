import DequeModule
import DwellCore
import DwellEngine
import DwellMetrics
import DwellWorkload

/// What becomes of packets that are followed one by one: they leave a transfer, pass regulate, and are handed over.
extension Pipeline {
  /// Packets already inside are followed from now on; `waiting` are the open containers.
  mutating func beginFollowing(guests: Int, offeredTo: [Int], bytes: Int64, waiting: [WaitingContainer], now: Int64) {
    following.isOn = true
    isPlain = false
    following.grow(guests)
    following.offeredBytes = bytes
    for guest in 0..<guests { following.guests[guest].offered = offeredTo[guest] }
    recorder.beginFollowing()
    var inside: [(time: Int64, size: Int32, guest: Int32, isAlone: Bool)] = []
    let reference = PacketWord.reference(now)
    for container in waiting {
      for word in container.packets {
        let time = now - PacketWord.wait(word, until: reference)
        inside.append((time, Int32(PacketWord.size(word)), Int32(container.guest), false))
      }
    }
    for packet in lone.packets { inside.append((packet.time, packet.size, packet.guest, true)) }
    for (_, packet) in inside.enumerated().sorted(by: { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }) {
      recorder.arrive(at: packet.time)
      let guest = Int(packet.guest)
      let number = following.guests[guest].book.arrive()
      let staged = StagedPacket(
        time: packet.time, size: packet.size, guest: packet.guest, source: ArrivalBlock.outside, number: number)
      if packet.isAlone {
        following.guests[guest].alone.append(staged)
      } else {
        following.guests[guest].inContainer.append(staged)
      }
    }
  }

  /// What is known of the packets of a transfer that is recorded next, in `following.journeys`.
  mutating func beginTransfer(_ t: Transfer) {
    following.takeOut(t, waitingAlone: Int(lone.count(of: Int(t.guest))))
    following.journeys.removeAll(keepingCapacity: true)
    for i in following.moving.indices {
      let joined = following.moving[i].time
      if t.isContainer { following.moving[i].journey.dwell += t.released - joined }
      if i < Int(t.handedOver) {
        following.moving[i].journey.queue += t.start - (t.isContainer ? t.released : joined)
        following.moving[i].journey.service += t.handed - t.start + t.delivered - t.guestStart
        following.moving[i].journey.notify += t.guestStart - t.handed
        following.moving[i].time = t.delivered
      }
      following.journeys.append(following.moving[i].journey)
    }
  }

  /// The packets of the transfer recorded last go on to the unloader, or are lost.
  mutating func endTransfer(_ t: Transfer) {
    for i in following.moving.indices {
      let packet = following.moving[i]
      if i < Int(t.handedOver) {
        following.guests[packet.guest].unloading.append(packet)
      } else {
        end(packet, at: i < Int(t.served) ? t.handed : t.released, .dropped)
      }
    }
    if t.handedOver > 0 { following.expect(t) }
  }

  /// A packet's end is known: the source is told, if it asks.
  mutating func end(_ packet: StagedPacket, at time: Int64, _ fate: DeliveryBlock.Fate) {
    defer { following.guests[packet.guest].book.end(packet.number) }
    guard tellsSource else { return }
    let overtaken = Int32(following.guests[packet.guest].book.earlier(than: packet.number))
    if let last = deliveries.entries.last, last.time == time, last.guest == packet.journey.guest, last.fate == fate,
      last.overtaken == overtaken
    {
      deliveries.entries[deliveries.entries.count - 1].packets += 1
    } else {
      deliveries.entries.append(
        .init(time: time, guest: packet.journey.guest, packets: 1, fate: fate, overtaken: overtaken))
    }
  }

  /// Unloads, regulates and hands over everything strictly before `time`; nothing may be released before it any more.
  mutating func handOver(before time: Int64) {
    if let first = following.leftBehind.first, first.time < time {
      handOver(following.leftBehind)
      following.leftBehind.removeAll()
    }
    while let next = following.coming.least, next.time < time {
      following.coming.removeLeast()
      unload(next)
    }
    following.regulator?.advance(to: time, into: &following.outlet)
    emptyOutlet()
    recorder.told(before: time)
  }

  private mutating func unload(_ next: Following.Coming) {
    let guest = Int(next.guest)
    let count = Int(next.packets)
    following.moving.removeAll(keepingCapacity: true)
    switch next.way {
    case .across:
      recorder.unload(guest: guest, busy: next.time - next.guestStart)
      following.moving.append(contentsOf: following.guests[guest].unloading.prefix(count))
      following.guests[guest].unloading.removeFirst(count)
    case .around:
      following.moving.append(contentsOf: following.guests[guest].around.prefix(count))
      following.guests[guest].around.removeFirst(count)
    }
    if following.regulator == nil {
      handOver(following.moving)
    } else {
      following.regulator?.take(following.moving, into: &following.outlet)
      emptyOutlet()
    }
  }

  private mutating func emptyOutlet() {
    guard !following.outlet.passed.isEmpty || !following.outlet.ended.isEmpty else { return }
    for (packet, ending) in following.outlet.ended {
      guard case .lost(let place, let time) = ending else { preconditionFailure("regulate hands on, not over") }
      recorder.lose(packet.journey, at: time, place)
      end(packet, at: time, .dropped)
    }
    handOver(following.outlet.passed)
    following.outlet.removeAll()
  }

  // Packets in time order; those of one guest and instant that follow each other are handed over together.
  private mutating func handOver(_ packets: [StagedPacket]) {
    var first = 0
    while first < packets.count {
      let time = packets[first].time
      following.journeys.removeAll(keepingCapacity: true)
      var last = first
      while last < packets.count, packets[last].time == time, packets[last].guest == packets[first].guest {
        var journey = packets[last].journey
        journey.regulate += time - journey.arrived - journey.delay
        following.journeys.append(journey)
        end(packets[last], at: time, .delivered)
        last += 1
      }
      recorder.handOver(following.journeys[...], at: time)
      first = last
    }
  }

  /// Puts another regulator, or none, in the place of the present one.
  mutating func exchangeRegulator(_ next: (any PacketStage)?, at now: Int64) {
    following.regulator?.dissolve(at: now, into: &following.outlet)
    following.leftBehind += following.outlet.passed
    following.outlet.passed.removeAll()
    emptyOutlet()
    following.outlet = StageOutlet()
    following.regulator = next
  }
}
