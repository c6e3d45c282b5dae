import DwellEngine

/// What a packet would cost the busier station if every transfer were as large as it may be: the second ceiling.
struct FullWork {
  var tariff: Tariff
  var aggregates: Bool
  var capacity: Double
  // 0 for no limit but storage.
  var mostPackets: Double
  var guests: Int
  // Whether no guest has work with it, but only the driver domain.
  var leavesHost = false

  /// Nanoseconds per packet, for packets of `bytes` bytes.
  func perPacket(bytes: Double) -> Double {
    guard aggregates else {
      let batch = tariff.notification == .sleeping ? Double(Pipeline.batch) : 1
      return tariff.workPerPacket(packets: batch, bytes: bytes * batch, container: false, guests: guestsAtWork)
    }
    var fits = min(max(Double(Int(capacity / max(bytes, 1))), 1), Double(ContainerRules.storage))
    if mostPackets > 0 { fits = min(fits, mostPackets) }
    return tariff.workPerPacket(packets: fits, bytes: bytes * fits, container: true, guests: guestsAtWork)
  }

  // A guest's work is spread over all of them.
  private var guestsAtWork: Int { leavesHost ? .max : guests }
}
