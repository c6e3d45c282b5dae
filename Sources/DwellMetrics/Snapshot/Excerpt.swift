public import DwellCore

/// What happened in a stretch of the past, over all of it.
public struct Excerpt: Sendable, Equatable {
  /// Where it begins: the edge of the first bin that was counted.
  public var from: Instant
  /// Where it ends: the edge of the last bin that was counted, at most now.
  public var to: Instant
  /// Its rates and means.
  public var rates = Recent()
  /// Dwell of the packets that left in it.
  public var dwell = Distribution.empty
  // By `Series.rawValue`.
  private var columns = [Column](repeating: .empty, count: Series.allCases.count)

  /// An excerpt in which nothing happened.
  public init(from: Instant, to: Instant) {
    self.from = from
    self.to = to
  }

  /// Least, mean and greatest value of a series of times; rates are in `rates`.
  public subscript(series: Series) -> Column {
    get { columns[series.rawValue] }
    set { columns[series.rawValue] = newValue }
  }
}
