public import DwellCore

/// Loads packets into containers, one per guest, and lets them leave when full, due, or called for by an idle driver domain.
///
/// The heart of the program: one slot per guest, one flat run of packet words per guest, one queue of deadlines, one cached
/// `next` so that time order costs a packet one comparison. Deadlines are lazy: a container that leaves full leaves its entry behind,
/// a lower bound that is corrected when it comes up. Rules: model 3 and 5.2. Cost: hot path, see Benchmarks.
public struct Aggregator<Policy: ReleasePolicy>: ~Copyable {
  // What is open for a guest, then what the policy remembers of it.
  struct Slot: BitwiseCopyable {
    var room = Room.shut
    var opened: Int64 = 0
    var deadline = Int64.max
    var rules = ContainerRules(capacity: 0)
    var memory: Policy.Memory

    init(memory: Policy.Memory) { self.memory = memory }

    var isOpen: Bool { room != .shut }
    var load: Load { room.load(under: rules) }
    var open: OpenContainer { OpenContainer(load: load, opened: opened, deadline: deadline, rules: rules) }
  }

  // An odd number of cache lines apart, so that guests do not fight over the same cache sets.
  static var stride: Int { Int(ContainerRules.storage) + 8 }

  /// The policy; its parameters may be turned between blocks.
  public var policy: Policy
  /// The rules for containers opened from now on.
  public var rules: ContainerRules
  /// The number of guests there is room for.
  public let guests: Int

  var slots: Slab<Slot>
  // A page at the least, for `joinRun`.
  var words: Slab<UInt64>
  var deadlines: DeadlineQueue
  // For policies that watch the driver domain, which takes the oldest container.
  var openOrder: OpenOrder
  // For those that watch guests: a time before which the guest of an open container has something to do.
  var quietTimes: DeadlineQueue
  // Nothing can happen of itself at or before this time.
  var next = Int64.max
  // 1 where what comes next is an idle driver domain, which acts before the arrivals of its instant; else 0.
  var lag: Int64 = 0
  // Nothing may happen before this time: the instant of the last command.
  var floor: Int64 = 0
  // Packets until all guests are looked at together.
  var untilSurvey: Int

  /// Room for `guests` guests, nothing waiting.
  public init(policy: Policy, rules: ContainerRules, guests: Int) {
    precondition((1...2048).contains(guests), "an aggregator serves 1 to 1024 guests, or their two legs")
    self.policy = policy
    self.rules = rules
    self.guests = guests
    slots = Slab(count: guests, filledWith: Slot(memory: policy.blank(guest: 0)))
    words = Slab(count: max(guests * Self.stride, SlabPage<UInt64>.length), filledWith: 0)
    deadlines = DeadlineQueue(rows: guests)
    openOrder = OpenOrder(rows: Policy.watchesDriver ? guests : 1)
    quietTimes = DeadlineQueue(rows: Policy.watchesGuests ? guests : 1)
    untilSurvey = Policy.surveyInterval * guests
    for guest in 0..<guests { slots[guest].memory = policy.blank(guest: guest) }
  }

  // MARK: Packets

  /// Takes the packets of a block from `start` to its end, in order, with everything that falls due before each of them.
  // Never inlined, so that the release binary shows whether it is specialised for each policy.
  @inline(never)
  public mutating func ingest<Sink: ReleaseSink & ~Copyable>(
    _ block: borrowing ArrivalBlock, from start: Int = 0, into sink: inout Sink
  ) {
    if guests == 1, !Policy.watchesDriver, !Policy.watchesGuests, !Policy.closesAtOnce, Policy.surveyInterval == 0 {
      return ingestRuns(block, from: start, into: &sink)
    }
    block.withColumns(from: start) { times, sizes, guests in
      for i in 0..<times.count {
        let time = times[i]
        // Strict: an arrival at exactly the deadline joins.
        if next < time { releaseDue(before: time, completionsUpTo: time, into: &sink) }
        add(guest: Int(truncatingIfNeeded: guests[i]), size: sizes[i], at: time, into: &sink)
      }
    }
  }

  /// Does everything that falls due strictly before `time`.
  public mutating func advance<Sink: ReleaseSink & ~Copyable>(to time: Int64, into sink: inout Sink) {
    let time = min(time, DeadlineQueue.never)
    if next < time { releaseDue(before: time, completionsUpTo: time &- 1, into: &sink) }
  }

  /// Takes one packet, with everything that falls due before it.
  public mutating func take<Sink: ReleaseSink & ~Copyable>(
    guest: Int, size: Int32, at time: Int64, into sink: inout Sink
  ) {
    arrive(at: time, into: &sink)
    add(guest: guest, size: size, at: time, into: &sink)
  }

  /// Does everything that comes before an arrival at `time` which joins no container.
  public mutating func arrive<Sink: ReleaseSink & ~Copyable>(at time: Int64, into sink: inout Sink) {
    if next < time { releaseDue(before: time, completionsUpTo: time, into: &sink) }
  }

