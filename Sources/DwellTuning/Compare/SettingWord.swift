public import DwellCore
public import DwellSimulation

/// A setting as it is named in one word: `vanilla`, `adaptive`, `bursts`, `aggregation/fixed:timeout=100us,container-size=8KiB`.
///
/// Systems, policies and scenarios share one namespace (contract, compare).
public struct SettingWord: Sendable, Hashable {
  /// As it was typed.
  public let text: String
  /// The preset it starts from; nil: the scenario that the options make.
  public let scenario: String?
  /// What it sets, in order.
  public let settings: [Setting]

  /// The names that stand for a system, a policy or a scenario.
  public static var names: [String] {
    SystemCatalog.systems.map(\.name) + PolicyCatalog.policies.map(\.name) + ScenarioCatalog.scenarios.map(\.name)
  }

  /// Reads a setting.
  ///
  /// - Throws: `Knob.Refusal`, one line: what is wrong, what was given, what is allowed.
  public init(parsing text: String) throws(Knob.Refusal) {
    self.text = text
    let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let names = halves[0].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    var settings: [Setting] = []
    switch names.count {
    case 1 where SystemCatalog.system(named: names[0]) != nil:
      scenario = nil
      settings.append(Setting("system", names[0]))
    case 1 where PolicyCatalog.policy(named: names[0]) != nil:
      scenario = nil
      settings.append(Setting("policy", names[0]))
    case 1 where ScenarioCatalog.scenario(named: names[0]) != nil: scenario = names[0]
    case 2:
      scenario = nil
      settings.append(Setting("system", names[0]))
      settings.append(Setting("policy", names[1]))
    default: throw Self.unknown(halves[0])
    }
    if names.count == 2 {
      guard SystemCatalog.system(named: names[0]) != nil else {
        throw Self.unknown(names[0], "system", SystemCatalog.systems.map(\.name))
      }
      guard PolicyCatalog.policy(named: names[1]) != nil else {
        throw Self.unknown(names[1], "policy", PolicyCatalog.policies.map(\.name))
      }
    }
    if halves.count > 1 { settings += try Self.knobs(halves[1], in: text) }
    self.settings = settings
  }

  private static func knobs(_ list: String, in text: String) throws(Knob.Refusal) -> [Setting] {
    var settings: [Setting] = []
    for part in list.split(separator: ",", omittingEmptySubsequences: false) {
      guard let equals = part.firstIndex(of: "="), equals > part.startIndex else {
        throw Knob.Refusal(
          "setting '\(text)': '\(part)' must be KNOB=VALUE; knobs follow a colon, with commas between them")
      }
      let name = String(part[..<equals])
      guard KnobCatalog.knob(named: name) != nil || Axis.choices.contains(name) else { throw .unknownAxis(name) }
      // Several stages may be set; their texts name them.
      guard name == "stage" || !settings.contains(where: { $0.name == name }) else {
        throw Knob.Refusal("setting '\(text)' has \(name) twice; each knob is allowed once")
      }
      settings.append(Setting(name, String(part[part.index(after: equals)...])))
    }
    return settings
  }

  private static func unknown(_ name: String) -> Knob.Refusal {
    let near = KnobCatalog.near(name, among: names)
    return Knob.Refusal(
      "there is no system, policy or scenario '\(name)'; "
        + (near.isEmpty ? "dwell list systems, policies and scenarios name them" : KnobCatalog.nearWords(near)))
  }

  private static func unknown(_ name: String, _ kind: String, _ names: [String]) -> Knob.Refusal {
    let near = KnobCatalog.near(name, among: names)
    return Knob.Refusal(
      "there is no \(kind) '\(name)'; "
        + (near.isEmpty ? "there are \(names.joined(separator: ", "))" : KnobCatalog.nearWords(near)))
  }
}
