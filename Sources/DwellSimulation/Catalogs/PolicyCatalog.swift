public import DwellCore
import DwellEngine

/// A release policy as menus, options and help see it, and the place where its loop is made.
public struct PolicyEntry: Sendable {
  /// The name in options and files.
  public let name: String
  /// One line of what it is.
  public let summary: String
  /// Where it comes from.
  public let source: String
  /// How sure that is.
  public let confidence: String
  /// The formula of its release time.
  public let formula: String
  /// The knobs of its own.
  public let knobs: [Knob]
  /// Whether packets wait at all.
  public let waits: Bool
  /// Whether it also looks at what the driver domain does.
  public let watchesDriver: Bool
  /// Whether it remembers something of a guest and believes something of its delays.
  public let estimates: Bool
  /// Whether α weighs something in it: it is made with it.
  public let usesAlpha: Bool
  let makeFront: @Sendable (PolicySettings, ContainerRules, _ guests: Int, Backend) -> Front

  @inline(__always)
  init<Policy: PolicyDescription>(_ type: Policy.Type) {
    name = Policy.name
    summary = Policy.summary
    source = Policy.source
    confidence = Policy.confidence
    formula = Policy.formula
    knobs = Policy.knobs
    waits = !Policy.closesAtOnce
    watchesDriver = Policy.watchesDriver
    estimates = Policy.Memory.self != Nothing.self
    usesAlpha = Self.knobsAsked(by: type).contains(EngineKnobs.alpha.name)
    makeFront = { settings, rules, guests, backend in
      Front.aggregating(Policy.self, settings: settings, rules: rules, guests: guests, backend: backend)
    }
  }

  // What a policy is made from is what can change it.
  private static func knobsAsked<Policy: PolicyDescription>(by type: Policy.Type) -> Set<String> {
    let asked = NamesAsked()
    let settings = PolicySettings(seed: 1) { knob in
      asked.names.insert(knob.name)
      return knob.defaultValue
    }
    _ = Policy(settings)
    return asked.names
  }
}

/// Names that a closure notes.
private final class NamesAsked {
  var names: Set<String> = []
}

/// Every release policy there is; one line each, the policy itself stands in `DwellEngine/Policies/`.
public enum PolicyCatalog {
  /// All policies, in the order of menus.
  public static let policies: [PolicyEntry] = [
    PolicyEntry(ImmediateRelease.self),
    PolicyEntry(FixedRelease.self),
    PolicyEntry(PrintedRelease.self),
    PolicyEntry(AdaptiveRelease<RamjeeOne>.self),
    PolicyEntry(SelfClockedRelease.self),
  ]

  /// The policy of that name.
  ///
  /// - Throws: `Knob.Refusal` where there is none.
  static func entry(_ name: String) throws(Knob.Refusal) -> PolicyEntry {
    guard let entry = policy(named: name) else { throw .unknown("policy", name, policies.map(\.name)) }
    return entry
  }

  /// The policy of that name, if there is one.
  public static func policy(named name: String) -> PolicyEntry? { policies.first { $0.name == name } }
}
