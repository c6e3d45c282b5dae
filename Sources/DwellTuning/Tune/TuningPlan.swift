/// How much work tuning may do.
public struct TuningPlan: Sendable, Hashable {
  /// How long runs are, and how often the best settings are run in the end.
  public var run: RunPlan
  /// The most settings that are run, with those as they stand and half and double of each knob in the end.
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
  // Of the ways to the limits and of the pattern search on few runs, about, and what is left to those on all runs.
  var ridge: Int { settings * 5 / 20 }
  var walk: Int { settings * 3 / 20 }
  var polish: Int { settings * 3 / 20 }

  /// Settings that the search itself may try: without half and double of each knob in the end, and those as they stand where they lie
  /// outside of the space.
  func room(in space: TuningSpace) -> Int {
    let knobs = space.families.map(\.sides.count).max() ?? 0
    return settings - 2 * knobs - (space.presentPoint == nil ? 1 : 0)
  }

  /// Runs of a setting before anything is known of it, when half of them are left, and in the end.
  static let runs = (first: 2, second: 4)
}
