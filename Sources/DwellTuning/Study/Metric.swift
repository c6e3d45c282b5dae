/// A number of a summary by its JSON path: what goals, limits, tables and plots are about (contract, "Metrics, goals and limits").
public struct Metric: Sendable, Hashable {
  /// Which way is better.
  public enum Preference: Sendable, Hashable {
    /// The lower, such as waits, losses and costs.
    case lower
    /// The higher, such as throughput.
    case higher
    /// Neither: a means and no end.
    case none
  }

  /// What its plain number counts.
  public enum Unit: Sendable, Hashable {
    /// Seconds.
    case seconds
    /// Packets per second.
    case packetRate
    /// Bytes per second.
    case byteRate
    /// Anything else per second.
    case rate
    /// Bytes.
    case bytes
    /// Things.
    case count
    /// A share of one.
    case share
    /// A pure number.
    case number
    /// 0 for false and 1 for true.
    case flag
  }

  /// The path in the JSON of `dwell simulate`: `delay.p99_s`.
  public let path: String
  /// Its place in ``MetricCatalog/all``.
  let index: Int

  /// What its plain number counts; the path says it.
  public var unit: Unit {
    let name = path.split(separator: ".").last ?? ""
    if name == "saturated" { return .flag }
    if name.hasSuffix("packets_per_second") { return .packetRate }
    if name == "bytes_per_second" || name == "kilobytes_per_second" { return name.hasPrefix("k") ? .rate : .byteRate }
    if name.hasSuffix("per_second") { return .rate }
    if name.hasSuffix("_s") || name == "cpu_s_per_gigabyte" { return .seconds }
    if name.hasSuffix("utilisation") || name.contains("fraction") || name == "mean_fill" { return .share }
    if path.hasPrefix("bytes.") || name.hasSuffix("_bytes") { return .bytes }
    if name == "memory_calls_per_byte" || name == "mean_packets" { return .number }
    return .count
  }

  /// Which way is better.
  public var preference: Preference {
    let group = path.prefix { $0 != "." }
    let name = path.dropFirst(group.count + 1)
    switch group {
    case "dwell", "delay", "jitter": return name == "count" ? .none : .lower
    case "cost", "saturated": return .lower
    case "throughput": return name == "offered_packets_per_second" ? .none : .higher
    case "packets", "window":
      if name.hasPrefix("dropped") { return .lower }
      return name == "delivered" ? .higher : .none
    case "bytes": return name == "delivered" ? .higher : .none
    case "containers": return name == "mean_packets" || name == "mean_fill" ? .higher : .none
    case "requests":
      if name == "mean_s" { return .lower }
      return name == "elapsed_s" ? .none : .higher
    default: return .none
    }
  }

  /// The path without its unit: `delay.p99`.
  public var shortPath: String { Self.withoutUnit(path) }

  static func withoutUnit(_ path: String) -> String {
    for suffix in ["_per_second", "_s"] where path.hasSuffix(suffix) {
      let rest = path.dropLast(suffix.count)
      // `containers.per_second` is nothing without it, and `cost.notifications` is the name of their number.
      if rest.last != ".", rest.contains("."), !MetricCatalog.paths.contains(String(rest)) { return String(rest) }
    }
    return path
  }

  /// Words for a heading: `delay p99`.
  public var title: String {
    Self.titles[path]
      ?? shortPath.split(separator: ".").joined(separator: " ").split(separator: "_").joined(separator: " ")
  }

  private static let titles = [
    "cost.driver_domain_utilisation": "driver domain", "cost.guest_utilisation": "guests busy",
    "containers.mean_packets": "packets each", "throughput.packets_per_second": "throughput",
    "throughput.ceiling_packets_per_second": "ceiling", "cost.notifications_per_second": "events",
    "packets.dropped_fraction": "lost", "throughput.offered_packets_per_second": "offered",
    "cost.cpu_s_per_gigabyte": "CPU per GB",
  ]
}
