import DwellCore
import DwellEngine
import DwellMetrics

/// Per-packet grant copy: every packet crosses by itself, the vanilla split driver (model rule 2).
extension Pipeline {
  /// Packets the driver domain takes from its queue as one batch where only sleeping guests are notified (netback's budget).
  static var batch: Int { 64 }

  /// A packet comes that crosses alone.
  mutating func pass(guest: Int32, size: Int32, at time: Int64, tariff number: Int32) {
    if !lone.isEmpty { serveLonePackets(arrivalAt: time) }
    let isBusy = stations.isBusy(at: time)
    let waiting = lone.count(of: Int(guest))
    if isBusy || !lone.isEmpty,
      stations.room(guest: Int(guest), packets: 1, at: time, tariffs[Int(number)], others: waiting) < 1
    {
      refuse(guest: guest, size: size, at: time)
      return
    }
    // An idle driver domain takes it at once, a batch of one.
    if lone.isEmpty, !isBusy || tariffs[Int(number)].notification == .every {
      serveAlone(guest: guest, size: size, at: time, arrived: time, tariff: number, .arrival)
      return
    }
    lone.append(.init(time: time, size: size, guest: guest, tariff: number))
  }

  /// Serves what waits, batch by batch, as far as the driver domain is free when an arrival comes at `time`.
  mutating func serveLonePackets(arrivalAt time: Int64) {
    while !lone.isEmpty, stations.driverFree &+ stations.driverRound <= time { serveBatch(at: stations.driverFree) }
  }

  /// Serves what waits, batch by batch, in all rounds of all instants strictly before `time`.
  mutating func serveLonePackets(before time: Int64) {
    while !lone.isEmpty, stations.driverFree < time { serveBatch(at: stations.driverFree) }
  }

  /// Serves all that waits, ahead of its time: a container follows, so what each batch takes is settled.
  mutating func settleLonePackets() {
    while !lone.isEmpty { serveBatch(at: stations.driverFree, .ahead) }
  }

  /// When the next batch begins; `.max` if nothing waits.
  var nextBatch: Int64 { lone.isEmpty ? .max : stations.driverFree }

  /// The same, if it comes before an arrival at `time`.
  func nextBatch(arrivalAt time: Int64) -> Int64? {
    !lone.isEmpty && stations.driverFree &+ stations.driverRound <= time ? stations.driverFree : nil
  }

  private mutating func refuse(guest: Int32, size: Int32, at time: Int64) {
    var t = lonely(guest: guest, packets: 1, bytes: Int64(size), at: time)
    t.served = 0
    t.servedBytes = 0
    scratch[0] = PacketWord.pack(time: time, size: size)
    recordLone(&t, from: 0)
  }

  private mutating func recordLone(_ t: inout Transfer, from first: Int) {
    if recorder.history.isKept {
      t.fullWork = fullWork(of: t)
    }
    guard following.isOn else {
      recorder.record(&t, packets: scratch, from: first, estimate: .none)
      if tellsSource { tell(t) }
      return
    }
    beginTransfer(t)
    recorder.record(following: &t, packets: scratch, from: first, journeys: following.journeys, estimate: .none)
    endTransfer(t)
  }

  private func lonely(guest: Int32, packets: Int32, bytes: Int64, at time: Int64) -> Transfer {
    var t = Transfer()
    t.isContainer = false
    t.guest = guest
    t.packets = packets
    t.served = packets
    t.bytes = bytes
    t.servedBytes = bytes
    t.grants = packets
    t.opened = time
    t.released = time
    return t
  }

  // Whether a batch begins now, or is settled while its packets still stand in the queue.
  private enum BatchTime { case now, ahead }

