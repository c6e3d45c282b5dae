import DwellCore
import DwellEngine
import DwellMetrics
import Testing

/// Rates as a screen gets them, for traffic at a constant pace.
struct HistoryTests {
  private static let blockLength: Int64 = 100

  /// A history of `packets` arrivals, one every `gap` nanoseconds, looked at in `view` as it goes.
  private static func rates(gap: Int64, packets: Int64, watched: View, answered: View) -> [Column] {
    var history = History(guests: 1, isKept: true)
    var block = ArrivalBlock(capacity: Int(blockLength))
    var snapshot = Snapshot(view: answered)
    var number: Int64 = 0
    while number < packets {
      history.expect(watched)
      block.removeAll()
      for _ in 0..<blockLength {
        block.append(time: number * gap, size: 64, guest: 0)
        number += 1
      }
      history.offer(block)
    }
    snapshot.now = Instant(nanoseconds: number * gap)
    history.answer(&snapshot, guestCount: 1)
    return snapshot[.offered]
  }

  @Test(
    "A steady rate is drawn as one in every column, however dense, at every window",
    arguments: [100, 700, 5000], [100_000, 1_000_000, 4_000_000, 50_000_000])
  func steady(gap: Int64, window: Int64) {
    for columns in [10, 60, 180, 320, 1024] {
      let view = View(window: TimeSpan(nanoseconds: window), columns: columns)
      let span = 2 * window / gap + 4000
      let rates = Self.rates(gap: gap, packets: span, watched: view, answered: view)
      let width = Double(window) / Double(columns)
      // A column or bin holds a packet more or less than its share.
      let slack = 4 * Double(gap) / max(width, 512)
      for column in rates {
        #expect((Double(column.mean) * Double(gap) / 1e9 - 1).magnitude <= slack + 0.01, "\(columns) columns")
      }
    }
  }

  @Test("A short window of a past that was kept coarsely shows its rate in every column, not in every second")
  func zoomed() {
    let long = View(window: .milliseconds(1000), columns: 320)
    for window in [Int64(100_000), 1_000_000, 4_000_000] {
      let short = View(window: TimeSpan(nanoseconds: window), columns: 180)
      for column in Self.rates(gap: 100, packets: 200_000, watched: long, answered: short) {
        #expect((Double(column.mean) / 1e7 - 1).magnitude < 0.05, "window \(window) ns")
      }
    }
  }
}
