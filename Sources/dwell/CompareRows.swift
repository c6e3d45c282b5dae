import DwellMetrics
import DwellTuning

/// A comparison as rows for programs: the mean summary of each setting, with the intervals and standings of what is looked at.
struct CompareRows {
  private let contest: Contest
  private let metrics: [Metric]

  init(_ contest: Contest, _ metrics: [Metric]) {
    self.contest = contest
    self.metrics = metrics
  }

  /// A row for each setting.
  var reports: [Report] {
    let standings = metrics.map { contest.standings($0) }
    return contest.names.indices.map { index in
      let sample = contest.samples[index]
      let looked = metrics.indices.map { place -> (name: String, value: Report) in
        (metrics[place].path, sample.intervalReport(metrics[place], standing: standings[place][index]))
      }
      var summary: [(name: String, value: Report)] = []
      if case .object(let parts)? = sample.report { summary = parts }
      return .object(
        [("setting", .text(contest.names[index])), ("replications", .integer(sample.runs.count))] + summary
          + [("intervals", .object(looked))])
    }
  }

  /// The rows as CSV under the columns of all of them; settings leave those empty that they lack.
  var csv: String {
    let rows = reports.map { $0.leaves() }
    let head = rows.dropFirst().reduce(rows.first?.map(\.path) ?? []) { Self.joined($0, $1.map(\.path)) }
    let lines = rows.map { row in
      let values = Dictionary(row.map { ($0.path, $0.value.csv) }) { first, _ in first }
      return head.map { values[$0] ?? "" }.joined(separator: ",")
    }
    return ([head.map { Report.text($0).csv }.joined(separator: ",")] + lines).map { $0 + "\n" }.joined()
  }

  // What only `more` has comes behind what it follows there.
  private static func joined(_ columns: [String], _ more: [String]) -> [String] {
    var columns = columns
    var place = 0
    for path in more {
      if let own = columns.firstIndex(of: path) {
        place = own + 1
      } else {
        columns.insert(path, at: place)
        place += 1
      }
    }
    return columns
  }
}
