#if !hasFeature(Embedded)
  public import DwellCore
#endif

/// A container leaves at once if its guest's last one left T0 ago, else when that time is over: at most one per T0 that is not full.
///
/// What interrupt moderation of network cards does, per guest: max(first packet's arrival, last release + T0). The first packet after
/// a pause does not wait; under load it is `fixed` with waits counted from the release before.
public struct ThrottleRelease: ReleasePolicy {
  /// The last release of one guest.
  public struct Memory: Sendable, BitwiseCopyable {
    // In nanoseconds; long ago if there was none.
    var lastRelease: Int64
  }

  /// T0 in nanoseconds.
  public var timeout: Int64

  public static var learnsFromReleases: Bool { true }

  /// Releases at least `timeout` nanoseconds apart.
  public init(timeout: Int64) { self.timeout = timeout }

  public func blank(guest: Int) -> Memory { Memory(lastRelease: .min / 2) }

  public func hold(at time: Int64, _ m: inout Memory) -> Int64 { max(0, m.lastRelease &+ timeout &- time) }

  public func left(_ container: ReleasedContainer, _ m: inout Memory) { m.lastRelease = container.released }

  public func estimate(_ m: Memory) -> Estimate {
    Estimate(mean: .nan, variation: .nan, sample: .nan, release: Double(timeout))
  }
}

#if !hasFeature(Embedded)
  extension ThrottleRelease: PolicyDescription {
    public static var name: String { "throttle" }
    public static var summary: String { "leaves at once after a pause, else T₀ after the release before" }
    public static var source: String { "interrupt throttling of Intel network cards, applied to containers" }
    public static var confidence: String { "the cards' rule is documented; using it here is ours" }
    public static var runsOut: String { "T₀ since the release before ran out" }
    public static var formula: String { "P = T₀ since the last release, at least 0" }
    public static var knobs: [Knob] { [] }

    public init(_ settings: PolicySettings) { self.init(timeout: settings.timeout) }

    public func explain(_ m: Memory, _ context: ExplanationContext) -> Explanation {
      guard m.lastRelease > .min / 2 else {
        return Explanation(
          [.init(.release, .number(0), 0, "no container left before")],
          remarks: ["The first container of a guest leaves at once, and so does one after a pause of T₀."])
      }
      let pause = Double((context.opened ?? context.now) - m.lastRelease)
      let value = max(0, Double(timeout) - pause)
      let symbol = FormulaSymbol("s", .sample)
      return Explanation(
        [
          .init(symbol, nil, pause, context.opened == nil ? "since the last release" : "from it to the opening"),
          .init(
            .release, .greatest([.number(0), .difference(timeoutTerm, .symbol(symbol, pause))]), value,
            context.opened == nil ? "if one opened now" : "release time"),
        ])
    }
  }
#endif
