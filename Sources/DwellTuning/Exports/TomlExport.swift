import DwellCore
import DwellSimulation

extension ExportTarget {
  /// A scenario file, which says everything.
  static let toml = ExportTarget(
    name: "toml", summary: "a scenario file that dwell reads back: --scenario FILE", semantics: .same,
    source: "dwell's own format", confidence: "the same run, held by its digest", accepts: [],
    reach: ExportReach(policies: nil),
    limits: [], comment: "#", fileEnding: ".toml"
  ) { source throws(Knob.Refusal) in
    var lines = source.scenario.toml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last == "" { lines.removeLast() }
    return Translation(lines: lines, after: source.scenario)
  }
}
