import DwellCore
import DwellEngine
public import DwellSimulation
import DwellWorkload

/// What a closed form says of a scenario, where one holds (model rule 8).
///
/// Containers under `fixed` with Poisson or constant arrivals of one size; the queue M/G/1 under `immediate`.
public struct Theory: Sendable, Equatable {
  /// Whether a check may hold a simulation against it.
  public enum Standing: Sendable, Hashable {
    /// It holds exactly.
    case closedForm
    /// Shown only, for this reason: the form is held for less.
    case shown(String)
  }

  /// A figure and what the form says of it, in the metric's plain unit.
  public struct Figure: Sendable, Equatable {
    /// What.
    public let metric: Metric
    /// What the form says.
    public let value: Double

    /// A figure.
    public init(_ metric: Metric, _ value: Double) {
      self.metric = metric
      self.value = value
    }
  }

  /// What it is about: `fixed, Poisson`.
  public let name: String
  /// The formulas, a line each.
  public let formulas: [String]
  /// Whether a check may use it.
  public let standing: Standing
  /// What it says.
  public let figures: [Figure]

  /// A form that says these figures.
  public init(name: String, formulas: [String], standing: Standing = .closedForm, figures: [Figure]) {
    self.name = name
    self.formulas = formulas
    self.standing = standing
    self.figures = figures
  }

  /// What the form says of a metric; nil where it says nothing.
  public func value(of metric: Metric) -> Double? {
    // Every container is an event of its own here.
    let named = metric == MetricCatalog.events ? MetricCatalog.containerRate : metric
    return figures.first { $0.metric == named }?.value
  }

  /// The closed form of a scenario; nil where ``gap(in:)`` says why there is none.
  public init?(_ scenario: Scenario) {
    guard Self.gap(in: scenario) == nil else { return nil }
    switch (scenario.policy, scenario.arrivals) {
    case ("immediate", _): self = .queue(SingleServer(scenario), scenario)
    case (_, "cbr"):
      guard let form = ConstantContainer(scenario) else { return nil }
      self = .container(
        form.meanPackets, form.meanDwell, form.fractionFull, scenario,
        ["j = floor(T0/gap), N = min(j + 1, K), E[W] = T0 - j gap/2 where j < M, else M gap - (K - 1) gap/2"])
    default:
      let size = scenario.sizes.parts[0].bytes
      let rate = scenario.value(of: KnobCatalog.load) / Double(scenario.guests)
      let form = StaticContainer(
        rate: rate, timeout: Self.timeout(scenario), capacity: Self.capacity(scenario, size), size: size)
      self = .container(
        form.meanPackets, form.meanDwell, form.fractionFull, scenario,
        [
          "E[N] = 1 + sum of q(i), i to K-1; E[W] = sum of i q(i), i to M, over rate E[N]",
          "q(i) = Pr(Poisson(rate T0) >= i); M = K-1 where K packets fill it exactly, else K",
        ])
    }
  }

  /// Why no closed form is known for a scenario, such as `policy adaptive`; nil where there is one.
  public static func gap(in scenario: Scenario) -> String? {
    guard scenario.aggregates else { return "system \(scenario.system)" }
    guard ["fixed", "immediate"].contains(scenario.policy) else { return "policy \(scenario.policy)" }
    if scenario.trace != nil { return "a trace" }
    if !scenario.schedule.isEmpty { return "settings that turn on the way" }
    // The plane knows what else stands between packets and a container that waits alone.
    var plain = scenario
    plain.policy = "fixed"
    plain.arrivals = "poisson"
    let isQueue = scenario.policy == "immediate"
    if isQueue { plain.sizes = PacketSizes(bytes: 64) }
    let allowed = isQueue ? ["poisson"] : ["poisson", "cbr"]
    guard allowed.contains(scenario.arrivals) else { return "\(scenario.trafficWord) traffic" }
    if !scenario.usesSizes { return "\(scenario.trafficWord) traffic" }
    if let gap = StaticPlane.gap(in: plain) { return gap }
    let capacity = Int(scenario.value(of: EngineKnobs.containerSize))
    if let most = scenario.sizes.parts.map(\.bytes).max(), most > capacity {
      return "packets larger than a container"
    }
    if isQueue { return SingleServer(scenario).gap }
    if capacity / scenario.sizes.parts[0].bytes > StaticPlane.mostFitting {
      return "more than 1024 packets a container"
    }
    if scenario.arrivals == "cbr", ConstantContainer(scenario) == nil {
      return "a timeout of a whole number of gaps, which rounding to nanoseconds decides"
    }
    return nil
  }

