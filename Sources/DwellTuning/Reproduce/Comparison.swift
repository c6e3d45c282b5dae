/// One figure of a source beside what the models give.
public struct Comparison: Sendable, Equatable {
  /// What the comparison proves.
  public enum Verdict: Sendable, Equatable {
    /// The source's figure or claim is met, and more was published than fitted.
    case holds
    /// It is not met.
    case fails
    /// As many numbers were fitted as published: agreement proves nothing.
    case fitted
    /// The source says nothing about it.
    case unclaimed
  }

  /// What is compared, such as `adaptive, as printed`.
  public let figure: String
  /// The unit of both numbers; empty for a ratio.
  public let unit: String
  /// The source's number; nil where it does not show one.
  public let published: Double?
  /// Ours.
  public let simulated: Double
  /// What was chosen so that the numbers agree.
  public let fitted: [String]
  /// What it proves.
  public let verdict: Verdict

  /// A comparison of all of these.
  public init(
    _ figure: String, unit: String, published: Double? = nil, simulated: Double, fitted: [String] = [],
    _ verdict: Verdict = .unclaimed
  ) {
    self.figure = figure
    self.unit = unit
    self.published = published
    self.simulated = simulated
    self.fitted = fitted
    self.verdict = verdict
  }

  /// The contract's `holds`: nil where nothing is claimed or nothing proved.
  public var holds: Bool? {
    switch verdict {
    case .holds: true
    case .fails: false
    case .fitted, .unclaimed: nil
    }
  }
}
