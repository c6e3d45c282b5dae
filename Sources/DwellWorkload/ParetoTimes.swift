import DwellCore

/// Times of a Pareto law of one mean and shape, and what is left of one that is met underway; in 1024ths of a nanosecond.
///
/// P(X > x) = (m/x)^a from the least m = mean·(a − 1)/a on. Cut at 52 days. Cost: about 60 ns a draw.
struct ParetoTimes: Sendable, BitwiseCopyable {
  private let least: Double
  private let mean: Double
  private let shape: Double

  /// A law of `mean` nanoseconds and a shape above 1.
  init(mean: Double, shape: Double) {
    self.mean = mean * 1024
    self.shape = shape
    least = mean * 1024 * (shape - 1) / shape
  }

  /// A time: m·u^(−1/a) is m·e^(E/a) for an exponential E of mean 1.
  func draw(_ words: inout RandomStream, _ curve: borrowing ExponentialTable) -> UInt64 {
    Self.ticks(least * Elementary.exp(words.nextExponential(mean: 1, table: curve) / shape))
  }

  /// What is left of a time met at random (the residual life of renewal theory): above x it is with probability
  /// 1 − x/mean for x up to m, and (m/x)^(a−1)/a beyond.
  func drawLeft(_ words: inout RandomStream, _ curve: borrowing ExponentialTable) -> UInt64 {
    let isShort = words.nextUnit() * shape < shape - 1
    if isShort { return Self.ticks(least * words.nextUnit()) }
    return Self.ticks(least * Elementary.exp(words.nextExponential(mean: 1, table: curve) / (shape - 1)))
  }

  private static func ticks(_ time: Double) -> UInt64 {
    time < Double(FineTime.longestGap) ? UInt64(max(time, 1)) : FineTime.longestGap
  }
}
