import DwellCore
import DwellMetrics
import DwellTuning
import Testing

struct ReproductionTests {
  private static func reproduce(_ name: String, seed: UInt64 = 1) throws -> Reproduction {
    let entry = try #require(ExperimentCatalog.experiment(named: name))
    return try Reproduction(entry, seed: seed)
  }

  @Test("Both numbers of table 1 come out, are called fitted, and the row that is not shown beats them")
  func tableOne() throws {
    let rows = try Self.reproduce("table-1").experiment.comparisons
    for row in rows.prefix(2) {
      let published = try #require(row.published)
      #expect((row.simulated / published - 1).magnitude < 1e-5)
      #expect(row.verdict == .fitted && row.holds == nil && row.fitted.count == 3)
    }
    #expect(rows[0].published == 4.18781 && rows[1].published == 13.3497)
    #expect((rows[2].simulated - 23.279).magnitude < 0.001)
    #expect(rows[2].published == nil && rows[2].verdict == .unclaimed)
  }

  @Test("Figures 5 and 6 have a point for each of the 1000 samples and end at the rates of the table")
  func figures() throws {
    let experiment = try Self.reproduce("table-1").experiment
    let plot = try #require(experiment.plots.first)
    #expect(plot.curves.allSatisfy { $0.points.count == 1000 })
    for (curve, row) in zip(plot.curves, [1, 0, 2]) {
      // Samples per minute times 52 bytes is the table's KB/s.
      let rate = try #require(curve.points.last).y / 60 * 52 / 1024
      #expect((rate / experiment.comparisons[row].simulated - 1).magnitude < 1e-9)
    }
  }

  @Test("What should hold holds, from any seed", arguments: ExperimentCatalog.experiments.map(\.name), [1, 2])
  func holds(name: String, seed: UInt64) throws {
    let experiment = try Self.reproduce(name, seed: seed).experiment
    for row in experiment.comparisons {
      #expect(row.verdict != .fails, "\(row.figure): \(row.simulated), published \(row.published ?? .nan)")
      #expect(row.simulated.isFinite, "\(row.figure)")
    }
    #expect(!experiment.findings.isEmpty && !experiment.setting.isEmpty && !experiment.source.isEmpty)
    #expect(experiment.plots.flatMap(\.curves).allSatisfy { $0.points.count > 1 })
  }

  @Test("A figure for which as much was fitted as published claims nothing in JSON")
  func report() throws {
    let reports = try Self.reproduce("capacity").reports
    let text = try #require(reports.first).json()
    #expect(text.contains("\"published\": 1600") && text.contains("\"holds\": null"))
    #expect(text.contains("\"fitted\": [\n"))
  }

  @Test("The same seed gives the same figures")
  func repeats() throws {
    let first = try Self.reproduce("release-rules", seed: 5).experiment.comparisons
    #expect(try Self.reproduce("release-rules", seed: 5).experiment.comparisons == first)
  }
}
