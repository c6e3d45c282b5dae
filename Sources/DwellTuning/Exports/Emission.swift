public import DwellCore
import DwellEngine
import DwellMetrics
public import DwellSimulation
import DwellWorkload

/// Settings as they are typed on a real machine: the lines, what was rounded, and what that does to the delay.
public struct Emission: Sendable {
  /// What a large change of a setting takes, and lines that break a limit.
  public enum Consent: Sendable, Hashable {
    /// It is refused.
    case needed
    /// It was asked for (`--force`).
    case given
  }

  /// What a setting gives on one kind of machinery.
  public struct Prediction: Sendable {
    /// Whose: as set, as rounded.
    public let what: String
    /// Its runs.
    public let sample: Sample
  }

  /// Where to.
  public let target: ExportTarget
  /// The settings that were asked for.
  public let before: Scenario
  /// The settings as the target carries them out.
  public let after: Scenario
  /// The lines to type.
  public let lines: [String]
  /// What changed on the way.
  public let roundings: [Rounding]
  /// What a person should know, a sentence each, without a full stop.
  public let remarks: [String]
  /// What comes of it, on the same arrivals; the first as it was asked for. Empty before ``predict(_:)``.
  public private(set) var predictions: [Prediction] = []

  private let otherwise: (what: String, scenario: Scenario)?
  // What its lines were held against.
  private var trial = EmissionTrial()

  /// The lines alone; nothing is simulated but, for a capture whose packets are not known, all of it is read.
  ///
  /// - Parameters:
  ///   - device: the network device of the lines.
  ///   - packetBytes: the mean size of a packet; nil: as far as the scenario says it, or that of the whole capture.
  ///   - lean: which way what lies between two steps of the target goes.
  /// - Throws: `Knob.Refusal`, one line: a policy or a system that has no form there, a setting that would change by more than a
  ///   fifth, a device that is no name of one.
  public init(
    of scenario: Scenario, for target: ExportTarget, device: String = "eth0", packetBytes: Double? = nil,
    consent: Consent = .needed, lean: Rounding.Lean = .nearest
  ) throws(Knob.Refusal) {
    try Self.check(device)
    let isWhole = target.accepts.isEmpty
    guard isWhole || scenario.aggregates else {
      throw Knob.Refusal(
        "no container crosses in system \(scenario.system), so there is nothing to set by \(target.name); toml writes any scenario"
      )
    }
    guard isWhole || target.accepts.contains(scenario.policy) else {
      throw Knob.Refusal(
        "policy \(scenario.policy) has no form in \(target.name), which can say \(target.accepts.joined(separator: ", "));"
          + " dwell tune --for \(target.name) finds the best of those")
    }
    let bytes = try Self.countedBytes(packetBytes, scenario, target)
    let counted = CountedSize(of: scenario, mean: bytes)
    let translation = try target.translate(
      ExportSource(scenario: scenario, device: device, packetBytes: bytes, counted: counted, lean: lean))
    self.target = target
    before = scenario
    after = translation.after
    lines = translation.lines
    roundings = translation.roundings
    remarks = translation.remarks
    otherwise = translation.otherwise
    if consent == .needed, let objection { throw Knob.Refusal(objection) }
  }

  /// The lines whose settings keep to the limits of a trial as the target carries them out: rounded to the nearest, else down, else up;
  /// where none of these keeps to them, the nearest.
  ///
  /// - Parameter isCancelled: asked before each run; once it says yes, only what was run by then counts, and nothing is refused for it.
  /// - Throws: `Knob.Refusal`, one line, for what ``init(of:for:device:packetBytes:consent:lean:)`` refuses, and for lines that break
  ///   a limit which the settings themselves keep to, unless `consent` is given.
  public init(
    of scenario: Scenario, for target: ExportTarget, device: String = "eth0", packetBytes: Double? = nil,
    consent: Consent = .needed, under trial: EmissionTrial, crew: Crew = Crew(),
    isCancelled: @Sendable () -> Bool = { false }
  ) throws(Knob.Refusal) {
    let bytes = try Self.countedBytes(packetBytes, scenario, target)
    var best = try Emission(of: scenario, for: target, device: device, packetBytes: bytes, consent: .given)
    try best.predict(under: trial, crew: crew, isCancelled: isCancelled)
    var seen = [best.after]
    for lean in [Rounding.Lean.down, .up] where best.severity > 0 && !isCancelled() {
      var one = try Emission(
        of: scenario, for: target, device: device, packetBytes: bytes, consent: .given, lean: lean)
      guard !seen.contains(one.after) else { continue }
      seen.append(one.after)
      try one.predict(under: trial, crew: crew, isCancelled: isCancelled)
      // Of a neighbour whose runs were cut short nothing is known.
      guard !one.predictions.isEmpty else { break }
      if one.severity < best.severity { best = one }
    }
    self = best
    if consent == .needed, !isCancelled(), let objection { throw Knob.Refusal(objection) }
  }

