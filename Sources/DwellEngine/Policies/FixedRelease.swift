#if !hasFeature(Embedded)
  public import DwellCore
#endif

/// A container leaves T0 after its first packet: static aggregation.
///
/// Source: Bourguiba et al. 2012 as the paper describes it (section V.A). Closed forms: docs/model.md.
public struct FixedRelease: ReleasePolicy {
  /// T0 in nanoseconds.
  public var timeout: Int64

  /// Waits of at most `timeout` nanoseconds.
  public init(timeout: Int64) { self.timeout = timeout }

  public func blank(guest: Int) -> Nothing { Nothing() }
  public func hold(at time: Int64, _ memory: inout Nothing) -> Int64 { timeout }
  public func estimate(_ memory: Nothing) -> Estimate {
    Estimate(mean: .nan, variation: .nan, sample: .nan, release: Double(timeout))
  }
}

#if !hasFeature(Embedded)
  extension FixedRelease: PolicyDescription {
    public static var name: String { "fixed" }
    public static var summary: String { "leaves T₀ after its first packet, or full" }
    public static var source: String { "Bourguiba et al. 2012; the paper, V.A" }
    public static var confidence: String { "seen in abstracts and in the paper" }
    public static var runsOut: String { "T₀ ran out" }
    public static var formula: String { "P = T₀" }
    public static var knobs: [Knob] { [] }

    public init(_ settings: PolicySettings) { self.init(timeout: settings.timeout) }

    public func explain(_ memory: Nothing, _ context: ExplanationContext) -> Explanation {
      Explanation(
        [.init(.release, timeoutTerm, Double(timeout), "release time")],
        remarks: ["Nothing is observed: every container may wait T₀, whatever the traffic."])
    }
  }
#endif
