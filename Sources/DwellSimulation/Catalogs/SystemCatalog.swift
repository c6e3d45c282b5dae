/// A system: one choice on every stage, with a name from the literature.
public struct SystemEntry: Sendable, Hashable {
  /// The name in options and files.
  public let name: String
  /// One line of what it is.
  public let summary: String
  /// Its choices where they differ from the default of the stage.
  public let stages: [Stage: String]
  /// The policy it comes with, where it names one.
  public let policy: String?
  /// Where it comes from.
  public let source: String
  /// How sure that is.
  public let confidence: String

  /// The choice on a stage.
  public func choice(on stage: Stage) -> String { stages[stage] ?? StageCatalog.choices(on: stage)[0].name }

  // Whether packets cross in containers.
  var usesContainers: Bool {
    CrossCatalog.entries.contains { $0.choice.name == choice(on: .cross) && $0.behaviour.usesContainers }
  }
}

/// Every system there is; one entry each.
public enum SystemCatalog {
  /// All systems, in the order of menus.
  public static let systems = [
    SystemEntry(
      name: "aggregation", summary: "packets cross in containers with a fixed timeout, an event with each",
      stages: containers, policy: "fixed",
      source: "Bourguiba et al. 2012; the paper, V", confidence: "seen in abstracts and in the paper"),
    SystemEntry(
      name: "vanilla", summary: "the split driver: packet by packet, an event when the guest sleeps",
      stages: [.cross: "copy", .notify: "sleeping"], policy: nil, source: "xen-netback source; ring header",
      confidence: "mechanism seen in source; costs calibrated"),
    SystemEntry(
      name: "dynamic-tuning", summary: "containers whose timeout is the shortest that the driver domain can afford",
      stages: containers, policy: "model-based", source: "Bourguiba et al., IM 2013 and TPDS 2013",
      confidence: "the trade seen in abstracts; their rule was not found, this one is ours"),
    SystemEntry(
      name: "as-printed", summary: "containers released by the paper's recursion as printed; blind to traffic",
      stages: containers, policy: "printed", source: "the paper, V.B, steps 1 to 5",
      confidence: "seen; its unit is our reading"),
    SystemEntry(
      name: "self-adaptive", summary: "containers released after mean gap plus four variations",
      stages: containers, policy: "adaptive", source: "the paper, V.B, repaired after Ramjee et al. 1994",
      confidence: "algorithm seen in two implementations; that n is the gap, our reading"),
    SystemEntry(
      name: "size-adaptive", summary: "containers whose size follows the traffic", stages: containers,
      policy: "adaptive-size", source: "the paper, IV and VI, promises it without a rule",
      confidence: "our reading"),
    SystemEntry(
      name: "self-clocking", summary: "containers that leave when the driver domain has nothing to do",
      stages: containers, policy: "self-clocked", source: "ours, after NAPI, event-index suppression and autocorking",
      confidence: "our reference, not in the paper"),
  ]

  private static let containers: [Stage: String] = [.cross: "container", .notify: "every"]

  /// The system of that name, if there is one.
  public static func system(named name: String) -> SystemEntry? { systems.first { $0.name == name } }
}