  /// Whether its lines change a setting by so much that it has to be asked for.
  public var changesMuch: Bool { roundings.contains(where: \.isLarge) }

  /// What has to be asked for before it is written, every large change and the first limit that breaks, in one line; nil: nothing has.
  public var objection: String? {
    let large = roundings.filter(\.isLarge).map(\.text)
    let changes =
      large.isEmpty ? [] : ["\(target.name) would change \(large.joined(separator: " and ")), by more than 20 %"]
    let reasons = changes + (brokenLine.map { [$0] } ?? [])
    guard !reasons.isEmpty else { return nil }
    return "\(reasons.joined(separator: "; ")); --force writes it all the same, and dwell tune --for \(target.name)"
      + " searches only what it can express"
  }

  /// Runs the settings before and after, on the same arrivals; nothing where the target says all of it.
  ///
  /// - Parameter isCancelled: asked before each run; once it says yes, what comes of it is of no use.
  public mutating func predict(
    under trial: EmissionTrial = EmissionTrial(), crew: Crew = Crew(), isCancelled: @Sendable () -> Bool = { false }
  ) throws(Knob.Refusal) {
    guard !target.accepts.isEmpty else { return }
    self.trial = trial
    let named = [("as set", before), ("as rounded", after)] + (otherwise.map { [($0.what, $0.scenario)] } ?? [])
    let samples = try trial.samples(named.map(\.1), crew, isCancelled: isCancelled)
    predictions = isCancelled() ? [] : zip(named, samples).map { Prediction(what: $0.0, sample: $1) }
  }

  /// The same under a plan, held against nothing.
  public mutating func predict(
    _ study: Study, isCancelled: @Sendable () -> Bool = { false }
  ) throws(Knob.Refusal) {
    try predict(under: EmissionTrial(study.plan), crew: study.crew, isCancelled: isCancelled)
  }

  // MARK: Limits

  // What does not keep to a limit, by the machinery it is on; nothing before it was run.
  private var unmet: [(prediction: Prediction, check: LimitCheck)] {
    predictions.dropFirst().flatMap { prediction in
      trial.limits.map { LimitCheck($0, prediction.sample) }.filter { !$0.isMet }.map { (prediction, $0) }
    }
  }

  // By more than noise: what was searched along a limit lies on it, and a limit within the interval is not known to be broken.
  private var broken: [(prediction: Prediction, check: LimitCheck)] { unmet.filter { !$0.check.isOnTheEdge } }

  // A neighbour that keeps to all limits is better than one on the edge; the machinery that the lines are meant for comes before
  // others that take them too.
  private var severity: Int {
    let rank = { (found: [(prediction: Prediction, check: LimitCheck)]) in
      found.isEmpty ? 0 : found.contains { $0.prediction.what == "as rounded" } ? 2 : 1
    }
    return 3 * rank(broken) + rank(unmet)
  }

  /// What its lines were held against; nothing before they were run.
  public var limits: [Limit] { predictions.isEmpty ? [] : trial.limits }

  /// Whether its lines break a limit that they were held against by more than noise, on any machinery that takes them.
  public var breaksLimits: Bool { !broken.isEmpty }

