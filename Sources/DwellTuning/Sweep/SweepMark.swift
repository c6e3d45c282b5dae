public import DwellCore
import DwellMetrics
public import DwellSimulation
import DwellWorkload
import Foundation

/// By which the rows of a sweep are known: a hash of all that decides them.
///
/// The same on every machine and for every part of the grid, whatever the cores, the format, or how the axes were spelled; another one
/// for other values, metrics, runs, seeds, scenarios, versions, or another content of the capture.
public struct SweepMark: Sendable, Hashable {
  /// Sixteen hexadecimal digits.
  public let text: String

  /// Of the rows of `grid` over `base`, run by `plan`; `version` is that of the program.
  ///
  /// Cost: a capture is read once.
  /// - Throws: `Knob.Refusal` where the capture cannot be read.
  public init(
    _ grid: Grid, over base: Scenario, metrics: [Metric], plan: RunPlan, version: String
  ) throws(Knob.Refusal) {
    var hash = Fnv()
    // A number goes before every word, so that no two lists of words are the same bytes.
    func combine(_ words: [String]) {
      hash.combine(Int64(words.count))
      for word in words {
        hash.combine(Int64(word.utf8.count))
        for byte in word.utf8 { hash.combine(Int64(byte)) }
      }
    }
    combine(["dwell sweep", version, "\(plan)"])
    for axis in grid.axes { combine([axis.name] + axis.values) }
    combine(metrics.map(\.path))
    // What the summary leaves out can count all the same on a point of the grid, such as a policy where the base has no containers.
    combine([base.report.json(), "\(base.seed)", base.policy, base.arrivals, base.sizes.text])
    combine(base.knobs.chosenNames.map { "\($0)=\(base.knobs.chosenValue($0) ?? .nan)" })
    if let trace = base.trace { try Self.combine(trace.path, &hash) }
    text = Summary.hex(hash.value)
  }

  private static let piece = 1 << 20

  // The content of a file, eight bytes a word.
  private static func combine(_ path: String, _ hash: inout Fnv) throws(Knob.Refusal) {
    do {
      let file = try OpenFile(path, O_RDONLY)
      var offset = 0
      while true {
        let bytes = try file.bytes(at: offset, most: piece)
        for start in stride(from: 0, to: bytes.count, by: 8) {
          var word: UInt64 = 0
          for byte in bytes[start..<min(start + 8, bytes.count)] { word = word << 8 | UInt64(byte) }
          hash.combine(word)
        }
        offset += bytes.count
        if bytes.count < piece { break }
      }
      hash.combine(Int64(offset))
    } catch { throw Knob.Refusal("\(path) cannot be read") }
  }
}
