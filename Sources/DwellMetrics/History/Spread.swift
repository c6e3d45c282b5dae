/// Least, sum and greatest of a quantity in one bin.
struct Spread: BitwiseCopyable {
  private(set) var low: Float = .infinity
  private(set) var sum: Float = 0
  private(set) var high: Float = -.infinity
  private(set) var count: Float = 0

  init() {}

  init(low: Float, sum: Float, high: Float, count: Float) {
    self.low = low
    self.sum = sum
    self.high = high
    self.count = count
  }

  /// Takes one value in.
  @inline(__always)
  mutating func add(_ value: Float) { add(low: value, sum: value, high: value, count: 1) }

  /// Takes `count` values in by their least, sum and greatest.
  @inline(__always)
  mutating func add(low: Float, sum: Float, high: Float, count: Float) {
    // Plain comparisons compile to one instruction each; `min` and `max` mind NaN, which never comes here.
    self.low = low < self.low ? low : self.low
    self.high = high > self.high ? high : self.high
    self.sum += sum
    self.count += count
  }

  @inline(__always)
  mutating func merge(_ other: Spread) { add(low: other.low, sum: other.sum, high: other.high, count: other.count) }

  var column: Column {
    count > 0 ? Column(low: low, mean: sum / count, high: high) : high == .infinity ? .ended : .empty
  }
}
