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
    public static var runsOut: String { "D + 4V ran out" }
    public static var formula: String { "P = D + 4V, D ← αD, V ← αV + 1 − α" }
    public static var knobs: [Knob] {
      [EstimateKnobs.printedUnit, EstimateKnobs.printedMean, EstimateKnobs.reading, EstimateKnobs.restart]
    }

    public init(_ settings: PolicySettings) {
      self.init(
        timeout: settings.timeout, weight: settings.alpha, unit: settings.value(EstimateKnobs.printedUnit),
        firstMean: settings.value(EstimateKnobs.printedMean), reading: settings.reading, restart: settings.restart)
    }

    public func explain(_ m: Memory, _ context: ExplanationContext) -> Explanation {
      // In units, as printed; only P is a time.
      let meanBefore = FormulaSymbol("D", .mean, .number, id: "D before")
      let variationBefore = FormulaSymbol("V", .variation, .number, id: "V before")
      let mean = FormulaSymbol("D", .mean, .number)
      let variation = FormulaSymbol("V", .variation, .number)
      let unitSymbol = FormulaSymbol("u", .given, knob: EstimateKnobs.printedUnit.name)
      var lines: [Explanation.Line] = []
      var remarks = ["No packet is measured: D and V follow from their number alone."]
      if m.packets <= 1 {
        let first = FormulaSymbol(EstimateKnobs.printedMean, .number)
        lines.append(.init(mean, .symbol(first, firstMean), m.mean, "the first packet"))
        lines.append(.init(variation, .number(0), m.variation, "makes no update"))
      } else {
        let isKnown = context.knowsLastPacket && weight > 0
        let before = isKnown ? Expression.symbol(meanBefore, m.mean / max(weight, 1e-300)) : nil
        lines.append(
          .init(mean, before.map { .product([.symbol(.alpha, weight), $0]) }, m.mean, "in units of u"))
        let past = isKnown ? max((m.variation - (1 - weight)) / max(weight, 1e-300), 0) : 0
        let right = Expression.sum([
          .product([.symbol(.alpha, weight), .symbol(variationBefore, past < 1e-12 ? 0 : past)]),
          .complement(.alpha, weight),
        ])
        lines.append(.init(variation, isKnown ? right : nil, m.variation, "tends to 1"))
        if !context.knowsLastPacket { remarks.append(Explanation.turnedSince) }
      }
      let four = Expression.sum([
        .symbol(mean, m.mean), .product([.number(4), .symbol(variation, m.variation)]),
      ])
      let own = Double(release(m))
      if m.deadline.isFirst {
        lines.append(.init(.release, timeoutTerm, Double(timeout), "first container"))
        remarks.append("The first container of a guest waits T₀.")
      } else {
        lines.append(
          .init(
            .release, .least([timeoutTerm, .product([.symbol(unitSymbol, unit), four])]), own, "release time"))
      }
      if let line = m.deadline.explain(timeout: timeout) { lines.append(line) }
      let parts: [Explanation.Part] =
        m.deadline.isFirst
        ? []
        : [.init("D", .mean, m.mean * unit), .init("4V", .variation, 4 * m.variation * unit)]
      return Explanation(
        lines, parts: parts, remarks: remarks)
    }
  }
#endif
