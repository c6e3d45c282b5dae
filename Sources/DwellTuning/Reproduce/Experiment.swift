/// A published experiment, run again.
public struct Experiment: Sendable {
  /// Points over a common axis, drawn as one plot.
  public struct Plot: Sendable {
    /// One curve.
    public struct Curve: Sendable {
      /// Its name in the legend.
      public let name: String
      /// Its points, from left to right.
      public let points: [(x: Double, y: Double)]

      /// A curve through `points`.
      public init(_ name: String, _ points: [(x: Double, y: Double)]) {
        self.name = name
        self.points = points
      }
    }

    /// How an axis is spread.
    public enum Spread: Sendable {
      /// Equal steps for equal differences, from 0.
      case linear
      /// Equal steps for equal ratios.
      case logarithmic
    }

    /// What it shows.
    public let title: String
    /// What lies across, with its unit.
    public let across: String
    /// What lies upward, with its unit.
    public let upward: String
    /// How both axes are spread.
    public let spread: Spread
    /// The curves.
    public let curves: [Curve]

    /// A plot of `curves`.
    public init(_ title: String, across: String, upward: String, _ spread: Spread, _ curves: [Curve]) {
      self.title = title
      self.across = across
      self.upward = upward
      self.spread = spread
      self.curves = curves
    }
  }

  /// Where its figures come from.
  public let source: String
  /// What was set, and why; lines for a person.
  public let setting: [String]
  /// The figures.
  public let comparisons: [Comparison]
  /// What is drawn.
  public let plots: [Plot]
  /// What the numbers show, in plain words.
  public let findings: [String]

  /// An experiment with its results.
  public init(
    source: String, setting: [String], comparisons: [Comparison], plots: [Plot] = [], findings: [String]
  ) {
    self.source = source
    self.setting = setting
    self.comparisons = comparisons
    self.plots = plots
    self.findings = findings
  }
}
