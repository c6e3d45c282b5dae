#if !hasFeature(Embedded)
  /// What catalogs, menus and help say of an estimator.
  public protocol EstimatorDescription: DelayEstimator {
    /// The name in options and files, such as `ramjee-1`.
    static var name: String { get }
    /// One line of what it is, without a full stop.
    static var summary: String { get }
    /// Where it comes from.
    static var source: String { get }
    /// How sure that is.
    static var confidence: String { get }
  }
#endif
