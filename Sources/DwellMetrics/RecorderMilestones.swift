import DwellCore

/// What is known to happen to transfers that are under way: their future is computed when they are released.
extension Recorder {
  /// One thing that happens to a transfer.
  public enum Milestone: Sendable, Hashable {
    /// Packets that cross alone are taken up by the driver domain.
    case taken
    /// The driver domain is done with it; it lies with the guest, or has left the host.
    case handed
    /// The guest is done with it: its packets are handed over.
    case delivered
  }

  /// How many transfers were recorded so far, those that were refused among them.
  public var transfersRecorded: Int { tail + refusals.number }

  /// The first instant at or after `now`, in nanoseconds, at which something happens to what is under way; `.max` for nothing.
  ///
  /// All that ended strictly before `now` has been settled. Cost: a few ns for each transfer under way.
  public func nextMilestone(from now: Int64) -> Int64 {
    var next = Int64.max
    forEachMilestone { _, _, time in if time >= now { next = min(next, time) } }
    return next
  }

  /// What happens to transfers under way at `time`, in order of release.
  public func milestones(at time: Int64) -> [(milestone: Milestone, transfer: Transfer)] {
    var all: [(milestone: Milestone, transfer: Transfer)] = []
    forEachMilestone { milestone, transfer, when in if when == time { all.append((milestone, transfer)) } }
    return all
  }

  private func forEachMilestone(_ body: (Milestone, Transfer, Int64) -> Void) {
    for index in head..<tail {
      let slot = index & (ring.count - 1)
      guard !ring[slot].isSettled else { continue }
      let t = ring[slot]
      if !t.isContainer { body(.taken, t, t.start) }
      body(.handed, t, t.handed)
      if t.handedOver > 0 || t.isFollowed { body(.delivered, t, t.delivered) }
    }
  }
}