  /// A clear line for each limit that the lines break.
  public var limitLines: [String] {
    broken.map { prediction, check in
      let metric = check.limit.metric
      let there = prediction.what == "as rounded" ? "" : " on a card with a \(prediction.what)"
      let asSet = predictions.first?.sample.interval(metric)
      let isOld = asSet.map { !check.limit.isMet(by: $0.mean) } ?? false
      return
        "what \(target.name) makes of it breaks \(check.limit.text)\(there): it is \(check.limit.text(of: check.interval)), and "
        + (isOld ? "breaks it as set, too, with " : "as set ") + check.limit.text(of: asSet)
    }
  }

  /// The first of these, and how many more there are, in one line; nil: it breaks none.
  public var brokenLine: String? {
    let lines = limitLines
    return lines.first.map { $0 + (lines.count > 1 ? " (and \(lines.count - 1) more)" : "") }
  }

  /// The lines, with everything else as comments of the target's language: what is printed can be typed.
  public var text: [String] {
    guard !target.accepts.isEmpty else { return lines }
    let notes = heading + lines + told
    return notes
  }

  private var heading: [String] {
    [
      commented("\(target.name): \(target.summary)"), commented("semantics: \(target.semantics.rawValue)"),
      commented("settings: \(settings)"),
    ]
  }

  private var told: [String] {
    var told = [
      commented("rounded: " + (roundings.isEmpty ? "nothing" : roundings.map(\.text).joined(separator: "; ")))
    ]
    told += EmissionTable(predictions, trial.limits).lines.map(commented)
    told += limitLines.map { commented("LIMIT: \($0)") }
    for (prediction, check) in unmet where check.isOnTheEdge {
      let there = prediction.what == "as rounded" ? "" : " on a card with a \(prediction.what)"
      told.append(
        commented(
          "note: \(check.limit.text) lies within the interval\(there), \(check.limit.text(of: check.interval)): "
            + "other arrivals may decide otherwise"))
    }
    told += remarks.map { commented("note: \($0)") }
    told += target.limits.map { commented("cannot say: \($0)") }
    return told
  }

  private var settings: String {
    var words = ["policy \(before.policy)"]
    if !(PolicyCatalog.policy(named: before.policy)?.waits == false) {
      words.append("timeout \(QuantityText.knob(EngineKnobs.timeout, before.value(of: EngineKnobs.timeout)))")
    }
    words.append(
      "container \(QuantityText.knob(EngineKnobs.containerSize, before.value(of: EngineKnobs.containerSize)))")
    let most = before.value(of: EngineKnobs.maxPackets)
    if most > 0 { words.append("at most \(Int(most)) packets") }
    if let trace = before.trace {
      words.append("trace \(trace.path)")
    } else {
      var traffic = before.trafficWord
      if before.hasOneSize { traffic += " of \(before.sizes.parts[0].bytes) B" }
      words.append(traffic)
    }
    words.append("\(before.guests) \(before.guests == 1 ? "guest" : "guests")")
    return words.joined(separator: ", ")
  }

  /// A comment in the target's language; one line, whatever a path in it holds.
  public func commented(_ text: String) -> String {
    target.comment + " "
      + String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
  }

  // MARK: Checks

  /// The name of a network device: at most 15 bytes, nothing that a shell or a path would take for something else.
  private static func check(_ device: String) throws(Knob.Refusal) {
    let isName =
      (1...15).contains(device.utf8.count) && device.first != "-" && device != "." && device != ".."
      && device.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-_.".utf8.contains(byte)
        }
      }
    guard isName else {
      throw Knob.Refusal(
        "device is '\(device)', but must be the name of a network device: 1 to 15 letters, digits, dots, dashes, underscores"
      )
    }
  }

  private static func countedBytes(
    _ known: Double?, _ scenario: Scenario, _ target: ExportTarget
  ) throws(Knob.Refusal) -> Double {
    if let known { return known }
    // Who writes the settings as they are counts nothing.
    return target.accepts.isEmpty ? scenario.meanPacketBytes : try packetBytes(scenario)
  }

  /// The mean size of a packet: of a capture, of the whole of it.
  ///
  /// Cost: a capture is read from beginning to end.
  public static func packetBytes(_ scenario: Scenario) throws(Knob.Refusal) -> Double {
    guard let trace = scenario.trace else { return scenario.meanPacketBytes }
    do { return try TraceReport.read(path: trace.path, guests: scenario.guests).meanSize } catch {
      throw Knob.Refusal(error.description)
    }
  }
}
