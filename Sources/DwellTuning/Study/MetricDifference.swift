import DwellCore

extension Metric {
  /// A difference of two means with half its interval, its sign before it: `+12.3 ±0.1 µs`; of shares in points of a hundred.
  public func differenceText(_ interval: Interval) -> String {
    if interval.mean == 0, interval.halfWidth == 0 { return "none" }
    let sign = interval.mean < 0 ? "−" : "+"
    let size = Interval(mean: interval.mean.magnitude, halfWidth: interval.halfWidth, count: interval.count)
    let words = text(size)
    guard unit == .share, words.hasSuffix(" %") else { return sign + words }
    return sign + words.dropLast(2) + " points"
  }
}
