import DwellCore
import DwellEngine
import DwellSimulation
import DwellWorkload

/// What a container with a fixed timeout does to packets of one size that come in equal gaps: every container is like the others.
///
/// j packets come within T0 after the first. Where j < M the container leaves due with j + 1, at T0; else full with K packets, at M
/// gaps. M = K − 1 if K packets fill it exactly, else K.
struct ConstantContainer: Equatable {
  /// Packets of a container.
  let meanPackets: Double
  /// Mean wait of a packet, in nanoseconds.
  let meanDwell: Double
  /// 1 where containers leave because of their size, else 0.
  let fractionFull: Double

  /// Of one guest at its share of the load; nil where T0 is a whole number of gaps that are no whole nanoseconds: instants are, and
  /// then rounding decides whether a packet comes in time.
  init?(_ scenario: Scenario) {
    let size = scenario.sizes.parts[0].bytes
    let gap = 1e9 * Double(scenario.guests) / scenario.value(of: KnobCatalog.load)
    self.init(
      gap: gap, timeout: Theory.timeout(scenario), capacity: Theory.capacity(scenario, size), size: size)
  }

  init?(gap: Double, timeout: TimeSpan, capacity: Int, size: Int) {
    let fit = max(capacity / max(size, 1), 1)
    let last = fit * size == capacity ? fit - 1 : fit
    let limit = Double(timeout.nanoseconds)
    let gaps = (limit / gap).rounded()
    let isNear = (limit - gaps * gap).magnitude < 1.5 && gaps > 0 && Int(min(gaps, 1e6)) <= last
    guard !isNear || gap == gap.rounded() else { return nil }
    let within = isNear ? (gaps * gap <= limit ? gaps : gaps - 1) : (limit / gap).rounded(.down)
    if within >= Double(last) {
      meanPackets = Double(fit)
      meanDwell = Double(last) * gap - Double(fit - 1) * gap / 2
      fractionFull = 1
    } else {
      meanPackets = within + 1
      meanDwell = limit - within * gap / 2
      fractionFull = 0
    }
  }
}
