import DwellCore
import DwellEngine
import DwellMetrics
import DwellWorkload

/// What lies behind the aggregator: driver domain, guests, recorder; where containers and lone packets go.
///
/// Of the stages, intake, coalesce and bypass lie before the front (`StageLine`), cross chooses the front, notify is part of a tariff,
/// regulate comes after the stations (`PipelineFollowing`). A stage whose choice leaves packets as they are costs nothing.
struct Pipeline: ~Copyable, ReleaseSink {
  var stations: Stations
  var recorder: Recorder
  // Tariffs containers in use were opened under; a container names its by number.
  var tariffs: [Tariff]
  // What the source is to be told; filled only for sources that follow deliveries.
  var deliveries = DeliveryBlock()
  var tellsSource = false { didSet { isPlain = !tellsSource && !following.isOn } }
  // Packets one by one, where a stage has them in its hands.
  var following = Following()
  // Whether a transfer is only recorded: packets are not followed, and the source does not ask for them.
  var isPlain = true
  // Lone packets waiting for a batch, and the words of one.
  var lone = LoneQueue()
  var scratch = Slab<UInt64>(count: Int(ContainerRules.storage), filledWith: 0)
  var fullWork: FullWorkTable
  // The same for what leaves the host.
  var fullOutwardWork: FullWorkTable
  // The bit of a row's number that says it leads to the outside; 0 where guests have one leg.
  var outwardBit = 0
  // Whether anybody wants to know of each container: an observer, or a screen that shows their packets.
  var isObserved = false
  var observer: (ContainerNote) -> Void = { _ in }
  var released = 0

  init(stations: consuming Stations, recorder: consuming Recorder, tariff: Tariff) {
    self.stations = stations
    self.recorder = recorder
    tariffs = [tariff]
    let full = FullWork(tariff: tariff, aggregates: true, capacity: 4096, mostPackets: 0, guests: 1)
    fullWork = FullWorkTable(full)
    fullOutwardWork = FullWorkTable(full)
  }

  var wantsEstimates: Bool { recorder.history.isKept }
  var idleTime: Int64 { stations.driverFree }
  var idleRound: Int64 { stations.driverRound }
  func quietTime(of guest: Int) -> Int64 { stations.quietTime(of: guest) }
  mutating func fallAsleep(_ guest: Int) { stations.fallAsleep(guest) }

  mutating func release(
    _ container: ReleasedContainer, packets words: borrowing Slab<UInt64>, from first: Int, estimate: Estimate
  ) {
    if !lone.isEmpty { makeWay(for: container) }
    var t = Transfer()
    t.guest = Int32(truncatingIfNeeded: container.guest)
    t.cause = container.cause
    t.packets = Int32(truncatingIfNeeded: container.load.packets)
    t.bytes = container.load.bytes
    t.capacity = container.rules.capacity
    t.opened = container.opened
    t.released = container.released
    t.served = t.packets
    t.servedBytes = t.bytes
    let tariff = tariffs[Int(container.rules.tariff)]
    // What idleness called for leaves when all else of its instant is done, so only a later end keeps it waiting.
    if stations.isBusy(at: t.released), t.cause != .idle || stations.driverFree > t.released {
      queue(&t, tariff, words, first)
    }
    t.grants = Int32(truncatingIfNeeded: tariff.grants(bytes: t.servedBytes))
    finish(&t, tariff, words, first, estimate)
    if isObserved { observe(t, container, words, first) }
  }

  // Lone packets are ahead of the container: what their batches take is settled, unless the container is turned away and stands
  // behind nobody.
  @inline(never)
  private mutating func makeWay(for container: ReleasedContainer) {
    serveLonePackets(arrivalAt: container.released &- stations.slack)
    guard !lone.isEmpty else { return }
    let row = container.guest
    let isAsked = container.cause != .idle || stations.driverFree > container.released
    if isAsked, lone.count(of: row) == 0,
      stations.room(
        guest: row, packets: container.load.packets, at: container.released, tariffs[Int(container.rules.tariff)]) == 0
    {
      return
    }
    settleLonePackets()
  }

