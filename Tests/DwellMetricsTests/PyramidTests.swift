import DwellCore
import DwellMetrics
import Testing

/// How many events came and the sum of their weights.
private struct CountBin: PyramidBin {
  var count = 0
  var weight = 0

  static var empty: CountBin { CountBin() }

  mutating func merge(_ other: CountBin) {
    count += other.count
    weight += other.weight
  }
}

struct PyramidTests {
  private struct Event {
    var time: Int64
    var weight: Int
  }

  private struct Column: Equatable {
    var count = 0
    var weight = 0
  }

  private static func add(_ event: Event, to pyramid: inout Pyramid<CountBin>) {
    pyramid.add(at: event.time) { $0.merge(CountBin(count: 1, weight: event.weight)) }
  }

  /// Gaps from nanoseconds to minutes, so that every level sees its own share of them.
  private static func events(_ count: Int, largestGap: Int, _ random: inout RandomStream) -> [Event] {
    var time: Int64 = 0
    return (0..<count).map { _ in
      time += Int64(random.next() >> UInt64(64 - 1 - random.next(below: largestGap)))
      return Event(time: time, weight: 1 + random.next(below: 100))
    }
  }

  @Test("Columns of whole bins hold what the list of events says, at every level", arguments: 0..<8)
  func columns(level: Int) {
    var random = RandomStream(seed: UInt64(level), name: "pyramid")
    for largestGap in [8, 16, 24, 34] {
      let events = Self.events(3000, largestGap: largestGap, &random)
      var pyramid = Pyramid<CountBin>(rows: 1)
      for (number, event) in events.enumerated() {
        Self.add(event, to: &pyramid)
        guard number % 97 == 0 || number == events.count - 1 else { continue }
        check(pyramid, Array(events[...number]), level, 1 << Int64(random.next(below: 4)))
      }
    }
  }

  /// Compares the last 200 columns of `bins` bins each.
  private func check(_ pyramid: borrowing Pyramid<CountBin>, _ events: [Event], _ level: Int, _ bins: Int64) {
    let width = bins << Pyramid<CountBin>.shift(level)
    let now = (events.last?.time ?? 0) + 1
    let last = (now - 1) / width
    let first = max(last - 199, 0)
    var found: [Int64: Column] = [:]
    pyramid.forEach(from: first * width, to: now, level: level) { start, _, bin in
      found[start / width, default: Column()].count += bin.count
      found[start / width, default: Column()].weight += bin.weight
    }
    var wanted: [Int64: Column] = [:]
    for event in events where event.time >= first * width {
      wanted[event.time / width, default: Column()].count += 1
      wanted[event.time / width, default: Column()].weight += event.weight
    }
    #expect(found == wanted, "level \(level), \(bins) bins a column, after \(events.count) events")
  }

  @Test("What comes late is counted in the bins it belongs to, at every level", arguments: 0..<8)
  func late(level: Int) {
    var random = RandomStream(seed: UInt64(level), name: "late")
    for lateness in [100, 10_000, 1_000_000] {
      var events = Self.events(3000, largestGap: 13, &random)
      for i in events.indices where random.next(below: 3) == 0 {
        events[i].time = max(events[i].time - Int64(random.next(below: lateness)), 0)
      }
      var pyramid = Pyramid<CountBin>(rows: 1)
      for event in events { Self.add(event, to: &pyramid) }
      check(pyramid, events.sorted { $0.time < $1.time }, level, 2)
    }
  }

  @Test("A flood of events enters at a coarser level: no event is lost, and fine bins come back when it is over")
  func flood() {
    var random = RandomStream(seed: 4, name: "flood")
    var pyramid = Pyramid<CountBin>(rows: 1, leastGap: 8000, coarsest: 3)
    var events: [Event] = []
    var time: Int64 = 0
    // Slow, fast, slow: gaps of about 1 ms, 100 ns, 1 ms.
    for (count, gap) in [(400, 2_000_000), (40_000, 200), (400, 2_000_000)] {
      for _ in 0..<count {
        time += Int64(random.next(below: gap))
        events.append(Event(time: time, weight: 1 + random.next(below: 100)))
        Self.add(events[events.count - 1], to: &pyramid)
      }
      for window in [Int64(1) << 14, 1 << 18, 1 << 22, 1 << 26] {
        let level = pyramid.level(from: max(time + 1 - window, 0), to: time + 1, width: max(window / 200, 1))
        let end = time + 1
        let begin = ((max(end - window, 0) >> Pyramid<CountBin>.shift(level)) + 1) << Pyramid<CountBin>.shift(level)
        var found = 0
        pyramid.forEach(from: begin, to: end, level: level) { _, _, bin in found += bin.weight }
        #expect(found == events.reduce(0) { $0 + ($1.time >= begin ? $1.weight : 0) }, "window \(window)")
      }
      // The width of the bins seen tells where events enter.
      let fine = pyramid.level(from: time, to: time + 1, width: 1)
      #expect(fine == (gap == 200 ? 2 : 0))
    }
  }

  @Test("The level is the coarsest with two bins a column, unless the past is too long for it")
  func levels() {
    for width in [Int64(1), 255, 256, 1000, 65_536, 1_000_000, 1_000_000_000, 1 << 40] {
      for columns in [Int64(1), 80, 400, 1024] {
        let level = Pyramid<CountBin>.level(from: 0, to: columns * width, width: width)
        let shift = Pyramid<CountBin>.shift(level)
        #expect((0..<Pyramid<CountBin>.levels).contains(level))
        // Every column has its own bins, and the level still holds the first of them.
        let finerReaches =
          level > 0 && (columns * width) >> Pyramid<CountBin>.shift(level - 1) < Int64(Pyramid<CountBin>.length) - 2
        if finerReaches { #expect(width >> shift >= 2) }
        if level < Pyramid<CountBin>.levels - 1 {
          #expect((columns * width) >> shift < Int64(Pyramid<CountBin>.length) - 1)
          #expect(width >> Pyramid<CountBin>.shift(level + 1) < 2)
        }
      }
    }
  }

  @Test("What is older than a level holds is not made up")
  func forgotten() {
    var pyramid = Pyramid<CountBin>(rows: 1)
    let count = 3 * Pyramid<CountBin>.length
    for number in 0..<count { Self.add(Event(time: Int64(number) << 9, weight: number), to: &pyramid) }
    var seen: [Int64] = []
    pyramid.forEach(from: 0, to: Int64(count) << 9, level: 0) { start, width, bin in
      #expect(width == 512 && bin.count == 1 && Int64(bin.weight) << 9 == start)
      seen.append(start >> 9)
    }
    #expect(seen == (Int64(count - Pyramid<CountBin>.length - 1)..<Int64(count)).map { $0 })
  }
}
