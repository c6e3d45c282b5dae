import DwellCore
import DwellEngine
public import DwellMetrics
import DwellSimulation

extension Emission {
  /// The tree for JSON.
  public var report: Report {
    .object([
      ("target", .text(target.name)), ("semantics", .text(target.semantics.rawValue)),
      ("lines", .list(lines.map { .text($0) })), ("rounded", .list(roundings.map(\.report))),
      (
        "settings",
        .object([
          ("policy", .text(after.policy)), ("timeout_s", .number(after.value(of: EngineKnobs.timeout) / 1e9)),
          ("container_size_bytes", .number(after.value(of: EngineKnobs.containerSize))),
          ("max_packets", .number(after.value(of: EngineKnobs.maxPackets))),
        ])
      ),
      ("predicted", .list(predictions.map { $0.report(limits) })),
      ("limits", .list(predictions.dropFirst().flatMap { one in limits.map { one.report(of: $0) } })),
      ("notes", .list(remarks.map { .text($0) })),
      ("cannot_express", .list(target.limits.map { .text($0) })),
    ])
  }
}

extension Rounding {
  var report: Report {
    .object([
      ("what", .text(what)), ("before", .text(before)), ("after", .text(after)), ("change_fraction", Report(change)),
    ])
  }
}

extension Emission.Prediction {
  func report(of limit: Limit) -> Report {
    let check = LimitCheck(limit, sample)
    return .object([
      ("what", .text(what)), ("limit", .text(limit.plainText)), ("value", Report(check.interval?.mean)),
      ("met", .flag(check.isMet)), ("on_the_edge", .flag(check.isOnTheEdge)),
    ])
  }

  func report(_ limits: [Limit]) -> Report {
    let figures = EmissionTable.metrics(limits).map { metric -> (name: String, value: Report) in
      let interval = sample.interval(metric)
      let width = interval.flatMap { $0.halfWidth.isFinite ? $0.halfWidth : nil }
      return (
        metric.path,
        .object([
          ("mean", Report(interval?.mean)), ("low", Report(interval.flatMap { i in width.map { i.mean - $0 } })),
          ("high", Report(interval.flatMap { i in width.map { i.mean + $0 } })),
          ("level", .number(Interval.usualLevel)),
        ])
      )
    }
    return .object(
      [("what", .text(what)), ("runs", .integer(sample.runs.count)), ("saturated", .flag(sample.isSaturated))] + figures
    )
  }
}
