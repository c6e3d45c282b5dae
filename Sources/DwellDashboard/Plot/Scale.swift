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
  public let kind: Kind
  /// The value at the low end.
  public let low: Double
  /// The value at the high end, above `low`.
  public let high: Double
  // What a logarithmic scale spans, taken once: a curve asks for it at every dot.
  private let logLow: Double
  private let logSpan: Double

  /// A scale from `low` to `high`; bounds that make no scale are mended: finite, apart, and positive where logarithmic.
  public init(_ kind: Kind, _ low: Double, _ high: Double) {
    self.kind = kind
    let finite = low.isFinite ? low : 0
    let bottom = kind == .logarithmic ? max(finite, 1e-12) : finite
    let top = high.isFinite && high > bottom ? high : (bottom == 0 ? 1 : bottom + bottom.magnitude)
    self.low = bottom
    self.high = top
    logLow = kind == .logarithmic ? Elementary.log(bottom) : 0
    logSpan = kind == .logarithmic ? Elementary.log(top) - logLow : 1
  }

  /// Where a value lies, 0 at the low end and 1 at the high end and beyond these outside; nil for what is no number.
  public func fraction(of value: Double) -> Double? {
    guard !value.isNaN else { return nil }
    switch kind {
    case .linear:
      return (value - low) / (high - low)
    case .logarithmic:
      guard value > 0 else { return -1 }
      return (Elementary.log(value) - logLow) / logSpan
    }
  }

  /// The dot row of a value among `dots` rows, 0 on top; −1 and `dots` stand for above and below; nil for no number.
  public func dot(of value: Double, dots: Int) -> Int? {
    guard dots > 0, let fraction = fraction(of: value) else { return nil }
    if fraction > 1 + 0.5 / Double(dots) { return -1 }
    if fraction < -0.5 / Double(dots) { return dots }
    return ((1 - fraction) * Double(dots - 1)).whole(in: 0...(dots - 1))
  }
}
