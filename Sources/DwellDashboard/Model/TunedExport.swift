public import DwellTuning

/// What is exported from the tune page: settings that a search looked at, for a target.
public struct TunedExport: Hashable, Sendable {
  /// The search.
  public var question: TuningQuestion
  /// The settings in it.
  public var point: TuningPoint?
  /// The name of the target.
  public var target: String
}
