import DwellCore
import DwellSimulation

/// A walk along a limit: from a setting where it just holds, steps along every other knob, and after each of them the lever is set anew
/// to where the limit just holds; halved where none is better.
///
/// With an active limit the optimum lies on a ridge that runs aslant between two knobs (a larger container with a shorter timeout):
/// steps along the knobs leave it at once, and steps along pairs of them follow it only where it runs at their angle. So the limit takes one
/// knob out of the problem, and the rest is searched on it (the reduced problem of P. Wolfe, "Methods of nonlinear programming", 1963, and
/// J. Abadie and J. Carpentier, 1969, where the limit is not linear), here without derivatives, by the pattern search of Hooke and Jeeves.
struct TuningRidge {
  /// The line whose end it stands on.
  private(set) var line: TuningLine
  /// The length of a step, as a share of that of the coarse grid.
  private(set) var scale: Double
  private let tolerance: Double
  // Where it stood before its last step.
  private var before: TuningPoint?

  init(_ line: TuningLine, scale: Double, tolerance: Double) {
    self.line = line
    self.scale = scale
    self.tolerance = tolerance
  }

  /// Where it stands; nil: no setting of its line keeps to the limits.
  var point: TuningPoint? { line.met?.point }
  /// What the goal costs there.
  var cost: Double { line.met?.standing.cost ?? .infinity }

  /// The lines that lie a step from its own, and the one as far again as the last step went.
  func polls(_ space: TuningSpace) -> [TuningLine] {
    guard let point else { return [] }
    let family = space.families[point.family]
    var origins: [TuningPoint] = []
    func add(_ values: [Double]) {
      let origin = TuningPoint(point.family, values)
      if origin != point, !origins.contains(origin) { origins.append(origin) }
    }
    if let before {
      var values = point.values
      for (place, side) in family.sides.enumerated() {
        let way = side.share(of: values[place]) - side.share(of: before.values[place])
        if way != 0, let next = side.value(beside: values[place], by: way) { values[place] = next }
      }
      add(values)
    }
    for (place, side) in family.sides.enumerated() where place != line.lever.place {
      for sign in [1.0, -1] {
        guard let next = side.value(beside: point.values[place], by: sign * family.steps[place] * scale) else {
          continue
        }
        var values = point.values
        values[place] = next
        add(values)
      }
    }
    return origins.map { TuningLine($0, line.lever, step: 4 * tolerance, tolerance: tolerance) }
  }

  /// Goes to the best of its polls where that is better, else takes shorter steps.
  mutating func settle(_ polls: [TuningLine]) {
    let best = polls.filter { $0.met != nil }.min {
      ($0.met?.standing.cost ?? .infinity) < ($1.met?.standing.cost ?? .infinity)
    }
    if let best, let cost = best.met?.standing.cost, cost < self.cost {
      before = point
      line = best
    } else {
      before = nil
      scale /= 2
    }
  }
}

extension TuningSearch {
  /// The knob by which each family meets its limits, where its part of the coarse grid shows one: of two neighbours the one that breaks a
  /// limit is the better one but for that. The timeout before other knobs, ranges before lists.
  func levers(_ grid: [TuningPoint]) -> [Int: TuningLever] {
    var levers: [Int: TuningLever] = [:]
    for (number, family) in problem.space.families.enumerated() {
      let points = grid.filter { $0.family == number }
      var best: (rank: Int, votes: Int, lever: TuningLever)?
      for (place, side) in family.sides.enumerated() {
        var votes = (up: 0, down: 0)
        for row in Self.rows(points, along: place) {
          for (low, high) in zip(row, row.dropFirst()) {
            let (one, two) = (standing(low, first), standing(high, first))
            guard one.isMet != two.isMet else { continue }
            let (met, broken) = one.isMet ? (one, two) : (two, one)
            if broken.cost < met.cost { if one.isMet { votes.up += 1 } else { votes.down += 1 } }
          }
        }
        let most = max(votes.up, votes.down)
        guard most > 0 else { continue }
        let rank = side.knob?.dimension == .time ? 2 : side.isSpread ? 1 : 0
        if best.map({ (rank, most) > ($0.rank, $0.votes) }) ?? true {
          best = (rank, most, TuningLever(place: place, sign: votes.up >= votes.down ? 1 : -1))
        }
      }
      levers[number] = best?.lever
    }
    return levers
  }

  /// Points that differ in one knob alone, by its value from low to high; rows as they come in the grid.
  private static func rows(_ points: [TuningPoint], along place: Int) -> [[TuningPoint]] {
    var keys: [[Double]] = []
    var rows: [[TuningPoint]] = []
    for point in points {
      var key = point.values
      key.remove(at: place)
      if let row = keys.firstIndex(of: key) {
        rows[row].append(point)
      } else {
        keys.append(key)
        rows.append([point])
      }
    }
    return rows.map { row in row.sorted { $0.values[place] < $1.values[place] } }
  }

  /// From the coarse grid to the limits: under all choices the lines on which a limit begins to break, of which the better half goes
  /// on after every step (successive halving, its arms being lines), and from the best of them along the limit.
  mutating func ridge(_ grid: [TuningPoint], upTo end: Int) throws(Knob.Refusal) {
    begin(.ridge)
    var lines = lines(grid)
    guard !lines.isEmpty else { return }
    try measure(&lines)
    var round = 0
    while lines.count > 4, points.count < end, !isCancelled() {
      try follow(&lines, to: second, upTo: end, rounds: 1)
      lines.sort { $0.estimate < $1.estimate }
      // In the first rounds estimates come from far away.
      let best = round < 2 ? Self.firstOfEach(lines) : []
      lines = lines.enumerated().filter { $0.offset < max((lines.count + 1) / 2, 4) || best.contains($0.offset) }
        .map(\.element)
      round += 1
      if round > 1, lines.count <= 6 { break }
    }
    try follow(&lines, to: second, upTo: end, rounds: 10)
    lines = lines.filter { $0.met != nil }.sorted { $0.estimate < $1.estimate }
    // From the best of each choice, and from the best but one.
    let starts = Set(Self.firstOfEach(lines).prefix(4) + [0, 1])
    try walk(
      lines.indices.filter(starts.contains).map { TuningRidge(lines[$0], scale: 0.5, tolerance: 1 / 256) },
      runs: second,
      least: 1 / 32, upTo: end)
  }

