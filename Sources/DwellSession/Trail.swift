public import DwellCore
import DwellEngine
public import DwellMetrics
public import DwellSimulation
import DwellWorkload

/// What was measured under the settings that were left: the trail that turning knobs leaves on the trade-off plane.
///
/// One point a setting, the newest measure of it; at most ``most``, then the oldest goes.
public struct Trail: Sendable, Hashable {
  /// What was measured under one setting.
  public struct Point: Sendable, Hashable {
    /// The settings.
    public var scenario: Scenario
    /// What happened under them.
    public var measured: TradePoint
    /// When they were left.
    public var until: Instant

    /// A point of all of these.
    public init(scenario: Scenario, measured: TradePoint, until: Instant) {
      self.scenario = scenario
      self.measured = measured
      self.until = until
    }

    /// Whether it was measured under other traffic, or on a machine of other costs: then it compares with nothing.
    public func isElsewhere(than scenario: Scenario) -> Bool { !Trail.haveSameTraffic(self.scenario, scenario) }
  }

  /// The most points that are kept.
  public static let most = 32
  /// A point is fair where at least so many packets left.
  public static let fewestPackets = 200

  /// The points, oldest first.
  public private(set) var points: [Point] = []

  /// No point yet.
  public init() {}

  /// Keeps a point in place of an older one of the same setting; one of too few packets is not kept.
  public mutating func add(_ point: Point) {
    guard point.measured.packets >= Self.fewestPackets, point.measured.meanDwell.isFinite else { return }
    points.removeAll { Self.areSame($0.scenario, point.scenario) }
    points.append(point)
    if points.count > Self.most { points.removeFirst(points.count - Self.most) }
  }

  /// Whether two scenarios set everything alike, whoever chose it.
  public static func areSame(_ a: Scenario, _ b: Scenario) -> Bool {
    a.policy == b.policy && Stage.allCases.allSatisfy { a.choice(on: $0) == b.choice(on: $0) } && haveSameTraffic(a, b)
      && have(a, b, KnobCatalog.knobs(of: a))
  }

  /// Whether two scenarios offer the same load, in the same way, to machines of the same costs.
  public static func haveSameTraffic(_ a: Scenario, _ b: Scenario) -> Bool {
    a.trace == b.trace && (a.trace != nil || a.arrivals == b.arrivals) && a.sizes == b.sizes && a.guests == b.guests
      && a.directions == b.directions && have(a, b, CostKnobs.all)
      && have(
        a, b,
        a.trace != nil
          ? [TraceSource.speed] : [KnobCatalog.load] + (TrafficCatalog.model(named: a.arrivals)?.knobs ?? []))
  }

  private static func have(_ a: Scenario, _ b: Scenario, _ knobs: [Knob]) -> Bool {
    knobs.allSatisfy { a.value(of: $0) == b.value(of: $0) }
  }
}
