import DwellCore
import DwellEngine
import DwellMetrics
import Testing

struct DwellSlicesTests {
  private struct Departure {
    var released: Int64
    var wait: Int64
  }

  private static func add(_ departure: Departure, to slices: inout DwellSlices) {
    let words = Slab(count: 1, filledWith: PacketWord.pack(time: departure.released - departure.wait, size: 64))
    slices.add(words, 0, 1, released: departure.released)
  }

  @Test("A window that ends now holds what left in it, to the nearest slice", arguments: [12, 18, 24, 28])
  func windows(largestGap: Int) {
    var random = RandomStream(seed: UInt64(largestGap), name: "slices")
    var slices = DwellSlices(isKept: true)
    var departures: [Departure] = []
    var now: Int64 = 1 << 32
    for number in 0..<1500 {
      now += Int64(random.next(below: 1 << largestGap))
      let departure = Departure(released: now, wait: Int64(random.next() >> UInt64(34 + random.next(below: 29))))
      departures.append(departure)
      Self.add(departure, to: &slices)
      guard number % 50 == 49 else { continue }
      for shift in stride(from: Int64(14), through: 36, by: 2) {
        let window = (Int64(1) << shift) + Int64(random.next(below: 1 << shift))
        let from = max(now + 1 - window, 0)
        let found = slices.distribution(from: from, to: now + 1)
        // A slice is an eighth of the window at most: 64 of a level, 16 of which are one of the next.
        let least = departures.count { $0.released >= from }
        let most = departures.count { $0.released >= from - max(window / 8, 32_768) }
        #expect((least...most).contains(found.count), "window \(window)")
        #expect(found.cells.reduce(0) { $0 + $1.count } == found.count)
      }
    }
  }

  @Test("A slice holds the same whether it is open or closed, whatever the waits", arguments: [5, 20, 34, 46])
  func closing(bits: Int) {
    var random = RandomStream(seed: UInt64(bits), name: "slices")
    let released: Int64 = 1 << 46
    var slices = DwellSlices(isKept: true)
    // The third lies in the place of the first, which must have left nothing behind.
    for number in [Int64(0), 2, 64] {
      let now = released + number << 15
      var waits: [Int64] = []
      for _ in 0..<300 {
        waits.append(Int64(random.next() >> UInt64(64 - bits)) >> Int64(random.next(below: bits)))
        Self.add(Departure(released: now, wait: waits.last ?? 0), to: &slices)
      }
      let open = slices.distribution(from: now, to: now + 1)
      #expect(open.count == 300 && open.cells.reduce(0) { $0 + $1.count } == 300)
      #expect(open.max == Double(waits.max() ?? 0))
      #expect(open.mean == Double(waits.reduce(0, +)) / 300)
      for cell in open.cells where cell.high < DwellSlices.lowerEdge(DwellSlices.cells - 4) {
        #expect(cell.count == waits.count { (cell.low..<cell.high).contains(Double($0)) })
      }
      Self.add(Departure(released: now + 1 << 15, wait: 3), to: &slices)
      #expect(slices.distribution(from: now, to: now + 1) == open)
    }
  }

  @Test("From 2 ms on, where more slices are kept, a window has the finest of those that cover it")
  func finest() {
    var slices = DwellSlices(isKept: true)
    // One every 100 µs for two seconds.
    var now: Int64 = 1 << 33
    for _ in 0..<20_000 {
      now += 100_000
      Self.add(Departure(released: now, wait: 1000), to: &slices)
    }
    // Half a second in slices of 2.1 ms, of which 256 are kept: at most one slice too many, some 21 packets.
    let found = slices.distribution(from: now + 1 - 500_000_000, to: now + 1)
    #expect((5000...5022).contains(found.count), "\(found.count)")
  }

  @Test("Mean and percentiles are those of the list, within the width of a cell")
  func figures() {
    var random = RandomStream(seed: 9, name: "slices")
    var slices = DwellSlices(isKept: true)
    var waits: [Int64] = []
    for number in 0..<5000 {
      let departure = Departure(
        released: 1 << 32 + Int64(number) * 3000, wait: Int64(random.next() >> UInt64(34 + random.next(below: 20))))
      waits.append(departure.wait)
      Self.add(departure, to: &slices)
    }
    waits.sort()
    let found = slices.distribution(from: 0, to: 1 << 32 + 5000 * 3000)
    #expect(found.count == 5000)
    #expect(abs(found.mean - waits.reduce(0.0) { $0 + Double($1) } / 5000) <= 1e-9 * found.mean)
    for (quantile, value) in [(0.5, found.p50), (0.9, found.p90), (0.99, found.p99), (1, found.max)] {
      let exact = Double(waits[Int((quantile * 5000).rounded(.up)) - 1])
      #expect(abs(value - exact) <= exact / 32 + 1, "\(quantile)")
    }
  }

  @Test("After a silence longer than the window nothing is left in it")
  func silence() {
    var slices = DwellSlices(isKept: true)
    for number in Int64(0)..<20 { Self.add(Departure(released: 1_000_000 + number * 9000, wait: 500), to: &slices) }
    #expect(slices.distribution(from: 0, to: 2_000_000).count == 20)
    for window in [Int64(100_000), 10_000_000, 1_000_000_000] {
      let now: Int64 = 60_000_000_000
      #expect(slices.distribution(from: now - window, to: now).count == 0, "window \(window)")
    }
  }

  @Test("The cells lie side by side, and what is too long falls in the last")
  func cells() {
    for cell in 0..<DwellSlices.cells {
      #expect(DwellSlices.cell(Int64(DwellSlices.lowerEdge(cell))) == cell)
      if cell > 0 { #expect(DwellSlices.cell(Int64(DwellSlices.lowerEdge(cell)) - 1) == cell - 1) }
    }
    #expect(DwellSlices.cell(.max) == DwellSlices.cells - 1)
  }
}
