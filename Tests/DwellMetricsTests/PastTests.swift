import DwellCore
import DwellEngine
import DwellMetrics
import Testing

/// A view that ends in the past shows what a view showed then.
struct PastTests {
  /// A history that grows by packets at random times, one container each.
  private struct Run: ~Copyable {
    var history = History(guests: 1, isKept: true)
    var now: Int64 = 0
    private var random: RandomStream
    private var block = ArrivalBlock(capacity: 64)
    private let gap: Int

    init(seed: UInt64, gap: Int) {
      random = RandomStream(seed: seed, name: "past")
      self.gap = gap
    }

    mutating func advance(blocks: Int) {
      for _ in 0..<blocks {
        block.removeAll()
        for _ in 0..<64 {
          now += 1 + Int64(random.next(below: gap))
          block.append(time: now, size: 64, guest: 0)
        }
        history.offer(block)
      }
    }

    func answer(_ view: View) -> Snapshot {
      var snapshot = Snapshot(view: view)
      snapshot.now = Instant(nanoseconds: now + 1)
      history.answer(&snapshot, guestCount: 1)
      return snapshot
    }
  }

  @Test("Columns of a window that ends in the past are those of a snapshot taken then", arguments: 0..<12)
  func asThen(seed: Int) {
    var random = RandomStream(seed: UInt64(seed), name: "views")
    // Gaps beyond 2 µs on average, so that bins close at the pace of the finest level for the columns asked for.
    var run = Run(seed: UInt64(seed), gap: 60_000 << random.next(below: 4))
    let columns = 8 + random.next(below: 200)
    run.advance(blocks: 60)
    let window = TimeSpan(nanoseconds: run.now / Int64(2 + random.next(below: 6)))
    var then = run.answer(View(window: window, columns: columns))
    run.advance(blocks: 1 + random.next(below: 60))
    // The last column was not over then.
    let past = run.answer(View(window: window, columns: columns, until: then.now))
    #expect(past.firstColumn == then.firstColumn)
    #expect(past.columnWidth == then.columnWidth)
    #expect(past.end == then.now && past.now > then.now)
    if past.binWidth > then.binWidth {
      // Coarser bins: the same packets in all, to a bin at each end.
      let bin = Double(past.binWidth.nanoseconds) / Double(past.columnWidth.nanoseconds)
      func sum(_ snapshot: Snapshot) -> Double { snapshot[.offered].reduce(0) { $0 + Double($1.mean) } }
      let slack = sum(then) * (2 * bin + 3) / Double(columns) + 1
      #expect((sum(past) - sum(then)).magnitude <= slack)
      return
    }
    then[.offered].removeLast()
    for (index, column) in then[.offered].enumerated() {
      let now = past[.offered][index]
      #expect((now.mean - column.mean).magnitude <= 1e-4 * max(column.mean, 1), "column \(index)")
    }
  }

  @Test("A view that ends now or later is the present one")
  func endsNow() {
    var run = Run(seed: 3, gap: 50_000)
    run.advance(blocks: 50)
    let view = View(window: .milliseconds(10), columns: 100)
    let present = run.answer(view)
    for until in [present.now, present.now + .seconds(5), .never] {
      var late = view
      late.until = until
      let snapshot = run.answer(late)
      #expect(snapshot.end == present.now)
      #expect(snapshot[.offered].map(\.mean.bitPattern) == present[.offered].map(\.mean.bitPattern))
    }
  }

  @Test("The sums of a stretch count what happened in it, and say which bins they cover")
  func stretches() {
    var random = RandomStream(seed: 9, name: "stretches")
    var run = Run(seed: 4, gap: 40_000)
    run.advance(blocks: 300)
    let rate = 1e9 / 20_000.5
    for _ in 0..<100 {
      let from = Int64(random.next(below: Int(run.now)))
      let to = from + 1 + Int64(random.next(below: Int(run.now - from)))
      var view = View(window: .milliseconds(1), columns: 50)
      view.stretch = Instant(nanoseconds: from)..<Instant(nanoseconds: to)
      guard let stretch = run.answer(view).excerpt else {
        Issue.record("no excerpt")
        return
      }
      let covered = Double((stretch.to - stretch.from).nanoseconds)
      #expect((stretch.rates.seconds * 1e9 - covered).magnitude < 1)
      // To half a bin at each end: an eighth of what was asked for, or the finest bin that is kept.
      let reach = Double(run.now - from)
      let bin = max(Double(to - from) / 8, 4 * reach / 2046, 2048)
      #expect((Double(stretch.from.nanoseconds) - Double(from)).magnitude <= bin)
      #expect((Double(stretch.to.nanoseconds) - Double(to)).magnitude <= bin)
      let packets = stretch.rates.offered * stretch.rates.seconds
      let expected = rate * stretch.rates.seconds
      #expect((packets - expected).magnitude <= 5 * expected.squareRoot() + 2)
    }
  }

  @Test(
    "After a day of virtual time the bins reach hours back, no more than so many a level, and say how wide they are")
  func day() {
    var history = History(guests: 1, isKept: true)
    var block = ArrivalBlock(capacity: 64)
    let second: Int64 = 1_000_000_000
    let day = 24 * 3600 * second
    var time: Int64 = 0
    while time < day {
      block.removeAll()
      for _ in 0..<64 {
        time += second / 2
        block.append(time: time, size: 64, guest: 0)
      }
      history.offer(block)
    }
    func answer(_ window: TimeSpan, back: TimeSpan) -> Snapshot {
      let now = Instant(nanoseconds: time + 1)
      var snapshot = Snapshot(view: View(window: window, columns: 200, until: now - back))
      snapshot.now = now
      history.answer(&snapshot, guestCount: 1)
      return snapshot
    }
    let hour = TimeSpan(nanoseconds: 3600 * second)
    let old = answer(hour, back: .seconds(3 * 3600))
    #expect(old.binWidth > .seconds(4) && old.binWidth < .seconds(10))
    for column in old[.offered] { #expect((column.mean - 2).magnitude < 0.3) }
    // Nothing finer is kept three hours back, and nothing at all beyond the reach: no column is made up.
    let fine = answer(.milliseconds(10), back: .seconds(3 * 3600))
    #expect(fine.binWidth == old.binWidth)
    let gone = answer(hour, back: History.reach + hour)
    #expect(gone[.offered].allSatisfy { $0.isEmpty || $0.mean == 0 })
    // The last seconds are there to the half microsecond.
    #expect(answer(.microseconds(100), back: .zero).binWidth == .nanoseconds(512))
  }
}
