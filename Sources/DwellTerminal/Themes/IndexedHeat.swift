/// The steps of a heat map in 256 colours, chosen together.
///
/// Each for itself would take the nearest colour, and two neighbours would come out almost equally light.
enum IndexedHeat {
  /// The candidates of a step: so many nearest ones.
  private static let candidates = 16
  /// A step of lightness below this share of the wanted one counts as wrong…
  private static let leastShare = 0.6
  /// …so much more than a wrong colour.
  private static let weight = 100.0

  /// The numbers of the steps, nearly as far apart in lightness as `steps` are; costs 5 × 16² comparisons.
  static func numbers(_ steps: [RGB], on background: RGB) -> [Int32] {
    let all = (16...255).map { (number: $0, colour: XtermColors.colour($0)) }
    let lightness = Dictionary(uniqueKeysWithValues: all.map { ($0.number, $0.colour.okLab.lightness) })
    // The best way to each candidate of a step: what it costs and which numbers lie on it.
    var ways: [(cost: Double, numbers: [Int])] = [(0, [])]
    var before = background.okLab.lightness
    for step in steps {
      let wanted = step.okLab.lightness - before
      let near = all.map { (number: $0.number, distance: step.distance(to: $0.colour)) }
        .sorted { ($0.distance, $0.number) < ($1.distance, $1.number) }.prefix(candidates)
      ways = near.map { number, distance in
        var best: (cost: Double, numbers: [Int]) = (.infinity, [])
        for way in ways {
          let from = way.numbers.last.flatMap { lightness[$0] } ?? background.okLab.lightness
          let done = ((lightness[number] ?? 0) - from) * (wanted < 0 ? -1 : 1)
          let lack = max(leastShare * wanted.magnitude - done, 0)
          let cost = way.cost + distance * distance + weight * lack * lack
          if cost < best.cost { best = (cost, way.numbers + [number]) }
        }
        return best
      }
      before = step.okLab.lightness
    }
    return (ways.min { $0.cost < $1.cost }?.numbers ?? []).map(Int32.init)
  }
}
