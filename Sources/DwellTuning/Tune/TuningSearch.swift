import DwellCore
import DwellSimulation

/// A search on its way (``Tuning/method``): its stages one after the other, each a loop of whole batches, so that what it does depends
/// on what the runs gave and on nothing else.
struct TuningSearch {
  let problem: Tuning
  let isCancelled: @Sendable () -> Bool
  private let tell: (TuningEvent) -> Void
  private(set) var archive: TuningArchive
  private var meter: TuningMeter
  /// The points in the order in which they were first tried.
  private(set) var points: [TuningPoint] = []
  private var seen: Set<TuningPoint> = []
  /// The runs of all settings so far.
  var done: Int { meter.done }
  /// The runs of a setting in the end, as far as known.
  private(set) var runs: Int
  /// Where the settings as they stand lie; nil where they lie outside of the space.
  let stands: TuningPoint?
  /// The knob by which each family meets its limits, by its number; only looked up.
  private(set) var levers: [Int: TuningLever] = [:]
  // What the search begins from besides its grid: the settings as they stand, or what the target can say of them.
  private let known: TuningPoint?
  // The most points that may be tried.
  private let room: Int

  init(
    _ problem: Tuning, _ crew: Crew, _ isCancelled: @escaping @Sendable () -> Bool,
    _ tell: @escaping (TuningEvent) -> Void
  ) {
    self.problem = problem
    self.isCancelled = isCancelled
    self.tell = tell
    archive = TuningArchive(crew)
    runs = min(problem.plan.run.first(of: problem.model), problem.model.mostRuns ?? .max)
    let plan = problem.plan
    stands = problem.space.presentPoint
    known = stands ?? problem.space.translatedPoint
    room = plan.room(in: problem.space)
    let coarse = problem.space.coarseCount
    meter = TuningMeter([
      .coarse: coarse * TuningPlan.runs.first, .race: coarse * (TuningPlan.runs.second - TuningPlan.runs.first) / 2,
      .ridge: plan.ridge * TuningPlan.runs.second, .walk: plan.walk * TuningPlan.runs.second, .confirm: 12 * runs,
      .polish: plan.polish * runs / 2,
      .closing: 17 * runs,
    ])
  }

  private var space: TuningSpace { problem.space }
  /// The runs of a setting before anything is known of it, and when half of them are left.
  var first: Int { min(problem.hasLongRuns ? 1 : TuningPlan.runs.first, runs) }
  var second: Int { min(problem.hasLongRuns ? 2 : TuningPlan.runs.second, runs) }

  mutating func run() throws(Knob.Refusal) -> TuningResult? {
    let grid = space.families.enumerated().flatMap { number, family in
      family.coarse.map { TuningPoint(number, $0) }
    }
    var leaders = try coarse(grid)
    levers = levers(grid)
    try ridge(grid, upTo: room - problem.plan.polish - problem.plan.walk)
    leaders = leaders.map(ahead)
    try walk(
      leaders, runs: second, from: 0.5, to: 1 / 64, upTo: room - problem.plan.polish, stage: .walk, halves: true)
    try confirm()
    try polish()
    try settle()
    guard !isCancelled() else { return nil }
    return try closing()
  }

  // MARK: Runs

  /// Brings points to so many runs.
  mutating func bring(_ batch: [TuningPoint], to runs: Int) throws(Knob.Refusal) {
    var places: [Scenario: TuningPoint] = [:]
    let setups = batch.map { problem.setup($0) }
    for (point, setup) in zip(batch, setups) {
      if seen.insert(point).inserted { points.append(point) }
      places[setup.scenario] = point
    }
    try bring(setups, places, to: runs)
  }

  /// Brings settings to so many runs.
  mutating func bring(
    _ setups: [Setup], _ places: [Scenario: TuningPoint] = [:], to runs: Int
  ) throws(Knob.Refusal) {
    var meter = meter
    let tell = tell
    try archive.bring(setups, to: runs, isCancelled: isCancelled) { sample in
      meter.count()
      if let sample { tell(.tried(Tried(places[sample.setup.scenario], sample))) }
      tell(.progress(done: meter.done, of: meter.total, meter.stage))
    }
    self.meter = meter
  }

