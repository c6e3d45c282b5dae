import DwellCore
import DwellMetrics
import DwellTerminal

/// A map of dwell laid over a plot: for each column and each step upward how much of the column's most it holds.
struct HeatCells {
  /// Steps upward; the first is on top.
  let steps: Int
  /// The shares of a column's most, column by column, the top step first; 0 where nothing is.
  private var shares: [Double]
  private let columns: Int

  /// The newest `columns` columns of `map`; what lies beyond the scale is counted at its edge.
  init(_ map: DwellMap, _ scale: Scale, columns: Int, steps: Int) {
    self.columns = max(columns, 0)
    self.steps = max(steps, 1)
    shares = Array(repeating: 0, count: self.columns * self.steps)
    let parts = Self.parts(map.edges, scale, self.steps)
    for column in 0..<self.columns {
      let packets = map[map.columns - self.columns + column]
      guard !packets.isEmpty else { continue }
      let first = column * self.steps
      for (count, spread) in zip(packets, parts) where count > 0 {
        for (step, part) in spread { shares[first + step] += Double(count) * part }
      }
      let most = shares[first..<first + self.steps].max() ?? 0
      if most > 0 { for step in first..<first + self.steps { shares[step] /= most } }
    }
  }

  /// How much of the column's most lies in a step, 0 to 1.
  subscript(column: Int, step: Int) -> Double {
    guard (0..<columns).contains(column), (0..<steps).contains(step) else { return 0 }
    return shares[column * steps + step]
  }

  /// One of `levels` by the logarithm, from 1 on; 0 for nothing, so that the rarest wait is seen.
  static func level(_ share: Double, of levels: Int) -> Int {
    guard share > 0 else { return 0 }
    let depth = 1 + Elementary.log(share) / Elementary.log(faintest)
    return min(max(Int((depth * Double(levels)).rounded(.up)), 1), levels)
  }

  // A two-hundredth of a column's most, and all below it, is the faintest step.
  private static let faintest = 200.0

  /// Where the packets of each length go: steps, and the part that lies in each.
  private static func parts(_ edges: [Double], _ scale: Scale, _ steps: Int) -> [[(step: Int, part: Double)]] {
    zip(edges, edges.dropFirst()).map { low, high in
      let bottom = min(max(scale.fraction(of: max(low, scale.low)) ?? 0, 0), 1) * Double(steps)
      let top = min(max(scale.fraction(of: max(high, scale.low)) ?? 0, 0), 1) * Double(steps)
      let first = bottom.rounded(.down).whole(in: 0...(steps - 1))
      guard top - bottom > 1e-9 else { return [(steps - 1 - first, 1)] }
      let last = top.rounded(.up).whole(in: (first + 1)...max(steps, first + 1)) - 1
      return (first...max(last, first)).map { step in
        let part = min(Double(step + 1), top) - max(Double(step), bottom)
        return (steps - 1 - step, max(part, 0) / (top - bottom))
      }
    }
  }
}
