#if !hasFeature(Embedded)
  public import DwellCore
#endif

/// Every packet leaves at once in a container of its own: no aggregation, with the costs of containers.
///
/// The bound of all policies for T0 → 0; also the system for which M/G/1 holds.
public struct ImmediateRelease: ReleasePolicy {
  /// T0 in nanoseconds; no container of this policy waits for it.
  public var timeout: Int64

  public static var closesAtOnce: Bool { true }

  /// Waits of no time; `timeout` is kept for a later policy.
  public init(timeout: Int64) { self.timeout = timeout }

  public func blank(guest: Int) -> Nothing { Nothing() }
  public func hold(at time: Int64, _ memory: inout Nothing) -> Int64 { 0 }
  public func estimate(_ memory: Nothing) -> Estimate {
    Estimate(mean: .nan, variation: .nan, sample: .nan, release: 0)
  }
}

#if !hasFeature(Embedded)
  extension ImmediateRelease: PolicyDescription {
    public static var name: String { "immediate" }
    public static var summary: String { "every packet leaves at once, alone" }
    public static var source: String { "the limit T₀ → 0 of every policy" }
    public static var confidence: String { "definition" }
    public static var runsOut: String { "no packet waits" }
    public static var formula: String { "P = 0" }
    public static var knobs: [Knob] { [] }

    public init(_ settings: PolicySettings) { self.init(timeout: settings.timeout) }

    public func explain(_ memory: Nothing, _ context: ExplanationContext) -> Explanation {
      Explanation(
        [.init(.release, .number(0), 0, "release time")],
        remarks: ["No packet waits for another: each leaves at once in a container of its own."])
    }
  }
#endif
