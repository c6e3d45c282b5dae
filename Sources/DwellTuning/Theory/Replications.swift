/// A mean over independent runs with its standard error.
public struct Replications: Sendable, Equatable {
  /// The mean.
  public let mean: Double
  /// The standard error of the mean; NaN for fewer than two runs.
  public let standardError: Double
  /// The number of runs.
  public let count: Int

  /// Of one figure of each run.
  public init(_ figures: [Double]) {
    let n = Double(figures.count)
    let mean = figures.reduce(0, +) / n
    let squares = figures.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    standardError = figures.count > 1 ? (squares / (n - 1) / n).squareRoot() : .nan
    count = figures.count
  }

  /// Whether `truth` lies within `width` standard errors and `resolution` of the mean.
  public func covers(_ truth: Double, width: Double, resolution: Double = 0) -> Bool {
    (mean - truth).magnitude <= width * standardError + resolution
  }
}
