public import DwellCore
public import DwellSimulation
import DwellWorkload

/// What is varied along one side of a grid: a knob or another setting, and its values as they would be typed.
///
/// `timeout=10us..10ms` (as its slider is spread), `timeout=10us..10ms:log:9`, `load=100kpps,200kpps`, `guests=1..4`,
/// `policy=fixed,adaptive`.
public struct Axis: Sendable, Hashable {
  /// The name of the setting.
  public let name: String
  /// The knob of that name, where it is one.
  public let knob: Knob?
  /// The values, as texts that read back exactly.
  public let values: [String]

  /// The most values of an axis.
  public static let mostValues = 100_000
  /// As many as a range has where nobody says.
  public static let usualCount = 9

  /// An axis of these values.
  public init(_ name: String, _ values: [String]) {
    self.name = name
    knob = KnobCatalog.knob(named: name)
    self.values = values
  }

  /// Reads an axis as it is typed; values are checked against the knob's range.
  ///
  /// - Parameter scenario: what relative values and bit rates start from.
  /// - Throws: `Knob.Refusal`, one line: what is wrong, what was given, what is allowed.
  public init(parsing text: String, over scenario: Scenario = Scenario()) throws(Knob.Refusal) {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw Knob.Refusal("axis is '\(text)', but must be KNOB=LOW..HIGH[:lin|log[:COUNT]] or KNOB=A,B,C")
    }
    let name = String(text[..<equals])
    let rest = String(text[text.index(after: equals)...])
    guard !rest.isEmpty else { throw Knob.Refusal("axis \(name) has no values; give LOW..HIGH or A,B,C") }
    guard let knob = KnobCatalog.knob(named: name) else {
      guard Self.choices.contains(name) else { throw .unknownAxis(name) }
      if let dots = rest.firstRange(of: "..") {
        guard name == Self.guests.name else {
          throw Knob.Refusal(
            "axis \(name) is '\(rest)', but \(name) has no range; name its values, such as \(name)=\(Self.sample(name))"
          )
        }
        self.init(name, try Self.spread(rest, dots, Self.guests, Double(scenario.guests), scenario))
        return
      }
      self.init(name, try Self.listed(rest, name))
      // A value that does not exist is refused before anything runs, and so is one that is there under another name.
      var made: [Scenario] = []
      for value in values {
        var draft = ScenarioDraft(scenario)
        try draft.add([Setting(name, value)])
        if let same = made.firstIndex(of: draft.scenario) { throw Self.twice(name, rest, values[same], value) }
        made.append(draft.scenario)
      }
      return
    }
    if let dots = rest.firstRange(of: "..") {
      self.init(name, try Self.spread(rest, dots, knob, scenario.value(of: knob), scenario))
    } else {
      let texts = try Self.listed(rest, name)
      let values = try texts.map { text throws(Knob.Refusal) in
        try knob.value(parsing: text, current: scenario.value(of: knob), bytesPerPacket: scenario.meanPacketBytes)
      }
      for (place, value) in values.enumerated() {
        guard let same = values[..<place].firstIndex(of: value) else { continue }
        throw Self.twice(name, rest, texts[same], texts[place])
      }
      self.init(name, values.map { QuantityText.exact(knob, $0) })
    }
  }

  private static func twice(_ name: String, _ text: String, _ one: String, _ other: String) -> Knob.Refusal {
    Knob.Refusal(
      "axis \(name) is '\(text)', with a value given twice" + (one == other ? "" : ": \(one) and \(other) are the same")
    )
  }

  // Settings that are no knobs and make sense side by side.
  static let choices = ["system", "stage", "policy", "machine", "arrivals", "packet-size", "directions", "guests"]

  // No knob of a run, but read and spread like one.
  private static let guests = Knob(
    "guests", .count, in: 1...1024, default: 2, scale: .logarithmic, help: "number of guests")

  // Two values of a setting without a range, as they are typed.
  private static func sample(_ name: String) -> String {
    let names: [String]
    switch name {
    case "system": names = SystemCatalog.systems.map(\.name)
    case "policy": names = PolicyCatalog.policies.map(\.name)
    case "machine": names = MachineCatalog.machines.map(\.name)
    case "arrivals": names = TrafficCatalog.models.map(\.name)
    case "stage": names = ["notify=every", "notify=sleeping"]
    case "directions": names = Directions.allCases.map(\.rawValue)
    default: names = ["64B", "1500B"]
    }
    return names.prefix(2).joined(separator: ",")
  }

  private static func listed(_ text: String, _ name: String) throws(Knob.Refusal) -> [String] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.allSatisfy({ !$0.isEmpty }) else {
      throw Knob.Refusal("axis \(name) is '\(text)', but there is a comma with nothing beside it")
    }
    guard parts.count <= mostValues else {
      throw Knob.Refusal("axis \(name) has \(parts.count) values, but at most \(mostValues) are allowed")
    }
    return parts
  }

  private static func spread(
    _ text: String, _ dots: Range<String.Index>, _ knob: Knob, _ current: Double, _ scenario: Scenario
  ) throws(Knob.Refusal) -> [String] {
    func refused(_ why: String) -> Knob.Refusal { Knob.Refusal("axis \(knob.name) is '\(text)', but \(why)") }
    guard knob.dimension != .choice else { throw refused("it has no range; its values are \(knob.rangeText)") }
    let rest = text[dots.upperBound...]
    guard dots.lowerBound > text.startIndex, !rest.isEmpty, !rest.hasPrefix(":"), !rest.contains("..") else {
      throw refused("a range has two ends, LOW..HIGH")
    }
    let tail = rest.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    func value(_ text: String) throws(Knob.Refusal) -> Double {
      try knob.value(parsing: text, current: current, bytesPerPacket: scenario.meanPacketBytes)
    }
    let low = try value(String(text[..<dots.lowerBound]))
    let high = try value(tail[0])
    guard low < high else { throw refused("its low end must lie below its high end") }
    var spacing = Spacing.natural(to: knob)
    if tail.count > 1 {
      guard let named = Spacing(rawValue: tail[1]) else { throw refused("'\(tail[1])' is neither lin nor log") }
      spacing = named
    }
    guard spacing != .logarithmic || low > 0 else {
      throw refused("a logarithmic axis cannot begin at 0; begin above, or use lin")
    }
    guard tail.count < 4 else { throw refused("after the range come lin or log and a count, no more") }
    guard tail.count < 3 || (2...mostValues).contains(Int(tail[2]) ?? 0) else {
      throw refused("'\(tail[2])' is no whole number from 2 to \(mostValues)")
    }
    let count = tail.count > 2 ? Int(tail[2]) ?? usualCount : usualCount
    var values: [String] = []
    for step in 0..<count {
      let share = Double(step) / Double(count - 1)
      let raw = step == 0 ? low : step == count - 1 ? high : spacing.value(share, low, high)
      let text = QuantityText.exact(knob, try knob.checked(Self.rounded(raw, knob)))
      // Whole bytes and counts can fall together.
      if values.last != text { values.append(text) }
    }
    return values
  }

  private static func rounded(_ value: Double, _ knob: Knob) -> Double {
    switch knob.dimension {
    case .bytes, .count: return value.rounded()
    case .time where value >= 1: return value.rounded()
    case .time, .packetRate, .bitRate, .number, .choice:
      // Nine digits, so that texts stay short.
      guard value != 0 else { return 0 }
      var power = 1.0
      while value.magnitude * power < 1e8 { power *= 10 }
      while value.magnitude * power >= 1e9, power > 1e-12 { power /= 10 }
      return (value * power).rounded() / power
    }
  }

  /// How values lie between the ends of a range.
  enum Spacing: String {
    case linear = "lin"
    case logarithmic = "log"
    case complement = "1-log"

    static func natural(to knob: Knob) -> Spacing {
      switch knob.scale {
      case .linear: .linear
      case .logarithmic, .doubling: .logarithmic
      case .complement: .complement
      }
    }

    func value(_ share: Double, _ low: Double, _ high: Double) -> Double {
      switch self {
      case .linear: return low + (high - low) * share
      case .logarithmic:
        return Elementary.exp(Elementary.log(low) + (Elementary.log(high) - Elementary.log(low)) * share)
      case .complement:
        // 1 − value goes in equal ratios; 1 itself has none.
        let ends = (max(1 - low, 1e-6), max(1 - high, 1e-6))
        return 1 - Elementary.exp(Elementary.log(ends.0) + (Elementary.log(ends.1) - Elementary.log(ends.0)) * share)
      }
    }
  }
}

extension Knob.Refusal {
  static func unknownAxis(_ name: String) -> Knob.Refusal {
    if name == "seed" {
      return Knob.Refusal(
        "seed is no knob to vary: every point is run with as many seeds as --replications says, from --seed on")
    }
    if Setting.names.contains(name), !Axis.choices.contains(name) {
      return Knob.Refusal("'\(name)' is no knob to vary; the option --\(name) sets it for all")
    }
    let near = KnobCatalog.near(name, among: Axis.choices + KnobCatalog.all.map(\.name))
    return Knob.Refusal(
      "there is no knob '\(name)' to vary; "
        + (near.isEmpty ? "dwell list knobs names the knobs" : KnobCatalog.nearWords(near)))
  }
}
