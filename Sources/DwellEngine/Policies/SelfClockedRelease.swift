#if !hasFeature(Embedded)
  public import DwellCore
#endif

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
  public func hold(at time: Int64, _ memory: inout Nothing) -> Int64 { timeout }
  public func estimate(_ memory: Nothing) -> Estimate {
    Estimate(mean: .nan, variation: .nan, sample: .nan, release: Double(timeout))
  }
}

#if !hasFeature(Embedded)
  extension SelfClockedRelease: PolicyDescription {
    public static var name: String { "self-clocked" }
    public static var summary: String { "leaves when the driver domain is idle, full, or after T₀" }
    public static var source: String { "ours, after NAPI, event-index suppression and autocorking" }
    public static var confidence: String { "our reference, not in the paper" }
    public static var runsOut: String { "T₀ ran out before the driver domain was idle" }
    public static var formula: String { "P = until the driver is idle" }
    public static var knobs: [Knob] { [] }

    public init(_ settings: PolicySettings) { self.init(timeout: settings.timeout) }

    public func explain(_ memory: Nothing, _ context: ExplanationContext) -> Explanation {
      Explanation(
        [.init(.release, timeoutTerm, Double(timeout), "at the latest")],
        remarks: [
          "The oldest container leaves as soon as its driver thread has nothing to do; T₀ is only the longest wait."
        ])
    }
  }
#endif
