/// Settings side by side: of each metric which is best, and whether that is more than noise.
///
/// The setting with the best mean is held against every other by the differences run by run, on the same arrivals. The differences
/// are judged together at 95 % (Bonferroni: each at 1 − 0.05/(k − 1) of k settings), so that many settings make no winner by chance.
public struct Contest: Sendable {
  /// How a setting stands in a metric.
  public enum Standing: String, Sendable, Hashable {
    /// Better than every other by more than noise.
    case best
    /// Not to be told from the best.
    case level
    /// Worse than the best by more than noise.
    case behind
    /// It could not keep up: its figures depend on how long it ran, and it is never best.
    case saturated
    /// There is nothing to rank: no value, a metric that is a means and no end, or a single run, which tells nothing of noise.
    case unranked
  }

  /// The settings' names, in the order given.
  public let names: [String]
  /// What their runs gave.
  public let samples: [Sample]

  /// Settings with their runs.
  public init(_ names: [String], _ samples: [Sample]) {
    self.names = names
    self.samples = samples
  }

  /// Whether there are runs enough to tell a difference from noise.
  public var tellsNoise: Bool { samples.allSatisfy { $0.runs.count > 1 } }

  /// Those that can be ranked in a metric, the best mean first; equal means in the order given.
  public func order(_ metric: Metric) -> [Int] {
    let sign: Double
    switch metric.preference {
    case .lower: sign = 1
    case .higher: sign = -1
    case .none: return []
    }
    let able = samples.indices.compactMap { index -> (index: Int, cost: Double)? in
      guard !samples[index].isSaturated, let mean = samples[index].mean(metric) else { return nil }
      return (index, sign * mean)
    }
    return able.sorted { ($0.cost, $0.index) < ($1.cost, $1.index) }.map(\.index)
  }

  /// Of every setting how it stands in a metric.
  public func standings(_ metric: Metric) -> [Standing] {
    let order = order(metric)
    var standings = samples.map { $0.isSaturated ? Standing.saturated : .unranked }
    guard let first = order.first, order.count > 1, tellsNoise else { return standings }
    let level = 1 - 0.05 / Double(order.count - 1)
    for other in order.dropFirst() {
      let isClear = samples[other].difference(metric, from: samples[first], level: level)?.excludesZero ?? false
      standings[other] = isClear ? .behind : .level
    }
    standings[first] = order.dropFirst().allSatisfy { standings[$0] == .behind } ? .best : .level
    return standings
  }

  /// What a metric's ranking amounts to, in a sentence; nil where there is nothing to rank.
  public func sentence(_ metric: Metric) -> String? {
    let order = order(metric)
    guard order.count > 1, tellsNoise else { return nil }
    let standings = standings(metric)
    let (first, second) = (order[0], order[1])
    if standings[first] == .best {
      guard let gap = samples[second].difference(metric, from: samples[first]), let mean = samples[second].mean(metric)
      else {
        return nil
      }
      let share = mean.magnitude > 0 ? " (\(MetricShare.text(gap.mean.magnitude / mean.magnitude)))" : ""
      let word = metric.preference == .lower ? "less" : "more"
      // Of shares in points of a hundred; the word behind it is the sign.
      let span = metric.differenceText(
        Interval(mean: gap.mean.magnitude, halfWidth: gap.halfWidth, count: gap.count)
      ).dropFirst()
      return "\(metric.title): \(names[first]) is best, \(span)\(share) \(word) than \(names[second])"
    }
    let tied = order.filter { standings[$0] == .level }.map { names[$0] }
    let all = tied.count == order.count
    return "\(metric.title): \(tied.joined(separator: ", ")) differ by no more than noise"
      + (all ? "" : "; the rest is behind")
  }
}
