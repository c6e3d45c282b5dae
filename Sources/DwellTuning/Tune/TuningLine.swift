import DwellCore

/// The way along a lever, all other knobs held, to the place where the first limit breaks: the best setting of the line, where the goal
/// gets better all the way there.
///
/// A bracket of a setting that keeps to the limits and one that does not is narrowed by regula falsi in its Illinois form
/// (M. Dowell and P. Jarratt, "A modified regula falsi method for computing the root of an equation", BIT 11, 1971), never by less than
/// a tenth. Under common random numbers a limit is a fixed function of the settings, so there is a root to find (sample average
/// approximation). Bound: it ends where the bracket is as narrow as asked, or holds no other value.
struct TuningLine {
  /// A setting of it that was run.
  struct Probe {
    let point: TuningPoint
    let share: Double
    let standing: TuningStanding
  }

  /// Where it begins; its other values are those of the whole line.
  let origin: TuningPoint
  /// The knob that is turned.
  let lever: TuningLever
  /// The last setting before a limit breaks.
  private(set) var met: Probe?
  /// The first setting that breaks one.
  private(set) var broken: Probe?
  /// Whether there is nothing more to try.
  private(set) var isSettled = false
  private let tolerance: Double
  private var step: Double
  // What the values at both ends count for: the one that stays twice counts half.
  private var weights = (met: 1.0, broken: 1.0)
  private var last: Bool?

  /// - Parameters:
  ///   - step: how far to go first where only one end is known, as a share of the range.
  ///   - tolerance: how narrow is narrow enough.
  init(_ origin: TuningPoint, _ lever: TuningLever, step: Double, tolerance: Double) {
    self.origin = origin
    self.lever = lever
    self.step = step
    self.tolerance = tolerance
  }

  /// What the goal costs where it ends, as far as is known: between the ends in proportion; ∞ where nothing keeps to the limits yet.
  var estimate: Double {
    guard let met else { return .infinity }
    guard let broken, !isSettled, let share = root else { return met.standing.cost }
    let way = (share - met.share) / (broken.share - met.share)
    return met.standing.cost + (broken.standing.cost - met.standing.cost) * way
  }

  /// The least that the goal can cost on it: what it costs beyond the limit.
  var bound: Double { broken.map { $0.standing.cost.isFinite ? $0.standing.cost : -.infinity } ?? -.infinity }

  // Where the limit would break if it were a straight line between the ends.
  private var root: Double? {
    guard let met, let broken, broken.standing.cost.isFinite else { return nil }
    let ends = (met.standing.excess * weights.met, broken.standing.excess * weights.broken)
    guard ends.0.isFinite, ends.1.isFinite, ends.1 > ends.0 else { return nil }
    let way = -ends.0 / (ends.1 - ends.0)
    return met.share + (broken.share - met.share) * min(max(way, 0.1), 0.9)
  }

  /// What to try next; nil where it is settled.
  mutating func next(_ space: TuningSpace) -> TuningPoint? {
    guard !isSettled else { return nil }
    let side = space.families[origin.family].sides[lever.place]
    var value: Double?
    switch (met, broken) {
    case (nil, nil): return origin
    case (let met?, nil): value = side.value(beside: met.point.values[lever.place], by: lever.sign * step)
    case (nil, let broken?): value = side.value(beside: broken.point.values[lever.place], by: -lever.sign * step)
    case (let met?, let broken?):
      let ends = [met, broken].map { $0.point.values[lever.place] }
      let middle = (met.share + broken.share) / 2
      if (broken.share - met.share).magnitude > tolerance {
        value = [root ?? middle, middle].map { side.value(at: $0) }.first { !ends.contains($0) }
      }
    }
    if met == nil || broken == nil { step *= 2 }
    guard let value else {
      isSettled = true
      return nil
    }
    var values = origin.values
    values[lever.place] = value
    return TuningPoint(origin.family, values)
  }

  /// Takes a setting of the line in.
  mutating func take(_ point: TuningPoint, _ standing: TuningStanding, _ space: TuningSpace) {
    let share = space.families[origin.family].sides[lever.place].share(of: point.values[lever.place])
    let probe = Probe(point: point, share: share, standing: standing)
    if standing.isMet {
      met = probe
      weights.met = 1
      if last == true { weights.broken /= 2 }
    } else {
      broken = probe
      weights.broken = 1
      if last == false { weights.met /= 2 }
    }
    last = standing.isMet
    // What lies the wrong way round is no bracket: the goal or the limit goes another way here.
    if let met, let broken, lever.sign * (broken.share - met.share) <= 0 { isSettled = true }
  }
}
