import DwellCore
import DwellMetrics

/// The stages before the front, in their order, with what flows between them: intake, coalesce, bypass.
///
/// There is none while no stage has packets in its hands. All of it only feeds forward, so a stage may be ahead of the next within
/// a block; a call per block and stage.
final class StageLine {
  private static let names: [Stage] = [.intake, .coalesce, .bypass]
  private static let bypass = 2

  private let backend: Backend
  private let windowStart: Int64
  // By place; what a stage left behind that went away waits before the next place, of which the last is the front.
  private var chosen = ["", "", ""]
  private var stages: [(any PacketStage)?] = [nil, nil, nil]
  private var outlets = [StageOutlet(), StageOutlet(), StageOutlet()]
  private var leftBehind: [[StagedPacket]] = [[], [], [], []]
  private var regulator = ""
  private var usesContainers = true
  private var run: [StagedPacket] = []
  private var block = ArrivalBlock()

  init(backend: Backend, windowStart: Int64) {
    self.backend = backend
    self.windowStart = windowStart
  }

  // MARK: Packets

  /// Takes the arrivals of a block as far as the front.
  func take(_ arrivals: borrowing ArrivalBlock, _ front: Front) {
    carryOn(before: .max, front)
    run.removeAll(keepingCapacity: true)
    for i in 0..<arrivals.count { run.append(arrive(arrivals, i)) }
    pass(from: 0, front)
  }

  private func arrive(_ arrivals: borrowing ArrivalBlock, _ i: Int) -> StagedPacket {
    let time = arrivals.times[i]
    let guest = Int(arrivals.guests[i])
    backend.pipeline.recorder.arrive(at: time)
    backend.pipeline.following.offeredBytes += Int64(arrivals.sizes[i])
    return backend.pipeline.following.guests[guest].arrive(
      time: time, size: arrivals.sizes[i], guest: arrivals.guests[i],
      source: arrivals.tellsSources ? arrivals.sources[i] : ArrivalBlock.outside, isEarly: time < windowStart)
  }

  /// Does everything strictly before `time`, the front and what lies behind it included.
  func advance(to time: Int64, _ front: Front) {
    carryOn(before: time, front)
    for i in stages.indices where stages[i] != nil {
      stages[i]?.advance(to: time, into: &outlets[i])
      run.removeAll(keepingCapacity: true)
      empty(i)
      pass(from: i + 1, front)
    }
    front.advance(time)
    backend.pipeline.handOver(before: time)
  }

  /// The instant of what next happens of itself here or behind the front; `.max` for nothing.
  var nextEvent: Int64 {
    var next = backend.pipeline.following.nextEvent
    for stage in stages { next = min(next, stage?.nextEvent ?? .max) }
    for packets in leftBehind { next = min(next, packets.first?.time ?? .max) }
    return next
  }

  private func carryOn(before time: Int64, _ front: Front) {
    for i in leftBehind.indices.reversed() {
      guard let first = leftBehind[i].first, first.time < time else { continue }
      run.removeAll(keepingCapacity: true)
      swap(&run, &leftBehind[i])
      pass(from: i, front)
    }
  }

  // `run` enters place `first`.
  private func pass(from first: Int, _ front: Front) {
    for i in first..<max(first, Self.bypass) { pass(i) }
    guard let last = run.last?.time else { return }
    if first <= Self.bypass {
      for i in run.indices {
        run[i].journey.intake = run[i].time - run[i].arrived
        backend.pipeline.following.guests[run[i].guest].leaveWaiting(isEarly: run[i].arrived < windowStart)
      }
      pass(Self.bypass)
    }
    enter(front)
    // Whatever is released from here on is released no earlier than the last packet.
    front.advance(last)
    backend.pipeline.handOver(before: last)
  }

  private func pass(_ i: Int) {
    guard stages[i] != nil, !run.isEmpty else { return }
    stages[i]?.take(run, into: &outlets[i])
    run.removeAll(keepingCapacity: true)
    empty(i)
  }

