import DwellCore
import DwellMetrics
import Testing

struct HistogramBankTests {
  @Test("The cells lie side by side from 0 to the longest time there is")
  func edges() {
    let last = HistogramBank.cell(.max)
    #expect(HistogramBank.lowerEdge(0) == 0)
    for cell in 0...last {
      let low = Int64(HistogramBank.lowerEdge(cell))
      let high = cell == last ? Int64.max : Int64(HistogramBank.lowerEdge(cell + 1)) - 1
      #expect(low <= high)
      #expect(HistogramBank.cell(low) == cell)
      #expect(HistogramBank.cell(high) == cell)
      #expect(Double(low) <= HistogramBank.middle(cell) && HistogramBank.middle(cell) <= Double(high))
    }
  }

  @Test("Every cell has a place of its own, and every length lies at the place of its cell")
  func places() {
    let places = (0..<HistogramBank.cells).map { HistogramBank.place(ofCell: $0) }
    #expect(Set(places).count == HistogramBank.cells)
    #expect(HistogramBank.cell(.max) == HistogramBank.cells - 1)
    var random = RandomStream(seed: 1, name: "places")
    let drawn = (0..<10_000).map { _ in Int64(random.next() >> UInt64(12 + random.next(below: 52))) }
    for length in Array(0...5000) + drawn {
      let place = HistogramBank.place(doublePlusOne: 2 * length + 1)
      #expect(place == places[HistogramBank.cell(length)], "\(length) ns")
    }
    for octave in 0..<63 {
      var bank = HistogramBank(rows: 1)
      bank.record(row: 0, 1 << octave, times: 3)
      #expect(bank[0, HistogramBank.cell(1 << octave)] == 3)
    }
    var bank = HistogramBank(rows: 1)
    bank.record(row: 0, .max)
    #expect(bank[0, HistogramBank.cells - 1] == 1)
  }

  @Test("The middle of a cell is within 1 % of all that fall in it")
  func relativeError() {
    for cell in 1...HistogramBank.cell(.max) {
      let low = HistogramBank.lowerEdge(cell)
      let high = HistogramBank.lowerEdge(cell + 1) - 1
      let middle = HistogramBank.middle(cell)
      #expect(middle - low <= 0.01 * low && high - middle <= 0.01 * high, "cell \(cell)")
    }
  }

  @Test(
    "A percentile is within 1 % of the sorted list's, and does not exist where fewer than 10 packets lie above",
    arguments: [0, 1, 9, 10, 11, 19, 20, 21, 99, 100, 101, 999, 1000, 1001, 9999, 10_000, 12_345])
  func percentiles(count: Int) {
    var random = RandomStream(seed: UInt64(count), name: "percentiles")
    var bank = HistogramBank(rows: 3)
    var values: [Int64] = []
    for _ in 0..<count {
      // Over all magnitudes, so that no cell width is favoured.
      let value = Int64(bitPattern: random.next() >> UInt64(1 + random.next(below: 60)))
      values.append(value)
      bank.record(row: random.next(below: 3), value)
    }
    values.sort()
    let least = Double(values.first ?? 0)
    let greatest = Double(values.last ?? 0)
    for perMille in [500, 900, 990, 999] {
      let rank = (perMille * count + 999) / 1000
      let found = bank.quantile(Double(perMille) / 1000, rows: 0..<3, least: least, greatest: greatest)
      guard count > 0, count - rank >= 10 else {
        #expect(found == nil, "\(perMille) of \(count)")
        continue
      }
      let exact = Double(values[rank - 1])
      #expect(abs((found ?? .nan) - exact) <= 0.01 * exact, "\(perMille) of \(count)")
    }
  }

  @Test("A percentile lies between the least and the greatest value")
  func percentilesAreBounded() {
    var bank = HistogramBank(rows: 1)
    for _ in 0..<30 { bank.record(row: 0, 1_000_003) }
    #expect(bank.quantile(0.5, rows: 0..<1, least: 1_000_003, greatest: 1_000_003) == 1_000_003)
  }

  @Test("Rows do not mix")
  func rows() {
    var bank = HistogramBank(rows: 2)
    for _ in 0..<100 { bank.record(row: 0, 5) }
    for _ in 0..<100 { bank.record(row: 1, 90) }
    #expect(bank.quantile(0.5, rows: 0..<1, least: 0, greatest: 100) == 5)
    #expect(bank.quantile(0.5, rows: 1..<2, least: 0, greatest: 100) == 90)
    #expect(bank[0, HistogramBank.cell(5)] == 100)
    #expect(bank[1, HistogramBank.cell(5)] == 0)
  }
}
