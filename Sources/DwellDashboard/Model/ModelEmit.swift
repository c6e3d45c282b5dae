import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellTuning

extension Model {
  /// The present settings as a file of lines to type on a real machine, with what the delay comes to there.
  ///
  /// - Parameter words: the target and, where what has to be asked for is wanted all the same, `force`.
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

  /// Some settings as such a file.
  ///
  /// - Parameters:
  ///   - packetBytes: the mean size of a packet; nil: as far as the scenario says it, or that of the whole capture.
  ///   - trial: how they are run and what they are held against; nil: under a plan of its own, against nothing.
  ///   - export: what of the tune page it is; nil: of nothing there.
  func emit(
    _ scenario: Scenario, for target: ExportTarget, _ consent: Emission.Consent, packetBytes: Double? = nil,
    under trial: EmissionTrial? = nil, as export: TunedExport? = nil
  ) throws(Knob.Refusal) -> Effect {
    // What has no form, and what would change much, is said at once, where no file has to be read for it.
    let isKnown = packetBytes != nil || scenario.trace == nil || target.accepts.isEmpty
    let plain = try Emission(
      of: scenario, for: target, packetBytes: isKnown ? packetBytes : scenario.meanPacketBytes,
      consent: isKnown ? consent : .given)
    let job = EmissionJob(
      scenario: scenario, target: target, packetBytes: packetBytes, trial: trial, consent: consent)
    let brief =
      isKnown
      ? WrittenFiles.Worked(
        text: EmissionJob.lines(plain.text + [EmissionJob.unknown(plain)]), first: EmissionJob.first(plain)) : nil
    return .write(
      WrittenFiles(
        stem: "dwell-\(target.name)",
        files: [.init(ending: target.fileEnding, contents: .later { job.worked(isCancelled: $0) }, brief: brief)],
        collision: .number, export: export))
  }
}

/// Lines to type that are worked out in the background.
private struct EmissionJob: Sendable {
  let scenario: Scenario
  let target: ExportTarget
  let packetBytes: Double?
  let trial: EmissionTrial?
  let consent: Emission.Consent

  /// The lines with what comes of them; without, where there is no time any more.
  func worked(isCancelled: @Sendable () -> Bool) -> WrittenFiles.Worked {
    do throws(Knob.Refusal) {
      // A capture that no search has run may take long.
      if trial == nil, scenario.trace != nil, !target.accepts.isEmpty {
        let plain = try Emission(of: scenario, for: target, packetBytes: packetBytes, consent: consent)
        let note = "predicted: not here for a capture; dwell simulate --trace FILE --emit \(target.name) runs it"
        return WrittenFiles.Worked(text: Self.lines(plain.text + [plain.commented(note)]), first: Self.first(plain))
      }
      let whole = try Emission(
        of: scenario, for: target, packetBytes: packetBytes, consent: .given, under: trial ?? EmissionTrial(),
        crew: .besideAClock, isCancelled: isCancelled)
      let ran = whole.predictions.isEmpty ? nil : whole
      if consent == .needed, !isCancelled(), let objection = whole.objection {
        return WrittenFiles.Worked(text: "", refusal: objection, emission: ran)
      }
      let isUnknown = whole.predictions.isEmpty && !target.accepts.isEmpty
      return WrittenFiles.Worked(
        text: Self.lines(whole.text + (isUnknown ? [Self.unknown(whole)] : [])), first: Self.first(whole),
        told: ([whole.outcome] + whole.limitLines.map { Optional("LIMIT: " + $0) }).compactMap { $0 }.joined(
          separator: "; "
        )
        .nonEmpty, emission: ran)
    } catch { return WrittenFiles.Worked(text: "", refusal: error.description) }
  }

  /// The first line that is one to type: of the lines that were taken, whichever way they were rounded.
  static func first(_ emission: Emission) -> String? { emission.lines.first { !$0.hasPrefix("#") } }

  static func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

  static func unknown(_ emission: Emission) -> String {
    emission.commented(
      "predicted: not known, since the program ended first; dwell simulate --emit \(emission.target.name) says it")
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}

extension Emission {
  /// `mean delay 155 µs, as rounded 156 µs`; nil where nothing was run.
  fileprivate var outcome: String? {
    let metric = MetricCatalog.delayMean
    guard predictions.count > 1, let before = predictions[0].sample.mean(metric),
      let after = predictions[1].sample.mean(metric)
    else { return nil }
    return "mean delay \(metric.text(before)), as rounded \(metric.text(after))"
  }
}
