#if !hasFeature(Embedded)
  public import DwellCore

  /// What catalogs, menus and help say of an estimator, and how it is made from settings.
  public protocol EstimatorDescription: DelayEstimator {
    /// The name in options and files, such as `ramjee-1`.
    static var name: String { get }
    /// One line of what it is, without a full stop.
    static var summary: String { get }
    /// Where it comes from.
    static var source: String { get }
    /// How sure that is.
    static var confidence: String { get }
    /// The knobs of its own, besides α and the start.
    static var knobs: [Knob] { get }

    /// The estimator under these settings.
    init(_ settings: PolicySettings)
  }

  extension EstimatorDescription {
    public static var knobs: [Knob] { [] }
  }
#endif
