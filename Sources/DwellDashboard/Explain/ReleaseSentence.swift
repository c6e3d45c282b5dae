package import DwellCore
package import DwellEngine
package import DwellMetrics
import DwellSession
package import DwellSimulation
import DwellTerminal

/// Why a container left, in one sentence: `left after 13.6 µs: D + 4V ran out with 6 of 7 packets`.
///
/// A pure function of what is known of the container and of the settings it left under; nothing is said that they do not bear out.
package struct ReleaseSentence: Sendable, Hashable {
  /// A run of words in the colour of what they name.
  package typealias Piece = FormulaText.Piece

  /// Why it left.
  package var cause: ReleaseCause
  /// The packets in it.
  package var packets: Int
  /// The bytes in it.
  package var bytes: Int
  /// The bytes it could hold.
  package var capacity: Int
  /// How long it was open.
  package var wait: TimeSpan
  /// How many packets of its mean size it could hold; nil where sizes differ.
  package var fits: Int?
  /// The settings it left under; nil where they were turned while it was open, so that only the cause is certain.
  package var scenario: Scenario?

  /// The sentence of a note, under the settings of a run and the turns there were.
  package init(_ note: ContainerNote, scenario: Scenario, turnedSince: Bool) {
    self.init(
      cause: note.cause, packets: note.packets, bytes: note.bytes, capacity: note.capacity,
      wait: note.released - note.opened, scenario: scenario, turnedSince: turnedSince)
  }

  /// The sentence of a bar; nil while it is open.
  package init?(_ bar: ContainerBar, scenario: Scenario, turnedSince: Bool) {
    guard let departure = bar.departure else { return nil }
    self.init(
      cause: departure.cause, packets: bar.packets, bytes: bar.bytes, capacity: bar.capacity,
      wait: departure.released - bar.opened, scenario: scenario, turnedSince: turnedSince)
  }

  /// The sentence of a container.
  package init(
    cause: ReleaseCause, packets: Int, bytes: Int, capacity: Int, wait: TimeSpan, scenario: Scenario, turnedSince: Bool
  ) {
    self.cause = cause
    self.packets = packets
    self.bytes = bytes
    self.capacity = capacity
    self.wait = wait
    self.scenario = turnedSince ? nil : scenario
    let mean = Double(bytes) / Double(max(packets, 1))
    // Packets of several sizes fill a container by bytes, not by number.
    if scenario.hasOneSize, mean > 0 { fits = max(packets, Int((Double(capacity) / mean + 1e-9).rounded(.down))) }
  }

  /// The whole sentence, without a full stop.
  package var text: String { pieces.map(\.text).joined() }

  /// The sentence in pieces, each in the colour of what it names.
  package var pieces: [Piece] {
    let lead =
      wait == .zero
      ? [Piece("left at once: ", .text)]
      : [
        Piece("left after ", .text),
        Piece(QuantityText.time(nanoseconds: Double(wait.nanoseconds)), role, bold: true), Piece(": ", .text),
      ]
    return lead + reason
  }

  private var role: Role {
    switch cause {
    case .full: .full
    case .due: .p
    case .idle, .other: .text
    }
  }

  private var reason: [Piece] {
    switch cause {
    case .full: [Piece(fullReason, .text)]
    case .due: dueReason
    case .idle: [Piece("\(idleReason), with \(load)", .text)]
    case .other:
      [
        Piece(
          bytes > capacity
            ? "\(QuantityText.count(bytes)) B are more than a container of \(QuantityText.bytes(Double(capacity))) holds"
            : "its guest left, with \(load) waiting", .text)
      ]
    }
  }

  /// `6 of 7 packets`, or `6 packets, 3456 of 4096 B` where sizes differ.
  private var load: String {
    let noun = packets == 1 ? "packet" : "packets"
    if let fits { return "\(packets) of \(fits) \(fits == 1 ? "packet" : "packets")" }
    return "\(packets) \(noun), \(bytes) of \(capacity) B"
  }

  private var fullReason: String {
    if bytes == capacity { return "exactly full with \(packets) \(packets == 1 ? "packet" : "packets")" }
    guard let scenario else { return "full, or turned smaller, with \(load)" }
    if Double(bytes) > scenario.value(of: EngineKnobs.containerSize) {
      return "containers were turned smaller than its \(bytes) B"
    }
    let most = Int(scenario.value(of: EngineKnobs.maxPackets))
    if most > 0, packets == most { return "it had the \(most) \(most == 1 ? "packet" : "packets") allowed" }
    if packets == Int(ContainerRules.storage) { return "it had \(packets) packets, the most there are" }
    let room = scenario.value(of: EngineKnobs.minRoom)
    if Double(capacity - bytes) < room {
      return "less than \(QuantityText.bytes(room)) of room was left, with \(load)"
    }
    if policy?.sizesContainers == true {
      // Where another packet of the one size would have fitted, the number was reached.
      if let fits {
        return packets < fits
          ? "it had the \(packets) \(packets == 1 ? "packet" : "packets") that come in the share of T₀"
          : "no room for the next packet, with \(load)"
      }
      return "no room for the next packet, or as many as come in the share of T₀, with \(load)"
    }
    return "no room for the next packet, with \(load)"
  }

  private var dueReason: [Piece] {
    let with = Piece(packets == 0 ? "" : " with \(load)", .text)
    guard let scenario, let policy else { return [Piece("its deadline came", .text), with] }
    if !policy.waits { return [Piece("\(policy.runsOut) under \(policy.name)", .text)] }
    let isCapped = Double(wait.nanoseconds) >= scenario.value(of: EngineKnobs.timeout) - 1
    if isCapped, !policy.runsOut.hasPrefix("T₀") { return Self.coloured("T₀ ran out") + [with] }
    if policy.knobs.contains(EstimateKnobs.reading), scenario.value(of: EstimateKnobs.reading) == 1 {
      return Self.coloured("the mean of its packets’ P ran out") + [with]
    }
    return Self.coloured(policy.runsOut) + [with]
  }

  private var idleReason: String {
    guard let policy else { return "there was nothing else to do" }
    if policy.watchesGuests { return "its guest had nothing left to do" }
    return "the driver domain had nothing to do"
  }

  private var policy: PolicyEntry? { scenario.flatMap { PolicyCatalog.policy(named: $0.policy) } }

  /// Words in which the letters of the curves have their colour.
  package static func coloured(_ text: String) -> [Piece] {
    let roles: [String: Role] = ["D": .d, "V": .v, "4V": .v, "P": .p, "T₀": .given, "n": .sample, "T": .d, "h": .d]
    var pieces: [Piece] = []
    for (index, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { pieces.append(Piece(" ", .text)) }
      let letters = String(word.prefix { !".,:;".contains($0) })
      pieces.append(Piece(letters, roles[letters] ?? .text))
      if letters.count < word.count { pieces.append(Piece(String(word.dropFirst(letters.count)), .text)) }
    }
    return pieces
  }
}

extension Model {
  /// Whether a setting that decides why containers leave was turned at an instant or later.
  package func isReleaseTurned(since instant: Instant) -> Bool {
    let names: Set<String> = [
      "policy", "system", EngineKnobs.timeout.name, EngineKnobs.containerSize.name, EngineKnobs.maxPackets.name,
      EngineKnobs.minRoom.name, EstimateKnobs.reading.name,
    ]
    return frame.turns.contains { $0.last >= instant && names.contains($0.name) }
  }
}
