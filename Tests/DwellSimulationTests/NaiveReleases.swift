import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation

/// How containers leave.
extension NaiveScheduler {
  func release(_ index: Int, _ cause: ReleaseCause) {
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

  func releaseAlone(_ packet: NaivePacket) {
    note(packet.guest, .other, [packet], opened: now)
    feedWaits(of: [packet], to: guests[packet.guest], settings.rule)
    guests[packet.guest].estimator.left(1, due: false, at: now, policy: settings.policy, rule: settings.rule)
    send(NaiveTransfer(guest: packet.guest, packets: [packet], terms: settings.terms, crossesAlone: false))
  }

  func feedWaits(of packets: [NaivePacket], to guest: NaiveGuest, _ rule: NaiveRule) {
    guard settings.policy == "adaptive", rule.sample == .wait else { return }
    for packet in packets { guest.estimator.feed(Double(now - packet.arrival), rule) }
  }

  func note(_ index: Int, _ cause: ReleaseCause, _ packets: [NaivePacket], opened: Int64) {
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
  func releaseIfIdle() {
    guard serving.isEmpty, settings.cross == "container", settings.policy == "self-clocked" else { return }
    let waiting = guests.indices.filter { guests[$0].open != nil }
    let oldest = waiting.min { (guests[$0].open?.opened ?? 0, $0) < (guests[$1].open?.opened ?? 0, $1) }
    if let oldest { release(oldest, .idle) }
  }

  /// Self-clocked by guests: the lowest guest that sleeps, and has all that was released to it, gets its container.
  func releaseToIdleGuest() -> Bool {
    guard settings.cross == "container", settings.policy == "self-clocked-guest" else { return false }
    let index = guests.indices.first { index in
      guests[index].open != nil && guests[index].state == .asleep && guests[index].queue.isEmpty
        && !(queue + serving).contains { $0.guest == index }
    }
    if let index { release(index, .idle) }
    return index != nil
  }
}
