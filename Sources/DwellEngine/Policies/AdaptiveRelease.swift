public import DwellCore

/// What n_k is; the paper's words fit three quantities (model rule 4).
public enum Observation: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// The gap between arrivals of a guest.
  case gap
  /// The wait of a packet in its container, fed when it leaves.
  case wait
  /// The time from the network card or sender to the container, drawn per packet from a named stream.
  case transit
  /// The gap where it is at most T0, else 0: a silence is no reason to wait.
  case censoredGap
}

/// A container leaves P = min(T0, D + 4V) after its first packet: the paper's self-adaptive release, repaired.
///
/// Source: the paper, section V.B, with the terms that Ramjee's algorithm has and the print lost. Default observation: gaps, by the
/// paper's "arrival rate of two packets … generates the delay"; the others are readings too.
public struct AdaptiveRelease<Estimator: DelayEstimator>: ReleasePolicy {
  /// What is remembered of one guest.
  public struct Memory: Sendable, BitwiseCopyable {
    var state: Estimator.State
    var sample: Double
    var lastArrival: Int64
    var packets: Int64
    var observations: Int64
    var deadline: EstimatedDeadline
    var stream: RandomStream
  }

  /// T0 in nanoseconds.
  public var timeout: Int64
  /// The estimator of D and V.
  public var estimator: Estimator
  /// What n_k is.
  public var observation: Observation
  /// When P is applied.
  public var reading: DeadlineReading
  /// What a new container makes of the estimate.
  public var restart: EstimateRestart
  /// The least transit time, in nanoseconds.
  public var transitBase: Double
  /// The mean of the exponential part of the transit time, in nanoseconds.
  public var transitSpread: Double
  /// The seed of the transit streams.
  public var seed: UInt64

  /// The adaptive release over `estimator`.
  public init(
    timeout: Int64, estimator: Estimator, observation: Observation, reading: DeadlineReading, restart: EstimateRestart,
    transitBase: Double, transitSpread: Double, seed: UInt64
  ) {
    self.timeout = timeout
    self.estimator = estimator
    self.observation = observation
    self.reading = reading
    self.restart = restart
    self.transitBase = transitBase
    self.transitSpread = transitSpread
    self.seed = seed
  }

  public static var learnsFromReleases: Bool { Estimator.followsContainers }
  public var learnsFromWaits: Bool { observation == .wait }

  public func blank(guest: Int) -> Memory {
    Memory(
      state: estimator.blank, sample: .nan, lastArrival: 0, packets: 0, observations: 0,
      deadline: EstimatedDeadline(), stream: RandomStream(seed: seed, name: "transit", index: guest))
  }

  @inline(__always)
  public func arrived(at time: Int64, size: Int32, _ m: inout Memory) {
    switch observation {
    case .gap:
      if m.packets > 0 { observe(Double(time &- m.lastArrival), &m) }
      m.lastArrival = time
    case .censoredGap:
      if m.packets > 0 {
        let gap = time &- m.lastArrival
        observe(gap <= timeout ? Double(gap) : 0, &m)
      }
      m.lastArrival = time
    case .transit:
      observe(transitBase + transitSpread * m.stream.nextExponential(mean: 1, table: ExponentialTable.shared), &m)
    case .wait: break
    }
    m.packets &+= 1
  }

  public func waited(_ wait: Int64, _ m: inout Memory) { observe(Double(wait), &m) }

  public func left(_ container: ReleasedContainer, _ m: inout Memory) { estimator.containerLeft(&m.state) }

  @inline(__always)
  public func hold(at time: Int64, _ m: inout Memory) -> Int64 {
    if restart == .container { forget(&m) }
    return m.deadline.open(release(m), timeout: timeout, reading: reading)
  }

  public func rearms(_ m: Memory) -> Bool { m.deadline.moves }

  public func rehold(_ m: inout Memory) -> Int64 { m.deadline.join(release(m), timeout: timeout) }

  public func estimate(_ m: Memory) -> Estimate {
    let known = m.observations > 0
    return Estimate(
      mean: known ? estimator.mean(m.state) : .nan, variation: known ? estimator.variation(m.state) : .nan,
      sample: m.sample, release: Double(m.deadline.isFirst ? timeout : release(m)))
  }

  @inline(__always)
  private func observe(_ n: Double, _ m: inout Memory) {
    estimator.observe(n, isFirst: m.observations == 0, &m.state)
    m.sample = n
    m.observations &+= 1
  }

