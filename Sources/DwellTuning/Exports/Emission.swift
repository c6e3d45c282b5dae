public import DwellCore
import DwellEngine
import DwellMetrics
public import DwellSimulation
import DwellWorkload

/// Settings as they are typed on a real machine: the lines, what was rounded, and what that does to the delay.
public struct Emission: Sendable {
  /// What a large change of the timeout takes.
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

  /// The lines alone; nothing is simulated but, for a capture whose packets are not known, its beginning.
  ///
  /// - Parameters:
  ///   - device: the network device of the lines.
  ///   - packetBytes: the mean size of a packet; nil: as far as the scenario says it.
  /// - Throws: `Knob.Refusal`, one line: a policy or a system that has no form there, a timeout that would change by more than a
  ///   fifth, a device that is no name of one.
  public init(
    of scenario: Scenario, for target: ExportTarget, device: String = "eth0", packetBytes: Double? = nil,
    consent: Consent = .needed
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
    var bytes = packetBytes ?? scenario.meanPacketBytes
    if packetBytes == nil, !isWhole, scenario.trace != nil { bytes = try Self.packetBytes(scenario) }
    let counted = CountedSize(of: scenario, mean: bytes)
    let translation = try target.translate(
      ExportSource(scenario: scenario, device: device, packetBytes: bytes, counted: counted))
    for rounding in translation.roundings where rounding.weight == .timeout && consent == .needed {
      guard let change = rounding.change, change.magnitude > Rounding.mostChange else { continue }
      throw Knob.Refusal(
        "\(target.name) would change \(rounding.text), by more than 20 %; --force writes it all the same, and dwell tune --for"
          + " \(target.name) searches only what it can express")
    }
    self.target = target
    before = scenario
    after = translation.after
    lines = translation.lines
    roundings = translation.roundings
    remarks = translation.remarks
    otherwise = translation.otherwise
  }

  /// A short look is enough for a mean that a person reads.
  public static let usualPlan = RunPlan(packets: 20_000)

  /// Runs the settings before and after, on the same arrivals; nothing where all of it is exact.
  ///
  /// - Parameter isCancelled: asked before each run; once it says yes, what comes of it is of no use.
  public mutating func predict(
    _ study: Study = Study(Emission.usualPlan), isCancelled: @Sendable () -> Bool = { false }
  ) throws(Knob.Refusal) {
    guard !target.accepts.isEmpty else { return }
    let named = [("as set", before), ("as rounded", after)] + (otherwise.map { [($0.what, $0.scenario)] } ?? [])
    var plan = study.plan
    var scenarios = named.map(\.1)
    // Commands at instants need the run as it is; else it is as long as the plan says, whatever was asked of the run itself, and
    // begins to count at one instant, though what is left out follows from the timeout.
    if before.schedule.isEmpty {
      for place in scenarios.indices {
        scenarios[place].duration = nil
        scenarios[place].packets = nil
      }
      var warmup = before.warmup
      if plan.warmUp == .usual {
        for scenario in scenarios { warmup = max(warmup, try Setup.warmUp(scenario)) }
        plan.warmUp = .asked
      }
      for place in scenarios.indices { scenarios[place].warmup = warmup }
    }
    var setups: [Setup] = []
    for scenario in scenarios { setups.append(try Setup(scenario, plan)) }
    let samples = try Study(plan, crew: study.crew).samples(setups, isCancelled: isCancelled)
    predictions = zip(named, samples).map { Prediction(what: $0.0, sample: $1) }
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
    told += EmissionTable(predictions).lines.map(commented)
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

  private static func packetBytes(_ scenario: Scenario) throws(Knob.Refusal) -> Double {
    var pilot = scenario
    pilot.warmup = .zero
    pilot.duration = nil
    pilot.packets = 20_000
    pilot.trace?.end = .stop
    let summary = try Simulator(pilot).summary()
    return Double(summary.bytes.offered) / Double(max(summary.packets.offered, 1))
  }
}
