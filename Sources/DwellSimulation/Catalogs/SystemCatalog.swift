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
      name: "aggregation", summary: "packets cross in containers, an event with each",
      stages: [.cross: "container", .notify: "every"], policy: nil,
      source: "Bourguiba et al. 2012; the paper, V", confidence: "seen in abstracts and in the paper"),
    SystemEntry(
      name: "vanilla", summary: "the split driver: packet by packet, an event when the guest sleeps",
      stages: [.cross: "copy", .notify: "sleeping"], policy: nil, source: "xen-netback source; ring header",
      confidence: "mechanism seen in source; costs calibrated"),
  ]

  /// The system of that name, if there is one.
  public static func system(named name: String) -> SystemEntry? { systems.first { $0.name == name } }
}
