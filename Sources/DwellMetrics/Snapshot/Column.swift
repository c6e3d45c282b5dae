/// What a series did in one column of a plot: least, mean and greatest value; `NaN` where nothing happened.
public struct Column: Sendable, BitwiseCopyable, Equatable {
  /// The least value.
  public var low: Float
  /// The mean over the samples.
  public var mean: Float
  /// The greatest value.
  public var high: Float

  /// A column of the three.
  public init(low: Float, mean: Float, high: Float) {
    self.low = low
    self.mean = mean
    self.high = high
  }

  /// A column in which nothing happened.
  public static let empty = Column(low: .nan, mean: .nan, high: .nan)

  /// A column in which what holds until it changes ceased to hold, and nothing else happened.
  public static let ended = Column(low: .nan, mean: .nan, high: .infinity)

  /// Whether what holds until it changes ceased to hold here, after what else happened.
  public var isEnded: Bool { high == .infinity }

  /// Whether nothing happened.
  public var isEmpty: Bool { mean.isNaN }
}