  // Inlined, like all that a packet calls: a copy of the whole memory would wait for what was just written to parts of it.
  @inline(__always)
  private func release(_ m: Memory) -> Int64 {
    guard m.observations > 0 else { return timeout }
    let p = estimator.mean(m.state) + 4 * estimator.variation(m.state)
    return min(timeout, Int64(nearest: p))
  }

  // The packet that opens the new container is the first of its estimate again: it has a transit time, but no gap.
  private func forget(_ m: inout Memory) {
    let own = m.sample
    m.state = estimator.blank
    m.sample = .nan
    m.observations = 0
    m.packets = 1
    m.deadline = EstimatedDeadline()
    if observation == .transit { observe(own, &m) }
  }
}

#if !hasFeature(Embedded)
  extension AdaptiveRelease: PolicyDescription where Estimator: EstimatorDescription {
    public static var name: String { "adaptive" }
    public static var summary: String { "leaves after mean delay plus four variations, at most T₀" }
    public static var source: String { "the paper, V.B, repaired after Ramjee et al. 1994, algorithm 1" }
    public static var confidence: String { "algorithm seen in two implementations; what n_k is, our reading" }
    public static var runsOut: String { "D + 4V ran out" }
    public static var formula: String { "P = D + 4V" }
    public static var knobs: [Knob] {
      [
        EstimateKnobs.observation, EstimateKnobs.start, EstimateKnobs.reading, EstimateKnobs.restart,
        EstimateKnobs.transitBase, EstimateKnobs.transitSpread,
      ] + Estimator.knobs
    }

    public init(_ settings: PolicySettings) {
      self.init(
        timeout: settings.timeout, estimator: Estimator(settings), observation: settings.observation,
        reading: settings.reading, restart: settings.restart,
        transitBase: settings.value(EstimateKnobs.transitBase),
        transitSpread: settings.value(EstimateKnobs.transitSpread), seed: settings.seed)
    }

    public func explain(_ m: Memory, _ context: ExplanationContext) -> Explanation {
      var lines: [Explanation.Line] = []
      var remarks: [String] = []
      let isKnown = observation == .wait ? context.knowsLastRelease : context.knowsLastPacket
      let (mean, variation) = (estimator.mean(m.state), estimator.variation(m.state))
      if m.observations > 0 {
        lines.append(observationLine(m))
        lines += estimator.explain(m.sample, count: m.observations, isKnown: isKnown, m.state)
        if !isKnown { remarks.append(Explanation.turnedSince) }
      }
      let four = Expression.sum([
        .symbol(.mean, mean), .product([.number(4), .symbol(.variation, variation)]),
      ])
      let rule = m.observations > 0 ? Expression.least([timeoutTerm, four]) : timeoutTerm
      if m.observations == 0 {
        lines.append(.init(.release, rule, Double(timeout), "nothing observed yet"))
        remarks.append(Self.before(observation))
      } else if m.deadline.isFirst {
        lines.append(.init(.release, timeoutTerm, Double(timeout), "first container"))
        remarks.append("The first container of a guest waits T₀, whatever D and V are.")
      } else {
        lines.append(.init(.release, rule, Double(release(m)), "release time"))
      }
      if let line = m.deadline.explain(timeout: timeout) { lines.append(line) }
      let isAdded = m.observations > 0 && !m.deadline.isFirst
      return Explanation(
        lines,
        parts: isAdded ? [.init("D", .mean, mean), .init("4V", .variation, 4 * variation)] : [],
        remarks: remarks)
    }

    private func observationLine(_ m: Memory) -> Explanation.Line {
      switch observation {
      case .gap: return Explanation.gapLine(m.sample, until: m.lastArrival)
      case .censoredGap where m.sample == 0:
        return .init(.sample, nil, 0, "0 or longer than T₀: no reason to wait")
      case .censoredGap: return Explanation.gapLine(m.sample, until: m.lastArrival, meaning: "gap, not above T₀")
      case .wait: return .init(.sample, nil, m.sample, "wait of the last packet that left")
      case .transit:
        let base = FormulaSymbol("b", .given, knob: EstimateKnobs.transitBase.name)
        return .init(
          .sample, .sum([.symbol(base, transitBase), .symbol(FormulaSymbol("e", .plain), m.sample - transitBase)]),
          m.sample, "transit: base + chance")
      }
    }

    private static func before(_ observation: Observation) -> String {
      switch observation {
      case .gap, .censoredGap: "The first packet has no gap before it: its container waits T₀."
      case .wait: "No packet has left yet whose wait could be observed."
      case .transit: "No packet has come yet."
      }
    }
  }
#endif