  // Moves what left place `i` into `run`, which is empty, and settles what ended there.
  private func empty(_ i: Int) {
    swap(&run, &outlets[i].passed)
    for (packet, ending) in outlets[i].ended { end(packet, ending, at: i) }
    outlets[i].ended.removeAll(keepingCapacity: true)
  }

  private func end(_ packet: StagedPacket, _ ending: StageOutlet.Ending, at place: Int) {
    switch ending {
    case .handedOver:
      if place < Self.bypass {
        backend.pipeline.following.guests[packet.guest].leaveWaiting(isEarly: packet.arrived < windowStart)
      }
      backend.pipeline.following.expectAround(packet)
    case .lost(let reason, let time):
      if place < Self.bypass {
        backend.pipeline.following.guests[packet.guest].turnAway(isEarly: packet.arrived < windowStart)
        backend.pipeline.recorder.turnAway(at: time)
      } else {
        backend.pipeline.recorder.lose(packet.journey, at: time, reason)
      }
      backend.pipeline.end(packet, at: time, .dropped)
    }
  }

  private func enter(_ front: Front) {
    block.removeAll()
    for packet in run {
      // What a bypass held before it declined is a wait in a ring.
      var packet = packet
      packet.journey.queue += packet.time - packet.arrived - packet.journey.delay
      if usesContainers {
        backend.pipeline.following.guests[packet.guest].inContainer.append(packet)
      } else {
        backend.pipeline.following.guests[packet.guest].alone.append(packet)
      }
      block.append(time: packet.time, size: packet.journey.size, guest: packet.journey.guest)
      if block.isFull {
        front.ingest(block)
        block.removeAll()
      }
    }
    if block.count > 0 { front.ingest(block) }
  }

  // MARK: Choices

  /// Puts the stages of `set` in their places; one of the same name stays, one that goes away hands on what it holds at `now`.
  func exchange(_ set: StageSet, _ settings: StageSettings, at now: Int64) {
    usesContainers = set.cross.behaviour.usesContainers
    for (i, entry) in [set.intake, set.coalesce, set.bypass].enumerated().reversed()
    where entry.choice.name != chosen[i] {
      stages[i]?.dissolve(at: now, into: &outlets[i])
      run.removeAll(keepingCapacity: true)
      empty(i)
      leftBehind[i + 1] += run
      run.removeAll(keepingCapacity: true)
      chosen[i] = entry.choice.name
      stages[i] = entry.behaviour?(settings)
      outlets[i] = StageOutlet()
    }
    if set.regulate.choice.name != regulator {
      regulator = set.regulate.choice.name
      backend.pipeline.exchangeRegulator(set.regulate.behaviour?(settings), at: now)
    }
  }

  /// Knobs or the number of guests were turned.
  func configure(_ settings: StageSettings, at now: Int64) {
    backend.pipeline.following.grow(settings.guests)
    for i in stages.indices { stages[i]?.configure(settings, at: now) }
    backend.pipeline.following.regulator?.configure(settings, at: now)
  }

  /// What the stages in use counted themselves.
  var counters: [String: [(name: String, value: Int)]] {
    var counters: [String: [(name: String, value: Int)]] = [:]
    for (i, stage) in Self.names.enumerated() { counters[stage.rawValue] = stages[i]?.counters }
    counters[Stage.regulate.rawValue] = backend.pipeline.following.regulator?.counters
    return counters
  }
}

extension Following.Guest {
  mutating func arrive(time: Int64, size: Int32, guest: Int32, source: Int32, isEarly: Bool) -> StagedPacket {
    offered += 1
    waiting += 1
    if isEarly { waitingEarly += 1 }
    return StagedPacket(time: time, size: size, guest: guest, source: source, number: book.arrive())
  }

  mutating func leaveWaiting(isEarly: Bool) {
    waiting -= 1
    if isEarly { waitingEarly -= 1 }
  }

  mutating func turnAway(isEarly: Bool) {
    leaveWaiting(isEarly: isEarly)
    turnedAway += 1
    if isEarly { turnedAwayEarly += 1 }
  }
}
