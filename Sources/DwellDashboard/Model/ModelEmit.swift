import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellTuning

extension Model {
  /// The present settings as a file of lines to type on a real machine, with what the delay comes to there.
  ///
  /// - Parameter words: the target and, where a large change of the timeout is wanted all the same, `force`.
  /// - Throws: `Knob.Refusal` for what the target cannot express.
  func emit(_ words: [String]) throws(Knob.Refusal) -> [Effect] {
    let target = try ExportCatalog.target(named: words[0])
    var consent = Emission.Consent.needed
    if words.count > 1 {
      guard ["force", "--force"].contains(words[1]) else {
        throw Knob.Refusal("after the target comes force or nothing, but '\(words[1])' is given")
      }
      consent = .given
    }
    // A capture's sizes are those that were seen.
    let recent = snapshot.recent
    let seen = recent.fill * scenario.value(of: EngineKnobs.containerSize) / recent.packetsPerContainer
    let emission = try Emission(
      of: scenario, for: target,
      packetBytes: scenario.trace != nil && seen.isFinite && seen > 0 ? seen : scenario.meanPacketBytes,
      consent: consent)
    return [
      .write(
        WrittenFiles(
          stem: "dwell-\(target.name)",
          files: [.init(ending: target.fileEnding, contents: .later { emission.inFull })], collision: .number,
          first: emission.lines.first { !$0.hasPrefix("#") }))
    ]
  }
}

extension Emission {
  /// With what comes of it, where that is known within a moment.
  fileprivate var inFull: String {
    var whole = self
    var more: [String] = []
    if before.trace == nil {
      let plan = RunPlan(replications: .count(5), packets: 5000)
      do { try whole.predict(Study(plan, crew: .besideAClock)) } catch { more = [commented(error.description)] }
    } else if !target.accepts.isEmpty {
      more = [commented("predicted: not here for a capture; dwell simulate --trace FILE --emit \(target.name) runs it")]
    }
    return (whole.text + more).map { $0 + "\n" }.joined()
  }
}
