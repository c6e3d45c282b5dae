import DwellCore
import DwellSimulation
import DwellWorkload

/// The size of packets by which bytes become a number of frames: the dominant one where it is known (domain research 12.3).
struct CountedSize {
  /// Bytes of a packet.
  let bytes: Double
  /// Which size that is, for a person; nil where there is but one.
  let reason: String?

  /// Of a scenario whose packets are so large on average.
  init(of scenario: Scenario, mean: Double) {
    guard scenario.trace == nil, scenario.usesSizes else {
      bytes = mean
      reason =
        "frames are counted as packets of mean size, \(QuantityText.bytes(mean)): "
        + (scenario.trace == nil ? "arrivals \(scenario.arrivals) have sizes of their own" : "a capture has all sizes")
      return
    }
    // Bytes fill a container, so the size that brings most of them dominates it.
    let parts = Dictionary(scenario.sizes.parts.map { ($0.bytes, $0.bytes * $0.weight) }, uniquingKeysWith: +)
    let order = parts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard let first = order.first, order.count > 1 else {
      bytes = mean
      reason = nil
      return
    }
    bytes = Double(first.key)
    let share = Double(first.value) / Double(max(order.reduce(0) { $0 + $1.value }, 1))
    reason =
      "frames are counted as packets of \(first.key) B, which bring most bytes (\(QuantityText.percent(share))); "
      + "the mean is \(QuantityText.bytes(mean))"
  }
}