  /// An instant before which nothing can leave of itself; `.max` if nothing waits.
  public var nextEvent: Int64 { next == .max ? .max : next &+ lag }

  // Most packets join a container and change nothing else: one addition, one test.
  @inline(__always)
  private mutating func add<Sink: ReleaseSink & ~Copyable>(
    guest: Int, size: Int32, at time: Int64, into sink: inout Sink
  ) {
    let room = slots[guest].room
    let joined = room.adding(size: size)
    // `immediate` may find open what another policy opened.
    guard !Policy.closesAtOnce, !joined.isOver else {
      return addAtLimit(guest: guest, size: size, at: time, into: &sink)
    }
    policy.arrived(at: time, size: size, &slots[guest].memory)
    if Policy.surveyInterval > 0 { survey(at: time) }
    words[guest &* Self.stride &+ room.place] = PacketWord.pack(time: time, size: size)
    slots[guest].room = joined
    if Policy.watchesDriver, sink.idleTime &+ sink.idleRound <= time {
      release(guest, .idle, at: time, into: &sink)
      refresh(sink)
    } else if policy.rearms(slots[guest].memory) {
      rearm(guest, at: time, into: &sink)
    }
  }

  // A packet that opens a container or reaches a limit of the open one.
  @inline(never)
  private mutating func addAtLimit<Sink: ReleaseSink & ~Copyable>(
    guest: Int, size: Int32, at time: Int64, into sink: inout Sink
  ) {
    if slots[guest].isOpen, slots[guest].load.bytes &+ Int64(size) > Int64(slots[guest].rules.capacity) {
      release(guest, .full, at: time, into: &sink)
    }
    policy.arrived(at: time, size: size, &slots[guest].memory)
    if Policy.surveyInterval > 0 { survey(at: time) }
    if !slots[guest].isOpen {
      if size > rules.capacity { return releaseAlone(guest, size: size, at: time, into: &sink) }
      open(guest, at: time, sink)
    }
    let room = slots[guest].room
    let joined = room.adding(size: size)
    words[guest &* Self.stride &+ room.place] = PacketWord.pack(time: time, size: size)
    slots[guest].room = joined
    if joined.isOver {
      release(guest, .full, at: time, into: &sink)
    } else if Policy.closesAtOnce {
      release(guest, .due, at: time, into: &sink)
    } else if Policy.watchesDriver, sink.idleTime &+ sink.idleRound <= time {
      release(guest, .idle, at: time, into: &sink)
    }
    if Policy.watchesDriver { refresh(sink) }
  }

  private mutating func open<Sink: ReleaseSink & ~Copyable>(_ guest: Int, at time: Int64, _ sink: borrowing Sink) {
    let deadline = time &+ policy.hold(at: time, &slots[guest].memory)
    var rules = rules
    if Policy.sizesContainers {
      rules.mostPackets = min(rules.mostPackets, policy.mostPackets(slots[guest].memory))
    }
    slots[guest].room = Room(rules)
    slots[guest].opened = time
    slots[guest].rules = rules
    slots[guest].deadline = deadline
    // `immediate` closes before anything else can happen.
    if Policy.closesAtOnce { return }
    if deadlines.time(of: guest) > deadline { deadlines.set(guest, to: deadline) }
    if Policy.watchesDriver { openOrder.append(guest, at: time) }
    if Policy.watchesGuests {
      let quiet = max(time, sink.quietTime(of: guest))
      if quietTimes.time(of: guest) > quiet { quietTimes.set(guest, to: quiet) }
      next = min(next, quiet)
    }
    next = min(next, deadline)
  }

  // The running-mean reading: the deadline follows the packets, never into the past.
  private mutating func rearm<Sink: ReleaseSink & ~Copyable>(_ guest: Int, at time: Int64, into sink: inout Sink) {
    let span = policy.rehold(&slots[guest].memory)
    let deadline = max(time, slots[guest].opened &+ span)
    slots[guest].deadline = deadline
    if deadlines.time(of: guest) > deadline {
      deadlines.set(guest, to: deadline)
      refresh(sink)
    }
  }

  // MARK: Releases

  private mutating func refresh<Sink: ReleaseSink & ~Copyable>(_ sink: borrowing Sink) {
    guard Policy.watchesDriver else {
      let first = Policy.watchesGuests ? min(deadlines.first, quietTimes.first) : deadlines.first
      next = first == DeadlineQueue.never ? .max : first
      return
    }
    let edge = sink.idleTime &+ sink.idleRound &- 1
    next = openOrder.isEmpty ? .max : min(deadlines.first, edge)
    lag = edge < deadlines.first ? 1 &- sink.idleRound : 0
  }

