/// A length of virtual time in whole nanoseconds.
public struct TimeSpan: Comparable, Hashable, Sendable, BitwiseCopyable {
  /// The length in nanoseconds; may be negative where a difference is.
  public var nanoseconds: Int64

  /// A length of `nanoseconds`.
  @inlinable
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// No time at all.
  public static let zero = TimeSpan(nanoseconds: 0)

  /// A length of whole nanoseconds.
  @inlinable
  public static func nanoseconds(_ n: Int64) -> TimeSpan { TimeSpan(nanoseconds: n) }
  /// A length of whole microseconds.
  @inlinable
  public static func microseconds(_ n: Int64) -> TimeSpan { TimeSpan(nanoseconds: n * 1000) }
  /// A length of whole milliseconds.
  @inlinable
  public static func milliseconds(_ n: Int64) -> TimeSpan { TimeSpan(nanoseconds: n * 1_000_000) }
  /// A length of seconds, rounded to the nearest nanosecond.
  @inlinable
  public static func seconds(_ s: Double) -> TimeSpan { TimeSpan(nanoseconds: Int64((s * 1e9).rounded())) }

  @inlinable
  public static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.nanoseconds < b.nanoseconds }
  /// The sum of two lengths.
  @inlinable
  public static func + (a: TimeSpan, b: TimeSpan) -> TimeSpan {
    TimeSpan(nanoseconds: a.nanoseconds &+ b.nanoseconds)
  }
  /// The difference of two lengths.
  @inlinable
  public static func - (a: TimeSpan, b: TimeSpan) -> TimeSpan {
    TimeSpan(nanoseconds: a.nanoseconds &- b.nanoseconds)
  }

  /// The length in seconds, for display.
  public var seconds: Double { Double(nanoseconds) / 1e9 }
}
