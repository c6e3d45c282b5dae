import DwellCore

/// Exponential gaps of rare events such as messages: as `ExponentialGaps`, but down to one event in years.
struct LongGaps: Sendable, BitwiseCopyable {
  private let gaps: ExponentialGaps
  // A whole multiple of an exponential time is one of that multiple of the mean.
  private let times: UInt64

  /// Gaps of a Poisson process of `rate` events per second, bounded to 10⁻⁹ and more.
  init(rate: Double) {
    let bounded = min(max(rate, 1e-9), 1e12)
    let times = max((1e-2 / bounded).rounded(.up), 1)
    gaps = ExponentialGaps(rate: bounded * times)
    self.times = UInt64(times)
  }

  /// A gap in 1024ths of a nanosecond, cut at 52 days.
  @inline(__always)
  func draw(_ words: inout RandomStream, _ curve: borrowing ExponentialTable) -> UInt64 {
    let gap = gaps.draw(words.next(), curve)
    if times == 1 { return gap }
    let (long, overflow) = gap.multipliedReportingOverflow(by: times)
    return overflow ? FineTime.longestGap : min(long, FineTime.longestGap)
  }
}
