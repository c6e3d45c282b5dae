import DwellCore
package import DwellMetrics
import DwellSimulation

/// What another load would be against the two ceilings, in the words of the throughput panel; longest first.
package enum LoadEffect {
  // Closer ceilings are told as one.
  private static let worthTwo = 1.05

  /// - Parameters:
  ///   - offered: packets per second that would come; `prefix` says so where the knob does not.
  ///   - rates: what was carried lately.
  ///   - fills: whether more load can make transfers larger.
  package static func texts(offered: Double, prefix: String, rates: Recent, canGrow fills: Bool, aggregates: Bool)
    -> [String]?
  {
    let ceiling = rates.ceiling
    let full = fills ? rates.ceilingFull : ceiling
    guard offered.isFinite, full.isFinite, full > 0 else { return nil }
    let hasTwo = ceiling.isFinite && ceiling > 0 && full > ceiling * worthTwo
    let share = share(offered / full)
    if offered > full {
      let what = hasTwo ? aggregates ? "what full containers carry" : "what full batches carry" : "the ceiling"
      let text = "\(prefix)\(share) of \(what)"
      return [
        "\(text), \(QuantityText.packetRate(full)): the queue would grow", "\(text): the queue would grow",
        text, "\(prefix)\(share): the queue would grow",
      ]
    }
    guard hasTwo else {
      let text = "\(prefix)\(share) of the ceiling"
      return ["\(text) \(QuantityText.packetRate(full))", text]
    }
    let now = "\(prefix)\(self.share(offered / ceiling)) of the ceiling"
    let texts = [
      "\(now) \(QuantityText.packetRate(ceiling)), \(share) of \(QuantityText.packetRate(full)) if full",
      "\(now), \(share) if full", now,
    ]
    return offered > ceiling
      ? ["\(texts[0]): carried only if fuller", texts[0], "\(now): carried only if fuller"] + texts.dropFirst() : texts
  }

  private static func share(_ share: Double) -> String {
    share > 0 && share < 0.01 ? "under 1 %" : QuantityText.percent(share)
  }
}
