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
  /// What was over when a container left at its deadline, for sentences.
  public let runsOut: String
  /// The knobs of its own.
  public let knobs: [Knob]
  /// Whether packets wait at all.
  public let waits: Bool
  /// Whether it also looks at what the driver domain does.
  public let watchesDriver: Bool
  /// Whether it also looks at what the guest does.
  public let watchesGuests: Bool
  /// Whether it says how many packets a container holds.
  public let sizesContainers: Bool
  /// Whether it believes something of a guest's delays or gaps.
  public let estimates: Bool
  /// Whether α weighs something in it: it is made with it.
  public let usesAlpha: Bool
  /// The knob that chooses among several loops, where there are: to turn it is like a switch of policy.
  let loopChoice: Knob?
  let makeFront: @Sendable (PolicySettings, ContainerRules, _ guests: Int, Backend) -> Front

  @inline(__always)
  init<Policy: PolicyDescription>(_ type: Policy.Type) {
    name = Policy.name
    summary = Policy.summary
    source = Policy.source
    confidence = Policy.confidence
    formula = Policy.formula
    runsOut = Policy.runsOut
    knobs = Policy.knobs
    waits = !Policy.closesAtOnce
    watchesDriver = Policy.watchesDriver
    watchesGuests = Policy.watchesGuests
    sizesContainers = Policy.sizesContainers
    estimates = Self.believes(type)
    usesAlpha = Self.knobsAsked(by: type).contains(EngineKnobs.alpha.name)
    loopChoice = nil
    makeFront = { settings, rules, guests, backend in
      Front.aggregating(Policy.self, settings: settings, rules: rules, guests: guests, backend: backend)
    }
  }

  /// One policy that has a loop for every choice of a knob; it is described as the first of them is, with the knobs of all.
  init(_ loops: [PolicyEntry], chosenBy choice: Knob) {
    name = loops[0].name
    summary = loops[0].summary
    source = loops[0].source
    confidence = loops[0].confidence
    formula = loops[0].formula
    runsOut = loops[0].runsOut
    var knobs = [choice]
    for knob in loops.flatMap(\.knobs) where !knobs.contains(knob) { knobs.append(knob) }
    self.knobs = knobs
    waits = loops[0].waits
    watchesDriver = loops[0].watchesDriver
    watchesGuests = loops[0].watchesGuests
    sizesContainers = loops[0].sizesContainers
    estimates = loops[0].estimates
    usesAlpha = loops.contains { $0.usesAlpha }
    loopChoice = choice
    makeFront = { settings, rules, guests, backend in
      loops[Int(settings.value(choice))].makeFront(settings, rules, guests, backend)
    }
  }

  /// Whether a turn of the knob of that name, T₀ apart, changes what the policy makes of a packet.
  func isMade(with knob: String) -> Bool {
    knobs.contains { $0.name == knob } || usesAlpha && knob == EngineKnobs.alpha.name
  }

  // Two packets of a guest are enough for a belief.
  private static func believes<Policy: PolicyDescription>(_ type: Policy.Type) -> Bool {
    let policy = Policy(PolicySettings(seed: 1) { $0.defaultValue })
    var memory = policy.blank(guest: 0)
    for time in [Int64(0), 1000] { policy.arrived(at: time, size: 64, &memory) }
    return !policy.estimate(memory).mean.isNaN
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
    PolicyEntry(EstimatorCatalog.estimators.map(\.adaptive), chosenBy: EstimatorCatalog.choice),
    PolicyEntry(AdaptiveSizeRelease.self),
    PolicyEntry(ModelBasedRelease.self),
    PolicyEntry(InWindowRelease.self),
    PolicyEntry(ThrottleRelease.self),
    PolicyEntry(SelfClockedRelease.self),
    PolicyEntry(SelfClockedGuestRelease.self),
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
