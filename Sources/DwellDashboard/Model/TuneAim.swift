import DwellTuning

/// What a search from the dashboard is for.
struct TuneAim: Sendable {
  var aim = TuningQuestion.Aim.driverDomain
  /// So many times what it is now may be paid.
  var allowance = 1.0
  /// The export that has to be able to say what is searched; nil: anything is searched.
  var target: String?
}
