/// Count, exact sums and extremes of lengths of time in nanoseconds.
///
/// Sums are 128-bit integers: the same result in every order, and no overflow below 10²⁰ packets of a second each.
public struct Moments: Sendable, BitwiseCopyable {
  /// The number of lengths.
  public var count: Int64 = 0
  @usableFromInline var sum: Int128 = 0
  @usableFromInline var squares: Int128 = 0
  /// The least, `Int64.max` while there is none.
  public var least = Int64.max
  /// The greatest, `Int64.min` while there is none.
  public var greatest = Int64.min

  /// Of nothing.
  public init() {}

  /// Takes `count` lengths in by their sums.
  @inlinable
  public mutating func add(count: Int64, sum: Int64, squares: Int128, least: Int64, greatest: Int64) {
    self.count &+= count
    self.sum &+= Int128(sum)
    self.squares &+= squares
    self.least = min(self.least, least)
    self.greatest = max(self.greatest, greatest)
  }

  /// Takes another's lengths in.
  public mutating func add(_ other: Moments) {
    count += other.count
    sum += other.sum
    squares += other.squares
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
  }

  /// The sum, in nanoseconds.
  public var total: Double { Double(sum) }
  /// The mean in nanoseconds; nil of nothing.
  public var mean: Double? { count > 0 ? Double(sum) / Double(count) : nil }

  /// The standard deviation in nanoseconds (divided by n); nil of nothing.
  public var deviation: Double? {
    guard count > 0 else { return nil }
    // n Σx² − (Σx)² in integers, so that nothing cancels.
    let (high, overflow) = squares.multipliedReportingOverflow(by: Int128(count))
    let (square, overflowed) = sum.multipliedReportingOverflow(by: sum)
    let n = Double(count)
    let spread =
      overflow || overflowed
      ? Double(squares) / n - (Double(sum) / n) * (Double(sum) / n) : Double(high - square) / (n * n)
    return max(spread, 0).squareRoot()
  }
}