  /// A container that leaves with its k-th packet is one that k packets fill exactly.
  static func capacity(_ scenario: Scenario, _ size: Int) -> Int {
    let capacity = Int(scenario.value(of: EngineKnobs.containerSize))
    let most = Int(scenario.value(of: EngineKnobs.maxPackets))
    return most > 0 && capacity / size >= most ? most * size : capacity
  }

  static func timeout(_ scenario: Scenario) -> TimeSpan {
    TimeSpan(nanoseconds: Int64(scenario.value(of: EngineKnobs.timeout).rounded()))
  }

  private static func container(
    _ packets: Double, _ dwell: Double, _ full: Double, _ scenario: Scenario, _ formulas: [String]
  ) -> Theory {
    let load = scenario.value(of: KnobCatalog.load)
    // Guests have containers and arrivals of their own; what holds for one at its share of the load holds for each. What is lost
    // behind a container was counted when it left.
    let standing: Standing =
      scenario.guests == 1 ? .closedForm : .shown("\(scenario.guests) guests, each by itself")
    return Theory(
      name: scenario.arrivals == "cbr" ? "fixed, constant rate" : "fixed, Poisson", formulas: formulas,
      standing: standing,
      figures: [
        Figure(MetricCatalog.packetsEach, packets), Figure(MetricCatalog.dwellMean, dwell / 1e9),
        Figure(MetricCatalog.fractionFull, full), Figure(MetricCatalog.containerRate, load / packets),
      ])
  }

  private static func queue(_ form: SingleServer, _ scenario: Scenario) -> Theory {
    var figures = [
      Figure(MetricCatalog.queueMean, form.meanWait / 1e9), Figure(MetricCatalog.driverDomain, form.utilisation),
      Figure(MetricCatalog.containerRate, form.rate),
    ]
    // A guest that takes time is a second queue, whose arrivals are not Poisson any more.
    if form.isAlone { figures.insert(Figure(MetricCatalog.delayMean, (form.meanWait + form.meanService) / 1e9), at: 0) }
    return Theory(
      name: "immediate, M/G/1",
      formulas: [
        "E[queue] = rate E[S^2] / 2 (1 - rho), rho = rate E[S] (Pollaczek-Khinchine)"
          + (form.isAlone ? "; E[delay] = E[queue] + E[S]" : "")
      ],
      standing: standing(form, scenario),
      figures: figures)
  }

  // The form has queues without a bound, the simulation has none such: they agree only where the bound is never met.
  private static func standing(_ form: SingleServer, _ scenario: Scenario) -> Standing {
    let limit = scenario.queueLimit
    if form.utilisation >= mostBusy {
      return .shown("busy to \(QuantityText.percent(form.utilisation)): queues may overflow")
    }
    if form.guestUtilisation >= mostBusy {
      return .shown("guests busy to \(QuantityText.percent(form.guestUtilisation)): their queues may overflow")
    }
    if form.overflow(beyond: limit) > leastOverflow {
      return .shown("the form of an unbounded queue, but one of \(QuantityText.count(limit)) packets may overflow")
    }
    return .closedForm
  }

  private static let mostBusy = 0.95
  // What so rare losses change of a mean is far below what a check tells.
  private static let leastOverflow = 1e-7
}
