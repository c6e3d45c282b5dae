import DwellCore
import DwellWorkload

/// Packets counted in windows of equal length, and what follows from them.
struct CountStatistics {
  /// Packets in each window.
  var counts: [Double]

  /// Counts the packets of `source` in `windows` windows of `span` ns, after `start` ns.
  init(_ source: inout some TrafficSource, windows: Int, of span: Int64, from start: Int64 = 0) {
    counts = Array(repeating: 0, count: windows)
    var block = ArrivalBlock()
    let end = start + Int64(windows) * span
    while true {
      block.removeAll()
      source.fill(&block, until: Instant(nanoseconds: end))
      if block.count == 0 { return }
      for i in 0..<block.count where block.times[i] >= start { counts[Int((block.times[i] - start) / span)] += 1 }
    }
  }

  var mean: Double { counts.reduce(0, +) / Double(counts.count) }

  /// The mean square of what counts differ by from `mean`, which is known and not measured: no bias for what depends over long times.
  func variance(about mean: Double) -> Double {
    counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(counts.count)
  }

  /// Variance over mean.
  func dispersion(about mean: Double) -> Double { variance(about: mean) / mean }

  /// `factor` neighbouring windows taken as one.
  func merged(_ factor: Int) -> CountStatistics {
    var merged = self
    merged.counts = (0..<counts.count / factor).map { counts[$0 * factor..<($0 + 1) * factor].reduce(0, +) }
    return merged
  }
}

/// The slope of the straight line through points, by least squares.
func slope(_ points: [(x: Double, y: Double)]) -> Double {
  let n = Double(points.count)
  let (x, y) = (points.reduce(0) { $0 + $1.x } / n, points.reduce(0) { $0 + $1.y } / n)
  return points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) } / points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
}
