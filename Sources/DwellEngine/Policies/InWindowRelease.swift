public import DwellCore

/// A container leaves a hold h after its first packet, and h learns from company: halved where waiting brought none, a step longer
/// where it did.
///
/// Unlike a gap between containers, what happens inside an open one does not contain the wait of the container before, so it also holds
/// in a closed loop. A container that left due with one packet: h ← max(floor, h · factor); with two or more: h ← min(T0, h + step). One
/// that left for another cause says nothing. Under Poisson it has two stable states between about 0.7 and 22 kp/s, so the outcome depends
/// on the start (docs/model.md).
public struct InWindowRelease: ReleasePolicy {
  /// The hold of one guest.
  public struct Memory: Sendable, BitwiseCopyable {
    // In nanoseconds; ∞, that is T0, until it is learned.
    var hold: Double
  }

  /// T0 in nanoseconds.
  public var timeout: Int64
  /// What h is multiplied by where waiting brought no company.
  public var factor: Double
  /// What h grows by where it did, in nanoseconds.
  public var step: Double
  /// The least h, in nanoseconds.
  public var floor: Double

  public static var learnsFromReleases: Bool { true }

  /// Holds of at most `timeout`.
  public init(timeout: Int64, factor: Double, step: Double, floor: Double) {
    self.timeout = timeout
    self.factor = factor
    self.step = step
    self.floor = floor
  }

  public func blank(guest: Int) -> Memory { Memory(hold: .infinity) }

  public func hold(at time: Int64, _ m: inout Memory) -> Int64 { release(m) }

  public func left(_ container: ReleasedContainer, _ m: inout Memory) {
    guard container.cause == .due else { return }
    let held = min(m.hold, Double(timeout))
    m.hold = container.load.packets == 1 ? max(floor, held * factor) : min(Double(timeout), held + step)
  }

  public func estimate(_ m: Memory) -> Estimate {
    Estimate(mean: .nan, variation: .nan, sample: .nan, release: Double(release(m)))
  }

  private func release(_ m: Memory) -> Int64 { m.hold < Double(timeout) ? Int64(nearest: m.hold) : timeout }
}

#if !hasFeature(Embedded)
  extension InWindowRelease: PolicyDescription {
    public static var name: String { "in-window" }
    public static var summary: String { "waits less after waiting alone, longer after company" }
    public static var source: String { "ours, after a measurement on a real path with closed-loop clients" }
    public static var confidence: String { "ours; a more eager form was measured, this one simulated" }
    public static var runsOut: String { "its hold h ran out" }
    public static var formula: String { "P = h, h ← h/2 alone, h + 20 µs in company" }
    public static var knobs: [Knob] { [factor, step, floor] }

    /// What h is multiplied by where waiting brought no company.
    public static let factor = Knob(
      "hold-factor", .number, in: 0...1, default: 0.5, scale: .linear(step: 0.05),
      help: "what the hold is multiplied by after a container left with one packet")
    /// What h grows by where it did.
    public static let step = Knob(
      "hold-step", .time, in: 0...1e9, default: 20_000, scale: .logarithmic,
      help: "what the hold grows by after a container left with company")
    /// The least h.
    public static let floor = Knob(
      "hold-floor", .time, in: 0...1e9, default: 20_000, scale: .logarithmic, help: "the least hold")

    public init(_ settings: PolicySettings) {
      self.init(
        timeout: settings.timeout, factor: settings.value(Self.factor), step: settings.value(Self.step),
        floor: settings.value(Self.floor))
    }

    static let holdSymbol = FormulaSymbol("h", .mean)
    static let holdBefore = FormulaSymbol("h", .mean, id: "h before")

    public func explain(_ m: Memory, _ context: ExplanationContext) -> Explanation {
      let hold = min(m.hold, Double(timeout))
      var lines: [Explanation.Line] = []
      if m.hold == .infinity {
        lines.append(.init(Self.holdSymbol, timeoutTerm, hold, "nothing learned yet"))
      } else {
        lines.append(holdLine(hold, context))
      }
      lines.append(
        .init(
          .release, .least([timeoutTerm, .symbol(Self.holdSymbol, hold)]), Double(release(m)), "release time"))
      return Explanation(
        lines,
        remarks: [
          "Only a container that leaves at its deadline teaches: alone it shrinks h, in company it lets h grow."
        ])
    }

    // How the last container that was due made h; without its numbers where they are not known.
    private func holdLine(_ hold: Double, _ context: ExplanationContext) -> Explanation.Line {
      guard context.knowsLastRelease, let last = context.lastDue else {
        return .init(Self.holdSymbol, nil, hold, "learned from the last deadline")
      }
      let before = Expression.symbol(Self.holdBefore, Double(last.held))
      let right: Expression
      if last.packets == 1 {
        right = .greatest([
          .symbol(FormulaSymbol("floor", .given, knob: Self.floor.name), floor),
          .product([before, .symbol(FormulaSymbol("factor", .given, .number, knob: Self.factor.name), factor)]),
        ])
      } else {
        right = .least([
          timeoutTerm, .sum([before, .symbol(FormulaSymbol("step", .given, knob: Self.step.name), step)]),
        ])
      }
      // What the deadline was turned to since is no part of the recursion.
      let isTrue = (right.value() - hold).magnitude <= 1
      let meaning = last.packets == 1 ? "it waited alone" : "it had company"
      return .init(Self.holdSymbol, isTrue ? right : nil, hold, isTrue ? meaning : "learned from the last deadline")
    }
  }
#endif
