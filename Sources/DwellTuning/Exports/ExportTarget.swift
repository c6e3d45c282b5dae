import DwellCore
import DwellEngine
import DwellSimulation
import DwellWorkload

/// A place where settings are typed on a real machine, such as `ethtool`: what it means by them and what it can express.
public struct ExportTarget: Sendable {
  /// The name in options.
  public let name: String
  /// One line of what it is, without a full stop.
  public let summary: String
  /// When what waits goes on, there; its rounded values are simulated so.
  public let semantics: ExportSemantics
  /// Where the mapping comes from.
  public let source: String
  /// How sure that is.
  public let confidence: String
  /// The release policies whose settings it takes.
  public let accepts: [String]
  /// What it can express, for a search that leaves the rest out.
  public let reach: ExportReach
  /// What it cannot express, a sentence each, without a full stop.
  public let limits: [String]
  /// What a comment begins with in its language.
  let comment: String
  /// The ending of a file of its lines.
  public let fileEnding: String
  /// Puts settings into its words and steps.
  let translate: @Sendable (ExportSource) throws(Knob.Refusal) -> Translation
}

/// When what waits goes on, where settings are exported to.
public enum ExportSemantics: String, Sendable, CaseIterable {
  /// So long after the first packet, or full.
  case timer = "timer from the first packet"
  /// Not sooner after the last time; the first packet after a pause does not wait.
  case leastGap = "least gap between interrupts"
  /// A timer or a least gap: it depends on the driver.
  case timerOrLeastGap = "timer from the first packet; policy throttle: least gap between interrupts"
  /// At the ticks of a timer since the last time, or full.
  case block = "block, closed full or at the next tick of its timer"
  /// As it is simulated.
  case same = "all of it"
}

/// What is exported.
struct ExportSource {
  /// The settings, which ``Emission`` has checked: containers cross, and the policy is one that is accepted.
  var scenario: Scenario
  /// The network device of the lines.
  var device: String
  /// The mean size of a packet in bytes.
  var packetBytes: Double
  /// The size of which packets are counted into a container.
  var counted: CountedSize
  /// Which way what lies between two steps goes.
  var lean = Rounding.Lean.nearest

  /// T0 in nanoseconds.
  var timeout: Double { scenario.value(of: EngineKnobs.timeout) }
  /// Bytes of a container.
  var capacity: Double { scenario.value(of: EngineKnobs.containerSize) }
  /// Whether packets leave the guests in containers.
  var sends: Bool { scenario.directions != .rx }
  /// Whether packets come to the guests in containers.
  var receives: Bool { scenario.directions != .tx }
  /// Whether no packet is to wait.
  var isImmediate: Bool { scenario.policy == "immediate" }

  /// Whether nothing but the number of packets bounds a container.
  var hasNoBytes: Bool { capacity >= EngineKnobs.containerSize.range.upperBound }
  /// The most packets that were asked for; nil: as many as fit.
  var asked: Int? {
    let most = Int(scenario.value(of: EngineKnobs.maxPackets))
    return most > 0 ? most : nil
  }

  /// Packets after which a container leaves: those of the dominant size that fit, or fewer where that is asked for; one more where
  /// it leans upwards and they leave room.
  var frames: Int {
    let room = max(capacity / max(counted.bytes, 1), 1)
    let fit = Int(lean == .up ? room.rounded(.up) : room)
    guard let asked else { return min(fit, 1024) }
    return min(hasNoBytes ? asked : min(asked, fit), 1024)
  }

  /// Bytes after which one leaves.
  var bytesOfFrames: Double { hasNoBytes ? min(max(Double(frames) * largest, 64), capacity) : capacity }

  /// The largest packet that may come.
  var largest: Double {
    guard scenario.usesSizes, let most = scenario.sizes.parts.map(\.bytes).max() else { return 65536 }
    return Double(most)
  }
}

/// Settings in the words and steps of a target.
struct Translation {
  /// The lines to type.
  var lines: [String]
  /// The settings as the target carries them out.
  var after: Scenario
  /// What changed on the way.
  var roundings: [Rounding] = []
  /// What a person should know of these settings, a sentence each, without a full stop.
  var remarks: [String] = []
  /// The same lines on machinery that understands them otherwise.
  var otherwise: (what: String, scenario: Scenario)?
}

/// A value that a target cannot carry exactly.
public struct Rounding: Sendable, Hashable {
  /// What kind of change it is.
  public enum Kind: Sendable, Hashable {
    /// Another value, or the same one said otherwise.
    case value
    /// A bound that is not there any more.
    case lost
  }

  /// Which way a value between two steps of a target goes.
  public enum Lean: Sendable, Hashable, CaseIterable {
    /// To the nearer one.
    case nearest
    /// To the one below.
    case down
    /// To the one above.
    case up

    /// A number of steps as a whole one, at least 1.
    func whole(_ steps: Double) -> Double {
      // What is whole but for the last bits of a division leans nowhere.
      let near = steps.rounded()
      if (steps - near).magnitude < 1e-9 * max(near, 1) { return max(near, 1) }
      switch self {
      case .nearest: return max(near, 1)
      case .down: return max(steps.rounded(.down), 1)
      case .up: return max(steps.rounded(.up), 1)
      }
    }
  }

  /// What.
  public let what: String
  /// As it was asked for.
  public let before: String
  /// As the target has it.
  public let after: String
  /// By what share it grew; nil where it is no quantity.
  public let change: Double?
  /// What kind of change it is.
  public let kind: Kind

  /// A change of more than this share must be asked for (domain research 12.3).
  public static let mostChange = 0.2

  init(_ what: String, _ before: String, _ after: String, change: Double?, kind: Kind = .value) {
    self.what = what
    self.before = before
    self.after = after
    self.change = change
    self.kind = kind
  }

  /// Whether it has to be asked for: a value that is another by more than ``mostChange``, or a bound that goes.
  public var isLarge: Bool { kind == .lost || (change ?? 0).magnitude > Self.mostChange }

  /// `timeout 35.4 µs to 35 µs (−1.1 %)`.
  public var text: String {
    let share = change.map { change in
      let words = QuantityText.significant((change * 100).magnitude, .dropped)
      return " (\(change < 0 ? "−" : "+")\(words) %)"
    }
    return "\(what) \(before) to \(after)\(share ?? "")"
  }
}
