import DwellCore
import DwellSimulation

extension TuningSearch {
  /// What is to be known of the best once it is found: how flat it is, whether other arrivals and loads leave it the best.
  mutating func closing() throws(Knob.Refusal) -> TuningResult? {
    let order = confirmed
    let (goal, limits) = (problem.goal, problem.limits)
    guard let winner = order.first else { return nil }
    let isFeasible = merit(winner, runs).isFeasible
    let second = isFeasible ? runnerUp(winner, order) : nil
    begin(
      .closing, expecting: (2 * problem.space.families[winner.family].sides.count + 1 + (second == nil ? 4 : 7)) * runs)
    let present = try present()
    let sensitivity = isFeasible ? try sensitivity(winner) : []
    let fresh = isFeasible ? try afresh(winner, second) : nil
    let (loads, unvaried) = isFeasible ? try loads(winner, second) : ([], [])
    guard !isCancelled() else { return nil }
    let best = Tried(winner, sample(winner))
    let all = points.map { Tried($0, sample($0)) }
    let gap = fresh.flatMap { fresh in fresh.runnerUp?.difference(goal.metric, from: fresh.best) }
    let seeds = fresh.map {
      TuningResult.Robustness(change: .seeds, turn: nil, sample: $0.best, difference: gap, broken: broken($0.best))
    }
    return TuningResult(
      problem: problem, best: isFeasible ? best : nil, nearest: isFeasible ? nil : best,
      runnerUp: second.map { point in
        let other = Tried(point, sample(point))
        return TuningResult.RunnerUp(
          tried: other, difference: other.sample.difference(goal.metric, from: best.sample), fresh: gap)
      },
      present: present, fresh: fresh, front: TuningFront.of(all, goal, limits),
      frontMetric: TuningFront.metric(goal, limits), limits: limits.map { LimitCheck($0, fresh?.best ?? best.sample) },
      reached: isFeasible ? [] : reached(best, all), sensitivity: sensitivity,
      robustness: (seeds.map { [$0] } ?? []) + loads, unvaried: unvaried, tried: all,
      settings: settings(present, sensitivity), equals: equals(winner, order), runs: done)
  }

  // Every setting that was run under the load as it is.
  private func settings(_ present: Tried?, _ sensitivity: [TuningResult.Sensitivity]) -> Int {
    var all = Set(points.map { problem.setup($0).scenario })
    all.formUnion(sensitivity.map(\.sample.setup.scenario))
    return all.count + (present != nil && stands == nil ? 1 : 0)
  }

  // The best under other choices that keeps to the limits, else the best clearly elsewhere.
  private func runnerUp(_ winner: TuningPoint, _ order: [TuningPoint]) -> TuningPoint? {
    let others = order.filter { merit($0, runs).isFeasible }
    return others.first { $0.family != winner.family } ?? others.first { problem.space.distance($0, winner) >= 0.2 }
  }

  private func equals(_ winner: TuningPoint, _ order: [TuningPoint]) -> Int {
    order.dropFirst().count { point in
      guard merit(point, runs).isFeasible else { return false }
      return sample(point).difference(problem.goal.metric, from: sample(winner))?.excludesZero == false
    }
  }

  private mutating func present() throws(Knob.Refusal) -> Tried? {
    try bringPresent(to: runs)
    let sample = archive.sample(stands.map { problem.setup($0) } ?? problem.present)
    return sample.runs.count >= runs ? Tried(stands, sample) : nil
  }

  // How near the settings tried come to each limit that the nearest breaks.
  private func reached(_ nearest: Tried, _ all: [Tried]) -> [(limit: Limit, value: Double?)] {
    problem.limits.filter { !$0.isMet(by: nearest.sample.mean($0.metric)) }.map { limit in
      let values = all.compactMap { $0.sample.mean(limit.metric) }
      return (limit, values.min { limit.excess(of: $0) < limit.excess(of: $1) })
    }
  }

  private mutating func sensitivity(_ winner: TuningPoint) throws(Knob.Refusal) -> [TuningResult.Sensitivity] {
    let family = problem.space.families[winner.family]
    var changes: [(knob: Knob, factor: Double, value: Double, setup: Setup)] = []
    for (place, side) in family.sides.enumerated() {
      guard let knob = side.knob else { continue }
      for factor in [0.5, 2] {
        guard let value = side.value(times: factor, winner.values[place]) else { continue }
        var scenario = problem.space.scenario(of: winner)
        scenario.knobs[knob] = value
        changes.append((knob, factor, value, Setup(scenario, like: problem.model)))
      }
    }
    try bring(changes.map(\.setup), to: runs)
    let best = sample(winner)
    return changes.map { change in
      let sample = archive.sample(change.setup)
      return TuningResult.Sensitivity(
        knob: change.knob, factor: change.factor, value: change.value, sample: sample,
        change: sample.difference(problem.goal.metric, from: best), broken: broken(sample))
    }
  }

  private func broken(_ sample: Sample) -> [Limit] { problem.limits.filter { !$0.isMet(by: sample.mean($0.metric)) } }

  // The best, what comes next and what stands on arrivals that the search never met: what was chosen by its runs is judged by others,
  // since the best of many looks better than it is. A capture has no others.
  private mutating func afresh(
    _ winner: TuningPoint, _ second: TuningPoint?
  ) throws(Knob.Refusal) -> TuningResult.Fresh? {
    guard problem.model.captured == nil else { return nil }
    let present =
      winner == stands || second == stands && second != nil ? nil : stands.map { problem.setup($0) } ?? problem.present
    let setups = [problem.setup(winner), second.map { problem.setup($0) }, present]
    let samples = try fresh(setups.compactMap { $0 }, TuningResult.freshRuns(runs))
    guard !isCancelled() else { return nil }
    func found(_ setup: Setup?) -> Sample? { setup.flatMap { one in samples.first { $0.setup == one } } }
    return samples.first.map { TuningResult.Fresh(best: $0, runnerUp: found(setups[1]), present: found(present)) }
  }

  private mutating func loads(
    _ winner: TuningPoint, _ second: TuningPoint?
  ) throws(Knob.Refusal) -> ([TuningResult.Robustness], [TuningResult.Unvaried]) {
    let pair = [winner] + (second.map { [$0] } ?? [])
    var changes: [TuningResult.Robustness] = []
    var unvaried: [TuningResult.Unvaried] = []
    for factor in [0.8, 1.2] {
      guard let turn = LoadTurn(problem.space.scenario, factor) else {
        unvaried.append(TuningResult.Unvaried(factor: factor, reason: LoadTurn.reason(problem.space.scenario, factor)))
        continue
      }
      let model = try Tuning.model(turn.turned(problem.space.scenario), problem.space, problem.plan.run)
      let setups = pair.map { Setup(turn.turned(problem.space.scenario(of: $0)), like: model) }
      try bring(setups, to: runs)
      let samples = setups.map { archive.sample($0) }
      changes.append(
        TuningResult.Robustness(
          change: .load(factor), turn: turn, sample: samples[0],
          difference: samples.count > 1 ? samples[1].difference(problem.goal.metric, from: samples[0]) : nil,
          broken: broken(samples[0])))
    }
    return (changes, unvaried)
  }
}
