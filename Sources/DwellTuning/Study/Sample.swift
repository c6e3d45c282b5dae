public import DwellMetrics

/// What independent runs of one setting gave.
public struct Sample: Sendable {
  /// The setting.
  public let setup: Setup
  /// The metrics of every run, the first run first.
  public private(set) var runs: [Figures] = []
  // The mean summary of the runs; its flags say whether any run was so.
  private var mean: Report?

  /// Of a setting that has not been run.
  public init(_ setup: Setup) { self.setup = setup }

  /// Takes the next run in.
  mutating func add(_ outcome: Outcome) {
    runs.append(outcome.figures)
    guard let next = outcome.report else { return }
    mean = mean.map { $0.adding(next, after: runs.count - 1) } ?? next
  }

  /// The mean summary of the runs as a tree, `saturated` by ``isSaturated``; nil where nobody asked for it.
  public var report: Report? {
    guard case .object(let parts)? = mean else { return mean }
    return .object(
      parts.map { name, value in
        if name == MetricCatalog.saturated.path { return (name, .flag(isSaturated)) }
        // What differs from machine to machine was left out.
        if case .number(let x) = value, !x.isFinite { return (name, .nothing) }
        return (name, value)
      })
  }

  /// A metric over all runs; nil where some run has none.
  public func interval(_ metric: Metric) -> Interval? { Interval(runs.map { $0[metric] }) }

  /// The mean of a metric; nil where some run has none.
  public func mean(_ metric: Metric) -> Double? {
    let values = runs.compactMap { $0[metric] }
    guard !values.isEmpty, values.count == runs.count else { return nil }
    return values.reduce(0, +) / Double(values.count)
  }

  /// Whether the setting cannot keep up: half of its runs or more could not (model rule 6.7 says it of a run).
  ///
  /// A setting that cannot keep up shows it in nearly every run, one that can in few, by chance. If one run were enough, the chance
  /// of a false word would grow with the number of runs towards certainty; by the half it falls, whichever of the two is true.
  /// A limit such as `saturated=false` is stricter: it asks that no run was.
  public var isSaturated: Bool {
    let lost = runs.count { $0[MetricCatalog.saturated] != 0 }
    return lost > 0 && 2 * lost >= runs.count
  }

  /// The difference of a metric, run by run on the same arrivals: this one less the other.
  public func difference(
    _ metric: Metric, from other: Sample, level: Double = Interval.usualLevel
  ) -> Interval? {
    Interval(
      zip(runs, other.runs).map { own, others in
        guard let own = own[metric], let others = others[metric] else { return nil }
        return own - others
      }, level: level)
  }
}

/// One run: its metrics, and its summary where that was asked for.
struct Outcome: Sendable {
  let figures: Figures
  let report: Report?
}
