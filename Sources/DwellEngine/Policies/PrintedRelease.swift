public import DwellCore

/// The recursion as the paper prints it: D ← αD, V ← αV + (1 − α), P = D + 4V, in units of `unit`.
///
/// Source: the paper, section V.B, steps 1 to 3. It contains no measurement, so it is blind to traffic and tends to 4 units; a
/// misprint of Ramjee's algorithm 1, selectable because the paper's Table 1 follows from it. A guest's first packet makes no update.
public struct PrintedRelease: ReleasePolicy {
  /// D and V of one guest.
  public struct Memory: Sendable, BitwiseCopyable {
    var mean: Double
    var variation: Double
    var packets: Int64
    var deadline: EstimatedDeadline
  }

  /// T0 in nanoseconds.
  public var timeout: Int64
  /// α.
  public var weight: Double
  /// What one unit of the printed numbers lasts, in nanoseconds.
  public var unit: Double
  /// D before the first packet, in units.
  public var firstMean: Double
  /// When P is applied.
  public var reading: DeadlineReading
  /// What a new container makes of the estimate.
  public var restart: EstimateRestart

  /// The printed recursion.
  public init(
    timeout: Int64, weight: Double, unit: Double, firstMean: Double, reading: DeadlineReading, restart: EstimateRestart
  ) {
    self.timeout = timeout
    self.weight = weight
    self.unit = unit
    self.firstMean = firstMean
    self.reading = reading
    self.restart = restart
  }

  public func blank(guest: Int) -> Memory {
    Memory(mean: firstMean, variation: 0, packets: 0, deadline: EstimatedDeadline())
  }

  public func arrived(at time: Int64, size: Int32, _ m: inout Memory) {
    if m.packets > 0 {
      m.mean = weight * m.mean
      m.variation = weight * m.variation + (1 - weight)
    }
    m.packets &+= 1
  }

  public func hold(at time: Int64, _ m: inout Memory) -> Int64 {
    if restart == .container {
      m = Memory(mean: firstMean, variation: 0, packets: 1, deadline: EstimatedDeadline())
    }
    return m.deadline.open(release(m), timeout: timeout, reading: reading)
  }

  public func rearms(_ m: Memory) -> Bool { m.deadline.moves }

  public func rehold(_ m: inout Memory) -> Int64 { m.deadline.join(release(m), timeout: timeout) }

  public func estimate(_ m: Memory) -> Estimate {
    Estimate(
      mean: m.mean * unit, variation: m.variation * unit, sample: .nan,
      release: Double(m.deadline.isFirst ? timeout : release(m)))
  }

  private func release(_ m: Memory) -> Int64 {
    min(timeout, Int64(nearest: (m.mean + 4 * m.variation) * unit))
  }
}

#if !hasFeature(Embedded)
  extension PrintedRelease: PolicyDescription {
    public static var name: String { "printed" }
    public static var summary: String { "the paper's recursion as printed; blind to traffic" }
    public static var source: String { "the paper, V.B, steps 1 to 3" }
    public static var confidence: String { "seen; its unit is our reading" }
    public static var formula: String { "P = D + 4V, D ← αD, V ← αV + 1 − α" }
    public static var knobs: [Knob] {
      [EstimateKnobs.printedUnit, EstimateKnobs.printedMean, EstimateKnobs.reading, EstimateKnobs.restart]
    }

    public init(_ settings: PolicySettings) {
      self.init(
        timeout: settings.timeout, weight: settings.alpha, unit: settings.value(EstimateKnobs.printedUnit),
        firstMean: settings.value(EstimateKnobs.printedMean), reading: settings.reading, restart: settings.restart)
    }
  }
#endif
