public import DwellCore
import DwellMetrics
public import DwellSimulation

/// A closed form held against independent runs.
public struct TheoryCheck: Sendable {
  /// One figure.
  public struct Line: Sendable {
    /// What.
    public let metric: Metric
    /// What the form says.
    public let theory: Double
    /// The mean of the runs.
    public let simulated: Double
    /// How far they may lie apart.
    public let band: Double

    /// Whether the form lies within the band.
    public var holds: Bool { (simulated - theory).magnitude <= band }
  }

  /// What was held.
  public let theory: Theory
  /// Its figures.
  public let lines: [Line]
  /// The runs.
  public let runs: Int

  /// Whether all figures hold.
  public var holds: Bool { lines.allSatisfy(\.holds) }

  /// The first figure that does not hold, in a sentence; nil where all hold.
  public var failure: String? {
    guard let line = lines.first(where: { !$0.holds }) else { return nil }
    let metric = line.metric
    return
      "the simulation leaves the band of the closed form: \(metric.theoryTitle) is \(metric.text(line.simulated)), but must lie within "
      + "\(metric.text(line.band)) of \(metric.text(line.theory))"
  }

  /// How many runs there are where nobody says.
  public static let usualRuns = 20

  /// Why a scenario cannot be checked; nil where it can.
  public static func gap(in scenario: Scenario) -> String? {
    if let gap = Theory.gap(in: scenario) { return gap }
    if case .shown(let why) = Theory(scenario)?.standing { return why }
    return nil
  }

  /// Runs a scenario and holds what a form says of it against the runs.
  ///
  /// - Parameters:
  ///   - theory: nil: the scenario's own.
  ///   - progress: called after each run.
  /// - Throws: `Knob.Refusal` where no closed form holds, naming why, or runs are too short to tell.
  public init(
    _ scenario: Scenario, theory: Theory? = nil, study: Study = TheoryCheck.usualStudy,
    progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) throws(Knob.Refusal) {
    if let gap = Self.gap(in: scenario) {
      throw Knob.Refusal(
        "no closed form holds here (\(gap)), so there is nothing to check; one holds for policy fixed, one guest, poisson or cbr, one"
          + " packet size, and for policy immediate, poisson")
    }
    guard let form = theory ?? Theory(scenario) else { throw Knob.Refusal("no closed form holds here") }
    let setup = try Setup(scenario, study.plan)
    if let words = Self.shortfall(form, setup.scenario) { throw Knob.Refusal("too short to check: \(words)") }
    let samples = try study.samples([setup], progress: progress)
    guard let sample = samples.first else { throw Knob.Refusal("there was no run") }
    for figure in form.figures where sample.mean(figure.metric) == nil {
      throw Knob.Refusal("too short to check: some run has no value of \(figure.metric.theoryTitle)")
    }
    self.init(form, sample)
  }

  /// Holds a form against runs that have been.
  public init(_ theory: Theory, _ sample: Sample) {
    self.theory = theory
    runs = sample.runs.count
    lines = theory.figures.map { figure in
      let values = sample.runs.map { $0[figure.metric] ?? .nan }
      let replications = Replications(values)
      let error = Self.width(runs: values.count) * replications.standardError
      // A container at either end of the window counts in part; instants are whole nanoseconds.
      let packets = max(sample.mean(Self.packets) ?? 1, 1)
      let each = Self.packetsEach(theory)
      var edge = 2 * each / packets * figure.value.magnitude + (figure.metric.unit == .seconds ? 1e-9 : 0)
      // Nothing comes after the end of a run that would fill the last container: it waits to its timeout.
      if figure.metric == MetricCatalog.dwellMean {
        edge += each / packets * Theory.timeout(sample.setup.scenario).seconds
      }
      return Line(metric: figure.metric, theory: figure.value, simulated: replications.mean, band: error + edge)
    }
  }

  /// As many runs as make the band narrow.
  public static var usualStudy: Study { Study(RunPlan(replications: .count(usualRuns))) }

  private static func packetsEach(_ theory: Theory) -> Double {
    max(theory.value(of: MetricCatalog.packetsEach) ?? 1, 1)
  }

  // Where the ends of a run count for more, its figures say little about the form.
  private static let leastContainers = 100.0
  private static let mostTail = 0.1

  /// Why the runs of a scenario, which has an end, are too short to tell; nil where they are long enough.
  static func shortfall(_ theory: Theory, _ scenario: Scenario) -> String? {
    let load = scenario.value(of: KnobCatalog.load)
    let warmUp = load * scenario.warmup.seconds
    let timed = scenario.duration.map { load * $0.seconds - warmUp } ?? .infinity
    let packets = min(timed, scenario.packets.map { Double($0) - warmUp } ?? .infinity)
    let each = packetsEach(theory)
    var least = leastContainers * each
    if let dwell = theory.value(of: MetricCatalog.dwellMean), dwell > 0 {
      least = max(least, each * Theory.timeout(scenario).seconds / (mostTail * dwell))
    }
    guard packets < least, load > 0 else { return nil }
    // Two digits, upwards.
    var step = 1.0
    while least / step > 99 { step *= 10 }
    least = (least / step).rounded(.up) * step
    let span = QuantityText.time(nanoseconds: (least / load * 1e9).rounded(.up), .dropped)
    let count = Int(max(packets, 0).rounded())
    return "a run has about \(QuantityText.count(count)) \(count == 1 ? "packet" : "packets"), but needs at least "
      + "\(QuantityText.count(Int(least))), which take \(span)"
  }

  private static let packets = MetricCatalog.all.first { $0.path == "window.offered" } ?? MetricCatalog.delayMean

  // Standard errors of one figure's band: of five figures one lies outside by chance in one check of a thousand.
  private static func width(runs: Int) -> Double {
    runs > 1 ? StudentT.twoSided(level: 1 - 0.001 / 5, freedom: Double(runs - 1)) : .infinity
  }
}
