import DwellCore
public import DwellMetrics
import DwellSimulation
public import DwellWorkload

extension TraceReport {
  private static let indent = 12
  /// The most guests that are listed.
  private static let mostGuests = 8

  /// The report as a person reads it, aligned with the summary of a run.
  public var lines: [String] {
    let head = "\(QuantityText.count(summary.packets)) packets in \(Self.time(summary.duration)), as recorded"
    return Self.section("trace", [head, rates, sizeLine, others > 0 ? "\(flowLine), \(otherLine)" : flowLine])
      + Self.section("bursts", burstLines) + Self.section("split", splitLines)
  }

  private var rates: String {
    guard let rate = summary.meanRate, let bits = bitRate else { return "no rate: all packets came at one instant" }
    var words = ["rate \(QuantityText.packetRate(rate)), \(QuantityText.bitRate(bits))"]
    if let peak = peakScale {
      words.append(
        "at most \(QuantityText.packetRate(Double(peak.most) / peak.seconds)) over \(Self.time(peak.seconds))")
    }
    return words.joined(separator: ", ")
  }

  // Nearest to 10 ms, where there is one so long.
  private var peakScale: Burstiness.Scale? {
    burstiness.scales.min {
      (0.01 / $0.seconds - $0.seconds / 0.01).magnitude < (0.01 / $1.seconds - $1.seconds / 0.01).magnitude
    }
  }

  private var sizeLine: String {
    let often = frequent.map { "\($0.bytes) B (\(QuantityText.percent(Double($0.packets) / Double(summary.packets))))" }
    return
      "sizes \(sizes.lowerBound) to \(sizes.upperBound) B, mean \(QuantityText.significant(meanSize, .dropped)) B, often "
      + often.joined(separator: ", ")
  }

  private var flowLine: String {
    "flows \(hasMoreFlows ? "more than " : "")\(QuantityText.count(flows)), to \(QuantityText.count(destinations)) "
      + (destinations == 1 ? "address" : "addresses")
  }

  private var otherLine: String { "\(QuantityText.count(others)) packets that are no IP" }

  private var burstLines: [String] {
    let scales = Self.told(burstiness.scales)
    guard !scales.isEmpty else { return ["too few packets to say"] }
    let words = scales.map { "\(QuantityText.significant($0.dispersion)) over \(Self.time($0.seconds))" }
    var lines = ["index of dispersion \(words.joined(separator: ", ")) (Poisson 1, even 0)"]
    if let hurst = burstiness.hurst {
      let ends = hurst.seconds
      lines.append(
        "Hurst \(QuantityText.fixed(hurst.value, digits: 2)) ± \(QuantityText.fixed(hurst.halfWidth, digits: 2)) by \(Burstiness.Hurst.method), "
          + "from \(Self.time(ends.lowerBound)) to \(Self.time(ends.upperBound))")
    } else {
      lines.append("Hurst cannot be told from so few packets, or so even ones")
    }
    return lines
  }

  // One of about every eight, so that a line holds them.
  private static func told(_ scales: [Burstiness.Scale]) -> [Burstiness.Scale] {
    scales.enumerated().filter { $0.offset % 3 == 0 }.suffix(6).map(\.element)
  }

  private var splitLines: [String] {
    let shares = guests.prefix(Self.mostGuests).enumerated().map { index, share in
      "guest \(index + 1) \(QuantityText.count(share.packets)) (\(QuantityText.percent(Double(share.packets) / Double(summary.packets))))"
    }
    let more = guests.count - Self.mostGuests
    return [shares.joined(separator: ", ") + (more > 0 ? ", \(more) more" : "")]
  }

  /// The tree for JSON; numbers are of the recording, at speed 1.
  public var report: Report {
    let hurst = burstiness.hurst
    return .object([
      ("packets", .integer(summary.packets)), ("bytes", .integer(summary.bytes)),
      ("duration_s", .number(summary.duration)), ("packets_per_second", Report(summary.meanRate)),
      ("bits_per_second", Report(bitRate)), ("raised_stamps", .integer(summary.raisedStamps)),
      (
        "sizes",
        .object([
          ("least_bytes", .integer(sizes.lowerBound)), ("mean_bytes", .number(meanSize)),
          ("greatest_bytes", .integer(sizes.upperBound)),
          (
            "frequent",
            .list(
              frequent.map { .object([("bytes", .integer($0.bytes)), ("packets", .integer($0.packets))]) })
          ),
        ])
      ),
      ("flows", .integer(flows)), ("flows_are_all", .flag(!hasMoreFlows)), ("destinations", .integer(destinations)),
      ("not_ip", .integer(others)),
      (
        "dispersion",
        .list(
          burstiness.scales.map {
            .object([
              ("window_s", .number($0.seconds)), ("windows", .integer($0.windows)), ("mean_packets", .number($0.mean)),
              ("most_packets", .integer($0.most)), ("index", .number($0.dispersion)),
            ])
          })
      ),
      (
        "hurst",
        hurst.map {
          .object([
            ("value", .number($0.value)), ("low", .number($0.value - $0.halfWidth)),
            ("high", .number($0.value + $0.halfWidth)), ("level", .number(0.95)),
            ("method", .text(Burstiness.Hurst.method)), ("from_s", .number($0.seconds.lowerBound)),
            ("to_s", .number($0.seconds.upperBound)),
          ])
        } ?? .nothing
      ),
      (
        "guests",
        .list(guests.map { .object([("packets", .integer($0.packets)), ("bytes", .integer($0.bytes))]) })
      ),
    ])
  }

  private static func time(_ seconds: Double) -> String { QuantityText.time(nanoseconds: seconds * 1e9, .dropped) }

  private static func section(_ title: String, _ lines: [String]) -> [String] {
    lines.enumerated().map { index, line in
      let head = index == 0 ? title : ""
      return head + String(repeating: " ", count: max(indent - head.count, 1)) + line
    }
  }
}
