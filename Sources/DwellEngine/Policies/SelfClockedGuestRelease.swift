#if !hasFeature(Embedded)
  public import DwellCore
#endif

/// A container leaves as soon as its guest has nothing left to do, or full, or at T0.
///
/// The guest sleeps and all that was released to it is delivered or lost. As the flush-when-idle of sockets and drivers, seen from
/// the receiving end: longer waits than the idle driver's, larger batches. It leaves when everything else of its instant is done, of
/// several the lower guest first, so packets of equal instant leave together.
public struct SelfClockedGuestRelease: ReleasePolicy {
  /// T0 in nanoseconds.
  public var timeout: Int64

  public static var watchesGuests: Bool { true }

  /// Waits of at most `timeout` nanoseconds.
  public init(timeout: Int64) { self.timeout = timeout }

  public func blank(guest: Int) -> Nothing { Nothing() }
  public func hold(at time: Int64, _ memory: inout Nothing) -> Int64 { timeout }
  public func estimate(_ memory: Nothing) -> Estimate {
    Estimate(mean: .nan, variation: .nan, sample: .nan, release: Double(timeout))
  }
}

#if !hasFeature(Embedded)
  extension SelfClockedGuestRelease: PolicyDescription {
    public static var name: String { "self-clocked-guest" }
    public static var summary: String { "leaves when its guest sleeps and has all it was sent, full, or after T₀" }
    public static var source: String { "ours, after event-index suppression and autocorking" }
    public static var confidence: String { "our reference, not in the paper" }
    public static var runsOut: String { "T₀ ran out before its guest had nothing left to do" }
    public static var formula: String { "P = until its guest is idle" }
    public static var knobs: [Knob] { [] }

    public init(_ settings: PolicySettings) { self.init(timeout: settings.timeout) }

    public func explain(_ memory: Nothing, _ context: ExplanationContext) -> Explanation {
      Explanation(
        [.init(.release, timeoutTerm, Double(timeout), "at the latest")],
        remarks: [
          "It leaves as soon as its guest sleeps and has all that was sent to it; T₀ is only the longest wait."
        ])
    }
  }
#endif
