/// When the release time P is applied; the paper's step 4 allows two readings (model rule 3.4).
public enum DeadlineReading: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// The container is a talkspurt: P is fixed when it opens.
  case talkspurt
  /// The deadline is the opening plus the mean of the P_j of its packets, moved by each that joins.
  case runningMean
}

/// What a new container makes of a guest's estimate; the paper's step 5 allows two readings (model rule 3.5).
public enum EstimateRestart: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// D, V and k survive from container to container.
  case guest
  /// "Repeat step 1 to 4" read literally: every container begins anew, and waits T0 for its first packet.
  case container
}
