public import DwellCore
import DwellEngine
import DwellMetrics
public import DwellSimulation
import DwellWorkload

/// A scenario made ready for repeated runs: its length, and what is left out at the beginning.
///
/// Run r of every setup has the same seed, so that different settings meet the same arrivals (common random numbers; Law and Kelton,
/// Simulation Modeling and Analysis, chapter on variance reduction). Run 0 has the scenario's own seed.
public struct Setup: Sendable, Hashable {
  /// The scenario, with warm-up and an end.
  public let scenario: Scenario
  /// The length of a capture in virtual time; it is always the same, so its runs are windows of it, one after the other.
  public let captured: TimeSpan?
  /// So many times as long as the plan has it the window is, for traffic in bursts (``TrafficCycle``).
  let stretch: Double

  /// Into how many windows a capture is cut. They stand for independent runs (method of batch means): their means are nearly so where
  /// a window is long against what the traffic remembers.
  public static let windows = 10

  /// `scenario` under a plan.
  ///
  /// Cost: a run of 500 packets a guest where the rate of the traffic is not known beforehand.
  public init(_ scenario: Scenario, _ plan: RunPlan = RunPlan()) throws(Knob.Refusal) {
    var scenario = scenario
    if plan.warmUp == .usual { scenario.warmup = try Self.warmUp(scenario) }
    var captured: TimeSpan?
    var stretch = 1.0
    if scenario.packets == nil, scenario.duration == nil, scenario.trace?.end != .stop {
      let rate = try Self.rate(scenario)
      let plain = Double(plan.packets) / max(rate, 1e-6)
      let window = max(plain, min(TrafficCycle(scenario)?.window ?? 0, plain * TrafficCycle.mostTimes))
      stretch = window / plain
      let length = scenario.warmup.seconds + window
      scenario.duration = TimeSpan(nanoseconds: Int64(min(length * 1e9, 9e17).rounded(.up)))
    } else if plan.warmUp == .usual {
      // What was asked for is the window.
      if let duration = scenario.duration {
        scenario.duration = TimeSpan(nanoseconds: duration.nanoseconds &+ scenario.warmup.nanoseconds)
      }
      if let packets = scenario.packets {
        let more = try Self.rate(scenario) * scenario.warmup.seconds
        scenario.packets = packets + Int(min(more, 1e12).rounded(.up))
      }
    }
    if let duration = scenario.duration, scenario.warmup >= duration {
      func text(_ span: TimeSpan) -> String { QuantityText.exact(span) }
      throw Knob.Refusal("warmup is \(text(scenario.warmup)), but must be less than the duration, \(text(duration))")
    }
    // A capture is the same whatever the seed.
    if scenario.trace != nil {
      captured = TimeSpan(nanoseconds: Int64(try Self.length(scenario) * 1e9))
      scenario.packets = nil
    }
    self.scenario = scenario
    self.captured = captured
    self.stretch = stretch
  }

  /// The most runs there can be; nil: any number.
  public var mostRuns: Int? { captured == nil ? nil : Self.windows }

  /// The scenario of run `r`.
  public func run(_ r: Int) -> Scenario {
    var run = scenario
    if let captured {
      // What is left out is a window's past; only the first needs a warm-up.
      let start = min(scenario.warmup.nanoseconds, captured.nanoseconds / 2)
      let step = (captured.nanoseconds - start) / Int64(Self.windows)
      run.warmup = TimeSpan(nanoseconds: start + step * Int64(r))
      run.duration = TimeSpan(nanoseconds: start + step * Int64(r + 1))
      return run
    }
    if r > 0 { run.seed = Trial.seed(scenario.seed, run: r) }
    return run
  }

  /// The longer of 500 packets a guest and 20·T0.
  static func warmUp(_ scenario: Scenario) throws(Knob.Refusal) -> TimeSpan {
    let packets = Double(packetsPerGuest * scenario.guests) / max(try rate(scenario), 1e-6)
    let timeouts = scenario.aggregates ? 20 * scenario.value(of: EngineKnobs.timeout) : 0
    return TimeSpan(nanoseconds: Int64(min(max(packets * 1e9, timeouts), 1e14).rounded(.up)))
  }

  static let packetsPerGuest = 500

  // Seconds from the first packet of a capture to its last.
  private static func length(_ scenario: Scenario) throws(Knob.Refusal) -> Double {
    var whole = scenario
    whole.warmup = .zero
    return try Simulator(whole).summary().windowSeconds
  }

  // Packets per second: what is offered, or what a short run shows where the traffic finds its own.
  private static func rate(_ scenario: Scenario) throws(Knob.Refusal) -> Double {
    if scenario.trace == nil, scenario.schedule.isEmpty,
      TrafficCatalog.model(named: scenario.arrivals)?.loadUse == .offered
    {
      return scenario.value(of: KnobCatalog.load)
    }
    var pilot = scenario
    pilot.warmup = .zero
    pilot.duration = nil
    pilot.packets = packetsPerGuest * scenario.guests
    pilot.trace?.end = .stop
    let summary = try Simulator(pilot).summary()
    return Double(summary.packets.offered) / max(summary.windowSeconds, 1e-9)
  }
}
