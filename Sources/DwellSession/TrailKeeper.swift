import DwellCore
import DwellMetrics
import DwellSimulation

/// Measures the settings in force from their turn on, and keeps the points of those that were left.
struct TrailKeeper {
  // The first eighth of a stretch still shows what the old settings left behind; longer ago than this is another matter.
  private static let settling: Int64 = 8
  private static let longest = TimeSpan.milliseconds(10_000)

  private(set) var trail = Trail()
  private var since = Instant.zero

  /// What happened under the settings in force, as long as they have been, at most the last 10 s.
  func present(_ simulator: Simulator, until end: Instant? = nil) -> TradePoint {
    let end = end ?? simulator.now
    guard end > since else { return .empty }
    let start = since + TimeSpan(nanoseconds: (end - since).nanoseconds / Self.settling)
    let earliest = end - Self.longest
    return simulator.tradePoint(from: start > earliest ? start : earliest, to: end)
  }

  /// Takes note that `settings`, under which this was measured, were left.
  ///
  /// `isFair`: whether they stood long enough to be more than a step on the way to others.
  mutating func left(_ settings: Scenario, _ measured: TradePoint, at now: Instant, isFair: Bool) {
    since = now
    guard isFair else { return }
    trail.add(Trail.Point(scenario: settings, measured: measured, until: now))
  }

  /// Begins anew: another run.
  mutating func forget() { self = TrailKeeper() }
}
