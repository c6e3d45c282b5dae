/// How much work tuning may do.
public struct TuningPlan: Sendable, Hashable {
  /// How long runs are, and how often the best settings are run in the end.
  public var run: RunPlan
  /// The most settings that are tried.
  public var settings: Int

  /// The usual number of settings.
  public static let usualSettings = 500
  /// As few as can be searched at all, and as many as anybody should wait for.
  public static let allowedSettings = 20...100_000

  /// A plan; the usual one where nothing is said.
  public init(_ run: RunPlan = RunPlan(), settings: Int = TuningPlan.usualSettings) {
    self.run = run
    self.settings = settings
  }

  /// The most settings of the coarse grid.
  public var coarse: Int { max(settings * 9 / 20, 4) }
  // Of the pattern search on few runs, and of that on all runs.
  var walk: Int { max(settings * 8 / 20, 4) }
  var polish: Int { max(settings * 3 / 20, 4) }

  /// Runs of a setting before anything is known of it, when half of them are left, and in the end.
  static let runs = (first: 2, second: 4)
}
