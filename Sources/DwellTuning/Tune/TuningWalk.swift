/// A pattern search on its way: from a setting, steps along every knob and along every pair of them, halved where none is better.
///
/// R. Hooke and T. A. Jeeves, "Direct search solution of numerical and statistical problems", J. ACM 8 (1961), with the move on in the
/// direction that was good; T. G. Kolda, R. M. Lewis and V. Torczon, "Optimization by direct search", SIAM Review 45 (2003), for the
/// sets of directions. Steps along pairs let it slide along a limit, where neither knob alone may be turned.
struct TuningWalk {
  /// Where it is.
  private(set) var point: TuningPoint
  /// The length of a step, as a share of that of the coarse grid.
  private(set) var scale: Double
  // Where it was before its last step.
  private var before: TuningPoint?

  init(_ point: TuningPoint, scale: Double) {
    self.point = point
    self.scale = scale
  }

  /// What it wants to try next, each point once, none where it is.
  func polls(_ space: TuningSpace) -> [TuningPoint] {
    let family = space.families[point.family]
    let steps = family.steps
    var polls: [TuningPoint] = []
    func add(_ moves: [(side: Int, sign: Double)]) {
      var values = point.values
      for move in moves {
        let side = family.sides[move.side]
        guard let next = side.value(beside: values[move.side], by: move.sign * steps[move.side] * scale) else { return }
        values[move.side] = next
      }
      let poll = TuningPoint(point.family, values)
      if !polls.contains(poll) { polls.append(poll) }
    }
    if let before, let on = onward(from: before, family) { polls.append(on) }
    let sides = family.sides.indices
    for side in sides { for sign in [1.0, -1] { add([(side, sign)]) } }
    // Beyond four knobs there are too many pairs.
    guard sides.count <= 4 else { return polls }
    for one in sides {
      for two in sides where two > one {
        for signs in [(1.0, -1.0), (-1, 1), (1, 1), (-1, -1)] { add([(one, signs.0), (two, signs.1)]) }
      }
    }
    return polls
  }

  // As far again as the last step went.
  private func onward(from before: TuningPoint, _ family: TuningFamily) -> TuningPoint? {
    var values = point.values
    for (place, side) in family.sides.enumerated() {
      let way = side.share(of: values[place]) - side.share(of: before.values[place])
      if way != 0, let next = side.value(beside: values[place], by: way) { values[place] = next }
    }
    return values == point.values ? nil : TuningPoint(point.family, values)
  }

  /// Goes to the best of its polls where that is better, else takes shorter steps.
  mutating func settle(_ better: TuningPoint?) {
    if let better {
      before = point
      point = better
    } else {
      before = nil
      scale /= 2
    }
  }
}
