public import DwellCore

/// A container leaves T after its first packet, T the least that keeps the driver domain's utilisation at ρ* or below.
///
/// The trade that Bourguiba's second paper tunes; its rule was not found, so this one is ours. A container's mean wait grows with T and
/// the work per packet falls, so the least T that the work allows is the best one. Rates are weighted means of gaps per guest, and a
/// guest silent for more than eight mean gaps counts with its silence; packets per container by the closed form for Poisson arrivals; work is summed over all
/// guests. T is reckoned anew, by 12 bisections of [0, T0], with every 64th packet per guest there is room for and with the first packet
/// after a turned knob; it is T0 before any guest has shown a gap, and a guest's first container waits T0.
public struct ModelBasedRelease: ReleasePolicy {
  /// The traffic of one guest.
  public struct Memory: Sendable, BitwiseCopyable {
    // Weighted means of gap in nanoseconds and of size in bytes; the last gap.
    var gap: Double
    var size: Double
    var sample: Double
    var lastArrival: Int64
    var packets: Int64
    // Containers opened: the first waits T0.
    var containers: Int64
  }

  /// T0 in nanoseconds.
  public var timeout: Int64
  /// α.
  public var weight: Double
  /// ρ*: the utilisation of the driver domain that is not to be exceeded.
  public var utilisation: Double
  /// Bytes of a container.
  public var capacity: Double
  /// Packets a container may have.
  public var mostPackets: Double
  /// What a container costs.
  public var costs: ContainerCosts
  // T.
  private var release: Int64

  public static var surveyInterval: Int { 64 }
  // Halvings of [0, T0]: T is right to T0/4096.
  private static let halvings = 12
  // Mean gaps after which a silence is no chance of Poisson arrivals, but a pause.
  private static let pause = 8.0

  /// The least wait that keeps to `utilisation`.
  public init(
    timeout: Int64, weight: Double, utilisation: Double, capacity: Double, mostPackets: Double, costs: ContainerCosts
  ) {
    self.timeout = timeout
    self.weight = weight
    self.utilisation = utilisation
    self.capacity = capacity
    self.mostPackets = mostPackets
    self.costs = costs
    release = timeout
  }

  public func blank(guest: Int) -> Memory {
    Memory(gap: .nan, size: 0, sample: .nan, lastArrival: 0, packets: 0, containers: 0)
  }

  public func arrived(at time: Int64, size: Int32, _ m: inout Memory) {
    let bytes = Double(size)
    m.size = m.packets == 0 ? bytes : weight * m.size + (1 - weight) * bytes
    if m.packets > 0 {
      m.sample = Double(time &- m.lastArrival)
      m.gap = m.packets == 1 ? m.sample : weight * m.gap + (1 - weight) * m.sample
    }
    m.lastArrival = time
    m.packets &+= 1
  }

  public func hold(at time: Int64, _ m: inout Memory) -> Int64 {
    m.containers &+= 1
    return m.containers == 1 ? timeout : min(timeout, release)
  }

  public mutating func survey(guests: Int, at time: Int64, memory: (Int) -> Memory) {
    release = 0
    if load(over: guests, at: time, memory) <= utilisation { return }
    var tooShort: Int64 = 0
    release = timeout
    if load(over: guests, at: time, memory) > utilisation { return }
    for _ in 0..<Self.halvings where release &- tooShort > 1 {
      let longEnough = release
      release = tooShort &+ (longEnough &- tooShort) / 2
      if load(over: guests, at: time, memory) > utilisation {
        tooShort = release
        release = longEnough
      }
    }
  }

  /// The share of its time the driver domain works if every container waits T; ∞ before any guest has shown a gap.
  private func load(over guests: Int, at time: Int64, _ memory: (Int) -> Memory) -> Double {
    var sum = 0.0
    var isKnown = false
    for guest in 0..<guests {
      let m = memory(guest)
      guard m.packets > 1 else { continue }
      isKnown = true
      let silence = Double(time &- m.lastArrival)
      let gap = max(silence > Self.pause * m.gap ? silence : m.gap, 1)
      // A hair more, so that a mean of equal sizes fits as often as the size does.
      let fits = max(1, min(Double(Int64(capacity / m.size + 1e-9)), mostPackets))
      let packets = Self.meanPackets(expecting: Double(release) / gap, atMost: fits)
      let pages = max(1, packets * m.size / ContainerCosts.pageBytes)
      sum += ((costs.page * pages + costs.event) / packets + costs.packet + costs.byte * m.size) / gap
    }
    return isKnown ? sum : .infinity
  }

