public import DwellCore
import DwellMetrics

/// Every metric there is: the numbers of the summary, in its order.
public enum MetricCatalog {
  /// All metrics. What differs from machine to machine, and what is no figure of the run, is none.
  public static let all: [Metric] = paths.enumerated().map { Metric(path: $1, index: $0) }

  static let paths: [String] = {
    let tree = Summary().report(scenario: .nothing, stages: [])
    let others: Set = ["version", "scenario", "digest", "wall_s", "simulated_packets_per_wall_second"]
    return tree.leaves().map(\.path).filter { path in
      !others.contains(path) && !path.hasPrefix("guests") && !path.hasPrefix("stage_counters")
    }
  }()

  /// The metric of that path, with or without its unit.
  ///
  /// - Throws: `Knob.Refusal` where there is none, with the nearest names.
  public static func metric(_ text: String) throws(Knob.Refusal) -> Metric {
    if let metric = all.first(where: { $0.path == text }) { return metric }
    let short = all.filter { $0.shortPath == text }
    if short.count == 1 { return short[0] }
    throw .unknownMetric(text)
  }
}

extension MetricCatalog {
  // What is there in every summary; the paths are held by a test.
  private static func known(_ path: String) -> Metric {
    all.first { $0.path == path } ?? Metric(path: path, index: -1)
  }

  /// Packets that waited in a container.
  static let dwellCount = known("dwell.count")
  /// Packets that were handed over.
  static let delayCount = known("delay.count")
  /// Mean wait in a container.
  public static let dwellMean = known("dwell.mean_s")
  /// Mean delay from arrival to hand-over.
  public static let delayMean = known("delay.mean_s")
  /// 99th percentile of the delay.
  public static let delayP99 = known("delay.p99_s")
  /// Packets handed over.
  public static let throughput = known("throughput.packets_per_second")
  /// What the busiest station could carry.
  public static let ceiling = known("throughput.ceiling_packets_per_second")
  /// Share of the offered packets that were lost.
  public static let lost = known("packets.dropped_fraction")
  /// Packets per container.
  public static let packetsEach = known("containers.mean_packets")
  /// Share of the containers that left because of their size.
  public static let fractionFull = known("containers.fraction_full")
  /// Containers per second.
  public static let containerRate = known("containers.per_second")
  /// Mean wait before the driver domain.
  public static let queueMean = known("delay.parts.queue_s")
  /// Events per second.
  public static let events = known("cost.notifications_per_second")
  /// Busy share of the driver domain.
  public static let driverDomain = known("cost.driver_domain_utilisation")
  /// Whether the system could not keep up.
  public static let saturated = known("saturated")
}
