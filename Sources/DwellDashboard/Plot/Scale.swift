import DwellCore

/// Which values lie where along an axis.
public struct Scale: Sendable, Hashable {
  /// How values are spread.
  public enum Kind: Sendable, Hashable {
    /// Equal steps for equal differences.
    case linear
    /// Equal steps for equal ratios; the low end is above 0.
    case logarithmic
  }

  /// How values are spread.
  public var kind: Kind
  /// The value at the low end.
  public var low: Double
  /// The value at the high end, above `low`.
  public var high: Double

  /// A scale from `low` to `high`; bounds that make no scale are mended: finite, apart, and positive where logarithmic.
  public init(_ kind: Kind, _ low: Double, _ high: Double) {
    self.kind = kind
    let low = low.isFinite ? low : 0
    self.low = kind == .logarithmic ? max(low, 1e-12) : low
    self.high = high.isFinite && high > self.low ? high : (self.low == 0 ? 1 : self.low + self.low.magnitude)
  }

  /// Where a value lies, 0 at the low end and 1 at the high end and beyond these outside; nil for what is no number.
  public func fraction(of value: Double) -> Double? {
    guard !value.isNaN else { return nil }
    switch kind {
    case .linear:
      return (value - low) / (high - low)
    case .logarithmic:
      guard value > 0 else { return -1 }
      return Elementary.log(value / low) / Elementary.log(high / low)
    }
  }

  /// The dot row of a value among `dots` rows, 0 on top; −1 and `dots` stand for above and below; nil for no number.
  public func dot(of value: Double, dots: Int) -> Int? {
    guard dots > 0, let fraction = fraction(of: value) else { return nil }
    if fraction > 1 + 0.5 / Double(dots) { return -1 }
    if fraction < -0.5 / Double(dots) { return dots }
    return min(max(Int(((1 - fraction) * Double(dots - 1)).rounded()), 0), dots - 1)
  }
}
