import DwellCore

/// Time with ten binary places below the nanosecond, as generators keep it.
///
/// Whole-nanosecond gaps would be off by up to 1 % at 20 Mpps. Packets are stamped with the whole nanosecond they fall in. Reaches
/// to twice the 104 days a run may last, so one gap of up to 52 days beyond it cannot overflow.
struct FineTime: Comparable, Sendable, BitwiseCopyable {
  /// 1024ths of a nanosecond since the run began.
  var ticks: UInt64

  /// Later than anything a run asks for.
  static let never = FineTime(ticks: 1 << 63)
  /// The longest gap, 52 days.
  static let longestGap: UInt64 = 1 << 62

  init(ticks: UInt64) { self.ticks = ticks }

  init(_ instant: Instant) { ticks = UInt64(min(max(instant.nanoseconds, 0), (1 << 53) - 1)) &<< 10 }

  /// The whole nanosecond this lies in.
  @inline(__always)
  var nanoseconds: Int64 { Int64(truncatingIfNeeded: ticks &>> 10) }

  @inline(__always)
  static func < (a: FineTime, b: FineTime) -> Bool { a.ticks < b.ticks }

  /// The moment `gap` 1024ths of a nanosecond later.
  @inline(__always)
  func advanced(by gap: UInt64) -> FineTime { FineTime(ticks: ticks &+ gap) }

  /// This moment after what is left from `now` on has been scaled: a turned rate (model rule 5.4).
  func scaled(from now: Instant, by factor: Double) -> FineTime {
    let start = FineTime(now)
    guard self < .never, self > start else { return self }
    let left = Double(ticks - start.ticks) * factor
    return start.advanced(by: left < Double(Self.longestGap) ? UInt64(left.rounded()) : Self.longestGap)
  }

  /// The last whole nanosecond a source may be asked for, so that sums of ticks cannot overflow.
  static func bounded(_ limit: Instant) -> Int64 { min(limit.nanoseconds, 1 << 53) }
}
