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
      .closing, expecting: (2 * problem.space.families[winner.family].sides.count + 1 + (second == nil ? 3 : 6)) * runs)
    let present = try present()
    let sensitivity = isFeasible ? try sensitivity(winner) : []
    let robustness = isFeasible ? try robustness(winner, second) : []
    guard !isCancelled() else { return nil }
    let best = Tried(winner, sample(winner))
    let all = points.map { Tried($0, sample($0)) }
    let fresh = robustness.first { $0.change == .seeds }?.difference
    return TuningResult(
      problem: problem, best: isFeasible ? best : nil, nearest: isFeasible ? nil : best,
      runnerUp: second.map { point in
        let other = Tried(point, sample(point))
        return TuningResult.RunnerUp(
          tried: other, difference: other.sample.difference(goal.metric, from: best.sample), fresh: fresh)
      },
      present: present, front: TuningFront.of(all, goal, limits), frontMetric: TuningFront.metric(goal, limits),
      limits: limits.map { LimitCheck($0, best.sample) }, reached: isFeasible ? [] : reached(best, all),
      sensitivity: sensitivity, robustness: robustness, tried: all, equals: equals(winner, order), runs: done)
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
    let setup = problem.present
    try bring([setup], to: runs)
    let sample = archive.sample(setup)
    return sample.runs.count >= runs ? Tried(nil, sample) : nil
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

  private mutating func robustness(
    _ winner: TuningPoint, _ second: TuningPoint?
  ) throws(Knob.Refusal) -> [TuningResult.Robustness] {
    let pair = [winner] + (second.map { [$0] } ?? [])
    var changes: [TuningResult.Robustness] = []
    func add(_ change: TuningResult.Robustness.Change, _ samples: [Sample]) {
      guard let own = samples.first else { return }
      changes.append(
        TuningResult.Robustness(
          change: change, sample: own,
          difference: samples.count > 1 ? samples[1].difference(problem.goal.metric, from: own) : nil,
          broken: broken(own)))
    }
    if problem.model.captured == nil {
      // Far beyond any run of the search.
      let from = 1_000_000
      add(.seeds, try fresh(pair.map { problem.setup($0) }, from..<from + runs))
    }
    for factor in [0.8, 1.2] {
      guard let base = Self.scaled(problem.space.scenario, factor) else { continue }
      let model = try Tuning.model(base, problem.space, problem.plan.run)
      let setups = pair.compactMap { Self.scaled(problem.space.scenario(of: $0), factor) }.map {
        Setup($0, like: model)
      }
      try bring(setups, to: runs)
      add(.load(factor), setups.map { archive.sample($0) })
    }
    return isCancelled() ? [] : changes
  }

  // What decides how many packets come, so many times as great; nil where it cannot be.
  private static func scaled(_ scenario: Scenario, _ factor: Double) -> Scenario? {
    guard let knob = KnobCatalog.first(of: scenario).last else { return nil }
    let old = scenario.value(of: knob)
    let raw = min(max(old * factor, knob.range.lowerBound), knob.range.upperBound)
    let value = knob.dimension == .count ? raw.rounded() : raw
    guard value != old else { return nil }
    var scaled = scenario
    scaled.knobs[knob] = value
    return scaled
  }
}
