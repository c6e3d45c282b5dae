import ArgumentParser
import DwellCore
import DwellSimulation
import DwellTuning

/// What a second core is worth to a sweep, and whether memory stays as it is however large the grid.
struct SweepBenchmark: Measuring {
  static let configuration = CommandConfiguration(
    commandName: "sweep", abstract: "A sweep on one core and on two, by turns; memory over many points.")

  @Option(help: "Points of the grid, 4 or more.") var points = 400
  @Option(help: "Packets at each point.") var packets = 1_000_000
  @Option(help: "Points of the grid that memory is measured over, 10 or more.") var many = 100_000
  @OptionGroup var output: OutputOptions

  // By then workers and allocators have what they need.
  private static let settled = 10

  func validate() throws {
    guard (4...100_000).contains(points) else {
      throw ValidationError("points is \(points), but must lie from 4 to 100000")
    }
    guard (1...100_000_000).contains(packets) else {
      throw ValidationError("packets is \(packets), but must lie from 1 to 100000000")
    }
    guard (Self.settled...10_000_000).contains(many) else {
      throw ValidationError("many is \(many), but must lie from \(Self.settled) to 10000000")
    }
  }

  func run() throws { output.write(try measure()) }

  func measure() throws -> [Table] {
    var table = Table(
      "a sweep of \(points) points of \(packets) packets, by turns",
      columns: ["workers", "wall s", "Mpps", "packets"])
    var aims = Aims("cores are used, memory is bounded")
    // Four turns each, one after the other, so that what else the machine does meets both.
    var walls: [Int: Double] = [:]
    var counts: [Int: Double] = [:]
    let grid = try Self.grid(points)
    let quarters = (0..<4).map { points * $0 / 4..<points * ($0 + 1) / 4 }
    for part in quarters {
      for workers in [1, 2] {
        let start = Measure.wallTime()
        counts[workers, default: 0] += try sweep(grid, part, packets, workers: workers)
        walls[workers, default: 0] += Double(Measure.wallTime() - start) / 1e9
      }
    }
    for workers in [1, 2] {
      let (wall, count) = (walls[workers] ?? .nan, counts[workers] ?? .nan)
      table.rows.append([
        .figure(Double(workers), decimals: 0), .figure(wall, decimals: 2), .figure(count / wall / 1e6, decimals: 1),
        .figure(count, decimals: 0),
      ])
    }
    aims.add(
      "time on 2 cores, of half of that on 1", unit: "", atMost: 1 / 0.9,
      measured: (walls[2] ?? .nan) / ((walls[1] ?? .nan) / 2), decimals: 3)
    let large = try Self.grid(many)
    _ = try sweep(large, 0..<many / Self.settled, 20, workers: 2)
    let before = Memory.megabytes(.resident)
    _ = try sweep(large, many / Self.settled..<many, 20, workers: 2)
    aims.add(
      "growth over \(many - many / Self.settled) points more", unit: "MB", atMost: 4,
      measured: Memory.megabytes(.resident) - before, decimals: 1)
    return [table, aims.table]
  }

  private static func grid(_ points: Int) throws -> Grid {
    try Grid([Axis(parsing: "timeout=10us..10ms:log:\(points)")])
  }

  // As `dwell sweep` does it: a row is a job, taken in order; one run each.
  private func sweep(_ grid: Grid, _ part: Range<Int>, _ packets: Int, workers: Int) throws -> Double {
    let plan = RunPlan(warmUp: .asked, replications: .count(1), packets: packets)
    let study = Study(plan, crew: Crew(workers: 1))
    let base = Scenario()
    let offered = try MetricCatalog.metric("packets.offered")
    var count = 0.0
    try Crew(workers: workers).run(part) { (row) throws(Knob.Refusal) -> Double in
      var scenario = try grid.scenario(at: row, over: base)
      scenario.packets = packets
      return try study.sample(try Setup(scenario, plan)).mean(offered) ?? 0
    } take: { _, packets in
      count += packets
    }
    return count
  }
}
