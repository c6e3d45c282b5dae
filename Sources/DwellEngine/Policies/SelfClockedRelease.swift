/// A container leaves as soon as the driver domain has nothing to do, or full, or at T0.
///
/// What event-index suppression, NAPI and autocorking do; no parameter to set. Not in the paper: our reference policy.
public struct SelfClockedRelease: ReleasePolicy {
  /// T0 in nanoseconds.
  public var timeout: Int64

  public static var watchesDriver: Bool { true }

  /// Waits of at most `timeout` nanoseconds.
  public init(timeout: Int64) { self.timeout = timeout }

  public func blank(guest: Int) -> Nothing { Nothing() }
  public func hold(_ memory: inout Nothing) -> Int64 { timeout }
  public func estimate(_ memory: Nothing) -> Estimate {
    Estimate(mean: .nan, variation: .nan, sample: .nan, release: Double(timeout))
  }
}
