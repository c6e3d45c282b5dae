public import DwellCore
package import DwellEngine
public import DwellMetrics
import DwellWorkload

/// Going on by events instead of spans: to the next thing that happens, or until something holds.
///
/// All of it advances as `advance(to:)` does, to instants that it finds out beforehand, so results are those of any other slices.
extension Simulator {
  /// Which events an advance looks at one by one.
  public enum Grain: Sendable {
    /// Arrivals and releases.
    case releases
    /// Hand-overs, deliveries and losses too.
    case everything
  }

  // Lower bounds that turned out too low, one after the other; far more than there are ever of.
  private static let patience = 100_000

  /// How an advance came out.
  public enum Advance: Sendable {
    /// It got to where it was to go, or to the end of the run.
    case arrived
    /// It stopped before.
    case stopped
  }

  /// As `advance(to:)`; it always arrives.
  public func plainly(to target: Instant) -> Advance {
    advance(to: target)
    return .arrived
  }

  /// Advances to 1 ns behind the next instant at which something happens; nil where there is none, or the run has ended.
  ///
  /// Then it stands at its end, if it has one.
  public func step() -> Happening? {
    var happened: Happening?
    _ = step(to: .never) { happened = $0 }
    return happened
  }

  /// The same, but no further than `target`; `tell` is called where something happens before.
  ///
  /// It stops also where nothing happens any more.
  public func step(to target: Instant, tell: (Happening) -> Void) -> Advance {
    for _ in 0..<Self.patience where !isEnded {
      settle()
      let arrival = nextArrival()
      let time = min(arrival?.time ?? .max, nextOwnEvent(.everything))
      guard time < end, time != .max else {
        let isOver = source.isExhausted && end == .max
        guard end != .max || isOver else { return .stopped }
        advance(to: min(isOver ? .never : Instant(nanoseconds: end), target))
        return .arrived
      }
      guard time < target.nanoseconds else {
        advance(to: target)
        return .arrived
      }
      let happening = observe(time, arrival)
      if !happening.isEmpty {
        tell(happening)
        return .stopped
      }
    }
    return isEnded ? .arrived : .stopped
  }

  /// Advances to `target`, but stops 1 ns behind the first instant at which `isReached` holds.
  ///
  /// - Parameters:
  ///   - grain: the events after which it is asked.
  ///   - isReached: asked with the containers that left at the instant, first ones first.
  public func advance(to target: Instant, by grain: Grain, until isReached: ([ContainerNote]) -> Bool) -> Advance {
    var known: Int64?
    while !isEnded, doneUntil < target.nanoseconds {
      if grain == .everything { settle() }
      // What comes next stays the same while nothing comes, unless the source learns from what becomes of its packets.
      if source.lookahead != nil || known == nil { known = nextArrival()?.time ?? .max }
      let time = min(known ?? .max, nextOwnEvent(grain))
      guard time < target.nanoseconds else {
        // Nothing is known to come, and there is no end to go to.
        if target == .never, end == .max, !source.isExhausted { return .stopped }
        advance(to: target)
        return .arrived
      }
      let (recorded, came, commands) = (backend.pipeline.recorder.transfersRecorded, offered, forgotten + log.count)
      let containers = backend.pipeline.recorder.containersReleased
      advance(to: Instant(nanoseconds: time + 1))
      if offered != came || forgotten + log.count != commands || time >= (known ?? .max) { known = nil }
      var left: [ContainerNote] = []
      if backend.pipeline.recorder.transfersRecorded != recorded {
        let count = backend.pipeline.recorder.containersReleased - containers
        if count > 0 { left = backend.pipeline.recorder.newestContainers(count).reversed() }
      }
      if isReached(left) { return .stopped }
    }
    return .arrived
  }

  // MARK: What is coming

  // The next packet, as far as it is known before anything else has happened.
  private func nextArrival() -> NextArrival? {
    guard offered != scenario.packets else { return nil }
    var until = end
    if let lookahead = source.lookahead {
      tellSource()
      let (sum, overflow) = nextEvent.addingReportingOverflow(max(lookahead.nanoseconds, 1))
      if !overflow { until = min(until, sum) }
    }
    return source.nextArrival(before: Instant(nanoseconds: until))
  }

  // A time before which nothing happens but arrivals; the present instant at the least.
  private func nextOwnEvent(_ grain: Grain) -> Int64 {
    var next = nextEvent
    if grain == .everything { next = min(next, backend.pipeline.recorder.nextMilestone(from: doneUntil)) }
    if scheduled < scenario.schedule.count { next = min(next, scenario.schedule[scheduled].instant.nanoseconds) }
    return max(next, doneUntil)
  }

  // MARK: What happened

  private func observe(_ time: Int64, _ arrival: NextArrival?) -> Happening {
    var happening = Happening(instant: Instant(nanoseconds: time))
    happening.progress = backend.pipeline.recorder.milestones(at: time).map { progress($0, $1) }
    let before = packets
    let (released, done) = (backend.pipeline.recorder.containersReleased, scheduled)
    advance(to: Instant(nanoseconds: time + 1))
    let after = packets
    happening.arrivals = after.offered - before.offered
    if happening.arrivals > 0, let arrival, arrival.time == time {
      let leg = arrival.guest == ArrivalBlock.outside ? Leg.toOutside : .toGuest
      happening.arrival = .init(
        guest: Int(leg == .toGuest ? arrival.guest : arrival.source), leg: leg, bytes: Int(arrival.size))
    }
    happening.containers =
      backend.pipeline.recorder.newestContainers(backend.pipeline.recorder.containersReleased - released).reversed()
    happening.delivered = after.delivered - before.delivered
    happening.dropped =
      after.dropped - before.dropped + (before.received - before.offered) - (after.received - after.offered)
    happening.commands = scenario.schedule[done..<scheduled].map(\.text)
    return happening
  }

  private func progress(_ milestone: Recorder.Milestone, _ t: Transfer) -> Happening.Progress {
    let number =
      !t.isContainer
      ? nil
      : backend.pipeline.recorder.newestContainers.first {
        $0.released.nanoseconds == t.released && $0.opened.nanoseconds == t.opened
          && $0.guest == Int(t.guest) / legs
      }?.number
    return Happening.Progress(
      milestone: milestone, guest: Int(t.guest) / legs, leg: legs == 2 && t.guest & 1 == 1 ? .toOutside : .toGuest,
      packets: Int(t.packets), container: number)
  }
}

/// Single figures, for conditions that are asked after every event.
extension Simulator {
  /// Packets offered so far.
  package var packetsOffered: Int { offered }

  /// Packets lost so far, those turned away at intake among them.
  package var packetsDropped: Int {
    let packets = packets
    return packets.dropped + packets.offered - packets.received
  }

  /// Containers that have left so far.
  package var containersReleased: Int { backend.pipeline.recorder.containersReleased }

  /// What the policy believes of a guest; nothing where no container crosses.
  package func estimate(of guest: Int) -> Estimate { aggregates ? front.estimate(shownRow(guest)) : .none }

  /// Packets handed over per second over the last `span`, or over as much of the run as there is.
  package func throughput(over span: TimeSpan) -> Double {
    settle()
    return backend.pipeline.recorder.history.throughput(before: doneUntil, over: span.nanoseconds)
  }

  /// Whether packets cross in containers.
  package var crossesInContainers: Bool { aggregates }

  /// Whether containers are on their way out, though none may be opened any more.
  package var hasOpenContainers: Bool { (0..<rows).contains { !front.open($0).load.isEmpty } }
}
