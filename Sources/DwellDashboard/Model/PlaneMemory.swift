import DwellCore
import DwellEngine
package import DwellMetrics
import DwellSession
import DwellSimulation
package import DwellTuning

/// What the trade-off plane shows: theory curves, worked out when traffic or trail change, and ranges that do not jump.
package struct PlaneMemory: Sendable {
  /// What of dwell lies on the x axis.
  package enum Delay: Sendable, CaseIterable {
    /// The mean over packets.
    case mean
    /// The 99th percentile.
    case p99

    /// Its name in titles.
    package var name: String { self == .mean ? "mean dwell" : "p99 dwell" }

    /// Its value, in nanoseconds.
    package func value(_ measured: TradePoint) -> Double { self == .mean ? measured.meanDwell : measured.p99 }
  }

  /// The closed form for one capacity: a point for each timeout, the shortest first.
  package struct Curve: Sendable, Equatable {
    /// Bytes of the container.
    package var capacity: Int
    /// The points.
    package var points: [StaticPlane.Point]
  }

  /// What of dwell lies on the x axis.
  package private(set) var delay = Delay.mean
  /// One curve a capacity, the present one first; none where there is no closed form.
  package private(set) var curves: [Curve] = []
  /// What there is no closed form for; nil where there is one.
  package private(set) var gap: String?
  /// What is measured under the present settings, taken anew as seldom as other figures.
  package private(set) var present = TradePoint.empty
  private var axes = AxisMemory()
  private var known: (plane: StaticPlane, capacities: [Int])?

  private static let mostCurves = 4
  private static let pointsPerDecade = 16

  /// A plane before its first frame.
  package init() {}

  /// The range of dwell; nil before there is anything to show.
  package var across: Scale? { axes["across"] }
  /// The range of throughput; nil before there is anything to show.
  package var upward: Scale? { axes["upward"] }

  /// Takes a frame in.
  mutating func settle(_ frame: Frame) {
    guard frame.snapshot.view.wantsPoint else { return }
    if frame.present.packets == 0, frame.trail.points.isEmpty { axes.forget() }
    gap = delay == .p99 ? "the p99" : StaticPlane.gap(in: frame.scenario)
    settleCurves(frame)
    settleAxes(frame)
  }

  /// Lets the ranges be those of the next frame alone.
  mutating func forgetAxes() { axes.forget() }

  mutating func catchUp(_ frame: Frame) { present = frame.present }

  /// Puts the next measure on the x axis.
  mutating func turn(_ frame: Frame) {
    delay = delay == .mean ? .p99 : .mean
    axes.forget()
    settle(frame)
  }

  private mutating func settleCurves(_ frame: Frame) {
    guard gap == nil, let plane = StaticPlane(frame.scenario) else {
      curves = []
      known = nil
      return
    }
    func capacity(_ scenario: Scenario) -> Int { Int(scenario.value(of: EngineKnobs.containerSize)) }
    var capacities = [capacity(frame.scenario)]
    for point in frame.trail.points.reversed()
    where capacities.count < Self.mostCurves && StaticPlane(point.scenario) == plane {
      let other = capacity(point.scenario)
      if !capacities.contains(other) { capacities.append(other) }
    }
    if let known, known.plane == plane, known.capacities == capacities { return }
    known = (plane, capacities)
    curves = capacities.map { capacity in
      Curve(
        capacity: capacity,
        points: Self.timeouts.compactMap { plane.point(timeout: TimeSpan(nanoseconds: Int64($0)), capacity: capacity) })
    }
  }

  // All that the knob allows.
  private static let timeouts: [Double] = {
    let range = EngineKnobs.timeout.range
    let decades = Elementary.log(range.upperBound / range.lowerBound) / Elementary.log(10)
    let count = Int((decades * Double(pointsPerDecade)).rounded())
    return (0...count).map {
      range.lowerBound * Elementary.exp(Double($0) / Double(pointsPerDecade) * Elementary.log(10))
    }
  }()

  /// Ranges around the points; of the curves as much as lies near them.
  private mutating func settleAxes(_ frame: Frame) {
    let measures =
      [frame.present] + frame.trail.points.filter { !$0.isElsewhere(than: frame.scenario) }.map(\.measured)
    let delays = measures.map(delay.value).filter { $0.isFinite && $0 >= 1 }
    guard let least = delays.min(), let most = delays.max() else { return }
    let ends = curves.compactMap(\.points.last?.dwell).filter { $0.isFinite }
    let right = max(most * 2.5, min(ends.max() ?? 0, most * 20))
    let wanted = PlotScale.logarithmic(max(least / 4, 1)...right)
    axes.settle("across", wanted: wanted)
    let x = across ?? wanted
    let drawn = curves.flatMap(\.points).filter { $0.dwell <= x.high && $0.dwell >= x.low }.map(\.ceiling)
    let tops = (measures.map(\.ceiling) + drawn).filter(\.isFinite)
    let top = tops.max() ?? 0
    let offered = frame.present.offered.isFinite ? frame.present.offered : 0
    // An overload far above would press all points into the bottom row; it is named at the top then.
    if let scale = PlotScale.linear(upTo: max(top * 1.04, min(offered * 1.2, top > 0 ? top * 4 : .infinity))) {
      axes.settle("upward", wanted: scale)
    }
  }
}
