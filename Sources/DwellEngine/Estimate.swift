/// What a release policy believes of one guest, in nanoseconds; a field that the policy does not have is NaN.
public struct Estimate: Sendable, BitwiseCopyable {
  /// The mean delay D_k.
  public var mean: Double
  /// The variation V_k.
  public var variation: Double
  /// The last observation n_k.
  public var sample: Double
  /// The release time P_k, capped at T0.
  public var release: Double

  /// An estimate of the four.
  public init(mean: Double, variation: Double, sample: Double, release: Double) {
    self.mean = mean
    self.variation = variation
    self.sample = sample
    self.release = release
  }

  /// Nothing is believed yet.
  public static var none: Estimate { Estimate(mean: .nan, variation: .nan, sample: .nan, release: .nan) }
}
