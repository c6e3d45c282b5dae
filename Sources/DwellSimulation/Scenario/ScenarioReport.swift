public import DwellCore
import DwellEngine
public import DwellMetrics
import DwellWorkload

extension Scenario {
  /// The settings as the summary's JSON prints them: choices, extent, then every knob in SI units, the unit in its name.
  public var report: Report {
    let first = [EngineKnobs.containerSize, EngineKnobs.timeout, EngineKnobs.alpha]
    let model = trace == nil ? TrafficCatalog.model(named: arrivals) : nil
    var parts: [(name: String, value: Report)] = [
      ("system", .text(system)),
      (
        "stages",
        .object(Stage.allCases.compactMap { stage in stages[stage].map { (stage.rawValue, .text($0)) } })
      ),
      ("policy", aggregates ? .text(policy) : .nothing), ("machine", .text(machine)),
    ]
    parts += first.map { ($0.reportName, $0.report(value(of: $0))) }
    parts += [
      ("arrivals", trace == nil ? .text(arrivals) : .nothing), ("trace", trace.map { .text($0.path) } ?? .nothing),
      ("loop", .flag(trace?.end == .loop)),
      ("load_pps", model?.loadUse == .offered ? .number(value(of: KnobCatalog.load)) : .nothing),
      ("packet_size", usesSizes ? .text(sizes.text) : .nothing), ("directions", .text(directions.rawValue)),
      ("guests", .integer(guests)),
      ("seed", .integer(Int(clamping: seed))), ("duration_s", duration.map { .number($0.seconds) } ?? .nothing),
      ("packets", packets.map { .integer($0) } ?? .nothing), ("warmup_s", .number(warmup.seconds)),
      ("drain", .flag(ending == .drain)), ("guest_percentiles", .flag(guestPercentiles == .all)),
      ("at", .list(schedule.map { .text($0.text) })),
    ]
    let rest = KnobCatalog.all.filter { knob in knob.name != KnobCatalog.load.name && !first.contains(knob) }
    parts += rest.map { ($0.reportName, $0.report(value(of: $0))) }
    return .object(parts)
  }
}

extension Knob {
  /// The name in JSON: underscores, and the SI unit at the end: `timeout_s`, `container_size_bytes`, `off_rate`.
  public var reportName: String {
    let plain = name.replacing("-", with: "_")
    switch dimension {
    case .time: return plain + "_s"
    case .bytes: return plain + "_bytes"
    case .packetRate: return plain + "_pps"
    case .bitRate: return plain + "_bps"
    case .number, .count, .choice: return plain
    }
  }

  /// A value in JSON, in the unit of ``reportName``.
  public func report(_ value: Double) -> Report {
    switch dimension {
    case .time: return Report(value / 1e9)
    case .choice:
      let index = Int(value)
      return choices.indices.contains(index) ? .text(choices[index]) : .nothing
    case .bytes, .packetRate, .bitRate, .number, .count: return Report(value)
    }
  }
}
