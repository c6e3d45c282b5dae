#if !hasFeature(Embedded)
  public import DwellCore
#endif

/// A container holds as many packets as usually come in a share of T0, and leaves when it has them: its size follows the traffic.
///
/// Our reading of the paper's second promise, to "adapt the container size with the incoming traffic", for which it gives no rule. With
/// the weighted mean g of a guest's gaps, the next container leaves with its packet number n = max(1, ⌊share · T0 / g⌋), or for want of
/// bytes, or at T0. So containers leave full within the delay budget at every load: at a low one each packet leaves at once instead of
/// waiting T0 in vain, at a high one the capacity is the limit, and a burst that stops costs one wait of T0. Sizes count packets because
/// packets are what aggregation saves; a page is granted whole. A guest's first container, for want of a gap, is as large as allowed.
public struct AdaptiveSizeRelease: ReleasePolicy {
  /// The gaps of one guest.
  public struct Memory: Sendable, BitwiseCopyable {
    // The weighted mean and the last one, in nanoseconds; NaN before there is one.
    var gap: Double
    var sample: Double
    var lastArrival: Int64
    var packets: Int64
    // Whether a container was opened before: the first is as large as allowed.
    var containers: Int64
  }

  /// T0 in nanoseconds.
  public var timeout: Int64
  /// α.
  public var weight: Double
  /// The share of T0 in which a container should fill.
  public var share: Double

  public static var sizesContainers: Bool { true }

  /// Containers that fill in `share` of `timeout` nanoseconds.
  public init(timeout: Int64, weight: Double, share: Double) {
    self.timeout = timeout
    self.weight = weight
    self.share = share
  }

  public func blank(guest: Int) -> Memory {
    Memory(gap: .nan, sample: .nan, lastArrival: 0, packets: 0, containers: 0)
  }

  public func arrived(at time: Int64, size: Int32, _ m: inout Memory) {
    if m.packets > 0 {
      m.sample = Double(time &- m.lastArrival)
      m.gap = m.packets == 1 ? m.sample : weight * m.gap + (1 - weight) * m.sample
    }
    m.lastArrival = time
    m.packets &+= 1
  }

  public func hold(at time: Int64, _ m: inout Memory) -> Int64 {
    m.containers &+= 1
    return timeout
  }

  public func mostPackets(_ m: Memory) -> Int32 {
    guard m.containers > 1, m.packets > 1, m.gap > 0 else { return ContainerRules.storage }
    let fits = share * Double(timeout) / m.gap
    return fits < Double(ContainerRules.storage) ? max(1, Int32(fits)) : ContainerRules.storage
  }

  public func estimate(_ m: Memory) -> Estimate {
    Estimate(mean: m.gap, variation: .nan, sample: m.sample, release: Double(timeout))
  }
}

#if !hasFeature(Embedded)
  extension AdaptiveSizeRelease: PolicyDescription {
    public static var name: String { "adaptive-size" }
    public static var summary: String { "holds as many packets as come in a share of T₀" }
    public static var source: String { "ours; the paper, IV and VI, promises it without a rule" }
    public static var confidence: String { "our reading" }
    public static var runsOut: String { "T₀ ran out" }
    public static var formula: String { "n = share·T₀/g packets, P = T₀" }
    public static var knobs: [Knob] { [share] }

    /// The share of T0 in which a container should fill.
    public static let share = Knob(
      "size-share", .number, in: 0.01...1, default: 0.5, scale: .linear(step: 0.05),
      help: "share of the timeout in which a container should fill")

    public init(_ settings: PolicySettings) {
      self.init(timeout: settings.timeout, weight: settings.alpha, share: settings.value(Self.share))
    }

    public func explain(_ m: Memory, _ context: ExplanationContext) -> Explanation {
      var lines: [Explanation.Line] = []
      var remarks: [String] = []
      let size = FormulaSymbol("N", .release, .packets)
      if m.packets > 1 {
        lines.append(Explanation.gapLine(m.sample, until: m.lastArrival))
        lines.append(
          Explanation.meanGapLine(
            m.gap, sample: m.sample, packets: m.packets, alpha: weight, isKnown: context.knowsLastPacket))
        if !context.knowsLastPacket { remarks.append(Explanation.turnedSince) }
      }
      if m.containers > 0, m.packets > 1, m.gap > 0 {
        let fits = Expression.ratio(
          .product([.symbol(FormulaSymbol("share", .given, .number, knob: Self.share.name), share), timeoutTerm]),
          .symbol(.gap, m.gap))
        let most = Double(ContainerRules.storage)
        let value = min(most, max(1, (share * Double(timeout) / m.gap).rounded(.down)))
        let right = Expression.greatest([.number(1), .whole(fits)])
        lines.append(
          .init(size, value < most ? right : .number(most), value, value < most ? "packets of the next" : "at most"))
      } else {
        remarks.append("Without a gap and a container before it, a container is as large as it may be.")
      }
      lines.append(.init(.release, timeoutTerm, Double(timeout), "release time"))
      remarks.append("It leaves with its packet N, or for want of room, or at T₀.")
      return Explanation(lines, remarks: remarks)
    }
  }
#endif
