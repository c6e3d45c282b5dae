/// A moment of virtual time: whole nanoseconds since the run began.
///
/// Integers, so that the same run gives the same numbers on every machine (model rule 5.1). Range ±292 years;
/// the engine itself bounds a run at 104 days (its deadline keys hold 53 bits).
public struct Instant: Comparable, Hashable, Sendable, BitwiseCopyable {
  /// Nanoseconds since the run began.
  public var nanoseconds: Int64

  /// The moment `nanoseconds` after the run began.
  @inlinable
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The start of the run.
  public static let zero = Instant(nanoseconds: 0)

  /// Later than anything that happens in a run.
  public static let never = Instant(nanoseconds: .max)

  @inlinable
  public static func < (a: Instant, b: Instant) -> Bool { a.nanoseconds < b.nanoseconds }

  /// The moment `span` later; wraps never, saturates at `never`.
  @inlinable
  public static func + (a: Instant, span: TimeSpan) -> Instant {
    let (sum, overflow) = a.nanoseconds.addingReportingOverflow(span.nanoseconds)
    return Instant(nanoseconds: overflow ? .max : sum)
  }

  /// The moment `span` earlier.
  @inlinable
  public static func - (a: Instant, span: TimeSpan) -> Instant {
    Instant(nanoseconds: a.nanoseconds &- span.nanoseconds)
  }

  /// The length from `b` to `a`.
  @inlinable
  public static func - (a: Instant, b: Instant) -> TimeSpan {
    TimeSpan(nanoseconds: a.nanoseconds &- b.nanoseconds)
  }

  /// Seconds since the run began, for display.
  public var seconds: Double { Double(nanoseconds) / 1e9 }
}
