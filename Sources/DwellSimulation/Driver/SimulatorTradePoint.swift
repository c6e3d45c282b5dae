public import DwellCore
public import DwellMetrics

extension Simulator {
  /// What happened from `start` on until `end`, now by default; nothing where no plots are kept.
  public func tradePoint(from start: Instant, to end: Instant? = nil) -> TradePoint {
    settle()
    return backend.pipeline.recorder.history.tradePoint(
      from: start, to: end ?? now, now: now, guestCount: scenario.guests)
  }
}
