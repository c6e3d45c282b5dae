public import DwellCore

/// Every guest switches between a high and a low Poisson rate after exponential times: MMPP of two states.
///
/// With rates λ₁ > λ₂ and switching rates σ₁₂, σ₂₁ the mean is (λ₁σ₂₁ + λ₂σ₁₂)/(σ₁₂ + σ₂₁), which is load/N; a run begins in the
/// steady state. It is the process of `onoff` told by other knobs: a running gap goes on at the other rate after a switch, which
/// for exponential gaps is the same law as drawing it anew. Cost: as `onoff`.
public struct MmppTraffic: TrafficSource {
  /// The high rate over the low one.
  public static let ratio = Knob(
    "rate-ratio", symbol: "λ1/λ2", .number, in: 1...1e6, default: 25, scale: .logarithmic,
    help: "rate in the high state over the rate in the low state")
  /// The mean stay in the high state, 1/σ₁₂.
  public static let highTime = Knob(
    "high-time", symbol: "1/σ12", .time, in: 1000...100e9, default: 100e6, scale: .logarithmic,
    help: "mean stay in the high state, exponential")
  /// The mean stay in the low state, 1/σ₂₁.
  public static let lowTime = Knob(
    "low-time", symbol: "1/σ21", .time, in: 1000...100e9, default: 500e6, scale: .logarithmic,
    help: "mean stay in the low state, exponential")

  private var process: OnOffTraffic

  /// A process at time 0, each guest in either state as in the steady state.
  public init(_ parameters: TrafficParameters) {
    var inner = parameters
    inner.knobs = KnobValues()
    inner.knobs[OnOffTraffic.onTime] = parameters.knobs[Self.highTime]
    inner.knobs[OnOffTraffic.offTime] = parameters.knobs[Self.lowTime]
    inner.knobs[OnOffTraffic.offRate] = Self.lowRate(parameters.knobs[Self.ratio])
    process = OnOffTraffic(inner)
  }

  private static func lowRate(_ ratio: Double) -> Double { 1 / max(ratio, 1) }

  public mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) { process.fill(&block, until: limit) }

  public var isExhausted: Bool { process.isExhausted }

  public var isSelfContained: Bool { process.isSelfContained }

  public mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) {
    process.setLoad(packetsPerSecond, at: now)
  }

  public mutating func setGuests(_ count: Int, at now: Instant) { process.setGuests(count, at: now) }

  public mutating func setKnob(_ name: String, to value: Double, at now: Instant) -> Bool {
    switch name {
    case Self.ratio.name: process.setKnob(OnOffTraffic.offRate.name, to: Self.lowRate(value), at: now)
    case Self.highTime.name: process.setKnob(OnOffTraffic.onTime.name, to: value, at: now)
    case Self.lowTime.name: process.setKnob(OnOffTraffic.offTime.name, to: value, at: now)
    default: false
    }
  }
}

extension MmppTraffic {
  /// The catalog entry.
  public static let model = TrafficModel(
    name: "mmpp", summary: "Poisson traffic that switches between a high and a low rate",
    source: "Markov-modulated Poisson process of two states (Heffes and Lucantoni 1986)", confidence: "exact",
    knobs: [ratio, highTime, lowTime]
  ) { parameters throws(Knob.Refusal) in MmppTraffic(parameters) }
}
