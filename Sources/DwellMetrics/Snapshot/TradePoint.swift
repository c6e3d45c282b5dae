public import DwellCore

/// What a run did over a stretch of time under one setting: a point of the trade-off plane. NaN where nothing happened.
public struct TradePoint: Sendable, Hashable {
  /// How long it is.
  public var span: TimeSpan
  /// The packets that left in containers.
  public var packets: Int
  /// Mean dwell over all guests, in nanoseconds.
  public var meanDwell: Double
  /// 99th percentile of dwell over all guests, in nanoseconds.
  public var p99: Double
  /// Throughput the busiest station could reach at this batch, packets per second; infinite when nothing costs.
  public var ceiling: Double
  /// Packets offered per second.
  public var offered: Double
  /// Packets per container.
  public var packetsPerContainer: Double

  /// A stretch of all of these.
  public init(
    span: TimeSpan, packets: Int, meanDwell: Double, p99: Double, ceiling: Double, offered: Double,
    packetsPerContainer: Double
  ) {
    self.span = span
    self.packets = packets
    self.meanDwell = meanDwell
    self.p99 = p99
    self.ceiling = ceiling
    self.offered = offered
    self.packetsPerContainer = packetsPerContainer
  }

  /// Nothing happened.
  public static let empty = TradePoint(
    span: .zero, packets: 0, meanDwell: .nan, p99: .nan, ceiling: .nan, offered: .nan, packetsPerContainer: .nan)
}
