/// Ranges for data, at round values so that they seldom change.
package enum PlotScale {
  /// A logarithmic range around `bounds`: a 1-2-5 value beyond each end, one decade at least, seven at most.
  package static func logarithmic(_ bounds: ClosedRange<Double>) -> Scale {
    let high = Ladder.atLeast(bounds.upperBound * 1.15)
    var low = Ladder.atMost(bounds.lowerBound / 1.15)
    if low < high * 1e-7 { low = high * 1e-7 }
    if low > high / 10 { low = high / 10 }
    return Scale(.logarithmic, low, high)
  }

  /// A linear range from 0 to a round value above `top`; nil when there is nothing above 0.
  package static func linear(upTo top: Double) -> Scale? {
    guard top > 0, top.isFinite else { return nil }
    return Scale(.linear, 0, Ladder.atLeast(top * 1.02, Ladder.tops))
  }
}
