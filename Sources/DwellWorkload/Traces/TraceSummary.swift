/// What is known of a trace so far: after one round, all of it.
public struct TraceSummary: Sendable, Equatable {
  /// Whether the figures cover the whole file.
  public enum Extent: Sendable { case soFar, wholeFile }

  /// Whether the figures cover the whole file.
  public internal(set) var extent = Extent.soFar
  /// Packets read.
  public internal(set) var packets = 0
  /// Their bytes, as layer-2 frames.
  public internal(set) var bytes = 0
  /// The first stamp, in nanoseconds since 1970.
  public internal(set) var firstStamp: Int64 = 0
  /// The last stamp, in nanoseconds since 1970, never before an earlier one.
  public internal(set) var lastStamp: Int64 = 0
  /// Packets whose stamp lay before the last one and was raised to it.
  public internal(set) var raisedStamps = 0

  /// Seconds from the first to the last stamp, at speed 1.
  public var duration: Double { Double(lastStamp - firstStamp) / 1e9 }

  /// Packets per second at speed 1; `nil` where the trace has no length.
  public var meanRate: Double? {
    packets > 1 && lastStamp > firstStamp ? Double(packets - 1) / duration : nil
  }

  /// The mean gap in nanoseconds; 1 ms where the trace has no length.
  var meanGap: Int64 {
    packets > 1 && lastStamp > firstStamp ? max((lastStamp - firstStamp) / Int64(packets - 1), 1) : 1_000_000
  }
}
