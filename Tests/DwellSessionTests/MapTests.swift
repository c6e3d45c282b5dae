import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import Testing

/// The map of dwell over time, held against the distribution of the same window.
struct MapTests {
  private static func snapshot(window: TimeSpan, after: TimeSpan, dots: Int, columns: Int = 120) throws -> Snapshot {
    var scenario = Scenario()
    scenario.policy = "adaptive"
    scenario.arrivals = "onoff"
    scenario.knobs[KnobCatalog.load] = 240_000
    var view = View(window: window, columns: columns)
    view.mapDots = dots
    let core = try SessionCore(scenario: scenario, speed: 1, view: view)
    var left = after
    while left > .zero {
      core.advance(virtual: min(left, .milliseconds(7)))
      left = left - min(left, .milliseconds(7))
    }
    return core.frame().snapshot
  }

  @Test(
    "Columns are as many as cells, their shares add up to 1, and all together are the window's packets",
    arguments: [1, 2])
  func sums(dots: Int) throws {
    for window in [10, 100, 1000] {
      let snapshot = try Self.snapshot(window: .milliseconds(Int64(window)), after: .milliseconds(1500), dots: dots)
      let map = snapshot.map
      #expect((120 / dots...120 / dots + 1).contains(map.columns))
      #expect(zip(map.edges, map.edges.dropFirst()).allSatisfy { $0 < $1 })
      for column in 0..<map.columns {
        let sum = map.shares(column).reduce(0, +)
        #expect(sum == 0 || (sum - 1).magnitude < 1e-9)
      }
      // Narrower columns than slices show a slice more than once.
      guard window == 1000 else { continue }
      // A column more or less at the edges; bursts come in between.
      let all = map.counts.reduce(0) { $0 + Int($1) }
      #expect((Double(all) / Double(snapshot.dwell.count) - 1).magnitude < 0.15, "\(window): \(all)")
    }
  }

  @Test("Percentiles of the map are those of the histogram, within a length and the packets at the edges")
  func percentiles() throws {
    let snapshot = try Self.snapshot(window: .milliseconds(1000), after: .milliseconds(1000), dots: 2)
    let map = snapshot.map
    var merged = [Int](repeating: 0, count: map.lengths)
    for column in 0..<map.columns {
      for (length, count) in map[column].enumerated() { merged[length] += Int(count) }
    }
    // The run is as old as the window: both hold every packet.
    #expect(merged.reduce(0, +) == snapshot.dwell.count)
    for (quantile, value) in [(0.5, snapshot.dwell.p50), (0.99, snapshot.dwell.p99), (0.999, snapshot.dwell.p999)] {
      let rank = Int((quantile * Double(snapshot.dwell.count)).rounded(.up))
      var seen = 0
      let length = try #require(
        merged.firstIndex {
          seen += $0
          return seen >= rank
        })
      #expect(map.edges[length] <= value && value <= map.edges[length + 1], "\(quantile): \(value)")
    }
  }

  @Test("A column that has passed keeps its counts while it scrolls")
  func steady() throws {
    let first = try Self.snapshot(window: .milliseconds(1000), after: .milliseconds(2000), dots: 2)
    let later = try Self.snapshot(window: .milliseconds(1000), after: .milliseconds(2100), dots: 2)
    #expect(first.columnWidth == later.columnWidth)
    let width = first.columnWidth.nanoseconds * 2
    let shift = Int(
      (later.firstColumn.nanoseconds / width) - (first.firstColumn.nanoseconds / width))
    #expect(shift > 0)
    func packets(_ map: DwellMap, _ column: Int) -> [Double: UInt32] {
      var result: [Double: UInt32] = [:]
      for (length, count) in map[column].enumerated() where count > 0 { result[map.edges[length]] = count }
      return result
    }
    for column in shift..<first.map.columns - 1 {
      #expect(packets(first.map, column) == packets(later.map, column - shift), "\(column)")
    }
  }
}