  private mutating func releaseDue<Sink: ReleaseSink & ~Copyable>(
    before time: Int64, completionsUpTo last: Int64, into sink: inout Sink
  ) {
    while true {
      let due = deadlines.first
      if Policy.watchesDriver {
        // A completion precedes the arrivals and deadlines of its instant, unless it belongs to a later round.
        let idle = sink.idleTime
        let edge = idle &+ sink.idleRound
        if edge <= due, idle <= last, edge <= time, releaseOldest(after: idle, into: &sink) { continue }
      }
      if Policy.watchesGuests, quietTimes.first < min(due, time) {
        releaseQuiet(into: &sink)
        continue
      }
      guard due < time else { break }
      let guest = deadlines.firstRow
      if !slots[guest].isOpen {
        deadlines.set(guest, to: DeadlineQueue.never)
      } else if slots[guest].deadline > due {
        deadlines.set(guest, to: slots[guest].deadline)
      } else {
        deadlines.set(guest, to: DeadlineQueue.never)
        release(guest, .due, at: due, into: &sink)
      }
    }
    refresh(sink)
  }

  // Lets the container opened first leave, ties to the lower guest; false if none is open.
  mutating func releaseOldest<Sink: ReleaseSink & ~Copyable>(
    after idle: Int64, into sink: inout Sink
  ) -> Bool {
    guard !openOrder.isEmpty else { return false }
    let guest = openOrder.first
    // A driver that was idle all along takes a container only once there is one.
    release(guest, .idle, at: max(idle, slots[guest].opened, floor), into: &sink)
    return true
  }

  // Takes up the earliest entry of the guests: its container leaves if the guest has nothing left to do; else it is corrected.
  private mutating func releaseQuiet<Sink: ReleaseSink & ~Copyable>(into sink: inout Sink) {
    let time = quietTimes.first
    let guest = quietTimes.firstRow
    var quiet = DeadlineQueue.never
    if slots[guest].isOpen { quiet = max(slots[guest].opened, sink.quietTime(of: guest), floor) }
    quietTimes.set(guest, to: quiet > time ? quiet : DeadlineQueue.never)
    guard quiet <= time else { return }
    sink.fallAsleep(guest)
    release(guest, .idle, at: time, into: &sink)
  }

  // Where the driver domain is watched, whoever calls it brings `next` up to date afterwards.
  mutating func release<Sink: ReleaseSink & ~Copyable>(
    _ guest: Int, _ cause: ReleaseCause, at time: Int64, into sink: inout Sink
  ) {
    let open = slots[guest].open
    let first = guest &* Self.stride &+ Room(open.rules).place
    let container = ReleasedContainer(
      guest: guest, cause: cause, load: open.load, opened: open.opened, released: time, due: open.deadline,
      rules: open.rules)
    sink.release(container, packets: words, from: first, estimate: sink.wantsEstimates ? estimate(guest) : .none)
    slots[guest].room = .shut
    if Policy.watchesDriver { openOrder.remove(guest) }
    if policy.learnsFromWaits {
      let reference = PacketWord.reference(time)
      for i in first..<first &+ Int(open.load.packets) {
        policy.waited(PacketWord.wait(words[i], until: reference), &slots[guest].memory)
      }
    }
    if Policy.learnsFromReleases { policy.left(container, &slots[guest].memory) }
  }

  // A packet larger than a container goes alone, after what was waiting (model rule 3.3).
  private mutating func releaseAlone<Sink: ReleaseSink & ~Copyable>(
    _ guest: Int, size: Int32, at time: Int64, into sink: inout Sink
  ) {
    words[guest &* Self.stride] = PacketWord.pack(time: time, size: size)
    let container = ReleasedContainer(
      guest: guest, cause: .other, load: Load().adding(size: size), opened: time, released: time, due: time,
      rules: rules)
    sink.release(
      container, packets: words, from: guest &* Self.stride, estimate: sink.wantsEstimates ? estimate(guest) : .none)
    if policy.learnsFromWaits { policy.waited(0, &slots[guest].memory) }
    if Policy.learnsFromReleases { policy.left(container, &slots[guest].memory) }
    if Policy.watchesDriver { refresh(sink) }
  }

  // Every so many packets a policy that wants to looks at all guests.
  @inline(__always)
  private mutating func survey(at time: Int64) {
    untilSurvey &-= 1
    guard untilSurvey <= 0 else { return }
    untilSurvey = Policy.surveyInterval &* guests
    surveyNow(at: time)
  }

  @inline(never)
  private mutating func surveyNow(at time: Int64) {
    var surveying = policy
    surveying.survey(guests: guests, at: time) { slots[$0].memory }
    policy = surveying
  }

  // MARK: Looking

  /// What waits for `guest`.
  public func open(_ guest: Int) -> OpenContainer { slots[guest].open }

  /// What the policy believes of `guest`.
  public func estimate(_ guest: Int) -> Estimate { policy.estimate(slots[guest].memory) }

  /// The packets waiting for all guests.
  public var waiting: Int {
    var sum = 0
    for guest in 0..<guests { sum += Int(slots[guest].load.packets) }
    return sum
  }
}

#if !hasFeature(Embedded)
  extension Aggregator where Policy: PolicyDescription {
    /// How the policy arrived at the release time of `guest`.
    public func explain(_ guest: Int, _ context: ExplanationContext) -> Explanation {
      policy.explain(slots[guest].memory, context)
    }
  }
#endif
