import DwellCore

/// What a turned knob, a switch of policy or a guest that leaves does to open containers (model rules 3.6 and 5.4).
extension Aggregator {
  /// The policy made anew from turned knobs; what it remembers of guests stays, and it looks at them with the next packet.
  public mutating func configure(_ policy: Policy) {
    self.policy = policy
    untilSurvey = 0
  }

  /// A turned T0: a lower one caps open containers at once, never before `now`; a higher one leaves them (model rule 5.4).
  public mutating func setTimeout(_ timeout: Int64, at now: Int64) {
    policy.timeout = timeout
    for guest in 0..<guests where slots[guest].isOpen {
      let cap = max(now, slots[guest].opened &+ timeout)
      if slots[guest].deadline > cap {
        slots[guest].deadline = cap
        deadlines.set(guest, to: cap)
      }
    }
    floor = now
    next = .min
  }

  /// New rules for containers opened from now on; what holds more than the new capacity leaves now.
  public mutating func setRules<Sink: ReleaseSink & ~Copyable>(
    _ rules: ContainerRules, at now: Int64, into sink: inout Sink
  ) {
    self.rules = rules
    for guest in 0..<guests where slots[guest].isOpen && slots[guest].load.bytes > Int64(rules.capacity) {
      release(guest, .full, at: now, into: &sink)
    }
    next = .min
  }

  /// Guests from `count` on leave: their containers at once, their estimates erased (model rule 3.6).
  public mutating func dismiss<Sink: ReleaseSink & ~Copyable>(
    guestsFrom count: Int, at now: Int64, into sink: inout Sink
  ) {
    for guest in count..<max(count, guests) {
      if slots[guest].isOpen { release(guest, .other, at: now, into: &sink) }
      slots[guest].memory = policy.blank(guest: guest)
    }
    next = .min
  }

  /// What waits in every open container, oldest packet first, for the aggregator that takes over.
  public func waitingContainers() -> [WaitingContainer] {
    var all: [WaitingContainer] = []
    for guest in 0..<guests { if let container = waitingContainer(of: guest) { all.append(container) } }
    return all
  }

  /// What waits in the open container of `guest`, oldest packet first; nil where none is open.
  public func waitingContainer(of guest: Int) -> WaitingContainer? {
    guard slots[guest].isOpen else { return nil }
    let open = slots[guest].open
    let first = guest * Self.stride + Room(open.rules).place
    var packets: [UInt64] = []
    for i in first..<first + Int(open.load.packets) { packets.append(words[i]) }
    return WaitingContainer(guest: guest, open: open, packets: packets)
  }

  /// Takes open containers over, with their packets and deadlines; nothing leaves before `now`, even if the driver domain fell
  /// idle earlier.
  public mutating func adopt(_ waiting: [WaitingContainer], at now: Int64) {
    for container in waiting where container.guest < guests {
      let guest = container.guest
      let open = container.open
      slots[guest].room = open.load.isEmpty ? .shut : Room(open.rules, load: open.load)
      slots[guest].opened = open.opened
      slots[guest].deadline = open.deadline
      slots[guest].rules = open.rules
      let first = guest * Self.stride + Room(open.rules).place
      for (i, word) in container.packets.enumerated() { words[first + i] = word }
      deadlines.set(guest, to: container.open.deadline)
      if Policy.watchesDriver, slots[guest].isOpen { openOrder.append(guest, at: open.opened) }
      // A lower bound.
      if Policy.watchesGuests { quietTimes.set(guest, to: open.opened) }
    }
    floor = now
    next = .min
  }

  /// Lets the oldest container leave if the driver domain is idle at `now`, the instant of a command, before anything else of it.
  public mutating func releaseIfIdle<Sink: ReleaseSink & ~Copyable>(at now: Int64, into sink: inout Sink) {
    guard Policy.watchesDriver, sink.idleTime &+ sink.idleRound < now else { return }
    if releaseOldest(after: sink.idleTime, into: &sink) { next = .min }
  }

  /// Takes the estimates over from an aggregator of the same policy.
  public mutating func adoptMemories(_ other: borrowing Aggregator<Policy>) {
    for guest in 0..<min(guests, other.guests) { slots[guest].memory = other.slots[guest].memory }
    untilSurvey = other.untilSurvey
  }
}
