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
    return [try emit(scenario, for: target, consent)]
  }

  /// The mean size of a packet; of a capture, of those that were seen.
  var meanPacketBytes: Double {
    let recent = snapshot.recent
    let seen = recent.fill * scenario.value(of: EngineKnobs.containerSize) / recent.packetsPerContainer
    return scenario.trace != nil && seen.isFinite && seen > 0 ? seen : scenario.meanPacketBytes
  }

  /// Some settings as such a file.
  func emit(
    _ scenario: Scenario, for target: ExportTarget, _ consent: Emission.Consent
  ) throws(Knob.Refusal) -> Effect {
    let emission = try Emission(of: scenario, for: target, packetBytes: meanPacketBytes, consent: consent)
    return .write(
      WrittenFiles(
        stem: "dwell-\(target.name)",
        files: [.init(ending: target.fileEnding, contents: .later { emission.inFull(isCancelled: $0) })],
        collision: .number, first: emission.lines.first { !$0.hasPrefix("#") }))
  }
}

extension Emission {
  /// With what comes of it, where that is known within a moment.
  fileprivate func inFull(isCancelled: @Sendable () -> Bool) -> WrittenFiles.Worked {
    var whole = self
    var more: [String] = []
    if before.trace == nil {
      let plan = RunPlan(replications: .count(5), packets: 5000)
      do throws(Knob.Refusal) {
        try whole.predict(Study(plan, crew: .besideAClock), isCancelled: isCancelled)
      } catch { more = [commented(error.description)] }
      if isCancelled() {
        whole = self
        more = [
          commented("predicted: not known, since the program ended first; dwell simulate --emit \(target.name) says it")
        ]
      }
    } else if !target.accepts.isEmpty {
      more = [commented("predicted: not here for a capture; dwell simulate --trace FILE --emit \(target.name) runs it")]
    }
    return WrittenFiles.Worked(text: (whole.text + more).map { $0 + "\n" }.joined(), told: whole.outcome)
  }

  /// `mean delay 155 µs, as rounded 156 µs`; nil where nothing was run.
  private var outcome: String? {
    let metric = MetricCatalog.delayMean
    guard predictions.count > 1, let before = predictions[0].sample.mean(metric),
      let after = predictions[1].sample.mean(metric)
    else { return nil }
    return "mean delay \(metric.text(before)), as rounded \(metric.text(after))"
  }
}
