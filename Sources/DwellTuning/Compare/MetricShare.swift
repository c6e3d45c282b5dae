import DwellCore

/// Shares of a mean as words: `34 %`, `0.4 %`, `3.2 times`.
enum MetricShare {
  static func text(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    if share >= 2 { return QuantityText.significant(share, .dropped) + " times" }
    return QuantityText.significant(share * 100, .dropped) + " %"
  }
}
