/// How many runs are done, and how many there will be as far as can be told.
struct TuningMeter {
  private(set) var done = 0
  private(set) var stage = TuningStage.coarse
  // Expected of each stage; what is behind counts as it was.
  private var expected: [TuningStage: Int]
  private var begun = 0

  init(_ expected: [TuningStage: Int]) { self.expected = expected }

  /// All there will be.
  var total: Int {
    let ahead = TuningStage.allCases.drop { $0 != stage }.dropFirst().reduce(0) { $0 + (expected[$1] ?? 0) }
    return max(begun + (expected[stage] ?? 0), done) + ahead
  }

  /// The next stage begins.
  mutating func begin(_ stage: TuningStage, expecting runs: Int? = nil) {
    self.stage = stage
    begun = done
    if let runs { expected[stage] = runs }
  }

  /// One run was done.
  mutating func count() { done += 1 }
}
