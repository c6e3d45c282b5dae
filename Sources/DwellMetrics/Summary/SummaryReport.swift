import DwellEngine

extension Summary {
  /// The tree of the contract, under the scenario's own tree.
  ///
  /// - Parameter stages: the names of all stages; each has its counters, if it keeps any.
  public func report(scenario: Report, stages: [String]) -> Report {
    .object([
      ("version", .integer(1)), ("scenario", scenario), ("packets", packets.report), ("window", window.report),
      ("bytes", .object([("offered", .integer(Int(bytes.offered))), ("delivered", .integer(Int(bytes.delivered)))])),
      ("containers", containers.report), ("dwell", .object(dwell.report)),
      ("delay", .object(delay.report + [("parts", partsReport)])), ("jitter", jitter.report),
      ("throughput", throughput.report), ("cost", cost.report),
      ("requests", requestsReport),
      ("estimate", estimate.map(Self.report) ?? Self.report(.none)), ("saturated", .flag(saturated)),
      ("stage_counters", .object(stages.map { ($0, counters(of: $0)) })),
      ("guests", .list(guests.map(\.report))), ("digest", .text(Self.hex(digest))), ("wall_s", .number(wallSeconds)),
      (
        "simulated_packets_per_wall_second",
        Report(wallSeconds > 0 ? Double(packets.offered) / wallSeconds : nil)
      ),
    ])
  }

  private func counters(of stage: String) -> Report {
    .object((stageCounters[stage] ?? []).map { ($0.name.replacing("-", with: "_"), .integer($0.value)) })
  }

  /// A digest as 16 hexadecimal digits.
  public static func hex(_ digest: UInt64) -> String {
    let digits = String(digest, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  static func report(_ estimate: Estimate) -> Report {
    .object([
      ("d_s", Report(estimate.mean / 1e9)), ("v_s", Report(estimate.variation / 1e9)),
      ("p_s", Report(estimate.release / 1e9)),
    ])
  }

  private var requestsReport: Report {
    .object([
      ("answered", requests.map { .integer($0.answered) } ?? .nothing),
      ("response_bytes", requests.map { .integer(Int($0.responseBytes)) } ?? .nothing),
      ("mean_s", Report(requests?.meanTime.map { $0 / 1e9 })),
      ("elapsed_s", Report(requests?.elapsed.map { $0 / 1e9 })),
      ("per_second", Report(requests?.perSecond)), ("kilobytes_per_second", Report(requests?.kilobytesPerSecond)),
    ])
  }

  private var partsReport: Report {
    func seconds(_ pick: (Parts) -> Double) -> Report { Report(parts.map { pick($0) / 1e9 }) }
    return .object([
      ("intake_s", seconds(\.intake)), ("dwell_s", seconds(\.dwell)), ("queue_s", seconds(\.queue)),
      ("service_s", seconds(\.service)), ("notify_s", seconds(\.notify)), ("regulate_s", seconds(\.regulate)),
    ])
  }
}

extension PacketCounts {
  var report: Report {
    .object([
      ("offered", .integer(offered)), ("received", .integer(received)), ("delivered", .integer(delivered)),
      ("dropped", .integer(dropped)), ("dropped_queue", .integer(droppedQueue)),
      ("dropped_ring", .integer(droppedRing)),
      ("late", .integer(late)), ("waiting", .integer(waiting)), ("in_flight", .integer(inFlight)),
      ("dropped_fraction", Report(droppedFraction)),
    ])
  }
}

extension Summary.Containers {
  var report: Report {
    .object([
      ("released", .integer(released)), ("per_second", Report(perSecond)), ("mean_packets", Report(meanPackets)),
      ("mean_fill", Report(meanFill)), ("released_full", .integer(full)), ("released_due", .integer(due)),
      ("released_idle", .integer(idle)), ("released_other", .integer(other)), ("fraction_full", Report(fractionFull)),
    ])
  }
}

extension Summary.Jitter {
  var report: Report {
    func seconds(_ ns: Double?) -> Report { Report(ns.map { $0 / 1e9 }) }
    return .object([
      ("rfc3550_s", seconds(rfc3550)), ("rfc3550_max_s", seconds(rfc3550Max)), ("pdv_p99_s", seconds(pdvP99)),
      ("ipdv_mean_abs_s", seconds(ipdvMean)), ("delivery_gap_p99_s", seconds(gapP99)),
    ])
  }
}

extension Summary.Throughput {
  var report: Report {
    .object([
      ("packets_per_second", Report(packets)), ("bytes_per_second", Report(bytes)),
      ("offered_packets_per_second", Report(offered)), ("ceiling_packets_per_second", Report(ceiling)),
      ("ceiling_full_packets_per_second", Report(ceilingFull)),
    ])
  }
}

extension Summary.Cost {
  var report: Report {
    .object([
      ("memory_calls", .integer(memoryCalls)), ("memory_calls_per_byte", Report(memoryCallsPerByte)),
      ("notifications", .integer(notifications)), ("notifications_per_second", Report(notificationsPerSecond)),
      ("driver_domain_utilisation", Report(driverUtilisation)), ("guest_utilisation", Report(guestUtilisation)),
      ("cpu_s_per_gigabyte", Report(cpuSecondsPerGigabyte)),
    ])
  }
}

extension Summary.Guest {
  var report: Report {
    .object([
      ("guest", .integer(number)), ("packets", packets.report), ("containers", containers.report),
      ("dwell", .object(dwell.report)), ("delay", .object(delay.report)),
      (
        "throughput",
        .object([("packets_per_second", Report(throughput)), ("bytes_per_second", Report(bytesPerSecond))])
      ), ("estimate", Summary.report(estimate)),
    ])
  }
}
