/// What a search tells while it goes on.
public enum TuningEvent: Sendable {
  /// So many runs are done, of so many as are expected by now.
  case progress(done: Int, of: Int, TuningStage)
  /// A setting was run, for the first time or more often than before.
  case tried(Tried)
}

/// What a search is at.
public enum TuningStage: String, Sendable, CaseIterable {
  /// A coarse grid under every choice, few runs each.
  case coarse = "coarse grid"
  /// The better half of it, more runs.
  case race = "race"
  /// Along each line of the grid to where a limit breaks, and from the best of them along the limit.
  case ridge = "along the limits"
  /// Step by step from the best of each.
  case walk = "pattern search"
  /// The best few, as many runs as asked for.
  case confirm = "confirmation"
  /// Small steps from the best ones.
  case polish = "fine search"
  /// What half and double cost, other seeds, other loads.
  case closing = "sensitivity"
}