  /// Runs that the search has not seen.
  mutating func fresh(_ setups: [Setup], _ range: Range<Int>) throws(Knob.Refusal) -> [Sample] {
    var meter = meter
    let tell = tell
    let samples = try archive.fresh(setups, range, isCancelled: isCancelled) {
      meter.count()
      tell(.progress(done: meter.done, of: meter.total, meter.stage))
    }
    self.meter = meter
    return samples
  }

  /// A stage begins.
  mutating func begin(_ stage: TuningStage, expecting runs: Int? = nil) { meter.begin(stage, expecting: runs) }

  func sample(_ point: TuningPoint) -> Sample { archive.sample(problem.setup(point)) }

  func merit(_ point: TuningPoint, _ runs: Int) -> Merit {
    sample(point).merit(problem.goal, problem.limits, first: runs)
  }

  func standing(_ point: TuningPoint, _ runs: Int) -> TuningStanding {
    let sample = sample(point)
    return TuningStanding(
      excess: problem.limits.map { $0.lean(of: sample.mean($0.metric, first: runs)) }.max() ?? -.infinity,
      cost: problem.goal.cost(sample.mean(problem.goal.metric, first: runs)))
  }

  func hasTried(_ point: TuningPoint) -> Bool { seen.contains(point) }

  // The best that was found of the same choices since.
  private func ahead(_ leader: TuningPoint) -> TuningPoint {
    let same = points.filter { $0.family == leader.family && sample($0).runs.count >= second }
    return ranked(same, second).first ?? leader
  }

  /// Points from the best to the worst by their first runs; equal ones as they were tried.
  func ranked(_ points: [TuningPoint], _ runs: Int) -> [TuningPoint] {
    let merits = points.map { merit($0, runs) }
    return points.indices.sorted { merits[$0] < merits[$1] || !(merits[$1] < merits[$0]) && $0 < $1 }.map { points[$0] }
  }

  // The first so many of each family, in the order of the list.
  private func best(_ count: Int, ofEach points: [TuningPoint]) -> [TuningPoint] {
    var taken: [Int: Int] = [:]
    return points.filter { point in
      taken[point.family, default: 0] += 1
      return taken[point.family, default: 0] <= count
    }
  }

  // MARK: Stages

  // All of the grid, then the better half and the best of each family again; what a search may start from, the best first.
  private mutating func coarse(_ grid: [TuningPoint]) throws(Knob.Refusal) -> [TuningPoint] {
    begin(.coarse, expecting: (grid.count + 1) * first)
    // First what there is, for those who look on; where it may be chosen it is a setting like any other, so that nothing that
    // was worse in the search can be the answer.
    try bringPresent(to: first)
    try bring(grid, to: first)
    let all = grid + (known.map { grid.contains($0) ? [] : [$0] } ?? [])
    if let known { try bring([known], to: first) }
    let order = ranked(all, first)
    let chosen = Set(order.prefix((order.count + 1) / 2) + best(2, ofEach: order) + (known.map { [$0] } ?? []))
    let half = all.filter(chosen.contains)
    begin(.race, expecting: half.count * (second - first))
    try bring(half, to: second)
    let again = ranked(half, second)
    var leaders = best(1, ofEach: again)
    // Half of the families go on, two at least.
    leaders = Array(leaders.prefix(max((leaders.count + 1) / 2, 2)))
    // One family alone is searched from two places.
    if leaders.count == 1, let one = leaders.first, let other = again.first(where: { space.distance(one, $0) > 0.25 }) {
      leaders.append(other)
    }
    if let known, !leaders.contains(known), merit(known, second).isFeasible { leaders.append(known) }
    return leaders
  }

  // Pattern searches side by side; every second round the worse half of them ends, until two are left.
  private mutating func walk(
    _ starts: [TuningPoint], runs: Int, from scale: Double, to least: Double, upTo end: Int, stage: TuningStage,
    halves: Bool
  ) throws(Knob.Refusal) {
    begin(stage)
    var walks = starts.map { TuningWalk($0, scale: scale) }
    var round = 0
    while points.count < end, !isCancelled() {
      let live = walks.indices.filter { walks[$0].scale >= least }
      guard !live.isEmpty else { return }
      var room = end - points.count
      let polls = live.map { number in
        walks[number].polls(space).filter { poll in
          if seen.contains(poll) { return true }
          room -= 1
          return room >= 0
        }
      }
      try bring(Array(polls.joined()), to: runs)
      guard !isCancelled() else { return }
      for (number, polls) in zip(live, polls) {
        let best = ranked(polls, runs).first
        let isBetter = best.map { merit($0, runs) < merit(walks[number].point, runs) } ?? false
        walks[number].settle(isBetter ? best : nil)
      }
      round += 1
      if halves, round.isMultiple(of: 2), walks.count > 2 {
        let order = ranked(walks.map(\.point), runs)
        let kept = Set(order.prefix(max((walks.count + 1) / 2, 2)))
        walks = walks.filter { kept.contains($0.point) }
      }
    }
  }