  // A full queue turns the container away, or its tail (model rule 6.2).
  private mutating func queue(_ t: inout Transfer, _ tariff: Tariff, _ words: borrowing Slab<UInt64>, _ first: Int) {
    let room = stations.room(guest: Int(t.guest), packets: Int64(t.packets), at: t.released, tariff)
    guard room < Int64(t.packets) else { return }
    for i in Int(room)..<Int(t.packets) { t.servedBytes -= PacketWord.size(words[first + i]) }
    t.served = Int32(room)
  }

  @inline(__always)
  private mutating func finish(
    _ t: inout Transfer, _ tariff: Tariff, _ words: borrowing Slab<UInt64>, _ first: Int, _ estimate: Estimate
  ) {
    if t.served > 0 {
      // An idle thread that takes what waited does so within its completion; what comes to an idle thread, after it.
      let opportunity: Stations.Opportunity = t.cause == .idle && t.opened < t.released ? .completion : .arrival
      if isOutward(t.guest) {
        stations.serveOutward(&t, tariff, opportunity)
      } else {
        stations.serve(&t, tariff, opportunity)
        if t.handedOver < t.served { subtractLost(&t, words, first) }
      }
    }
    if recorder.history.isKept { t.fullWork = fullWork(of: t) }
    if isPlain {
      recorder.record(&t, packets: words, from: first, estimate: estimate)
    } else {
      recordClosely(&t, words, first, estimate)
    }
  }

  @inline(never)
  private mutating func recordClosely(
    _ t: inout Transfer, _ words: borrowing Slab<UInt64>, _ first: Int, _ estimate: Estimate
  ) {
    if following.isOn {
      beginTransfer(t)
      recorder.record(following: &t, packets: words, from: first, journeys: following.journeys, estimate: estimate)
      endTransfer(t)
    } else {
      recorder.record(&t, packets: words, from: first, estimate: estimate)
      tell(t)
    }
  }

  /// Whether a row leads to the outside.
  @inline(__always)
  func isOutward(_ row: Int32) -> Bool { Int(row) & outwardBit != 0 }

  @inline(__always)
  mutating func fullWork(of t: Transfer) -> Float {
    isOutward(t.guest)
      ? fullOutwardWork.perPacket(bytes: t.bytes, packets: t.packets)
      : fullWork.perPacket(bytes: t.bytes, packets: t.packets)
  }

  func subtractLost(_ t: inout Transfer, _ words: borrowing Slab<UInt64>, _ first: Int) {
    t.handedBytes = t.servedBytes
    for i in Int(t.handedOver)..<Int(t.served) { t.handedBytes -= PacketWord.size(words[first + i]) }
  }

  mutating func tell(_ t: Transfer) {
    if t.handedOver > 0 {
      deliveries.entries.append(
        .init(time: t.delivered, guest: t.guest, packets: t.handedOver, fate: .delivered))
    }
    if t.handedOver < t.served {
      deliveries.entries.append(
        .init(time: t.handed, guest: t.guest, packets: t.served - t.handedOver, fate: .dropped))
    }
    if t.served < t.packets {
      deliveries.entries.append(
        .init(
          time: t.released, guest: t.guest, packets: t.packets - t.served, fate: .dropped,
          overtaken: t.isContainer ? 0 : Int32(lone.count(of: Int(t.guest)))))
    }
  }

  @inline(never)
  private mutating func observe(
    _ t: Transfer, _ container: ReleasedContainer, _ words: borrowing Slab<UInt64>, _ first: Int
  ) {
    recorder.bars.keep(t, due: container.due, packets: words, from: first)
    released += 1
    observer(ContainerNote(t, number: released, legs: outwardBit + 1))
  }
}
