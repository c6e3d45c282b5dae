import DwellCore
package import DwellSimulation
package import DwellTuning

/// What is typed on a real machine for some settings: the lines for one target, or why it has none.
package struct ToType: Sendable {
  /// The target's name.
  package let target: String
  /// The lines; empty where the target cannot say these settings.
  package let lines: [String]
  /// What was rounded, or why there are no lines, a sentence each without a full stop.
  package let remarks: [String]

  /// Another place to type at: those that write a whole scenario have nothing to type.
  private static let targets = ExportCatalog.targets.filter { !$0.accepts.isEmpty }

  /// The lines of some settings.
  ///
  /// - Parameters:
  ///   - target: the name of a target; nil: the first that can say them, `ethtool` before others.
  ///   - packetBytes: the mean size of a packet.
  package init(_ scenario: Scenario, for target: String?, packetBytes: Double) {
    var refusals: [(target: String, words: String)] = []
    // Who asks for a target sees its lines whatever they change; else the first that says these settings nearly as they are.
    for consent in target == nil ? [Emission.Consent.needed, .given] : [.given] {
      for one in Self.targets where target == nil || one.name == target {
        do throws(Knob.Refusal) {
          let emission = try Emission(of: scenario, for: one, packetBytes: packetBytes, consent: consent)
          self.init(emission)
          return
        } catch { refusals.append((one.name, error.description)) }
      }
    }
    self.init(
      target: refusals.first?.target ?? "ethtool", lines: [],
      remarks: [refusals.first?.words ?? "there is no such target"])
  }

  /// The lines of an export, be it one that was run, for which a neighbour may have been taken.
  package init(_ emission: Emission) {
    let asks = emission.changesMuch && emission.predictions.isEmpty
    self.init(
      target: emission.target.name, lines: emission.lines.filter { !$0.hasPrefix("#") && !$0.isEmpty },
      remarks: (emission.roundings.isEmpty ? ["nothing is rounded"] : emission.roundings.map(\.text))
        + (asks ? ["more than 20 %: the export asks first"] : []))
  }

  private init(target: String, lines: [String], remarks: [String]) {
    (self.target, self.lines, self.remarks) = (target, lines, remarks)
  }

  /// Why there are no lines, with the key that searches what has some in place of the command that does.
  func instead(_ key: String?) -> String {
    let words = remarks.first ?? "there is nothing to type"
    guard let key, let end = words.firstRange(of: "; dwell tune --for") else { return words }
    return "\(words[..<end.lowerBound]); \(key) searches only those"
  }

  /// The target after this one, round and round.
  package var next: String {
    let names = Self.targets.map(\.name)
    let place = names.firstIndex(of: target).map { ($0 + 1) % names.count } ?? 0
    return names[place]
  }
}