  // The best few and the best of some families, as often as asked for; more of them while none keeps to the limits.
  private mutating func confirm() throws(Knob.Refusal) {
    begin(.confirm)
    try bringPresent(to: runs)
    if let known { try bring([known], to: runs) }
    let order = ranked(points.filter { sample($0).runs.count >= second }, second)
    var rest = order[...]
    for _ in 0..<4 where !rest.isEmpty && !isCancelled() {
      let batch = lineLeaders(rest, 6) + best(1, ofEach: Array(rest)).prefix(3)
      rest = rest.filter { !batch.contains($0) }[...]
      try bring(batch, to: runs)
      if batch.contains(where: { merit($0, runs).isFeasible }) { break }
    }
    try settle()
  }

  // The first so many, at most two of one line: the settings around one end of it are nearly the same.
  private func lineLeaders(_ order: ArraySlice<TuningPoint>, _ count: Int) -> [TuningPoint] {
    var taken: [[Double]: Int] = [:]
    let leaders = order.filter { point in
      guard let lever = levers[point.family] else { return true }
      var key = point.values
      key[lever.place] = Double(-1 - point.family)
      taken[key, default: 0] += 1
      return taken[key, default: 0] <= 2
    }
    return Array(leaders.prefix(count))
  }

  /// The points that have all runs, the best first.
  var confirmed: [TuningPoint] { ranked(points.filter { sample($0).runs.count >= runs }, runs) }

  // From where the fine search starts: the best, and the best of another family.
  private var polished: [TuningPoint] {
    let order = confirmed
    return Array(order.prefix(1)) + order.filter { $0.family != order[0].family }.prefix(1)
  }

  // Along the limit from the best; half and double of each knob, which a walk may not have met; small steps; and again from what is
  // better then.
  private mutating func polish() throws(Knob.Refusal) {
    begin(.polish)
    for round in 0..<3 where !isCancelled() {
      let before = confirmed.first
      try polishRidge(upTo: room - problem.plan.polish / (round == 0 ? 2 : 4))
      guard let best = confirmed.first, !isCancelled() else { return }
      let far = halvesAndDoubles(best)
      let left = far.filter { !seen.contains($0) }.prefix(max(room - points.count, 0))
      try bring(far.filter(seen.contains) + left, to: runs)
      // What was met by far is best polished before anything else.
      if confirmed.first == best || round == 2 {
        try walk(polished, runs: runs, from: 1 / 16, to: 1 / 512, upTo: room, stage: .polish, halves: false)
      }
      guard confirmed.first != before else { return }
    }
  }

  private func halvesAndDoubles(_ best: TuningPoint) -> [TuningPoint] {
    let family = space.families[best.family]
    return family.sides.indices.flatMap { place in
      [0.5, 2].compactMap { factor -> TuningPoint? in
        let side = family.sides[place]
        guard let value = side.value(times: factor, best.values[place]), side.holds(value) else { return nil }
        var values = best.values
        values[place] = value
        return TuningPoint(best.family, values)
      }
    }
  }

  /// Brings the settings as they stand to so many runs.
  mutating func bringPresent(to runs: Int) throws(Knob.Refusal) {
    guard let stands else { return try bring([problem.present], to: runs) }
    try bring([stands], to: runs)
  }

  // More runs of the best and of what comes next to it, until the interval is as narrow as asked.
  private mutating func settle() throws(Knob.Refusal) {
    while let best = confirmed.first, !isCancelled() {
      let most = problem.model.mostRuns ?? .max
      let more = min(problem.plan.run.enough(after: sample(best).runs), most)
      guard more > runs else { return }
      let finalists = Array(confirmed.prefix(6)) + self.best(1, ofEach: confirmed).prefix(3)
      try bring(finalists + (stands.map { [$0] } ?? []), to: more)
      runs = more
    }
  }
}
