extension Int64 {
  /// The whole number nearest to `x`, halves up, for 0 ≤ x < 2⁵²; less counts as 0, more as 2⁵².
  ///
  /// The C library's `round` is a call on baseline x86-64; this is an addition and a conversion.
  @inlinable
  @inline(__always)
  public init(nearest x: Double) {
    self = x > 0 ? Int64(Swift.min(x, 0x1p52) + 0.5) : 0
  }
}
