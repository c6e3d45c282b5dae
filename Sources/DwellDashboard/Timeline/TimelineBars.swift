package import DwellCore
package import DwellMetrics
import DwellSession

/// The containers of a timeline as they were at one instant.
package struct TimelineBars: Sendable {
  /// The instant: now, or that under the cursor.
  package let now: Instant
  /// The containers opened by then, oldest first.
  package let bars: [ContainerBar]
  /// The guests of the same snapshot.
  package let guests: [GuestNow]
  /// How fast they go by.
  package let pace: Pace

  /// Whether a person can follow.
  package enum Pace: Sendable { case readable, tooFast }

  /// What a screen shows.
  ///
  /// While the clock runs so fast that everything would be gone before it is read, this stands as long as words and numbers do.
  package init(_ model: Model) {
    let span = model.axes[TimelinePanel().name]?.high ?? 0
    let isFast = model.frame.clock == .running && model.frame.speed * Model.figuresPeriod * 1e9 * 3 > span
    pace = isFast && span > 0 ? .tooFast : .readable
    let snapshot = pace == .tooFast ? model.figures : model.frame.snapshot
    let now = model.cursor.map { min($0, snapshot.now) } ?? snapshot.now
    self.now = now
    guests = snapshot.guests
    bars = snapshot.bars.filter { $0.opened <= now }.map { $0.asOf(now) }.sorted(by: Self.isBefore)
  }

  private static func isBefore(_ a: ContainerBar, _ b: ContainerBar) -> Bool {
    if a.opened != b.opened { return a.opened < b.opened }
    let (first, second) = (a.departure?.number ?? .max, b.departure?.number ?? .max)
    return first != second ? first < second : a.guest < b.guest
  }

  /// The containers that so many rows show, oldest first: the newest, among them what is open and the last that left of every guest
  /// and direction, so that one in a burst does not hide the others; those take half of the rows at most.
  package func shown(rows: Int) -> [ContainerBar] {
    guard rows > 0 else { return [] }
    guard bars.count > rows else { return bars }
    var kept = Set<Int>()
    var lanes = Set<[Int]>()
    for index in bars.indices.reversed() where bars[index].isOpen && kept.count < rows / 2 { kept.insert(index) }
    for index in bars.indices.reversed() where !bars[index].isOpen && kept.count < rows / 2 {
      if lanes.insert([bars[index].guest, bars[index].leg == .toOutside ? 1 : 0]).inserted { kept.insert(index) }
    }
    for index in bars.indices.reversed() where kept.count < rows { kept.insert(index) }
    return kept.sorted().map { bars[$0] }
  }

  /// The nanoseconds before now on an axis of so many cells: where there is room, more containers are seen whole.
  package static func span(_ usual: Double, cells: Int) -> Double {
    cells < 100 ? usual : usual * 2
  }

  /// How many nanoseconds before now hold the last dozen containers, rounded so that it rarely changes; nil without any.
  ///
  /// Not so many that pauses between bursts press the containers into one cell, nor so few that none is seen whole.
  package static func span(of bars: [ContainerBar], now: Instant) -> Double? {
    let newest = bars.sorted { $0.opened > $1.opened }.prefix(14)
    guard let oldest = newest.last else { return nil }
    let lengths = newest.map { bar in
      Double(((bar.departure?.released ?? now) - bar.opened).nanoseconds)
    }
    let mean = max(lengths.reduce(0, +) / Double(lengths.count), 1)
    let all = Double((now - oldest.opened).nanoseconds)
    return Ladder.atLeast(max(min(all, mean * 10), mean * 2, 20), [1, 1.5, 2, 3, 5, 7])
  }
}

extension ContainerBar {
  /// The container as it was at an instant at which it was open or had left: what came later is taken away.
  ///
  /// Packets whose arrival is not kept came last; they are counted from the release on.
  package func asOf(_ instant: Instant) -> ContainerBar {
    var bar = self
    if let left = departure, left.released <= instant { return bar }
    if departure == nil, arrivals.last.map({ $0.instant <= instant }) ?? true { return bar }
    bar.departure = nil
    bar.arrivals = arrivals.filter { $0.instant <= instant }
    bar.packets = bar.arrivals.count
    bar.bytes = bar.arrivals.reduce(0) { $0 + $1.size }
    return bar
  }

  /// How many packets of its mean size its capacity holds.
  package var fits: Int {
    let mean = Double(bytes) / Double(max(packets, 1))
    guard mean > 0 else { return max(packets, 1) }
    return max(packets, (Double(capacity) / mean + 1e-9).rounded(.down).whole(in: 1...1_000_000))
  }
}
