#if !hasFeature(Embedded)
  public import DwellCore

  /// What catalogs, menus, options and help say of a release policy, and how it is made from settings.
  public protocol PolicyDescription: ReleasePolicy {
    /// The name in options and files, such as `fixed`.
    static var name: String { get }
    /// One line of what it is, without a full stop.
    static var summary: String { get }
    /// Where it comes from.
    static var source: String { get }
    /// How sure that is.
    static var confidence: String { get }
    /// The formula of the release time, for titles and help.
    static var formula: String { get }
    /// What was over when a container left at its deadline, for sentences: `D + 4V ran out`.
    static var runsOut: String { get }
    /// The knobs of its own, besides those of every container.
    static var knobs: [Knob] { get }

    /// The policy under these settings.
    init(_ settings: PolicySettings)

    /// The formulas that lead to the release time of a guest, with their present values. Cost: some small arrays, once a frame.
    func explain(_ memory: Memory, _ context: ExplanationContext) -> Explanation
  }

  extension PolicyDescription {
    /// T₀ as it stands in a formula.
    var timeoutTerm: Expression { .symbol(.timeout, Double(timeout)) }
  }

  /// What a policy is made from.
  public struct PolicySettings {
    /// The value of a knob.
    public var value: (Knob) -> Double
    /// The seed of its streams.
    public var seed: UInt64
    /// What the machine charges for a container.
    public var costs: ContainerCosts

    /// Settings that look values up with `value`.
    public init(seed: UInt64, costs: ContainerCosts = .none, value: @escaping (Knob) -> Double) {
      self.seed = seed
      self.costs = costs
      self.value = value
    }

    /// T0 in whole nanoseconds.
    public var timeout: Int64 { Int64(nearest: value(EngineKnobs.timeout)) }
    /// α.
    public var alpha: Double { value(EngineKnobs.alpha) }
    /// What n_k is.
    public var observation: Observation { choice(EstimateKnobs.observation, [.gap, .wait, .transit, .censoredGap]) }
    /// Where D and V begin.
    public var start: EstimateStart { choice(EstimateKnobs.start, [.firstSample, .zero]) }
    /// When P is applied.
    public var reading: DeadlineReading { choice(EstimateKnobs.reading, [.talkspurt, .runningMean]) }
    /// What a new container makes of the estimate.
    public var restart: EstimateRestart { choice(EstimateKnobs.restart, [.guest, .container]) }

    private func choice<Choice>(_ knob: Knob, _ choices: [Choice]) -> Choice {
      choices[min(max(Int(value(knob)), 0), choices.count - 1)]
    }
  }

  /// Knobs that several policies share.
  public enum EstimateKnobs {
    /// What n_k is.
    public static let observation = Knob(
      "n-k", choices: ["gap", "wait", "transit", "censored"],
      help: "what is observed: arrival gap, wait in the container, transit time, or the gap with 0 for those above T₀")
    /// Where D and V begin.
    public static let start = Knob(
      "start", choices: ["first-sample", "zero"], help: "D and V begin with the first observation or at zero")
    /// When P is applied.
    public static let reading = Knob(
      "reading", choices: ["talkspurt", "running-mean"],
      help: "P is fixed when the container opens, or follows the mean of its packets")
    /// What a new container makes of the estimate.
    public static let restart = Knob(
      "restart", choices: ["guest", "container"],
      help: "estimates last as long as the guest, or begin anew per container")
    /// The least transit time.
    public static let transitBase = Knob(
      "transit-base", .time, in: 0...1e9, default: 300_000, scale: .logarithmic, help: "least transit time of a packet")
    /// The mean of the exponential part of the transit time.
    public static let transitSpread = Knob(
      "transit-spread", .time, in: 0...1e9, default: 200_000, scale: .logarithmic,
      help: "mean of the exponential part of the transit time")
    /// What one unit of the printed recursion lasts.
    public static let printedUnit = Knob(
      "printed-unit", .time, in: 1...1e9, default: 1e6, scale: .logarithmic,
      help: "what a unit of the printed numbers lasts")
    /// D before the first packet.
    public static let printedMean = Knob(
      "printed-d0", symbol: "D₀", .number, in: 0...1e6, default: 0, scale: .linear(step: 1),
      help: "D before the first packet, in units")
  }
#endif
