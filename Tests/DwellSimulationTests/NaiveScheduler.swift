import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation

/// The rules of the model as a sorted list of events: obvious, slow, and sharing no code with the engine.
///
/// One driver thread; guests that wake after a latency; every policy. Used as the oracle for the engine.
final class NaiveScheduler {
  private(set) var now: Int64 = 0
  private(set) var releases: [NaiveRelease] = []
  /// What became of the packets of each guest, in its order.
  private(set) var fates: [[NaiveFate]] = []
  /// Σ over packets of the time in a container.
  private(set) var totalDwell: Int64 = 0
  /// What the driver domain and the guests did, and when.
  private(set) var diary = NaiveDiary()

  private var settings: NaiveSettings
  private var agenda: NaiveAgenda
  private var guests: [NaiveGuest] = []
  private let end: Int64
  private let drains: Bool
  private let exponential = ExponentialTable()

  // The driver domain.
  private var queue: [NaiveTransfer] = []
  private var serving: [NaiveTransfer] = []
  private var toWake: Set<Int> = []

  private var tuning: NaiveTuning

  private var round = 0
  private var scheduled = 0
  private var offered = 0
  private var delivered = 0
  private var dropped = 0

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

  // MARK: Commands

  func apply(_ command: Command) {
    switch command {
    case .set(let knob, let value): turn(knob, to: value)
    case .policy(let name): switchPolicy(to: name)
    case .system(let name): switchSystem(to: name)
    case .guests(let count): setGuests(count)
    case .machine(let name):
      for (knob, cost) in NaiveSettings.costs(of: name) { turn(knob, to: cost) }
    // Turns of the source are the business of the source here; of stages, only those of a system are drawn.
    case .arrivals, .trace, .stage, .choices: break
    }
    releaseIfIdle()
  }

  private func turn(_ knob: String, to value: Double) {
    let before = settings[knob]
    settings[knob] = value
    if knob == "estimator", settings.policy == "adaptive", value != before { startAfresh() }
    tuning.forget()
    for (index, guest) in guests.enumerated() {
      guard let open = guest.open else { continue }
      if knob == "timeout", settings.timeout < open.cap {
        open.cap = settings.timeout
        let capped = min(open.deadline, max(now, open.opened + open.cap))
        moveDeadline(of: index, to: capped)
      }
      if knob == "container-size", open.bytes > settings.capacity { release(index, .full) }
    }
  }

  private func switchPolicy(to name: String) {
    guard name != settings.policy else { return }
    settings.policy = name
    startAfresh()
  }

  /// Another policy or estimator: what is open keeps its deadline, nothing is remembered.
  private func startAfresh() {
    tuning = NaiveTuning(guests: guests.count)
    for guest in guests {
      guest.open?.follows = false
      guest.startAfresh()
    }
  }

  private func switchSystem(to name: String) {
    guard let row = SystemCatalog.system(named: name) else { return }
    // Where no container crosses nothing is estimated: whatever comes after begins afresh.
    if row.choice(on: .cross) != settings.cross {
      for guest in guests { guest.startAfresh() }
      tuning = NaiveTuning(guests: guests.count)
    }
    settings.cross = row.choice(on: .cross)
    settings.notify = row.choice(on: .notify)
    if let policy = row.policy { switchPolicy(to: policy) }
  }

  private func setGuests(_ count: Int) {
    for index in guests.indices where index >= count * settings.legs && index < settings.guests * settings.legs {
      if guests[index].open != nil { release(index, .other) }
      guests[index].startAfresh()
    }
    settings.guests = count
    makeGuests()
  }