  /// Packets in a container that leaves at its packet `most`, or when its wait is over, in which `x` more arrive in the mean: one, and
  /// of a Poisson number what fits.
  ///
  /// Eight standard deviations away from `most` the number always fits, or never; beyond a mean of 600 it is taken for its mean.
  static func meanPackets(expecting x: Double, atMost most: Double) -> Double {
    let room = most - 1
    if room <= 0 { return 1 }
    if x > 600 { return 1 + min(x, room) }
    let spread = 8 * x.squareRoot()
    if x + spread + 16 < room { return 1 + x }
    if x - spread > room { return 1 + room }
    var probability = Elementary.exp(-x)
    var missing = room * probability
    var count = 1.0
    while count < room {
      probability *= x / count
      missing += (room - count) * probability
      count += 1
    }
    return 1 + room - missing
  }

  public func estimate(_ m: Memory) -> Estimate {
    Estimate(
      mean: m.gap, variation: .nan, sample: m.sample,
      release: Double(m.containers <= 1 ? timeout : min(timeout, release)))
  }
}

#if !hasFeature(Embedded)
  extension ModelBasedRelease: PolicyDescription {
    public static var name: String { "model-based" }
    public static var summary: String { "the shortest wait that keeps the driver domain below a utilisation" }
    public static var source: String { "ours; the trade is that of Bourguiba et al., TPDS 2013" }
    public static var confidence: String { "the trade seen in an abstract; the rule is ours" }
    public static var runsOut: String { "T ran out" }
    public static var formula: String { "P = T, least T with utilisation ≤ ρ*" }
    public static var knobs: [Knob] { [utilisation] }

    /// ρ*.
    public static let utilisation = Knob(
      "target-utilisation", symbol: "ρ*", .number, in: 0.05...1, default: 0.8, scale: .linear(step: 0.05),
      help: "utilisation of the driver domain that model-based does not exceed if T₀ allows")

    public init(_ settings: PolicySettings) {
      let most = settings.value(EngineKnobs.maxPackets)
      self.init(
        timeout: settings.timeout, weight: settings.alpha, utilisation: settings.value(Self.utilisation),
        capacity: settings.value(EngineKnobs.containerSize),
        mostPackets: most == 0 ? Double(ContainerRules.storage) : min(most, Double(ContainerRules.storage)),
        costs: settings.costs)
    }

    public func explain(_ m: Memory, _ context: ExplanationContext) -> Explanation {
      var lines: [Explanation.Line] = []
      var remarks: [String] = []
      if m.packets > 1 {
        lines.append(Explanation.gapLine(m.sample, until: m.lastArrival))
        lines.append(
          Explanation.meanGapLine(
            m.gap, sample: m.sample, packets: m.packets, alpha: weight, isKnown: context.knowsLastPacket))
        if !context.knowsLastPacket { remarks.append(Explanation.turnedSince) }
      }
      let least = FormulaSymbol("T", .mean)
      if m.containers <= 1 {
        lines.append(.init(.release, timeoutTerm, Double(timeout), "first container"))
        remarks.append("The first container of a guest waits T₀.")
      } else {
        let p = Double(min(timeout, release))
        lines.append(.init(least, nil, Double(release), "least wait that is enough", isSearched: true))
        lines.append(
          .init(.release, .least([timeoutTerm, .symbol(least, Double(release))]), p, "release time"))
        if m.packets > 1, m.gap > 0 {
          lines.append(
            .init(
              FormulaSymbol("x", .plain, .packets), .ratio(.symbol(.release, p), .symbol(.gap, m.gap)), p / m.gap,
              "more come meanwhile"))
        }
      }
      let percent = QuantityText.percent(utilisation)
      remarks.append(
        "T is the least wait that keeps the driver domain at ρ* = \(percent) or below, reckoned from the gaps of all guests."
      )
      return Explanation(lines, remarks: remarks)
    }
  }
#endif
