public import DwellCore
import DwellEngine
import DwellSimulation

/// What a run goes on to before it stands still: `t>=2.5s`, `containers>=1000`, `left=full`, `p>500us`.
///
/// Looked at after every instant at which something happens. P, D, V and n are those of the guest looked at, everything else is of all.
public struct Condition: Sendable, Hashable, CustomStringConvertible {
  /// What is looked at.
  public enum Subject: String, Sendable, CaseIterable {
    /// Virtual time.
    case time = "t"
    /// Packets offered so far.
    case packets
    /// Packets handed over so far.
    case delivered
    /// Packets lost so far.
    case dropped
    /// Packets waiting: in the card, held by coalesce, in open containers.
    case waiting
    /// Packets handed over per second, over the last 50 ms.
    case throughput
    /// Containers that have left so far.
    case containers
    /// Why the last container left.
    case left
    /// How long the first packet of the last container waited.
    case dwell
    /// The release time.
    case release = "p"
    /// The mean delay.
    case mean = "d"
    /// The variation.
    case variation = "v"
    /// The last observation.
    case sample = "n"

    /// What its value is measured in.
    public var dimension: Dimension {
      switch self {
      case .time, .dwell, .release, .mean, .variation, .sample: .time
      case .packets, .delivered, .dropped, .waiting, .containers: .count
      case .throughput: .packetRate
      case .left: .choice
      }
    }
  }

  /// How it is compared.
  public enum Relation: String, Sendable, CaseIterable {
    /// At least.
    case atLeast = ">="
    /// At most.
    case atMost = "<="
    /// More than.
    case above = ">"
    /// Less than.
    case below = "<"
    /// The same.
    case equal = "="

    func holds(_ a: Double, _ b: Double) -> Bool {
      switch self {
      case .atLeast: a >= b
      case .atMost: a <= b
      case .above: a > b
      case .below: a < b
      case .equal: a == b
      }
    }
  }

  /// What is looked at.
  public let subject: Subject
  /// How it is compared.
  public let relation: Relation
  /// With what, in the base unit; the number of the cause for `left`.
  public let value: Double
  /// As it was typed, without blanks.
  public let description: String

  /// The forms a condition may have, with what they mean: for help and completion.
  public static let forms: [(form: String, summary: String)] = [
    ("t>=2.5s", "virtual time"), ("packets>=1e6", "packets offered"), ("delivered>=1000", "packets handed over"),
    ("dropped>0", "packets lost"), ("waiting>=20", "packets waiting"),
    ("throughput<100kpps", "handed over per second, last 50 ms"), ("containers>=1000", "containers that left"),
    ("left=full", "the next container that leaves full; due, idle or other likewise"),
    ("dwell>500us", "the longest wait in the last container"), ("p>500us", "release time P of the guest looked at"),
    ("d<10us", "its mean delay D"), ("v>10us", "its variation V"), ("n>1ms", "its last observation n"),
  ]

  /// Reads `NAME RELATION VALUE`; blanks do not matter.
  ///
  /// - Throws: `Knob.Refusal`, one line: what is wrong, what was given, what is allowed.
  public init(parsing text: String) throws(Knob.Refusal) {
    let plain = text.filter { !$0.isWhitespace }.replacing("≥", with: ">=").replacing("≤", with: "<=")
    let name = plain.prefix { !"<>=".contains($0) }
    let sign = plain.dropFirst(name.count).prefix { "<>=".contains($0) }
    let given = String(plain.dropFirst(name.count + sign.count))
    guard !plain.isEmpty, !sign.isEmpty, !given.isEmpty else {
      throw Knob.Refusal(
        "condition is '\(text)', but must be NAME, one of >= <= > < =, and a value, such as t>=2.5s or left=full")
    }
    guard let subject = Subject(rawValue: name.lowercased()) else {
      throw .unknown("condition's name", String(name), Subject.allCases.map(\.rawValue))
    }
    let relations = Self.relations(of: subject)
    guard let relation = Relation(rawValue: sign == "==" ? "=" : String(sign)), relations.contains(relation) else {
      throw .unknown("'\(subject.rawValue)' is compared, and the relation", String(sign), relations.map(\.rawValue))
    }
    self.subject = subject
    self.relation = relation
    value = try Self.value(of: subject, given)
    description = "\(subject.rawValue)\(relation.rawValue)\(given)"
  }

  private static func relations(of subject: Subject) -> [Relation] {
    switch subject {
    case .time: [.atLeast, .above]
    case .left: [.equal]
    default: Relation.allCases
    }
  }

  private static func value(of subject: Subject, _ given: String) throws(Knob.Refusal) -> Double {
    let knob =
      subject == .left
      ? Knob(subject.rawValue, choices: ReleaseCause.allCases.map(\.word), help: "")
      : Knob(subject.rawValue, subject.dimension, in: 0...1e15, default: 0, scale: .logarithmic, help: "")
    return try knob.value(parsing: given)
  }
}

extension ReleaseCause {
  /// The word for it: `full`, `due`, `idle`, `other`.
  var word: String {
    switch self {
    case .full: "full"
    case .due: "due"
    case .idle: "idle"
    case .other: "other"
    }
  }
}