  /// The same with all runs, from the best settings of different lines on, by small steps.
  mutating func polishRidge(upTo end: Int) throws(Knob.Refusal) {
    var lines: [TuningLine] = []
    for point in confirmed where lines.count < 4 {
      guard let lever = levers[point.family], !lines.contains(where: { $0.isSame(as: point) }) else { continue }
      lines.append(TuningLine(point, lever, step: 1 / 256, tolerance: 1 / 1024))
    }
    guard !lines.isEmpty else { return }
    try follow(&lines, to: runs, upTo: end, rounds: 10)
    lines = lines.filter { $0.met != nil }.sorted { $0.estimate < $1.estimate }
    try walk(
      lines.prefix(1).map { TuningRidge($0, scale: 1 / 4, tolerance: 1 / 1024) }, runs: runs, least: 1 / 32, upTo: end)
  }

  // The first neighbours of each row between which a limit breaks on the way to a better goal.
  private func lines(_ grid: [TuningPoint]) -> [TuningLine] {
    var lines: [TuningLine] = []
    for number in problem.space.families.indices {
      guard let lever = levers[number] else { continue }
      for row in Self.rows(grid.filter { $0.family == number }, along: lever.place) {
        let way = lever.sign > 0 ? row : row.reversed()
        let places = way.indices.dropLast().filter {
          standing(way[$0], first).isMet && !standing(way[$0 + 1], first).isMet
        }
        guard let place = places.last else { continue }
        var line = TuningLine(way[place], lever, step: 1 / 16, tolerance: 1 / 256)
        for point in way[place...place + 1] { line.take(point, standing(point, first), problem.space) }
        lines.append(line)
      }
    }
    return lines
  }

  // The ends of the lines with as many runs as all that follow.
  private mutating func measure(_ lines: inout [TuningLine]) throws(Knob.Refusal) {
    try bring(lines.flatMap { [$0.met?.point, $0.broken?.point].compactMap { $0 } }, to: second)
    guard !isCancelled() else { return }
    for place in lines.indices {
      let line = lines[place]
      var again = TuningLine(line.origin, line.lever, step: 1 / 16, tolerance: 1 / 256)
      for point in [line.met?.point, line.broken?.point].compactMap({ $0 }) {
        again.take(point, standing(point, second), problem.space)
      }
      lines[place] = again
    }
  }

  // One setting of each line a round; of lines that are still open, those that may yet be better than `cost`.
  private mutating func follow(
    _ lines: inout [TuningLine], to runs: Int, upTo end: Int, rounds: Int, betterThan costs: [Double]? = nil
  ) throws(Knob.Refusal) {
    for _ in 0..<rounds where !isCancelled() {
      var room = end - points.count
      var polls: [(line: Int, point: TuningPoint)] = []
      for place in lines.indices where costs.map({ lines[place].bound < $0[place] }) ?? true {
        guard let poll = lines[place].next(problem.space) else { continue }
        if !hasTried(poll), !polls.contains(where: { $0.point == poll }) { room -= 1 }
        if room >= 0 { polls.append((place, poll)) }
      }
      guard !polls.isEmpty else { return }
      try bring(polls.map(\.point), to: runs)
      guard !isCancelled() else { return }
      for (place, poll) in polls { lines[place].take(poll, standing(poll, runs), problem.space) }
    }
  }

  // Walks side by side along the limits.
  private mutating func walk(
    _ starts: [TuningRidge], runs: Int, least: Double, upTo end: Int
  ) throws(Knob.Refusal) {
    var walks = starts
    var round = 0
    while points.count < end, !isCancelled() {
      let live = walks.indices.filter { walks[$0].scale >= least }
      guard !live.isEmpty else { return }
      let polls = live.map { walks[$0].polls(problem.space) }
      var all = Array(polls.joined())
      let costs = zip(live, polls).flatMap { number, polls in polls.map { _ in walks[number].cost } }
      try follow(&all, to: runs, upTo: end, rounds: 10, betterThan: costs)
      guard !isCancelled() else { return }
      var begun = 0
      for (number, polls) in zip(live, polls) {
        walks[number].settle(Array(all[begun..<begun + polls.count]))
        begun += polls.count
      }
      round += 1
      if round.isMultiple(of: 2), walks.count > 2 {
        let order = walks.sorted { $0.cost < $1.cost }
        walks = Array(order.prefix(max((walks.count + 1) / 2, 2)))
      }
    }
  }

  // The places of the first line of each family.
  private static func firstOfEach(_ lines: [TuningLine]) -> [Int] {
    var seen: Set<Int> = []
    return lines.indices.filter { seen.insert(lines[$0].origin.family).inserted }
  }
}

extension TuningLine {
  /// Whether a setting lies on it.
  func isSame(as point: TuningPoint) -> Bool {
    guard point.family == origin.family else { return false }
    return zip(point.values, origin.values).enumerated().allSatisfy { place, pair in
      place == lever.place || pair.0 == pair.1
    }
  }
}
