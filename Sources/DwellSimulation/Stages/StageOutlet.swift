package import DwellMetrics

/// Where a stage puts what leaves it.
package struct StageOutlet {
  // How packets left that did not go on to the next stage.
  enum Ending {
    case lost(StageLosses.Place, at: Int64)
    case handedOver
  }

  var passed: [StagedPacket] = []
  var ended: [(packet: StagedPacket, ending: Ending)] = []
  private var last = Int64.min

  /// The packet goes on to the next stage at `time`; traps where time runs backwards.
  package mutating func handOn(_ packet: StagedPacket, at time: Int64) {
    precondition(time >= last && time >= packet.time, "a stage hands packets on in time order")
    last = time
    passed.append(packet)
    passed[passed.count - 1].time = time
  }

  /// The packet is lost at `time`, in a full ring or too late; at intake and coalesce it then was never received.
  package mutating func lose(_ packet: StagedPacket, at time: Int64, _ place: StageLosses.Place = .ring) {
    ended.append((packet, .lost(place, at: time)))
  }

  /// A bypass hands the packet over to the guest's application itself, at `time`, which may lie ahead.
  ///
  /// Of the time since it reached the stage, `service` and `notify` are parts of its delay by that name, the rest is queue.
  package mutating func handOver(_ packet: StagedPacket, at time: Int64, service: Int64 = 0, notify: Int64 = 0) {
    precondition(time >= packet.time, "a packet is handed over after it came")
    var packet = packet
    packet.journey.queue += time - packet.arrived - packet.journey.delay - service - notify
    packet.journey.service += service
    packet.journey.notify += notify
    packet.time = time
    ended.append((packet, .handedOver))
  }

  mutating func removeAll() {
    passed.removeAll(keepingCapacity: true)
    ended.removeAll(keepingCapacity: true)
  }
}
