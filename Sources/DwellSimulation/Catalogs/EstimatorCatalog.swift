import DwellEngine

/// An estimator of D and V as menus and help see it.
public struct EstimatorEntry: Sendable, Hashable {
  /// The name in options and files.
  public let name: String
  /// One line of what it is.
  public let summary: String
  /// Where it comes from.
  public let source: String
  /// How sure that is.
  public let confidence: String

  init<Estimator: EstimatorDescription>(_ type: Estimator.Type) {
    name = Estimator.name
    summary = Estimator.summary
    source = Estimator.source
    confidence = Estimator.confidence
  }
}

/// Every estimator there is; one line each, the estimator itself stands in `DwellEngine/Estimators/`.
public enum EstimatorCatalog {
  /// All estimators, in the order of menus.
  public static let estimators = [EstimatorEntry(RamjeeOne.self)]
}