  // Takes the head of the queue as one batch: one test per guest at its end, in guest order, handed over together.
  private mutating func serveBatch(at free: Int64, _ when: BatchTime = .now) {
    guard let head = lone.packets.first else { return }
    let start = max(head.time, free)
    if tariffs[Int(head.tariff)].notification == .every {
      lone.removeFirst(1)
      if when == .ahead { stations.queueAhead(Int(head.guest), packets: 1, until: start) }
      serveAlone(
        guest: head.guest, size: head.size, at: start, arrived: head.time, tariff: head.tariff, .completion)
      return
    }
    lone.takeBatch(of: Self.batch) { tariffs[Int($0.tariff)].notification == .sleeping }
    stations.begin(released: start, .completion)
    stations.work(work(of: lone.batch))
    lone.orderBatch()
    for i in lone.batch.indices {
      scratch[i] = PacketWord.pack(time: lone.batch[i].time, size: lone.batch[i].size)
    }
    stations.send(askWhoSleeps())
    var first = 0
    var number = 0
    while first < lone.batch.count {
      var t = share(from: first)
      t.carriesBusyTime = first == 0
      t.start = start
      t.released = start
      t.notified = lone.sleepers[number]
      t.handed = stations.driverFree
      if when == .ahead { stations.queueAhead(Int(t.guest), packets: Int64(t.packets), until: start) }
      if isOutward(t.guest) {
        stations.handOutward(&t)
      } else {
        stations.handOver(&t, tariffs[Int(lone.batch[first].tariff)])
      }
      if t.handedOver < t.served { subtractLost(&t, scratch, first) }
      recordLone(&t, from: first)
      first += Int(t.packets)
      number += 1
    }
  }

  // One test per guest of a batch, in guest order; returns the time that all their events take.
  private mutating func askWhoSleeps() -> Int64 {
    lone.sleepers.removeAll(keepingCapacity: true)
    var sum: Int64 = 0
    var first = 0
    while first < lone.batch.count {
      let t = share(from: first)
      // Nobody sleeps out there.
      let sleeps = !isOutward(t.guest) && stations.isAsleep(Int(t.guest))
      if sleeps { sum += tariffs[Int(lone.batch[first].tariff)].sendTime }
      lone.sleepers.append(sleeps)
      first += Int(t.packets)
    }
    return sum
  }

  // The packets of one guest in a batch, from the first of them on.
  private func share(from first: Int) -> Transfer {
    let guest = lone.batch[first].guest
    var last = first
    var bytes: Int64 = 0
    while last < lone.batch.count, lone.batch[last].guest == guest {
      bytes += Int64(lone.batch[last].size)
      last += 1
    }
    return lonely(guest: guest, packets: Int32(last - first), bytes: bytes, at: lone.batch[first].time)
  }

  private mutating func serveAlone(
    guest: Int32, size: Int32, at time: Int64, arrived: Int64, tariff: Int32, _ opportunity: Stations.Opportunity
  ) {
    var t = lonely(guest: guest, packets: 1, bytes: Int64(size), at: arrived)
    t.released = time
    scratch[0] = PacketWord.pack(time: arrived, size: size)
    if isOutward(guest) {
      stations.serveOutward(&t, tariffs[Int(tariff)], opportunity)
    } else {
      stations.serve(&t, tariffs[Int(tariff)], opportunity)
    }
    t.released = t.start
    recordLone(&t, from: 0)
  }

  // Rounded once; packets whose costs were turned while they waited keep their own.
  private func work(of taken: [LoneQueue.Packet]) -> Int64 {
    var bytes: Int64 = 0
    var mixed = 0.0
    var isMixed = false
    for packet in taken {
      bytes += Int64(packet.size)
      let tariff = tariffs[Int(packet.tariff)]
      mixed += tariff.grant + tariff.packet + tariff.byte * Double(packet.size)
      if packet.tariff != taken[0].tariff { isMixed = true }
    }
    if isMixed { return Int64(nearest: mixed) }
    let count = Int64(taken.count)
    return tariffs[Int(taken[0].tariff)].driverWork(grants: count, packets: count, bytes: bytes)
  }
}
