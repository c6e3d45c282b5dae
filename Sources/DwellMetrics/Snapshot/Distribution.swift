/// How a length of time was spread over packets: moments, percentiles and the cells of a histogram to draw.
public struct Distribution: Sendable, Equatable {
  /// One cell of the histogram.
  public struct Cell: Sendable, Equatable {
    /// Lower edge in nanoseconds.
    public var low: Double
    /// Upper edge in nanoseconds.
    public var high: Double
    /// The packets in it.
    public var count: Int

    /// A cell from `low` to `high` with `count` packets.
    public init(low: Double, high: Double, count: Int) {
      self.low = low
      self.high = high
      self.count = count
    }
  }

  /// The number of packets.
  public var count: Int
  /// Mean, in nanoseconds; NaN when empty. So are the others.
  public var mean: Double
  /// Median.
  public var p50: Double
  /// 90th percentile.
  public var p90: Double
  /// 99th percentile.
  public var p99: Double
  /// 99.9th percentile.
  public var p999: Double
  /// Longest.
  public var max: Double
  /// Eight cells per octave, from the first that holds a packet to the last; zeros count as below 1 ns.
  public var cells: [Cell]

  /// A distribution of all of these.
  public init(
    count: Int, mean: Double, p50: Double, p90: Double, p99: Double, p999: Double = .nan, max: Double, cells: [Cell]
  ) {
    self.count = count
    self.mean = mean
    self.p50 = p50
    self.p90 = p90
    self.p99 = p99
    self.p999 = p999
    self.max = max
    self.cells = cells
  }

  /// Of no packets.
  public static let empty = Distribution(
    count: 0, mean: .nan, p50: .nan, p90: .nan, p99: .nan, max: .nan, cells: [])
}
