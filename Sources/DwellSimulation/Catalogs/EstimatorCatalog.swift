public import DwellCore
import DwellEngine

/// An estimator of D and V as menus and help see it, and the place where the loop of `adaptive` over it is made.
public struct EstimatorEntry: Sendable {
  /// The name in options and files.
  public let name: String
  /// One line of what it is.
  public let summary: String
  /// Where it comes from.
  public let source: String
  /// How sure that is.
  public let confidence: String
  /// The knobs of its own.
  public let knobs: [Knob]
  /// What `adaptive` is over this estimator.
  let adaptive: PolicyEntry

  @inline(__always)
  init<Estimator: EstimatorDescription>(_ type: Estimator.Type) {
    name = Estimator.name
    summary = Estimator.summary
    source = Estimator.source
    confidence = Estimator.confidence
    knobs = Estimator.knobs
    adaptive = PolicyEntry(AdaptiveRelease<Estimator>.self)
  }
}

/// Every estimator there is; one line each, the estimator itself stands in `DwellEngine/Estimators/`.
public enum EstimatorCatalog {
  /// All estimators, in the order of menus; the first is the default.
  public static let estimators = [
    EstimatorEntry(RamjeeOne.self),
    EstimatorEntry(RamjeeTwo.self),
    EstimatorEntry(RamjeeThree.self),
    EstimatorEntry(RamjeeFour.self),
  ]

  /// Which of them estimates.
  public static let choice = Knob(
    "estimator", choices: estimators.map(\.name), help: "how D and V follow n: the algorithms of Ramjee et al. 1994")
}
