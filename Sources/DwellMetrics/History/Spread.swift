/// Least, sum and greatest of a quantity in one bin.
struct Spread: BitwiseCopyable {
  var low: Float = .infinity
  var sum: Float = 0
  var high: Float = -.infinity
  var count: Float = 0

  static let empty = Spread()

  /// One value.
  init(_ value: Double) {
    guard !value.isNaN else { return }
    low = Float(value)
    sum = low
    high = low
    count = 1
  }

  init(low: Double, sum: Double, high: Double, count: Int) {
    guard count > 0 else { return }
    self.low = Float(low)
    self.sum = Float(sum)
    self.high = Float(high)
    self.count = Float(count)
  }

  init() {}

  mutating func merge(_ other: Spread) {
    low = min(low, other.low)
    high = max(high, other.high)
    sum += other.sum
    count += other.count
  }

  var column: Column { count > 0 ? Column(low: low, mean: sum / count, high: high) : .empty }
}
