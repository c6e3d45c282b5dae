#if !hasFeature(Embedded)
  public import DwellCore
#endif

/// A container leaves at once if its guest's last one left T0 ago, else when that time is over: at most one per T0 that is not full.
///
/// What interrupt moderation of network cards does, per guest: max(first packet's arrival, last release + T0). The first packet after
/// a pause does not wait; under load it is `fixed` with waits counted from the release before. With ticks it waits for the next whole
/// T0 since that release instead: a timer that goes on while nothing is there, as that of the blocks of a Linux packet ring
/// (TPACKET_V3).
public struct ThrottleRelease: ReleasePolicy {
  /// The last release of one guest.
  public struct Memory: Sendable, BitwiseCopyable {
    // In nanoseconds; long ago if there was none.
    var lastRelease: Int64
  }

  /// What becomes of the first packet after a pause.
  public enum AfterPause: Int, Sendable, CaseIterable {
    /// It leaves at once.
    case atOnce
    /// It waits for the next whole T0 since the release before, since 0 where there was none.
    case tick
  }

  /// T0 in nanoseconds.
  public var timeout: Int64
  /// What becomes of the first packet after a pause.
  public var afterPause: AfterPause

  public static var learnsFromReleases: Bool { true }

  /// Releases at least `timeout` nanoseconds apart.
  public init(timeout: Int64, afterPause: AfterPause = .atOnce) {
    self.timeout = timeout
    self.afterPause = afterPause
  }

  public func blank(guest: Int) -> Memory { Memory(lastRelease: .min / 2) }

  public func hold(at time: Int64, _ m: inout Memory) -> Int64 {
    let left = m.lastRelease &+ timeout &- time
    return left >= 0 || afterPause == .atOnce ? max(0, left) : toTick(time, m)
  }

  // Until the next tick; a packet that comes with it still leaves with it.
  private func toTick(_ time: Int64, _ m: Memory) -> Int64 {
    let since = sinceStart(time, m)
    return since > 0 && since % timeout == 0 ? 0 : timeout - since % timeout
  }

  private func sinceStart(_ time: Int64, _ m: Memory) -> Int64 { time &- max(m.lastRelease, 0) }

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
    public static var knobs: [Knob] { [afterPause] }

    /// What becomes of the first packet after a pause.
    public static let afterPause = Knob(
      "after-pause", choices: ["at-once", "tick"],
      help: "the first packet after a pause leaves at once, or at the next whole T₀ since the release before")

    public init(_ settings: PolicySettings) {
      self.init(
        timeout: settings.timeout,
        afterPause: AfterPause(rawValue: Int(settings.value(Self.afterPause))) ?? .atOnce)
    }

    public func explain(_ m: Memory, _ context: ExplanationContext) -> Explanation {
      if afterPause == .tick { return explainTick(m, context) }
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
          .init(symbol, nil, pause, context.opened == nil ? "since the last release" : "from release to opening"),
          .init(
            .release, .greatest([.number(0), .difference(timeoutTerm, .symbol(symbol, pause))]), value,
            context.opened == nil ? "if one opened now" : "release time"),
        ])
    }

    private func explainTick(_ m: Memory, _ context: ExplanationContext) -> Explanation {
      let time = (context.opened ?? context.now)
      let since = sinceStart(time, m)
      // One that opens with the release waits a whole T₀, one that opens with a tick leaves with it.
      let isAtTick = since > 0 && since % timeout == 0
      let over = Double(isAtTick ? timeout : since % timeout)
      let symbol = FormulaSymbol("s", .sample)
      return Explanation(
        [
          .init(symbol, nil, over, context.opened == nil ? "since the last tick" : "from it to the opening"),
          .init(
            .release, .difference(timeoutTerm, .symbol(symbol, over)), Double(timeout) - over,
            context.opened == nil ? "if one opened now" : "release time"),
        ], remarks: ["Ticks come every T₀ after a release, whether there are packets or not."])
    }
  }
#endif
