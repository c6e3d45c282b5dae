import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation

/// The rules of the model as a sorted list of events: obvious, slow, and sharing no code with the engine.
///
/// One driver thread; guests that wake after a latency; every policy. Used as the oracle for the engine.
final class NaiveScheduler {
  private(set) var now: Int64 = 0
  var releases: [NaiveRelease] = []
  /// What became of the packets of each guest, in its order.
  var fates: [[NaiveFate]] = []
  /// Σ over packets of the time in a container.
  var totalDwell: Int64 = 0
  /// What the driver domain and the guests did, and when.
  var diary = NaiveDiary()

  var settings: NaiveSettings
  var agenda: NaiveAgenda
  var guests: [NaiveGuest] = []
  private let end: Int64
  private let drains: Bool
  private let exponential = ExponentialTable()

  // The driver domain.
  var queue: [NaiveTransfer] = []
  var serving: [NaiveTransfer] = []
  var toWake: Set<Int> = []

  var tuning: NaiveTuning

  var round = 0
  var scheduled = 0
  private var offered = 0
  var delivered = 0
  var dropped = 0

  init(_ scenario: Scenario, arrivals: [NaivePacket]) {
    settings = NaiveSettings(scenario)
    tuning = NaiveTuning(guests: scenario.guests * settings.legs)
    end = scenario.duration?.nanoseconds ?? ((arrivals.last?.arrival ?? -1) + 1)
    drains = scenario.ending == .drain
    agenda = NaiveAgenda(arrivals: arrivals.filter { [end] in $0.arrival < end })
    makeGuests()
  }

  // MARK: Running

  /// Does everything strictly before `instant`.
  func advance(to instant: Int64) {
    while goOn(before: instant) {}
    (now, round) = (instant, 0)
  }

  /// Goes on to the end of the run: until nothing more happens, or to the end of the arrivals where nothing is drained.
  func finish() {
    while goOn(before: drains ? .max : end) {}
  }

  /// The next thing strictly before `limit`; false if there is none. When an instant has no more events, a container whose guest
  /// is idle leaves, and what that causes belongs to the same instant.
  private func goOn(before limit: Int64) -> Bool {
    guard now < limit else { return false }
    let next = agenda.next
    if next.map({ $0.key.time > now }) ?? true, releaseToIdleGuest() { return true }
    guard let next, next.key.time < limit else { return false }
    step(next)
    return true
  }

  private func step(_ event: NaiveEvent) {
    _ = agenda.removeFirst()
    (now, round) = (event.key.time, event.key.round)
    switch event.happening {
    case .arrival(let packet): arrive(packet)
    case .deadline(let guest): release(guest, .due)
    case .served: askWhoSleeps()
    case .sent: handOver()
    case .wakeUp(let guest): serve(guest)
    case .delivered(let guest): deliver(guest)
    }
  }

  // MARK: Arrivals

  private func arrive(_ packet: NaivePacket) {
    guard packet.guest < settings.guests * settings.legs else { return }
    offered += 1
    if !settings.aggregates(packet.guest) {
      send(
        NaiveTransfer(
          guest: packet.guest, packets: [packet], terms: settings.terms, crossesAlone: true,
          joinsBatches: settings.notify == "sleeping"))
    } else {
      load(packet)
    }
  }

  func load(_ packet: NaivePacket) {
    let guest = guests[packet.guest]
    if let open = guest.open, open.bytes + packet.size > open.capacity { release(packet.guest, .full) }
    let tooLarge = guest.open == nil && packet.size > settings.capacity
    let opens = guest.open == nil && !tooLarge
    let container = guest.open ?? NaiveContainer(opened: now, settings: settings)
    guest.estimator.watch(packet, alpha: settings["alpha"])
    tuning.arrival(at: now, guests, settings)
    if opens, settings.policy == "adaptive-size" { limit(container, by: guest.estimator) }
    let p = guest.estimator.arrival(
      at: now, opens: opens, policy: settings.policy, rule: settings.rule, cap: container.cap, tuned: tuning.wait
    ) {
      let rule = settings.rule
      return rule.transitBase + rule.transitSpread * guest.transit.nextExponential(mean: 1, table: exponential)
    }
    if tooLarge {
      releaseAlone(packet)
      return
    }
    container.packets.append(packet)
    container.sumOfP += p
    guest.open = container
    if opens {
      moveDeadline(of: packet.guest, to: now + p)
    } else if container.follows {
      moveDeadline(of: packet.guest, to: container.meanDeadline(now: now))
    }
    if container.isFull {
      release(packet.guest, .full)
    } else if settings.policy == "immediate" {
      release(packet.guest, .due)
    } else if settings.policy == "self-clocked", serving.isEmpty {
      release(packet.guest, .idle)
    }
  }

  /// `adaptive-size`: the packets that come in a share of T0, at least one; a guest's first container is as large as allowed.
  private func limit(_ container: NaiveContainer, by estimator: NaiveEstimator) {
    guard estimator.openedBefore, let gap = estimator.traffic.gap, gap > 0 else { return }
    let expected = Int(min(1024, settings["size-share"] * Double(settings.timeout) / gap))
    let allowed = container.maxPackets == 0 ? 1024 : container.maxPackets
    container.maxPackets = min(allowed, max(1, expected))
  }

  func moveDeadline(of index: Int, to deadline: Int64) {
    guard let open = guests[index].open else { return }
    open.deadline = deadline
    agenda.removeDeadline(of: index)
    let thisInstant = deadline <= now
    agenda.insert(
      NaiveEvent(
        key: .init(
          time: thisInstant ? now : deadline, round: thisInstant ? round : 0, phase: .deadlines, sequence: index),
        happening: .deadline(guest: index)))
  }

  // MARK: Helpers

  /// The packets that find room in a queue; the others are dropped (model 6.2).
  func fitting(
    _ packets: [NaivePacket], behind queued: Int, _ terms: NaiveTerms, alone: Bool, guest index: Int
  ) -> [NaivePacket] {
    let room = max(0, terms.queueLimit - queued)
    if packets.count <= room { return packets }
    // Packets that cross alone are no container: they are lost one by one.
    let kept = terms.drop == .packet || alone ? room : 0
    let lost = packets.count - kept
    dropped += lost
    guests[index].drops.combine(now)
    guests[index].drops.combine(UInt64(lost))
    fates[index].append(NaiveFate(time: now, packets: lost, delivered: false))
    return Array(packets.prefix(kept))
  }

  func schedule(_ happening: NaiveEvent.Happening, after span: Int64) {
    scheduled += 1
    agenda.insert(
      NaiveEvent(
        key: .init(time: now + span, round: span == 0 ? round + 1 : 0, phase: .completions, sequence: scheduled),
        happening: happening))
  }

  // MARK: Results

  /// Counted by looking everywhere, not by subtraction.
  var counts: PacketCounts {
    var counts = PacketCounts()
    counts.offered = offered
    counts.received = offered
    counts.delivered = delivered
    counts.droppedQueue = dropped
    counts.waiting = guests.reduce(0) { $0 + ($1.open?.packets.count ?? 0) }
    counts.inFlight =
      queue.reduce(0) { $0 + $1.packets.count } + serving.reduce(0) { $0 + $1.packets.count }
      + guests.reduce(0) { $0 + $1.queuedPackets + ($1.serving?.packets.count ?? 0) }
    return counts
  }

  var digest: UInt64 {
    var all = Fnv()
    for guest in guests {
      all.combine(guest.releases.value)
      all.combine(guest.deliveries.value)
      all.combine(guest.drops.value)
    }
    return all.value
  }
}
