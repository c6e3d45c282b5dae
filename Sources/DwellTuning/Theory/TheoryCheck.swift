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
      "the simulation leaves the band of the closed form: \(metric.shortPath) is \(metric.text(line.simulated)), but must lie within "
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
  /// - Throws: `Knob.Refusal` where no closed form holds, naming why.
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
    let samples = try study.samples([try Setup(scenario, study.plan)], progress: progress)
    guard let sample = samples.first else { throw Knob.Refusal("there was no run") }
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
      let each = max(theory.value(of: MetricCatalog.packetsEach) ?? 1, 1)
      let edge = 2 * each / packets * figure.value.magnitude + (figure.metric.unit == .seconds ? 1e-9 : 0)
      return Line(metric: figure.metric, theory: figure.value, simulated: replications.mean, band: error + edge)
    }
  }

  /// As many runs as make the band narrow.
  public static var usualStudy: Study { Study(RunPlan(replications: .count(usualRuns))) }

  private static let packets = MetricCatalog.all.first { $0.path == "window.offered" } ?? MetricCatalog.delayMean

  // Standard errors of one figure's band: of five figures one lies outside by chance in one check of a thousand.
  private static func width(runs: Int) -> Double {
    runs > 1 ? StudentT.twoSided(level: 1 - 0.001 / 5, freedom: Double(runs - 1)) : .infinity
  }
}
