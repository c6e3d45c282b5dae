import DwellCore
import DwellEngine
public import DwellMetrics
import DwellWorkload

extension Simulator {
  /// How full transfers could be under the present settings.
  var fullWork: FullWork {
    FullWork(
      tariff: presentTariff, aggregates: aggregates, capacity: scenario.value(of: EngineKnobs.containerSize),
      mostPackets: scenario.value(of: EngineKnobs.maxPackets), guests: scenario.guests)
  }

  /// The same for what leaves the host: no guest does anything for it.
  var fullOutwardWork: FullWork {
    var work = fullWork
    work.leavesHost = true
    return work
  }

  func setFullWork() {
    var work = fullWork
    if scenario.directions == .tx { work.aggregates = false }
    backend.pipeline.fullWork.work = work
    backend.pipeline.fullOutwardWork.work = fullOutwardWork
  }

  // The row that stands for a guest where one leg of it is shown.
  func shownRow(_ guest: Int) -> Int { guest * legs + (legs == 2 ? scenario.directions.shownLeg : 0) }

  /// What a screen shows now; empty plots where none were asked to be kept.
  public func snapshot(_ view: View) -> Snapshot {
    settle()
    var snapshot = Snapshot(view: view)
    snapshot.now = now
    snapshot.guestCount = scenario.guests
    snapshot.packets = packets
    snapshot.aggregates = aggregates
    guard backend.pipeline.recorder.history.isKept else { return snapshot }
    backend.pipeline.recorder.history.follow(shownRow(view.guest))
    backend.pipeline.recorder.history.expect(view)
    backend.pipeline.recorder.history.answer(&snapshot, guestCount: scenario.guests, row: shownRow(view.guest))
    snapshot.containers = backend.pipeline.recorder.newestContainers(before: view.stretch?.upperBound)
    let listed = min(max(view.listedGuests, 1), scenario.guests)
    let first = min(max(view.guest - listed / 2, 0), scenario.guests - listed)
    snapshot.guests = (first..<first + listed).map { guest($0) }
    snapshot.bars = bars(view, listed: first..<first + listed)
    if view.barContainers > 0, aggregates { snapshot.explanation = explain(view.guest, snapshot.bars) }
    return snapshot
  }

  // Keeps containers from now on, or no more, as the view asks.
  private func bars(_ view: View, listed: Range<Int>) -> [ContainerBar] {
    let isKept = view.barContainers > 0 || view.keepsBars
    if isKept {
      backend.pipeline.recorder.bars.follow(row: shownRow(view.guest))
    } else {
      backend.pipeline.recorder.bars.rest()
    }
    backend.pipeline.isObserved = isKept || hasObserver
    guard view.barContainers > 0 else { return [] }
    let rows = legs == 1 ? Array(listed) : listed.flatMap { [2 * $0, 2 * $0 + 1] }
    let open = rows.compactMap { front.waitingContainer($0) }.map { bar($0) }.sorted { $0.opened > $1.opened }
    let total = backend.pipeline.recorder.containersReleased
    return open + backend.pipeline.recorder.bars.bars(view.barContainers, total: total, legs: legs)
  }

  // What is known of the last packet and the last release comes from the bars, which need not reach back to them.
  private func explain(_ guest: Int, _ bars: [ContainerBar]) -> Explanation? {
    let leg: Leg = shownRow(guest) == 2 * guest + 1 && legs == 2 ? .toOutside : .toGuest
    let own = bars.filter { $0.guest == guest && $0.leg == leg }
    let open = own.first { $0.isOpen }
    let left = own.first { !$0.isOpen }
    let last = (open ?? left).map { $0.arrivals.last?.instant.nanoseconds ?? $0.opened.nanoseconds }
    let release = left?.departure?.released.nanoseconds
    let due = own.first { $0.departure?.cause == .due }
    let context = ExplanationContext(
      now: doneUntil,
      opened: open.flatMap { $0.opened.nanoseconds >= timeoutTurned ? $0.opened.nanoseconds : nil },
      knowsLastPacket: policyTurned == .min || (last ?? .min) >= policyTurned,
      knowsLastRelease: policyTurned == .min || (release ?? .min) >= policyTurned,
      lastDue: due.map { ($0.packets, $0.hold.nanoseconds) })
    return front.explain(shownRow(guest), context)
  }

  private func bar(_ waiting: WaitingContainer) -> ContainerBar {
    let reference = PacketWord.reference(doneUntil)
    return ContainerBar(
      guest: waiting.guest / legs, leg: legs == 2 && waiting.guest & 1 == 1 ? .toOutside : .toGuest,
      opened: Instant(nanoseconds: waiting.open.opened), due: Instant(nanoseconds: waiting.open.deadline),
      capacity: Int(waiting.open.rules.capacity), packets: Int(waiting.open.load.packets),
      bytes: Int(waiting.open.load.bytes),
      arrivals: waiting.packets.prefix(ContainerBar.mostArrivals).map {
        ContainerBar.Arrival(
          instant: Instant(nanoseconds: doneUntil - PacketWord.wait($0, until: reference)),
          size: Int(PacketWord.size($0)))
      }, departure: nil)
  }

  private func guest(_ guest: Int) -> GuestNow {
    let row = shownRow(guest)
    let open = front.open(row)
    let isOpen = !open.load.isEmpty
    let capacity = isOpen ? Int(open.rules.capacity) : Int(scenario.value(of: EngineKnobs.containerSize))
    let bytes = backend.pipeline.recorder.history.meanPacketBytes(of: row)
    // What is inside, and as many packets of the mean size as fit into the rest: sizes differ, and none is left out.
    let room = Double(max(capacity - Int(open.load.bytes), 0))
    let fits = Double(open.load.packets) + room / max(bytes.isNaN ? scenario.meanPacketBytes : bytes, 1)
    return GuestNow(
      guest: guest, packets: Int(open.load.packets), bytes: Int(open.load.bytes), capacity: capacity,
      fits: min(max(Int(fits + 1e-9), 1), 1024), due: isOpen ? Instant(nanoseconds: open.deadline) : .never,
      estimate: aggregates ? front.estimate(row) : .none,
      departures: backend.pipeline.recorder.history.departures(of: row))
  }
}
