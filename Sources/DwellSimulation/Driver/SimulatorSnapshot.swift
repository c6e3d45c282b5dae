import DwellCore
import DwellEngine
public import DwellMetrics
import DwellWorkload

extension Simulator {
  func startHistory() {
    let history = History(guests: guestRoom)
    history.timeout = scenario.value(of: EngineKnobs.timeout)
    history.fullWorkPerPacket = { [unowned self] transfer in
      self.fullWork(bytesPerPacket: Double(transfer.bytes) / Double(max(transfer.packets, 1)))
    }
    backend.pipeline.recorder.history = history
  }

  /// Work per packet of the busier station if every transfer were as large as it may be, in nanoseconds.
  func fullWork(bytesPerPacket bytes: Double) -> Double {
    let tariff = presentTariff
    guard scenario.aggregates else {
      let batch = tariff.notification == .sleeping ? Double(Pipeline.batch) : 1
      return tariff.workPerPacket(packets: batch, bytes: bytes * batch, container: false, guests: scenario.guests)
    }
    let capacity = scenario.value(of: EngineKnobs.containerSize)
    let most = scenario.value(of: EngineKnobs.maxPackets)
    var fits = min(max((capacity / max(bytes, 1)).rounded(.down), 1), Double(ContainerRules.storage))
    if most > 0 { fits = min(fits, most) }
    return tariff.workPerPacket(packets: fits, bytes: bytes * fits, container: true, guests: scenario.guests)
  }

  /// What a screen shows now; empty plots where none were asked to be kept.
  public func snapshot(_ view: View) -> Snapshot {
    settle()
    var snapshot = Snapshot(view: view)
    snapshot.now = now
    snapshot.guestCount = scenario.guests
    snapshot.packets = packets
    snapshot.aggregates = scenario.aggregates
    guard let history = backend.pipeline.recorder.history else { return snapshot }
    history.follow(view.guest)
    history.answer(&snapshot, guestCount: scenario.guests)
    let listed = min(max(view.listedGuests, 1), scenario.guests)
    let first = min(max(view.guest - listed / 2, 0), scenario.guests - listed)
    snapshot.guests = (first..<first + listed).map { guest(history, $0) }
    return snapshot
  }

  private func guest(_ history: History, _ guest: Int) -> GuestNow {
    let open = front.open(guest)
    let isOpen = !open.load.isEmpty
    let capacity = isOpen ? Int(open.rules.capacity) : Int(scenario.value(of: EngineKnobs.containerSize))
    let bytes = history.meanPacketBytes(of: guest)
    let fits = bytes.isNaN ? Double(capacity) / max(scenario.sizes.mean, 1) : Double(capacity) / bytes
    return GuestNow(
      guest: guest, packets: Int(open.load.packets), bytes: Int(open.load.bytes), capacity: capacity,
      fits: min(max(Int(fits + 1e-9), 1), 1024), due: isOpen ? Instant(nanoseconds: open.deadline) : .never,
      estimate: scenario.aggregates ? front.estimate(guest) : .none, departures: history.departures(of: guest))
  }
}