  private func makeGuests() {
    while guests.count < settings.guests * settings.legs {
      guests.append(NaiveGuest(seed: settings.seed, index: guests.count))
      fates.append([])
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

  private func load(_ packet: NaivePacket) {
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

  private func moveDeadline(of index: Int, to deadline: Int64) {
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

  // MARK: Releases

  private func release(_ index: Int, _ cause: ReleaseCause) {
    let guest = guests[index]
    guard let open = guest.open else { return }
    guest.open = nil
    agenda.removeDeadline(of: index)
    note(index, cause, open.packets, opened: open.opened)
    feedWaits(of: open.packets, to: guest, settings.rule)
    guest.estimator.left(
      open.packets.count, due: cause == .due, at: now, policy: settings.policy, rule: settings.rule)
    send(NaiveTransfer(guest: index, packets: open.packets, terms: open.terms, crossesAlone: false))
  }

  private func releaseAlone(_ packet: NaivePacket) {
    note(packet.guest, .other, [packet], opened: now)
    feedWaits(of: [packet], to: guests[packet.guest], settings.rule)
    guests[packet.guest].estimator.left(1, due: false, at: now, policy: settings.policy, rule: settings.rule)
    send(NaiveTransfer(guest: packet.guest, packets: [packet], terms: settings.terms, crossesAlone: false))
  }

  private func feedWaits(of packets: [NaivePacket], to guest: NaiveGuest, _ rule: NaiveRule) {
    guard settings.policy == "adaptive", rule.sample == .wait else { return }
    for packet in packets { guest.estimator.feed(Double(now - packet.arrival), rule) }
  }

  private func note(_ index: Int, _ cause: ReleaseCause, _ packets: [NaivePacket], opened: Int64) {
    let bytes = packets.reduce(0) { $0 + $1.size }
    releases.append(
      NaiveRelease(guest: index, cause: cause, packets: packets.count, bytes: bytes, opened: opened, released: now))
    for packet in packets { totalDwell += now - packet.arrival }
    guests[index].releases.combine(now)
    guests[index].releases.combine(UInt64(cause.rawValue))
    guests[index].releases.combine(UInt64(packets.count))
    guests[index].releases.combine(UInt64(bytes))
  }

  /// Self-clocked: at an idle instant exactly one container leaves, the oldest opened, ties to the lower guest.
  private func releaseIfIdle() {
    guard serving.isEmpty, settings.cross == "container", settings.policy == "self-clocked" else { return }
    let waiting = guests.indices.filter { guests[$0].open != nil }
    let oldest = waiting.min { (guests[$0].open?.opened ?? 0, $0) < (guests[$1].open?.opened ?? 0, $1) }
    if let oldest { release(oldest, .idle) }
  }

  /// Self-clocked by guests: the lowest guest that sleeps, and has all that was released to it, gets its container.
  private func releaseToIdleGuest() -> Bool {
    guard settings.cross == "container", settings.policy == "self-clocked-guest" else { return false }
    let index = guests.indices.first { index in
      guests[index].open != nil && guests[index].state == .asleep && guests[index].queue.isEmpty
        && !(queue + serving).contains { $0.guest == index }
    }
    if let index { release(index, .idle) }
    return index != nil
  }

  // MARK: The driver domain

  private func send(_ transfer: NaiveTransfer) {
    if serving.isEmpty {
      serve([transfer])
      return
    }
    let queued = queue.reduce(0) { $0 + ($1.guest == transfer.guest ? $1.packets.count : 0) }
    transfer.packets = fitting(
      transfer.packets, behind: queued, transfer.terms, alone: transfer.crossesAlone, guest: transfer.guest)
    if !transfer.packets.isEmpty { queue.append(transfer) }
  }

  private func serve(_ transfers: [NaiveTransfer]) {
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

  private func askWhoSleeps() {
    var sending: Int64 = 0
    for index in guestsServed where guests[index].state == .asleep && !settings.leavesHost(index) {
      toWake.insert(index)
      sending += serving.first { $0.guest == index }?.terms.send ?? 0
    }
    if sending == 0 { handOver() } else { schedule(.sent, after: sending) }
  }

  private var guestsServed: [Int] { Set(serving.map(\.guest)).sorted() }

  private func handOver() {
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
  private func nextJob() -> [NaiveTransfer] {
    let run = queue.prefix(64).prefix { $0.joinsBatches }
    let count = max(1, run.count)
    defer { queue.removeFirst(count) }
    return Array(queue.prefix(count))
  }

  // MARK: The guests

  private func queue(_ packets: [NaivePacket], for index: Int, _ terms: NaiveTerms, alone: Bool) {
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
  private func leave(_ packets: [NaivePacket], _ index: Int) {
    delivered += packets.count
    diary.deliveries.append((now, index, packets.count, packets.reduce(0) { $0 + $1.size }))
    guests[index].deliveries.combine(now)
    guests[index].deliveries.combine(UInt64(packets.count))
    fates[index].append(NaiveFate(time: now, packets: packets.count, delivered: true))
  }

  private func serve(_ index: Int) {
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

  private func deliver(_ index: Int) {
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

  // MARK: Helpers

  /// The packets that find room in a queue; the others are dropped (model 6.2).
  private func fitting(
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

  private func schedule(_ happening: NaiveEvent.Happening, after span: Int64) {
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
